"""Forms as XLSForm workbooks, which ODK, KoBoToolbox and Enketo know: written out and read back."""

from core.xlsform.reading import ReadForm, import_form
from core.xlsform.writing import export_form, unsaid

__all__ = ["ReadForm", "export_form", "import_form", "unsaid"]

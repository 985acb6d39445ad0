"""Writing a package's form as an XLSForm, and saying what an XLSForm cannot say."""

from core.xlsform.writing.book import export_form
from core.xlsform.writing.unsaid import unsaid

__all__ = ["export_form", "unsaid"]

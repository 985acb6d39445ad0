"""Reading an XLSForm as people really make them; what is not supported is said at its cell."""

from core.xlsform.reading.read import ReadForm, import_form

__all__ = ["ReadForm", "import_form"]

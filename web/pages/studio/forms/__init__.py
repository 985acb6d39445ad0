"""表单 of a draft: begun, its questions built beside what the worker will see, taken along as XLSForm."""

from web.pages.studio.forms import beginning, files, questions, showing

HANDLERS = [
    *beginning.HANDLERS,
    *showing.HANDLERS,
    *questions.HANDLERS,
    *files.HANDLERS,
]

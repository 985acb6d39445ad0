"""文书: written, handed in, approved or sent back, printed; the list of those that wait."""

from web.pages.documents.deciding import HANDLERS as DECIDING
from web.pages.documents.seeing import HANDLERS as SEEING
from web.pages.documents.showing import HANDLERS as SHOWING
from web.pages.documents.writing import HANDLERS as WRITING

HANDLERS = [*DECIDING, *SEEING, *SHOWING, *WRITING]

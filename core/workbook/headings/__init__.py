"""The Chinese heading of every field of every row, with the note that stands on it.

A heading that ends in （元） is money, stored in fen; one that ends in （%） is a percentage.
"""

from collections.abc import Mapping

from core.packages.schema import Row
from core.workbook.headings.basics import BASICS
from core.workbook.headings.counting import COUNTING
from core.workbook.headings.examples import EXAMPLES
from core.workbook.headings.forms import FORMS
from core.workbook.headings.offices import OFFICES
from core.workbook.headings.scoring import SCORING
from core.workbook.headings.words import Named

#: Row type → field → (heading, note). A new field of the schema is named here first.
HEADINGS: Mapping[type[Row], Named] = {
    **BASICS,
    **COUNTING,
    **FORMS,
    **SCORING,
    **OFFICES,
    **EXAMPLES,
}


class Unnamed(Exception):
    """A field or a nested table of the schema that has no Chinese name in the workbook yet."""


def heading_of(row_type: type[Row], field: str) -> tuple[str, str]:
    """Heading and note of a field; ``Unnamed`` says where to name it."""
    try:
        return HEADINGS[row_type][field]
    except KeyError:
        raise Unnamed(
            f"{row_type.__name__}.{field} has no Chinese heading: name it in core/workbook/headings/"
        ) from None

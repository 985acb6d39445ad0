"""A draft begun from a tender's own text: each proposal with how sure it is and what to decide."""

from datetime import date

from core.drafting import Proposal, UnreadableTender, draft, left_unused, open_tender, package_of
from core.plugin.catalogue import Catalogue
from core.store.errors import Refused
from core.studio.drafts import Begun
from core.studio.grid import grid_of_tables
from core.workbook.canonical import plain
from core.workbook.headings import Unnamed, heading_of


def from_tender(
    content: bytes, name: str, catalogue: Catalogue, *, type: str, title: str, day: date
) -> Begun:
    """What a draft begins with; ``Refused`` when the file cannot be read as a tender.

    The id of the package is left for the officer; numbers of the text that no row uses are notes.
    """
    try:
        found = draft(open_tender(content, name))
    except UnreadableTender as unreadable:
        raise Refused(unreadable.say, field="file") from None
    package = package_of(found, id="", type=type, title=title, effective_from=day)
    tables = plain(package)
    tables["package"].pop("id")
    remarks: dict[tuple[str, tuple[int, ...]], str] = {}
    numbers: dict[str, int] = {}
    for proposal in found.proposals:
        number = numbers.get(proposal.section, 0)
        numbers[proposal.section] = number + 1
        remarks[proposal.section, (number,)] = remark(proposal)
    return Begun(
        title=title,
        source=name,
        rows=tuple(grid_of_tables(tables, catalogue, remarks)),
        notes="\n".join(left_unused(found)),
    )


def remark(proposal: Proposal) -> str:
    """How sure a proposal is and why, and what the officer has to decide, line by line."""
    lines = [f"把握{proposal.confidence.value}：{'；'.join(proposal.reasons)}（{proposal.place}）"]
    lines += [f"请确认“{_heading(proposal, mark.field)}”：{mark.say}" for mark in proposal.marks]
    if proposal.also_at:
        lines.append(f"同样写在：{'、'.join(proposal.also_at)}")
    return "\n".join(lines)


def _heading(proposal: Proposal, field: str) -> str:
    try:
        return heading_of(type(proposal.row), field.rpartition(".")[2])[0]
    except Unnamed:
        return field

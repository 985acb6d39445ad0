"""Tables of drafts: a draft is a workbook in the house, one row of it one row here."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from core.store import ID, Instant, PermanentId, metadata

#: ``authors`` are all who wrote in it: none of them may publish it. ``ticks`` holds the reason
#: under which each warning was accepted. ``base_version`` is the published version it began from;
#: ``notes`` what a tender said beside its rows, such as numbers that no row uses.
DRAFT = Table(
    "package_draft",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("title", String(120), nullable=False),
    Column("source", String(200), nullable=False),
    Column("notes", Text, nullable=False),
    Column("base_key", String(80), nullable=False),
    Column("base_version", Integer, nullable=True),
    Column("state", String(12), nullable=False),
    Column("published_version", Integer, nullable=True),
    Column("authors", JSON, nullable=False),
    Column("ticks", JSON, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(80), nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_package_draft_list", "county", "state", "changed_at"),
)

#: ``sheet`` is the title of the workbook's sheet, ``cells`` what stands under each heading;
#: ``remark`` says how sure a proposal from a tender is, and what the officer has to decide.
DRAFT_ROW = Table(
    "package_draft_row",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("draft_id", ForeignKey("package_draft.id"), nullable=False),
    Column("sheet", String(20), nullable=False),
    Column("position", ID, nullable=False),
    Column("cells", JSON, nullable=False),
    Column("remark", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_package_draft_row_draft", "draft_id", "position"),
)

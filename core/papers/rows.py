"""Tables of papers: what people write in one, as it was handed over; the county's columns and templates.

A paper is named by its contract, its key and its period; its figures stand nowhere but in the ledger.
"""

from sqlalchemy import JSON, Column, ForeignKey, LargeBinary, String, Table, UniqueConstraint

from core.store import ID, Instant, PermanentId, metadata

#: ``handed`` is the whole paper as it was drawn when it was handed over; none while it is a draft.
PAPER_TEXT = Table(
    "paper_text",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("paper", String(60), nullable=False),
    Column("period", String(20), nullable=False),
    Column("texts", JSON, nullable=False),
    Column("photos", JSON, nullable=False),
    Column("handed", JSON(none_as_null=True), nullable=True),
    Column("handed_at", Instant, nullable=True),
    Column("handed_by", String(80), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(80), nullable=False),
    Column("version", ID, nullable=False),
    UniqueConstraint("contract_id", "paper", "period"),
)

#: An order of columns under a name of the county's own; the one that was changed last is used.
PAPER_COLUMNS = Table(
    "paper_columns",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("paper", String(60), nullable=False),
    Column("name", String(40), nullable=False),
    Column("columns", JSON, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("version", ID, nullable=False),
    UniqueConstraint("contract_id", "paper", "name"),
)

#: A county's own Word template of a paper; each is kept, the newest is used. An empty one gives the
#: standing template back.
PAPER_TEMPLATE = Table(
    "paper_template",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("contract_type", String(60), nullable=False),
    Column("paper", String(60), nullable=False),
    Column("revision", ID, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("name", String(120), nullable=False),
    Column("reason", String(400), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(80), nullable=False),
    UniqueConstraint("county", "contract_type", "paper", "revision"),
)

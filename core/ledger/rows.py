"""Tables of the ledger.

``ledger_entry`` is append-only. ``ledger_standing`` points to the entry that stands for each
candidate; its unique index over counted rows makes double counting impossible. Tallies are the
sums that pages read; a seal closes a settlement month.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

from core.store import ID, Exact, Instant, PermanentId, metadata

KEY = String(80)
UNIT = String(240)

#: Booked in another month than that of its day: its own was sealed already. The very words of the
#: partial index, so that both databases use it.
BOOKED_ELSEWHERE = {
    "sqlite": "booking <> substr(day, 1, 7)",
    "postgresql": "booking::text <> (EXTRACT(year FROM day)::integer::text || '-' || "
    "lpad(EXTRACT(month FROM day)::integer::text, 2, '0'))",
}

ENTRY = Table(
    "ledger_entry",
    metadata,
    Column("id", ID, primary_key=True),
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("line", KEY, nullable=False),
    Column("scope", String(60), nullable=False),
    Column("unit", UNIT, nullable=False),
    Column("record", PermanentId, nullable=False),
    Column("source", UNIT, nullable=False),
    Column("day", Date, nullable=False),
    Column("period", String(20), nullable=False),
    Column("booking", String(20), nullable=False),
    Column("quantity", Exact, nullable=False),
    Column("status", String(12), nullable=False),
    Column("sign", SmallInteger, nullable=False),
    Column("undoes", ID, nullable=True),
    Column("reasons", JSON, nullable=False),
    Column("site", String(200), nullable=False),
    Column("person", PermanentId, nullable=True),
    Column("facet", String(200), nullable=False),
    Column("late", Boolean, nullable=False),
    Column("paid", Boolean, nullable=False),
    Column("package_version", Integer, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Index("ix_ledger_entry_record", "record"),
    Index("ix_ledger_entry_booking", "contract_id", "booking"),
    Index("ix_ledger_entry_latest", "contract_id", "id"),
    Index(
        "ix_ledger_entry_adjusting",
        "contract_id",
        "day",
        sqlite_where=text(BOOKED_ELSEWHERE["sqlite"]),
        postgresql_where=text(BOOKED_ELSEWHERE["postgresql"]),
    ),
    Index(
        "ix_ledger_entry_undoes",
        "undoes",
        sqlite_where=text("undoes IS NOT NULL"),
        postgresql_where=text("undoes IS NOT NULL"),
    ),
)

STANDING = Table(
    "ledger_standing",
    metadata,
    Column("entry_id", ForeignKey("ledger_entry.id"), primary_key=True),
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("line", KEY, nullable=False),
    Column("scope", String(60), nullable=False),
    Column("unit", UNIT, nullable=False),
    Column("record", PermanentId, nullable=False),
    Column("status", String(12), nullable=False),
    Column("day", Date, nullable=False),
    Column("cap", UNIT, nullable=False),
    Index("ix_ledger_standing_record", "record"),
    Index(
        "ix_ledger_standing_cell",
        "contract_id",
        "line",
        "scope",
        "unit",
        sqlite_where=text("status <> 'refused'"),
        postgresql_where=text("status <> 'refused'"),
    ),
    Index("ix_ledger_standing_list", "contract_id", "line", "status", "day", "entry_id"),
    Index(
        "uq_ledger_standing_holder",
        "contract_id",
        "line",
        "scope",
        "unit",
        unique=True,
        sqlite_where=text("status = 'counted'"),
        postgresql_where=text("status = 'counted'"),
    ),
    Index(
        "ix_ledger_standing_cap",
        "cap",
        sqlite_where=text("cap <> ''"),
        postgresql_where=text("cap <> ''"),
    ),
)

TALLY_KEY = ("contract_id", "line", "scope", "site", "period", "booking", "facet")
TALLY_SUMS = ("quantity", "counted", "refused", "claimed", "duplicate", "overflow", "late")

TALLY = Table(
    "tally",
    metadata,
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("line", KEY, nullable=False),
    Column("scope", String(20), nullable=False),
    Column("site", String(200), nullable=False),
    Column("period", String(20), nullable=False),
    Column("booking", String(20), nullable=False),
    Column("facet", String(200), nullable=False),
    Column("quantity", Exact, nullable=False),
    Column("counted", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("claimed", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("overflow", Integer, nullable=False),
    Column("late", Integer, nullable=False),
    PrimaryKeyConstraint(*TALLY_KEY),
    sqlite_with_rowid=False,
)

PERSON_TALLY = Table(
    "person_tally",
    metadata,
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("period", String(20), nullable=False),
    Column("person", PermanentId, nullable=False),
    Column("line", KEY, nullable=False),
    Column("quantity", Exact, nullable=False),
    PrimaryKeyConstraint("contract_id", "period", "person", "line"),
    sqlite_with_rowid=False,
)

SEAL = Table(
    "ledger_seal",
    metadata,
    Column("id", ID, primary_key=True),
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("period", String(20), nullable=False),
    Column("sealed_at", Instant, nullable=False),
    Column("sealed_by", KEY, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("verdicts", JSON, nullable=False),
    UniqueConstraint("contract_id", "period"),
)

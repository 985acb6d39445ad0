"""Months handed in 交账单, a county's own working days, and looks at adjustments and awaited photos."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")
AT = sa.DateTime(timezone=True)
#: As in ``core.ledger.rows``: booked in another month than that of its day.
ELSEWHERE_SQLITE = "booking <> substr(day, 1, 7)"
ELSEWHERE_POSTGRESQL = (
    "booking::text <> (EXTRACT(year FROM day)::integer::text || '-' || "
    "lpad(EXTRACT(month FROM day)::integer::text, 2, '0'))"
)
AWAITED = "file <> '' AND arrived_at IS NULL"


def upgrade() -> None:
    """Make the three tables and the two indexes; what was handed in is never changed."""
    op.create_table(
        "month_snapshot",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("package_version", sa.Integer(), nullable=False),
        sa.Column("handed_in_at", AT, nullable=False),
        sa.Column("handed_in_by", sa.String(length=80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_month_snapshot_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_snapshot")),
        sa.UniqueConstraint("uuid", name=op.f("uq_month_snapshot_uuid")),
        sa.UniqueConstraint(
            "contract_id", "period", name=op.f("uq_month_snapshot_contract_id_period")
        ),
    )
    op.create_table(
        "month_asked",
        sa.Column("id", ID, nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_month_asked_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_asked")),
        sa.UniqueConstraint(
            "contract_id", "period", name=op.f("uq_month_asked_contract_id_period")
        ),
    )
    op.create_table(
        "working_day",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("set_by", sa.String(length=80), nullable=False),
        sa.Column("set_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_day")),
    )
    op.create_index("ix_working_day_county", "working_day", ["county", "day"])
    op.create_index(
        "ix_ledger_entry_adjusting",
        "ledger_entry",
        ["contract_id", "day"],
        sqlite_where=sa.text(ELSEWHERE_SQLITE),
        postgresql_where=sa.text(ELSEWHERE_POSTGRESQL),
    )
    op.create_index(
        "ix_evidence_awaited",
        "evidence",
        ["record_id"],
        sqlite_where=sa.text(AWAITED),
        postgresql_where=sa.text(AWAITED),
    )
    _keep("month_snapshot")


def _keep(table: str) -> None:
    """The database itself refuses to change or delete a row, as for ledger entries (r0002)."""
    for name, change in (("kept", "UPDATE"), ("whole", "DELETE")):
        if op.get_bind().dialect.name == "postgresql":
            does = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        else:
            does = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {table}_{name} BEFORE {change} ON {table} {does}")


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

"""Imports 导入 on their way, and the columns that were chosen the last time."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "import_job",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("contract", sa.String(length=80), nullable=False),
        sa.Column("record_kind", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("say", sa.String(length=400), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("found", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_job")),
        sa.UniqueConstraint("uuid", name=op.f("uq_import_job_uuid")),
    )
    op.create_index("ix_import_job_list", "import_job", ["county", "account", "id"])
    op.create_table(
        "import_mapping",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("contract", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("headings", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint(
            "county",
            "account",
            "contract",
            "kind",
            "headings",
            name=op.f("uq_import_mapping_county_account_contract_kind_headings"),
        ),
    )


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

"""What people write in papers, papers as handed over, the counties' own columns and templates."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "paper_text",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("paper", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("handed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_paper_text_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_text")),
        sa.UniqueConstraint("uuid", name=op.f("uq_paper_text_uuid")),
        sa.UniqueConstraint(
            "contract_id", "paper", "period", name=op.f("uq_paper_text_contract_id_paper_period")
        ),
    )
    op.create_table(
        "paper_columns",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("contract_id", ID, nullable=False),
        sa.Column("paper", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_paper_columns_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_columns")),
        sa.UniqueConstraint("uuid", name=op.f("uq_paper_columns_uuid")),
        sa.UniqueConstraint(
            "contract_id", "paper", "name", name=op.f("uq_paper_columns_contract_id_paper_name")
        ),
    )
    op.create_table(
        "paper_template",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("contract_type", sa.String(length=60), nullable=False),
        sa.Column("paper", sa.String(length=60), nullable=False),
        sa.Column("revision", ID, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_template")),
        sa.UniqueConstraint("uuid", name=op.f("uq_paper_template_uuid")),
        sa.UniqueConstraint(
            "county",
            "contract_type",
            "paper",
            "revision",
            name=op.f("uq_paper_template_county_contract_type_paper_revision"),
        ),
    )


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

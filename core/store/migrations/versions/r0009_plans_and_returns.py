"""Plans 一户一策, outputs that were sent back 退回, and the two short stretches of outputs."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")


def upgrade() -> None:
    """Make the two tables and the two indexes."""
    op.create_table(
        "service_plan",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("household_id", ID, nullable=True),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("first_content", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_service_plan_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_service_plan_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_plan")),
        sa.UniqueConstraint("uuid", name=op.f("uq_service_plan_uuid")),
        sa.UniqueConstraint("person_id", name=op.f("uq_service_plan_person_id")),
        sa.UniqueConstraint("household_id", name=op.f("uq_service_plan_household_id")),
    )
    op.create_table(
        "sent_back",
        sa.Column("id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_sent_back_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_back")),
    )
    op.create_index("ix_sent_back_record", "sent_back", ["record_id"])
    op.create_index(
        "ix_record_waiting",
        "record",
        ["county", "day", "id"],
        sqlite_where=sa.text("accepted = 0"),
        postgresql_where=sa.text("NOT accepted"),
    )
    op.create_index(
        "ix_record_output",
        "record",
        ["county", "kind", "day"],
        sqlite_where=sa.text("noun <> 'activity'"),
        postgresql_where=sa.text("noun <> 'activity'"),
    )


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

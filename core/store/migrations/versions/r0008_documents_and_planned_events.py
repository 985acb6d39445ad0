"""Documents of cases, groups and events; events that are planned."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "document",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("of", sa.String(length=10), nullable=False),
        sa.Column("subject", UUID, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("turn", ID, nullable=False),
        sa.Column("revision", ID, nullable=False),
        sa.Column("form_version", ID, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_document_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("uuid", name=op.f("uq_document_uuid")),
        sa.UniqueConstraint(
            "subject",
            "kind",
            "turn",
            "revision",
            name=op.f("uq_document_subject_kind_turn_revision"),
        ),
    )
    op.create_index("ix_document_waiting", "document", ["county", "state", "handed_in_at"])
    op.create_table(
        "planned_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("provider", sa.String(length=80), nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_planned_event_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_event")),
        sa.UniqueConstraint("uuid", name=op.f("uq_planned_event_uuid")),
    )
    op.create_index("ix_planned_event_list", "planned_event", ["county", "dropped", "day"])


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

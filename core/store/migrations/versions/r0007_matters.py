"""Matters with their routes and steps, and the rows that let a job run once in its slot."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")
INSTANT = sa.DateTime(timezone=True)
#: Steps only grow.
KEPT = "matter_step"


def upgrade() -> None:
    """Make the four tables; refuse UPDATE and DELETE of steps."""
    op.create_table(
        "matter",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=20), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("record", UUID, nullable=True),
        sa.Column("sheltered", sa.Boolean(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("next_at", INSTANT, nullable=True),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_matter_place_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_matter_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("uuid", name=op.f("uq_matter_uuid")),
    )
    op.create_index("ix_matter_list", "matter", ["county", "state", "kind"])
    op.create_index("ix_matter_next", "matter", ["county", "next_at"])
    op.create_index("ix_matter_person", "matter", ["person_id"])
    op.create_index("ix_matter_record", "matter", ["record"])
    op.create_table(
        "matter_route",
        sa.Column("id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("contract", sa.String(length=80), nullable=False),
        sa.Column("route", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_route_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_route")),
        sa.UniqueConstraint(
            "matter_id", "contract", name=op.f("uq_matter_route_matter_id_contract")
        ),
    )
    op.create_table(
        "matter_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("office_kind", sa.String(length=20), nullable=False),
        sa.Column("told_to", sa.JSON(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_system", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_step_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_step")),
        sa.UniqueConstraint("matter_id", "seq", name=op.f("uq_matter_step_matter_id_seq")),
    )
    op.create_table(
        "job_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("job", sa.String(length=60), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_run")),
        sa.UniqueConstraint("county", "job", "slot", name=op.f("uq_job_run_county_job_slot")),
    )
    _append_only()


def _append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name, when in (("kept", "BEFORE UPDATE"), ("whole", "BEFORE DELETE")):
            op.execute(
                f"CREATE TRIGGER {KEPT}_{name} {when} ON {KEPT} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        op.execute(
            f"CREATE TRIGGER {KEPT}_not_emptied BEFORE TRUNCATE ON {KEPT} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{KEPT} is append-only'); END"
    op.execute(f"CREATE TRIGGER {KEPT}_kept BEFORE UPDATE ON {KEPT} {refuse}")
    op.execute(f"CREATE TRIGGER {KEPT}_whole BEFORE DELETE ON {KEPT} {refuse}")


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

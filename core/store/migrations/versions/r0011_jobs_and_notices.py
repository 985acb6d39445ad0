"""What jobs did and how they get on; notices, robots, messages on their way, calendar addresses."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")
INSTANT = sa.DateTime(timezone=True)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    """Make ``job_run`` anew with what was done, keeping its rows; and the other six tables."""
    _job_run()
    op.create_table(
        "job_turn",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("job", sa.String(length=60), nullable=False),
        sa.Column("busy_until", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("again_at", INSTANT, nullable=True),
        sa.Column("failed_at", INSTANT, nullable=True),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_turn")),
        sa.UniqueConstraint("county", "job", name=op.f("uq_job_turn_county_job")),
    )
    _inbox()
    _outside()
    op.create_table(
        "calendar_feed",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("account", name=op.f("uq_calendar_feed_account")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )


def _job_run() -> None:
    """Slots were "first second/length"; they become instants, which sort as their texts do."""
    known = sa.table("job_run", *(sa.column(n) for n in ("id", "county", "job", "slot")),
                     sa.column("at", INSTANT))  # fmt: skip
    rows = op.get_bind().execute(sa.select(known).order_by(known.c.id)).mappings().all()
    op.drop_table("job_run")
    made = op.create_table(
        "job_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("job", sa.String(length=60), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("did", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_run")),
        sa.UniqueConstraint("county", "job", "slot", name=op.f("uq_job_run_county_job_slot")),
    )
    op.create_index("ix_job_run_latest", "job_run", ["county", "job", "at"])
    for row in rows:
        first = BEGINNING + timedelta(seconds=int(row["slot"].split("/")[0]))
        values = {"slot": first.strftime("%Y-%m-%dT%H:%M:%SZ"), "job": "matters", "did": ""}
        plain = {"county": row["county"], "at": row["at"], "by": ""}
        op.get_bind().execute(sa.insert(made).values(**plain, **values))


def _inbox() -> None:
    op.create_table(
        "notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=160), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("uuid", name=op.f("uq_notice_uuid")),
        sa.UniqueConstraint(
            "account", "event", "subject", "slot",
            name=op.f("uq_notice_account_event_subject_slot"),
        ),
    )  # fmt: skip
    op.create_index("ix_notice_account", "notice", ["account", "id"])
    op.create_index(
        "ix_notice_unread",
        "notice",
        ["account"],
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )


def _outside() -> None:
    op.create_table(
        "notice_preference",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("quiet_since", sa.String(length=5), nullable=False),
        sa.Column("quiet_until", sa.String(length=5), nullable=False),
        sa.Column("mail", sa.LargeBinary(), nullable=True),
        sa.Column("mailed", sa.JSON(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_preference")),
        sa.UniqueConstraint("account", name=op.f("uq_notice_preference_account")),
    )
    op.create_table(
        "robot",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("agency", sa.String(length=80), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_robot")),
        sa.UniqueConstraint("uuid", name=op.f("uq_robot_uuid")),
    )
    op.create_index("ix_robot_county", "robot", ["county", "active"])
    op.create_table(
        "dispatch",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("target", sa.String(length=90), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=160), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("given_up_at", INSTANT, nullable=True),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
        sa.UniqueConstraint(
            "target", "event", "subject", "slot",
            name=op.f("uq_dispatch_target_event_subject_slot"),
        ),
    )  # fmt: skip
    op.create_index("ix_dispatch_due", "dispatch", ["county", "due_at"])


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

"""Phones, receipts of what they sent, and second versions of records until they are settled."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False).with_variant(sa.String(36), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "device",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("account", UUID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("recovery", sa.LargeBinary(), nullable=False),
        sa.Column("session", sa.String(length=36), nullable=False),
        sa.Column("enrolled_at", INSTANT, nullable=False),
        sa.Column("last_seen", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("revoked_by", sa.String(length=80), nullable=False),
        sa.Column("revoke_reason", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
        sa.UniqueConstraint("uuid", "account", name=op.f("uq_device_uuid_account")),
    )
    op.create_index("ix_device_account", "device", ["account"])
    op.create_table(
        "receipt",
        sa.Column("id", ID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("record", UUID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("did", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("device_id", ID, nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("nonce", sa.String(length=120), nullable=False),
        sa.Column("nonce_at", INSTANT, nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("clocks", sa.String(length=12), nullable=False),
        sa.Column("apart", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_receipt_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("record", "digest", name=op.f("uq_receipt_record_digest")),
    )
    op.create_table(
        "conflict",
        sa.Column("id", ID, nullable=False),
        sa.Column("uuid", UUID, nullable=False),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("record", UUID, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("base", ID, nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("device_id", ID, nullable=True),
        sa.Column("made_at", INSTANT, nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settled_how", sa.String(length=10), nullable=False),
        sa.Column("settled_by", sa.String(length=80), nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("settled_reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_conflict_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("uuid", name=op.f("uq_conflict_uuid")),
    )
    op.create_index(
        "uq_conflict_waiting",
        "conflict",
        ["record", "digest"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_conflict_open",
        "conflict",
        ["county", "received_at"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

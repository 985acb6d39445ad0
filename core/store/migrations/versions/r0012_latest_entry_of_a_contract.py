"""The latest entry of a contract, found in one look: pages ask it to see whether they are stale."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_ledger_entry_latest", "ledger_entry", ["contract_id", "id"])


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

"""Photos that wait to be looked at 待查 are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_file_waiting",
        "file",
        ["county", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

"""Two indexes: rivals for one cell, without what was refused; the service items of a person."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = "ix_ledger_standing_cell"


def upgrade() -> None:
    """Make the first anew, for those that compete, and the second."""
    op.drop_index(NAME, table_name="ledger_standing")
    op.create_index(
        NAME,
        "ledger_standing",
        ["contract_id", "line", "scope", "unit"],
        sqlite_where=sa.text("status <> 'refused'"),
        postgresql_where=sa.text("status <> 'refused'"),
    )
    op.create_index(
        "ix_service_item_person",
        "service_item",
        ["person_id"],
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

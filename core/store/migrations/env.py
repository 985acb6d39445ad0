"""What alembic runs around the scripts: our connection, our transaction, our plain types.

The transaction is opened by ``running.upgrade``; on both databases tables are made and changed
inside it, which the usual template of alembic does not do on SQLite.
"""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, TypeDecorator

from core.store.migrations.running import all_tables


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own column types as what they are in the database: a script outlives the code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=all_tables(),
    transactional_ddl=True,
    transaction_per_migration=False,
    compare_type=True,
    render_item=plain_type,
)
context.run_migrations()

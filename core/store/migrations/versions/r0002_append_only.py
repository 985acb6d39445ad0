"""The audit chain and the ledger only ever grow: the database itself refuses anything else.

Destroying the salt of an audit entry is the one change allowed: what was written can then no
longer be guessed back, and the chain still verifies. SQLite's ``INSERT OR REPLACE`` would pass a
trigger on DELETE by; the unique hash chain and ``ledger verify`` find that.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("audit_entry", "ledger_entry")
KEPT = (
    "id",
    "county",
    "seq",
    "at",
    "actor",
    "role",
    "action",
    "kind",
    "object_id",
    "version",
    "reason",
    "commitment",
    "previous",
    "hash",
)


def upgrade() -> None:
    """Refuse UPDATE and DELETE by triggers on both databases."""
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
    else:
        _sqlite()


def _allowed(same: str) -> str:
    kept = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in KEPT)
    return f"NEW.salt IS NULL AND {kept}"


def _sqlite() -> None:
    for table in TABLES:
        only = f"WHEN NOT ({_allowed('IS')})" if table == "audit_entry" else ""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} {only} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_whole BEFORE DELETE ON {table} {refuse}")


def _postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in TABLES:
        same = "IS NOT DISTINCT FROM"
        only = f"WHEN (NOT ({_allowed(same)}))" if table == "audit_entry" else ""
        run = "EXECUTE FUNCTION refuse_change()"
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} FOR EACH ROW {only} {run}"
        )
        op.execute(f"CREATE TRIGGER {table}_whole BEFORE DELETE ON {table} FOR EACH ROW {run}")
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {run}"
        )


def downgrade() -> None:
    """There is no way back: restore the backup that was made before."""
    raise NotImplementedError("restore the backup that was made before the upgrade")

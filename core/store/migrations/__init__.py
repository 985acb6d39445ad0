"""Migrations: the tables of the house, made and changed by numbered scripts, all or nothing.

``versions/`` holds the scripts in their order. A new one is drafted from the difference between
the tables in code and in a database (``python -m core.store.migrations "What changes"``), then
read through and completed by hand: triggers and moved data are not seen by the draft.
"""

from core.store.migrations.running import (
    SchemaState,
    differences,
    draft,
    schema_state,
    upgrade,
)

__all__ = ["SchemaState", "differences", "draft", "schema_state", "upgrade"]

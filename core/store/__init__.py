"""The ground under every slice: engine, unit of work, audit chain, migrations."""

from core.store.engine import open_engine, settings_of
from core.store.ids import new_id
from core.store.tables import ID, Exact, Instant, PermanentId, metadata
from core.store.unit import Actor, Unit, reading, unit_of_work

__all__ = [
    "ID",
    "Actor",
    "Exact",
    "Instant",
    "PermanentId",
    "Unit",
    "metadata",
    "new_id",
    "open_engine",
    "reading",
    "settings_of",
    "unit_of_work",
]

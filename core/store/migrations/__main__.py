"""Draft the next script: ``python -m core.store.migrations "Add the column x to the table y"``."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from core.store.engine import open_engine
from core.store.migrations.running import draft, upgrade

if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'draft.db'}")
        upgrade(engine)
        draft(engine, " ".join(sys.argv[1:]) or "change")
        engine.dispose()

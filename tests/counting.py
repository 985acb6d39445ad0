"""Counting the statements that a piece of work sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event

from core.store.prepared import Prepared


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The text of every statement that the block runs, prepared ones too, in their order."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, text: str, *_more: Any) -> None:
        seen.append(text)

    run = Prepared._run

    def noted(self: Prepared, connection: Any, plan: Any, *given: Any, **more: Any) -> Any:
        seen.append(plan.text)
        return run(self, connection, plan, *given, **more)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(Prepared, "_run", noted):
            yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)

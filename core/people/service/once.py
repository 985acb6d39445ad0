"""Once only 幂等: the same id and content is answered again, other content is refused."""

import hashlib
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from core.places.typed_text import without_bad_characters
from core.store.audit import canonical
from core.store.errors import Conflict, Refused


def fingerprint(content: msgspec.Struct, **instead: Any) -> str:
    """A fingerprint of what was handed in; ``instead`` replaces fields that may not be read."""
    return hashlib.sha256(canonical(msgspec.to_builtins(content) | instead)).hexdigest()


def seen_before(connection: Connection, table: Table, uuid: str, first_content: str) -> bool:
    """Whether exactly this was written before; ``Conflict`` when the id holds something else."""
    held = connection.execute(select(table.c.first_content).where(table.c.uuid == uuid)).scalar()
    if held is None:
        return False
    if held != first_content:
        raise Conflict("这个编号已经登记过不同的内容，请刷新后核对。", field="id")
    return True


def refuse(problems: dict[str, str]) -> None:
    """Refuse with all problems at once; empty sentences are none."""
    wrong = {field: say for field, say in problems.items() if say}
    if wrong:
        raise Refused(next(iter(wrong.values())), problems=wrong)


def choice_problem(answer: str, choices: Any, label: str) -> str:
    """Only answers of a closed list."""
    return (
        ""
        if answer in choices
        else f"{label}不在可选范围内：“{without_bad_characters(answer[:20])}”。"
    )

"""The long part of an import, in the background: it goes on when the page is left.

One import works at a time in a process. Progress is a row that the page asks for. While SQLite's
one writer writes the import itself no progress can be written; the page then says what is going on.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.intake.jobs import (
    APPLYING,
    CHECKED,
    CHECKING,
    COLUMNS,
    DONE,
    columns_of,
    content_of,
    own_import,
    sealed_findings,
    tell_progress,
    turn,
)
from core.people.importing.plan import Decisions
from core.store import Unit, reading
from core.store.errors import Refused
from web.clock import clock
from web.importing import Chosen, Wish, Work

BROKEN = "导入中断了，什么也没有写入。请再试一次；还不行，请把文件交给管理员。"
QUEUE = ThreadPoolExecutor(1, thread_name_prefix="import")


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One import and who works on it; the instants come from ``now``."""

    station: Any
    desk: Any
    uuid: str
    wish: Wish
    chosen: Chosen
    now: Callable[[], datetime]


def begin(station: Any, desk: Any, row: Any, wish: Wish, state: str) -> None:
    """Hand the import to the background; returns at once."""
    chosen = Chosen(
        sheet=row.sheet,
        columns=columns_of(row.mapping),
        fixed=row.mapping.get("fixed", {}),
        year=row.year,
    )
    now = clock(desk.settings.fixed_now)
    task = Task(station=station, desk=desk, uuid=row.uuid, wish=wish, chosen=chosen, now=now)
    QUEUE.submit(_checking if state == CHECKING else _applying, task)


def _unit(task: Task) -> Any:
    return task.station.work(actor=task.desk.actor, at=task.now(), county=task.desk.county)


def _telling(task: Task) -> Callable[[int], None]:
    return lambda done: tell_progress(task.station.engine, task.uuid, done, task.now())


def _checking(task: Task) -> None:
    _safely(task, CHECKING, COLUMNS, lambda: _checked(task, {}))


def _checked(task: Task, decisions: Decisions, say: str = "", *, was: str = CHECKING) -> None:
    """Look at every row without a transaction that writes, then keep what was found."""
    with _unit(task) as unit:
        content = content_of(task.station.sealer, own_import(unit, task.uuid, was))
    work = Work.of(task.station, task.wish, task.chosen, content)
    with reading(task.station.engine) as connection:
        unit = Unit(
            connection=connection,
            actor=task.desk.actor,
            at=task.now(),
            county=task.desk.county,
        )
        total, findings = work.check(unit, decisions, _telling(task))
    found = sealed_findings(task.station.sealer, task.uuid, findings)
    with _unit(task) as unit:
        row = own_import(unit, task.uuid, was)
        result = {
            "errors": sum(1 for f in findings if f.error and not f.choices),
            "questions": sum(1 for f in findings if f.error and f.choices),
            "notes": sum(1 for f in findings if not f.error),
            "bad_rows": len({f.row for f in findings if f.error}),
        }
        turn(unit, row, CHECKED, found=found, total=total, done=total, say=say, result=result)


def _applying(task: Task) -> None:
    _safely(task, APPLYING, CHECKED, lambda: _applied(task))


def _applied(task: Task) -> None:
    with reading(task.station.engine) as connection:
        unit = Unit(
            connection=connection,
            actor=task.desk.actor,
            at=task.now(),
            county=task.desk.county,
        )
        row = own_import(unit, task.uuid, APPLYING)
    decisions = {int(number): answer for number, answer in row.decisions.items()}
    work = Work.of(task.station, task.wish, task.chosen, content_of(task.station.sealer, row))
    on_file = task.station.engine.dialect.name == "sqlite"
    tell = (lambda done: None) if on_file else _telling(task)
    try:
        with _unit(task) as unit:
            row = own_import(unit, task.uuid, APPLYING)
            result = work.apply(unit, decisions, tell)
            turn(unit, own_import(unit, task.uuid, APPLYING), DONE, result=result, done=row.total)
    except Refused as refused:
        _checked(task, decisions, refused.say[:400], was=APPLYING)


def _safely(task: Task, state: str, back: str, act: Callable[[], None]) -> None:
    """What goes wrong is said on the import's page; the import goes back to where it was."""
    try:
        act()
    except Refused as refused:
        _back(task, state, back, refused.say[:400])
    except Exception:
        _back(task, state, back, BROKEN)
        raise


def _back(task: Task, state: str, back: str, say: str) -> None:
    try:
        with _unit(task) as unit:
            turn(unit, own_import(unit, task.uuid, state), back, say=say)
    except Refused:  # it was dropped meanwhile: nobody waits for the sentence
        return

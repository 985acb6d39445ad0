"""From a table to rows of past records: each cell read on its own, nothing looked up yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.facts.vocabulary import EVIDENCE
from core.intake.cells import answer_in, count_in, minutes_in, text_in
from core.intake.columns import ANSWER, COLUMNS, HANDED_IN
from core.people.id_numbers import read_id_number
from core.people.importing.cells import BETWEEN, folded_cell, id_number_text
from core.people.importing.plan import Finding, in_order
from core.plugin import Question
from core.spreadsheets import Cell, Table, read_day

HEADINGS = {column.key: column.heading for column in COLUMNS}
TEXTS = ("township", "village", "worker", "title")
#: Each row has its own: taken over from a merged cell it could be another one.
OWN = ("id_number", "minutes")
EVIDENCE_WORDS = {label: key for key, label in EVIDENCE.items()} | {
    "签到": "sign_in", "签到表照片": "sign_in", "现场照片": "photo", "图片": "photo", "相片": "photo",
    "签字": "signature", "文档": "document", "扫描件": "scan", "链接": "scan", "新闻链接": "scan",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordRow:
    """One row as it says; ``names`` are people as they are written, ``answers`` as a form posts.

    ``handed_in`` is the day on which it was handed in at its time; none for one that never was.
    """

    row: int
    day: date | None = None
    handed_in: date | None = None
    names: tuple[str, ...] = ()
    id_number: str = field(default="", repr=False)
    township: str = ""
    village: str = ""
    worker: str = ""
    minutes: int | None = None
    title: str = ""
    everyone: int | None = None
    evidence: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordPlan:
    """All rows of a table that are records, and what was found."""

    rows: tuple[RecordRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stands in the way."""
        return tuple(finding for finding in self.findings if finding.error)


def read_records(
    table: Table,
    mapping: Mapping[int, str],
    questions: Sequence[Question],
    *,
    fixed: Mapping[str, str] | None = None,
    year: int = 0,
) -> RecordPlan:
    """The rows of a table whose columns mean the keys of ``mapping``.

    ``fixed`` are answers that hold for the whole table; ``year`` is for days without one.
    """
    asked = {ANSWER + question.key: question for question in questions}
    findings = [Finding(row=note.row, say=note.say, error=note.error) for note in table.notes]
    for index, heading in enumerate(table.headings):
        if heading and index not in mapping and heading not in ("序号", "编号"):
            say = f"“{heading[:20]}”这一列没有读入。"
            findings.append(Finding(row=table.head, column=heading[:20], say=say, error=False))
    if "day" not in mapping.values():
        findings.append(Finding(row=table.head, column="日期", say="缺少“日期”这一列。"))
    rows: list[RecordRow] = []
    for number, line in table.rows:
        given = {
            key: line[index]
            for index, key in mapping.items()
            if index < len(line) and line[index] != ""
        }
        if given:
            row, found = _row(number, {**(fixed or {}), **given}, asked, year)
            rows.append(row)
            findings += found
        for index, key in mapping.items():
            if key in OWN and (number, index) in table.merged:
                say = "有合并单元格，请取消合并，逐行填写。"
                findings.append(Finding(row=number, column=HEADINGS[key], say=say))
    if not rows:
        findings.append(Finding(say="表里没有一行数据。"))
    return RecordPlan(rows=tuple(rows), findings=in_order(findings))


def _row(
    number: int, given: Mapping[str, Cell], asked: Mapping[str, Question], year: int
) -> tuple[RecordRow, list[Finding]]:
    findings: list[Finding] = []
    values: dict[str, Any] = {}

    def note(column: str, say: str, *, error: bool = True) -> None:
        if say:
            findings.append(Finding(row=number, column=column, say=say, error=error))

    values["day"], problem, odd = read_day(given.get("day", ""), year=year, serials=True)
    if values["day"] is None and not problem:
        problem = "请填写日期。"
    note(HEADINGS["day"], problem)
    note(HEADINGS["day"], odd, error=False)
    if HANDED_IN in given:
        values[HANDED_IN], problem, odd = read_day(given[HANDED_IN], year=year, serials=True)
        note(HEADINGS[HANDED_IN], problem)
        note(HEADINGS[HANDED_IN], odd, error=False)
    for key in TEXTS:
        values[key], problem = text_in(given.get(key, ""))
        note(HEADINGS[key], problem)
    names, problem = text_in(given.get("name", ""))
    note(HEADINGS["name"], problem)
    values["names"] = names_in(names)
    values["id_number"], problem = id_number_text(given.get("id_number", ""))
    if values["id_number"] and not problem:
        read = read_id_number(values["id_number"])
        values["id_number"], problem = read.number, read.problem
    note(HEADINGS["id_number"], problem)
    values["minutes"], problem = minutes_in(given.get("minutes", ""))
    note(HEADINGS["minutes"], problem)
    values["everyone"], problem = count_in(given.get("everyone", ""))
    note(HEADINGS["everyone"], problem)
    values["evidence"], problem = _evidence(given.get("evidence", ""))
    note(HEADINGS["evidence"], problem)
    answers: dict[str, Any] = {}
    for key, question in asked.items():
        found, problem = answer_in(question, given.get(key, ""), year)
        answers |= found
        note(question.label, problem)
    return RecordRow(row=number, answers=answers, **values), findings


def names_in(text: str) -> tuple[str, ...]:
    """The names of one cell; blanks that only stretch a name of two characters are no separators."""
    parts = [part for part in BETWEEN.split(text.strip().replace("，", "、")) if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return ("".join(parts),)
    return tuple(parts)


def _evidence(cell: Cell) -> tuple[tuple[str, ...], str]:
    text, problem = text_in(cell)
    found: list[str] = []
    for word in filter(None, BETWEEN.split(folded_cell(text))):
        plain = word.rstrip("0123456789张份页有√")
        if plain in ("无", "没有", ""):
            continue
        if plain not in EVIDENCE_WORDS:
            offered = "、".join(EVIDENCE.values())
            return (), f"没有“{word[:20]}”这种佐证，可写：{offered}。"
        found.append(EVIDENCE_WORDS[plain])
    return tuple(dict.fromkeys(found)), problem

"""Single cells of past records: minutes, heads, answers; or one sentence why it cannot be said."""

import re
from typing import Any

from core.people.importing.cells import BETWEEN, folded_cell, no_value, plain_text
from core.plugin import Question, QuestionKind
from core.recording.answers import OTHER
from core.recording.canonical import canonical
from core.spreadsheets import Cell, read_day

MINUTES = Question(key="minutes", label="时长", kind=QuestionKind.DURATION)
ROUGHLY = re.compile(r"\s|约|大约|左右|大概")
COUNT = re.compile(r"([0-9]{1,6})(?:\.0+)?(?:人次|人|名|位|户|次|份|个|元|本|张|场)?")
YES = {"是", "有", "√", "✓", "✔", "对", "已", "y", "yes", "1"}
NO = {"否", "无", "没有", "×", "✕", "x", "未", "n", "no", "0", "不"}


def text_in(cell: Cell) -> tuple[str, str]:
    """A text; numbers and days as they are written."""
    if not isinstance(cell, str) and cell[0] in ("date", "time", "odd", "yes_no"):
        return cell[1], ""
    text, problem = plain_text(cell)
    if problem and not isinstance(cell, str) and not no_value(cell):
        return cell[1], ""
    return text, problem


def minutes_in(cell: Cell) -> tuple[int | None, str]:
    """Whole minutes 分 of 30, 30分钟, 0.5小时, 1小时20分, 9:00-9:40; 学时 are no minutes."""
    text, problem = text_in(cell)
    plain = ROUGHLY.sub("", folded_cell(text))
    if problem or not plain:
        return None, problem
    if "学时" in plain or "课时" in plain:
        return None, f"“{text[:20]}”是学时，请写成分钟：一学时是多少分钟由合同约定。"
    try:
        return int(canonical(MINUTES, plain)), ""
    except ValueError:
        return None, f"“{text[:20]}”看不出是多少分钟，请写成 30。"


def count_in(cell: Cell) -> tuple[int | None, str]:
    """A whole number, also with its unit: 35人."""
    text, problem = text_in(cell)
    plain = re.sub(r"\s", "", folded_cell(text))
    if problem or not plain:
        return None, problem
    found = COUNT.fullmatch(plain)
    return (int(found[1]), "") if found else (None, f"“{text[:20]}”不是一个数，请只写数字。")


def answer_in(question: Question, cell: Cell, year: int) -> tuple[dict[str, Any], str]:
    """What the form would post for the cell: labels become keys, units are left off."""
    kind, key = question.kind, question.key
    if kind is QuestionKind.DATE:
        day, problem, _ = read_day(cell, year=year, serials=True)
        return ({key: day.isoformat()} if day else {}), problem
    text, problem = text_in(cell)
    if problem or not text.strip():
        return {}, problem
    plain = folded_cell(text)
    if kind is QuestionKind.NUMBER:
        found = COUNT.fullmatch(re.sub(r"\s", "", plain))
        return {key: found[1] if found else plain.removesuffix(folded_cell(question.unit))}, ""
    if kind is QuestionKind.DURATION:
        return {key: ROUGHLY.sub("", plain)}, ""
    if kind is QuestionKind.YES_NO:
        word = plain.casefold()
        if word not in YES | NO:
            return {}, f"“{plain[:20]}”请写成“是”或“否”。"
        return {key: "yes" if word in YES else "no"}, ""
    return _chosen(question, plain) if question.answers else ({key: text.strip()}, "")


def _chosen(question: Question, plain: str) -> tuple[dict[str, Any], str]:
    """Labels or keys; what follows a colon is the note of an answer that may have one."""
    key = question.key
    known = {folded_cell(one.label): one.key for one in question.answers}
    known |= {one.key: one.key for one in question.answers}
    offered = "、".join(one.label for one in question.answers)
    if question.kind is QuestionKind.MULTIPLE:
        parts = [plain] if plain in known else [part for part in BETWEEN.split(plain) if part]
        strange = next((part for part in parts if part not in known), "")
        if strange:
            return {}, f"没有“{strange[:20]}”这个选项，可选：{offered}。"
        return {key: list(dict.fromkeys(known[part] for part in parts))}, ""
    label, _, note = plain.partition(":")
    if plain in known:
        return {key: known[plain]}, ""
    if known.get(label) in question.with_note:
        return {key: {"result": known[label], "note": note}}, ""
    if question.other:
        return {key: "other", key + OTHER: plain}, ""
    return {}, f"没有“{plain[:20]}”这个选项，可选：{offered}。"

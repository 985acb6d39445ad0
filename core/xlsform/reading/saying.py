"""How a finding of reading an XLSForm is noted at its cell."""

from collections.abc import Collection

from core.workbook.reading.notes import Notes, Slip
from core.xlsform.reading.sheet import Line


def say(notes: Notes, at: str, code: str, said: str, remedy: str, *, warning: bool = False) -> None:
    """Note one finding of reading an XLSForm."""
    notes.add(at, Slip(code=f"xlsform.{code}", say=said, remedy=remedy, warning=warning))


def say_references(line: Line, columns: Collection[str], notes: Notes) -> None:
    """Note every text that holds another answer: the house would show it as it is written."""
    for column in columns:
        if "${" in line[column]:
            said = "这里引用了别的答案（${…}），驿站的表单不会替换。"
            say(notes, line.at(column), "reference", said, "请改成不含引用的文字。")

"""The lists of the sheet choices: answers under their keys, and which names those keys come from."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.workbook.reading.notes import Notes
from core.xlsform.naming import ANSWER_KEY, keys_of
from core.xlsform.reading.saying import say, say_references
from core.xlsform.reading.sheet import Line, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceList:
    """One list: key → label, and the key of every name in the file."""

    labels: Mapping[str, str]
    keys: Mapping[str, str]
    at: str = ""


def lists_of(table: Table, notes: Notes) -> Mapping[str, ChoiceList]:
    """Every list by its name; a wrong row is said and left out."""
    rows: dict[str, dict[str, Line]] = {}
    for line in table.lines:
        missing = [column for column in ("list_name", "name") if not line[column]]
        for column in missing[:1]:
            said = f"这个选项没有填 {column}。"
            say(notes, line.at(column), "choice_name", said, f"请补上 {column}。")
        if missing:
            continue
        say_references(line, ("label",), notes)
        listed = rows.setdefault(line["list_name"], {})
        if line["name"] in listed:
            said = f"列表“{line['list_name']}”里“{line['name']}”出现了两次。"
            say(notes, line.at("name"), "choice_twice", said, "请改其中一个 name，或删去一行。")
        listed.setdefault(line["name"], line)
    return {name: _list(listed, notes) for name, listed in rows.items()}


def _list(listed: Mapping[str, Line], notes: Notes) -> ChoiceList:
    keys = keys_of(listed, ANSWER_KEY)
    for name, line in listed.items():
        if keys[name] != name:
            said = f"选项编号“{name}”含有空格，改为“{keys[name]}”。"
            say(notes, line.at("name"), "choice_renamed", said, "请确认。", warning=True)
        if not line["label"]:
            said = f"选项“{name}”没有文字，用编号代替。"
            say(notes, line.at("label"), "choice_label", said, "请补上 label。", warning=True)
    return ChoiceList(
        labels={keys[name]: line["label"] or name for name, line in listed.items()},
        keys=keys,
        at=next(iter(listed.values())).at("list_name"),
    )

"""A sign-in list 签到名单, pasted or as a file: known people are ticked, the others stay heads of a class.

Nobody is invented: a name that is not in the files, or that several people have, is one head.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from core.people.matching import Sure, lines_of, match_people
from core.people.roll_file import roll_text
from core.places.rows import PLACE
from core.recording.texts import folded_digits
from core.spreadsheets.container import LARGEST_FILE
from core.trust.visible import visible
from web.pages.record.draft import Draft
from web.posted import Posted

MOST_NAMED = 12


def roll_of(posted: Posted, name: str) -> str:
    """The lines of a list that came as a file under this name; empty when none was chosen.

    Refused with what to do for a file that is no list.
    """
    chosen = [one for one in posted.files.get(name, ()) if one.filename]
    return "\n".join(roll_text(one.file.read(LARGEST_FILE + 1)) for one in chosen)


def with_roll(desk: Any, connection: Connection, draft: Draft) -> tuple[Draft, str]:
    """The form with the list worked in, and a sentence about what became of every line."""
    lines = lines_of(draft.roll)
    if not lines:
        return replace(draft, roll=""), "名单里没有认出人名，请每行写一个人。"
    reach = visible(desk.scope("person.see"), PLACE.c.key)
    matched = match_people(connection, desk.county, lines, reach)
    came = [one.people[0].uuid for one in matched if one.sure is Sure.KNOWN]
    unknown = [one.line.name for one in matched if one.sure is Sure.UNKNOWN]
    unclear = [one.line.name for one in matched if one.sure is Sure.DOUBTFUL]
    heads = dict(draft.heads)
    typed = folded_digits(heads.get(draft.roll_class, ""))
    before = int(typed) if typed.isascii() and typed.isdigit() else 0
    if left := len(unknown) + len(unclear):
        heads[draft.roll_class] = str(before + left)
    people = tuple(dict.fromkeys((*draft.people, *came)))
    say = f"名单 {len(lines)} 人，对上 {len(set(came))} 人。"
    if unknown:
        say += f"不在档案里的 {len(unknown)} 人已按人数计：{_some(unknown)}。"
    if unclear:
        say += (
            f"分不清是谁的 {len(unclear)} 人也先按人数计，要实名请查找后点选并减去人数："
            f"{_some(unclear)}。"
        )
    return replace(draft, roll="", people=people, heads=heads), say


def _some(names: Iterable[str]) -> str:
    names = list(names)
    return "、".join(names[:MOST_NAMED]) + (" 等" if len(names) > MOST_NAMED else "")

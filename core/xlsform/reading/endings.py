"""Answers that end the form: told from conditions that every question behind them carries."""

from collections.abc import Mapping, Sequence

from core.workbook.reading.notes import Notes
from core.xlsform.reading.draft import Draft
from core.xlsform.reading.saying import say
from core.xlsform.reading.skipping import Skip


def endings_of(
    drafts: Sequence[Draft], skips: Mapping[str, Skip], notes: Notes
) -> Mapping[str, tuple[str, ...]]:
    """Question → the answers after which nothing more is asked.

    A form of the house asks “not this answer” of all questions behind one or of none: where only some
    ask it, that is an error at the first of them.
    """
    order = {draft.name: number for number, draft in enumerate(drafts)}
    ended = {draft.name: _ended(draft.name, skips) for draft in drafts}
    cells = {
        clause.name: at for draft in reversed(drafts) for clause, at in skips[draft.name].ended
    }
    found: dict[str, tuple[str, ...]] = {}
    for name, at in cells.items():
        behind = [
            ended[draft.name].get(name, ()) for draft in drafts if order[draft.name] > order[name]
        ]
        early = [draft for draft in drafts[: order[name] + 1] if name in ended[draft.name]]
        if early or len({frozenset(answers) for answers in behind}) != 1:
            said = f"“不是某个答案”的条件只能用来结束整张表单：“{name}”后面的题目没有都带这个条件。"
            remedy = "请改写成要出现的答案：${题目} = '答案'，几个答案用 or 连起来。"
            say(notes, at, "negative", said, remedy)
        else:
            found[name] = behind[0]
    return found


def _ended(name: str, skips: Mapping[str, Skip]) -> Mapping[str, tuple[str, ...]]:
    """What must not have been answered where this question is asked, by itself or what opens it."""
    found: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        for clause, _ in skips[name].ended:
            answers = (*found.get(clause.name, ()), *clause.answers)
            found[clause.name] = tuple(dict.fromkeys(answers))
        opened = skips[name].opened
        name = opened.name if opened else ""
    return found

"""When each question is asked: one question that opens it, its months, and the answers that end all.

A form of the house knows one opening question, months, and answers after which nothing more is asked.
What the expressions of a file say beyond that is an error at its cell, never a guess.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.plugin import QuestionKind
from core.workbook.reading.notes import Notes
from core.xlsform.reading.clauses import Clause, NotEnded, Opened, clauses_of
from core.xlsform.reading.draft import Draft, Drafts
from core.xlsform.reading.expressions import tree_of
from core.xlsform.reading.saying import say
from core.xlsform.reading.tree import InMonths, UnreadableExpression
from core.xlsform.words import CHOSEN, OTHER

#: A clause and the cell that it stands in.
Placed = tuple[Clause, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """When one question is asked."""

    opened: Opened | None = None
    months: tuple[int, ...] = ()
    ended: tuple[tuple[NotEnded, str], ...] = ()


def skips_of(drafts: Drafts, notes: Notes) -> Mapping[str, Skip]:
    """For every question when it is asked; names are those of the file, answers are keys."""
    by_name = {draft.name: draft for draft in drafts.questions}
    placed = {
        draft.name: tuple(_placed(draft, by_name, drafts, notes)) for draft in drafts.questions
    }
    return {name: _skip(clauses, placed, notes) for name, clauses in placed.items()}


def _placed(
    draft: Draft, by_name: Mapping[str, Draft], drafts: Drafts, notes: Notes
) -> Iterable[Placed]:
    for text, at in draft.when:
        try:
            clauses = clauses_of(tree_of(text))
        except UnreadableExpression as wrong:
            remedy = (
                "请写成 ${题目} = '答案' 或 selected(${题目}, '答案') 的样子，用 or、and 连起来。"
            )
            say(notes, at, "relevant", f"{wrong}。", remedy)
            continue
        for clause in clauses:
            if isinstance(clause, InMonths):
                yield clause, at
            elif clause.name in by_name:
                yield _known(clause, by_name[clause.name], at, notes), at
            elif clause.name not in drafts.spoiled:
                said = f"这里引用的“{clause.name}”不是表单里的题目。"
                say(notes, at, "unknown_question", said, "请改成一道题的 name。")


def _known(clause: Opened | NotEnded, target: Draft, at: str, notes: Notes) -> Opened | NotEnded:
    """The clause with the keys of its answers; answers that cannot be given are said."""
    if clause.among != (target.kind is QuestionKind.MULTIPLE):
        if not clause.among or target.kind not in CHOSEN:
            said = (
                f"“{clause.name}”{'不是选择题' if clause.among else '是多选题'}，条件的写法不对。"
            )
            remedy = "多选题用 selected(${题目}, '答案')，其他题用 ${题目} = '答案'。"
            say(notes, at, "shape", said, remedy)
        clause = replace(clause, among=not clause.among)
    if target.choices is None:
        return clause
    also = {OTHER: OTHER} if target.other else {}
    keys = {**target.choices.keys, **also}
    for answer in clause.answers:
        if answer not in keys:
            said = f"“{clause.name}”没有答案“{answer}”。"
            say(notes, at, "unknown_answer", said, "请改成这道题所用列表里的 name。")
    return replace(clause, answers=tuple(keys.get(answer, answer) for answer in clause.answers))


def _skip(
    clauses: Iterable[Placed], placed: Mapping[str, tuple[Placed, ...]], notes: Notes
) -> Skip:
    opened: list[tuple[Opened, str]] = []
    months: list[tuple[InMonths, str]] = []
    ended: list[tuple[NotEnded, str]] = []
    for clause, at in clauses:
        match clause:
            case Opened():
                opened.append((clause, at))
            case InMonths():
                months.append((clause, at))
            case NotEnded():
                ended.append((clause, at))
    for one in tuple(opened):
        rest = [other for other in opened if other is not one]
        if any(_implies(other[0], one[0], placed) for other in rest):
            opened = rest
    for several in (opened, months):
        if len(several) > 1:
            said = "几个条件要同时成立；驿站的一道题只能由一道题打开，月份只能写一次。"
            remedy = "请只留一个条件：其余的写在打开它的那一题上，或拆成几道题。"
            say(notes, several[-1][1], "conditions", said, remedy)
    return Skip(
        opened=opened[0][0] if opened else None,
        months=months[0][0].months if months else (),
        ended=tuple(ended),
    )


def _implies(one: Opened, other: Opened, placed: Mapping[str, tuple[Placed, ...]]) -> bool:
    """Whether what one asks for can only be answered where the other holds as well."""
    return any(
        clause.name == other.name and set(clause.answers) <= set(other.answers)
        for clause in (one, *_bound(one.name, placed))
        if isinstance(clause, Opened)
    )


def _bound(name: str, placed: Mapping[str, tuple[Placed, ...]]) -> tuple[Clause, ...]:
    """Everything that holds where a question is asked: its own clauses, and those of what opens it."""
    found: list[Clause] = []
    waiting, seen = [name], set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            found += [clause for clause, _ in placed.get(one, ())]
            waiting += [c.name for c, _ in placed.get(one, ()) if isinstance(c, Opened)]
    return tuple(found)

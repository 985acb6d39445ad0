"""The rows of the survey one after another: groups opened and closed, questions taken up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.plugin import QuestionKind
from core.plugin.questions import WITH_NOTE
from core.workbook.reading.notes import Notes
from core.xlsform.reading.clauses import Opened, clauses_of
from core.xlsform.reading.draft import Draft, Drafts
from core.xlsform.reading.expressions import tree_of
from core.xlsform.reading.kinds import Asked, asked_by
from core.xlsform.reading.lists import ChoiceList
from core.xlsform.reading.question import NO, When, question_of
from core.xlsform.reading.saying import say, say_references
from core.xlsform.reading.sheet import Line, Table
from core.xlsform.reading.tree import UnreadableExpression
from core.xlsform.words import NOTE_SUFFIX, NOTES

#: Columns of a question that the house has nothing for: what is lost, what to do, whether it blocks.
LOST = {
    "choice_filter": ("选项不能按别的答案筛选。", "请分成几道题，用 relevant 打开，并删去这一格。", True),
    "calculation": ("表单不计算答案。", "请删去这一格，由填写的人填。", True),
    "repeat_count": ("题目不能重复几次。", "请删去这一格。", True),
    "default": ("没有读入预填的答案。", "请确认由填写的人自己填。", False),
    "guidance_hint": ("没有读入 guidance_hint。", "需要的话，请写在 hint 里。", False),
    "required_message": ("没有读入自写的必填提示，驿站会用自己的一句话。", "请确认。", False),
    "parameters": ("没有读入 parameters。", "请确认。", False),
    "trigger": ("没有读入 trigger。", "请确认。", False),
    **dict.fromkeys(
        ("media::image", "media::big-image", "media::audio", "media::video"),
        ("没有读入题目里的图片、声音或录像。", "需要的话，请用文字写在 hint 里。", False),
    ),
}  # fmt: skip
KNOWN = {
    "type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message",
    "appearance", "read_only", "disabled", *LOST,
}  # fmt: skip
IN_GROUP = ("type", "name", "label", "relevant")


@dataclass(kw_only=True)
class _Walk:
    """Where one is in the survey: the groups that are open, and what was taken up so far."""

    lists: Mapping[str, ChoiceList]
    notes: Notes
    open: list[tuple[str, Line]] = field(default_factory=list)
    questions: list[Draft] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    spoiled: set[str] = field(default_factory=set)


def drafts_of(table: Table, lists: Mapping[str, ChoiceList], notes: Notes) -> Drafts:
    """Every question of the survey; each row that is none of ours is said."""
    walk = _Walk(lists=lists, notes=notes)
    for line in table.lines:
        if line["disabled"].lower() not in NO:
            said = "停用（disabled）的一行没有读入。"
            say(notes, line.at("disabled"), "disabled", said, "请确认。", warning=True)
        elif not line["type"]:
            say(notes, line.at(), "no_type", "这一行没有填 type。", "请补上题型，或删去这一行。")
        else:
            _row(line, asked_by(line["type"]), walk)
    for _, line in walk.open:
        say(notes, line.at(), "unclosed", "这一组没有结束。", "请在组的最后补一行 end_group。")
    drafts = tuple(one for one in walk.questions if not _is_note(one, walk.questions))
    return Drafts(questions=drafts, spoiled=walk.spoiled)


def _row(line: Line, asked: Asked, walk: _Walk) -> None:
    notes = walk.notes
    if asked.part.startswith("end"):
        _end(line, asked, walk)
        return
    if asked.part == "device":
        said = f"“{line['type']}”由设备自动记录，没有读入。"
        say(notes, line.at(), "device", said, "驿站自己记录填写人和时间，请确认。", warning=True)
        return
    if asked.part == "note":
        said = "说明文字没有读入：驿站的表单没有只读的说明。"
        say(notes, line.at(), "note", said, "需要的话，请写在下一题的 hint 里。", warning=True)
        return
    if asked.part.startswith("begin"):
        _begin(line, asked, walk)
        return
    if not line["name"]:
        say(notes, line.at("name"), "no_name", "这道题没有填 name。", "请补上编号。")
        return
    if line["name"] in walk.seen:
        said = f"编号“{line['name']}”用了两次。"
        say(notes, line.at("name"), "twice", said, "每道题的 name 只能用一次，请改名。")
        return
    walk.seen.add(line["name"])
    if asked.kind is None:
        say(notes, line.at(), "type", f"驿站没有题型“{line['type']}”。", asked.remedy)
        walk.spoiled.add(line["name"])
        return
    _lost(line, notes)
    labels = [group["label"] for _, group in walk.open if group["label"]]
    when: When = tuple(
        (group["relevant"], group.at("relevant")) for _, group in walk.open if group["relevant"]
    )
    walk.questions.append(question_of(line, asked, walk.lists, " · ".join(labels), when, notes))


def _begin(line: Line, asked: Asked, walk: _Walk) -> None:
    kind = asked.part.removeprefix("begin").strip()
    if kind:
        remedy = "请把要重复填的内容改成每次一条记录，并删去 begin_repeat 和 end_repeat。"
        say(walk.notes, line.at(), "repeat", "驿站的表单不能重复填一组题目。", remedy)
    elif any(group["label"] for _, group in walk.open) and line["label"]:
        said = "分组里又有分组：驿站只有一层分段，两层的名称会合在一起。"
        say(walk.notes, line.at(), "nested", said, "请确认。", warning=True)
    say_references(line, ("label",), walk.notes)
    for column in line.cells:
        if column not in IN_GROUP and not kind:
            said = f"分组的“{column}”没有读入。"
            say(walk.notes, line.at(column), "group_cell", said, "请确认。", warning=True)
    walk.open.append((kind, line))


def _end(line: Line, asked: Asked, walk: _Walk) -> None:
    if walk.open and walk.open[-1][0] == asked.part.removeprefix("end").strip():
        walk.open.pop()
        return
    said = "这里结束的组没有开始，或与开始的那一行不成对。"
    say(walk.notes, line.at(), "unopened", said, "请检查 begin 和 end 是否成对。")


def _lost(line: Line, notes: Notes) -> None:
    for column in line.cells:
        if column in LOST:
            said, remedy, blocks = LOST[column]
            say(notes, line.at(column), column.replace("::", "_"), said, remedy, warning=not blocks)
    if line["read_only"].lower() not in NO:
        remedy = "请删去这一格；不用填的题目请删去这一行。"
        say(notes, line.at("read_only"), "read_only", "驿站的题目都是要填的。", remedy)


def _is_note(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether this is the note that a question of some kinds has of itself."""
    if draft.kind is not QuestionKind.TEXT or len(draft.when) != 1:
        return False
    try:
        clauses = clauses_of(tree_of(draft.when[0][0]))
    except UnreadableExpression:
        return False
    name = draft.name.removesuffix(NOTE_SUFFIX)
    plain = not (draft.hint or draft.required or draft.unit)
    of = next((one for one in drafts if one.name == name and one.kind in NOTES), None)
    if not plain or of is None or draft.label != NOTES[of.kind]:
        return False
    return clauses == (Opened(name, WITH_NOTE[of.kind], False),)

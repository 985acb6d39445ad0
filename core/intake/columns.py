"""The columns of past records 补录: what a heading may mean, and the questions of the chosen kind."""

from collections.abc import Iterable, Mapping, Sequence

from core.ledger.book import Book
from core.people.importing.columns import SheetColumn
from core.plugin import Question, QuestionKind
from core.plugin.catalogue import Catalogue
from core.recording.asking import forms_for, questions_of
from core.spreadsheets import folded_heading, known_heading

#: Before the key of a question, so that no question is taken for a column of the record itself.
ANSWER = "answer."
#: When a past record was handed in at its time: of each row, or of the whole table.
HANDED_IN = "handed_in"
#: Answers that a cell cannot give: files, and people or places that are chosen.
NOT_IN_A_CELL = {
    QuestionKind.PERSON,
    QuestionKind.HOUSEHOLD,
    QuestionKind.PROXY,
    QuestionKind.PLACE,
    QuestionKind.PHOTO,
    QuestionKind.SIGNATURE,
}

COLUMNS = (
    SheetColumn(
        key="day",
        heading="日期",
        also=(
            "服务日期", "探访日期", "走访日期", "巡访日期", "入户日期", "活动日期", "培训日期",
            "时间", "服务时间", "探访时间", "走访时间", "活动时间", "培训时间", "开展时间",
        ),
        note="服务在哪一天做的。",
        required=True,
    ),
    SheetColumn(
        key="name",
        heading="姓名",
        also=(
            "对象", "服务对象", "对象姓名", "老人姓名", "被探访人", "被访人", "探访对象",
            "走访对象", "参加人", "参加人员", "参训人员",
        ),
        note="服务对象；几个人用顿号隔开。",
    ),
    SheetColumn(
        key="id_number",
        heading="身份证号",
        also=("身份证号码", "身份证", "公民身份号码", "证件号码"),
        note="有的话，按它认人。",
    ),
    SheetColumn(
        key="township",
        heading="乡镇（街道）",
        also=("乡镇", "街道", "乡镇/街道", "所属乡镇"),
        note="有同名村（社区）时用。",
    ),
    SheetColumn(
        key="village",
        heading="村（社区）",
        also=(
            "村", "社区", "村/社区", "村、社区", "村社区", "所在村", "村居", "地点", "活动地点",
            "培训地点", "开展地点",
        ),
        note="不填时用对象所在的村（社区）。",
    ),
    SheetColumn(
        key="worker",
        heading="工作人员",
        also=(
            "社工", "探访人", "走访人", "巡访人", "巡访员", "探访员", "负责人", "经办人",
            "服务人员", "探访人员", "走访人员", "责任人",
        ),
        note="谁做的；不填时算导入的人。",
    ),
    SheetColumn(
        key="minutes",
        heading="时长",
        also=("服务时长", "探访时长", "走访时长", "培训时长", "活动时长", "分钟", "时长分钟"),
        note="分钟；也可写 1.5小时、1小时30分。",
    ),
    SheetColumn(
        key="title",
        heading="名称",
        also=("主题", "活动名称", "活动主题", "培训主题", "培训名称", "培训内容", "标题"),
        note="活动或培训的名称。",
    ),
    SheetColumn(
        key="everyone",
        heading="人数",
        also=("参加人数", "参与人数", "参训人数", "到场人数", "总人数"),
        note="一共多少人；写了姓名的人也算在内。",
    ),
    SheetColumn(
        key=HANDED_IN,
        heading="提交日期",
        also=("上交日期", "报送日期", "交表日期", "提交时间", "报送时间"),
        note="这条记录当时哪一天交过；不填按导入这一天算。",
    ),
    SheetColumn(
        key="evidence",
        heading="佐证",
        also=("佐证材料", "证明材料", "附件", "材料"),
        note="手头有哪些，如：照片、签到表。",
    ),
)  # fmt: skip


def record_columns(
    catalogue: Catalogue, book: Book, kind: str, contract: str
) -> tuple[SheetColumn, ...]:
    """The columns for past records of a kind: its own, and a question each."""
    questions = asked_questions(catalogue, book, kind, contract)
    return (
        *COLUMNS,
        *(
            SheetColumn(
                key=ANSWER + question.key,
                heading=question.label,
                note=question.hint or "表单里的一题。",
            )
            for question in questions
        ),
    )


def asked_questions(
    catalogue: Catalogue, book: Book, kind: str, contract: str
) -> tuple[Question, ...]:
    """What is asked for records of the kind in the contract, as far as a cell can answer it."""
    terms = [book.terms[contract]] if contract in book.terms else []
    return tuple(
        question
        for question in questions_of(forms_for(catalogue, book, kind, terms))
        if question.kind not in NOT_IN_A_CELL
    )


def headings_of(columns: Iterable[SheetColumn]) -> Mapping[str, SheetColumn]:
    """Every heading in use → its column; the first one that uses it."""
    found: dict[str, SheetColumn] = {}
    for column in columns:
        for heading in (column.heading, *column.also):
            found.setdefault(folded_heading(heading), column)
    return found


def proposed_for(headings: Sequence[str], columns: Iterable[SheetColumn]) -> dict[int, str]:
    """Column of the table → the key that its heading means; each key once."""
    by_heading = headings_of(columns)
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        known = known_heading(heading, by_heading)
        if known and by_heading[known].key not in found.values():
            found[index] = by_heading[known].key
    return found

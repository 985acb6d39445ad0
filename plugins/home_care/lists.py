"""名单 and 花名册 of home care: who is served, and who serves, as one table each."""

from calendar import monthrange
from datetime import date

from core.plugin import PaperFacts
from core.plugin.drawn import Align, Cell, Drawn, Face, Grid, Paragraph, Row, Signatures, Tone
from core.plugin.papers import RosterOnPaper, StaffOnPaper

FORMAL_HEAD = (
    "序号",
    "姓名",
    "性别",
    "年龄",
    "住址",
    "困难类别",
    "服务等级",
    "纳入日期",
    "退出日期",
    "备注",
)
FORMAL_WIDTHS = (5, 8, 5, 5, 17, 12, 14, 9, 9, 11)
STAFF_HEAD = ("序号", "姓名", "岗位")
SERVED = "√"
HOUR = 60


def formal_list(facts: PaperFacts) -> Drawn:
    """服务对象正式名单: everybody on the roster in the month, by village; who left, with the reason."""
    rows = tuple(_listed(number, one) for number, one in enumerate(facts.roster, 1))
    left = sum(1 for one in facts.roster if one.end)
    return Drawn(
        title="服务对象正式名单",
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        blocks=(
            Grid(
                widths=FORMAL_WIDTHS,
                rows=(FORMAL_HEAD, *rows),
                empty="本月名单上没有人。",
            ),
            Paragraph(text=f"共 {len(facts.roster)} 人，其中本月退出 {left} 人。", tone=Tone.NOTE),
            Signatures(labels=("制表人", "服务机构负责人", "民政部门")),
        ),
        face=Face.TABLE,
        landscape=True,
    )


def _listed(number: int, one: RosterOnPaper) -> Row:
    person = one.person
    return (
        number,
        person.name,
        person.sex,
        person.age,
        person.home,
        "、".join(person.categories),
        one.tier,
        one.start,
        one.end,
        "；".join(filter(None, (one.why, one.absence))),
    )


def staff_list(facts: PaperFacts) -> Drawn:
    """工作人员花名册与考勤表: a mark on every day on which somebody recorded a service."""
    first = facts.period.start if facts.period else facts.day.replace(day=1)
    days = range(1, monthrange(first.year, first.month)[1] + 1)
    head: Row = (
        *STAFF_HEAD,
        *(Cell(value=str(day), align=Align.MIDDLE) for day in days),
        "出勤天数",
        "服务人次",
        "服务时长",
    )
    rows = tuple(_attended(number, one, first, days) for number, one in enumerate(facts.staff, 1))
    return Drawn(
        title="工作人员花名册与考勤表",
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        blocks=(
            Grid(
                widths=(5, 8, 8, *(3 for _ in days), 5, 5, 13),
                rows=(head, *rows),
                small=True,
                empty="本月还没有服务记录。",
            ),
            Paragraph(
                text=f"{SERVED} 表示当天有计入本合同的服务记录；没有记录的出勤请在打印后补签。",
                tone=Tone.NOTE,
            ),
            Signatures(labels=("制表人", "项目负责人")),
        ),
        face=Face.TABLE,
        landscape=True,
    )


def _attended(number: int, one: StaffOnPaper, first: date, days: range) -> Row:
    served = {day.day for day in one.days if (day.year, day.month) == (first.year, first.month)}
    marks = (Cell(value=SERVED if day in served else "", align=Align.MIDDLE) for day in days)
    hours, rest = divmod(one.minutes, HOUR)
    said = f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"
    return (number, one.name, one.post, *marks, len(served), one.attendances, said)

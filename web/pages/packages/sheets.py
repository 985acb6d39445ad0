"""The sheets of a package: every row as a sentence with its clause, found by a search."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from core.ledger.arranging import initials
from core.packages.schema import NOT_AGREED, Package
from core.packages.sentences import Labels, rows_of, say
from core.people.search_keys import folded

#: The sheets of a package in the order of reading, each with its heading.
SHEETS: tuple[tuple[str, str], ...] = (
    ("choice", "选择"),
    ("tier", "对象分级"),
    ("condition", "条件"),
    ("period", "约定时段"),
    ("quota", "频次"),
    ("line", "指标"),
    ("derived", "由指标算出"),
    ("item", "服务项目"),
    ("form", "活动与表单"),
    ("score_group", "考核项目"),
    ("score_item", "评分"),
    ("scorer", "评分人"),
    ("rounding", "取整"),
    ("band", "等级结算"),
    ("price", "结算单价"),
    ("settle", "结算步骤"),
    ("instalment", "分期付款"),
    ("share", "采购人分担"),
    ("sample", "抽查"),
    ("due", "时限"),
    ("paper", "文书"),
    ("route", "上报"),
    ("obligation", "没有数字的义务"),
    ("example", "样例"),
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One row of a package: its sentence, what the officers noted, and the clause it comes from."""

    anchor: str
    label: str
    sentence: str
    note: str
    clause: str
    ref: str = ""
    form: str = ""
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The rows of one sheet; ``all`` is how many there are without the search."""

    key: str
    label: str
    all: int
    rows: tuple[Said, ...] = field(default=())


def _named(row: Any) -> str:
    return next(
        (str(value) for name in ("key", "id", "code") if (value := getattr(row, name, ""))), "head"
    )


def sheets_of(package: Package, labels: Labels, question: str = "") -> list[Sheet]:
    """Every sheet that has rows, said as sentences; a search keeps the rows that answer it."""
    found = []
    for sheet, heading in SHEETS:
        rows = rows_of(package, sheet)
        if not rows:
            continue
        times: Counter[str] = Counter()
        said = []
        for row in rows:
            name = _named(row)
            times[name] += 1
            twice = f"-{times[name]}" if times[name] > 1 else ""
            said.append(_said(sheet, row, f"{sheet}-{name}{twice}", labels))
        if sheet == "choice":
            said.sort(key=lambda one: not one.is_open)
        kept = tuple(one for one in said if answers(one, question))
        found.append(Sheet(key=sheet, label=heading, all=len(said), rows=kept))
    return found


def _said(sheet: str, row: Any, anchor: str, labels: Labels) -> Said:
    note = getattr(row, "say", "")
    choice = sheet == "choice"
    return Said(
        anchor=anchor,
        label=row.about if choice else getattr(row, "label", "") or getattr(row, "id", ""),
        sentence=note if choice else say(sheet, row, labels),
        note=_chosen(row) if choice else note,
        clause=row.clause,
        ref=row.id if choice else getattr(row, "ref", ""),
        form=row.key if sheet == "form" else "",
        is_open=choice and row.choose == NOT_AGREED,
    )


def _chosen(row: Any) -> str:
    """Which answer was taken, and which were not."""
    if row.choose == NOT_AGREED:
        return ""
    left = "”“".join(label.rstrip("。") for key, label in row.options.items() if key != row.choose)
    taken = f"选定“{row.options.get(row.choose, row.choose).rstrip('。')}”"
    return f"{taken}，没有选“{left}”。" if left else f"{taken}。"


def answers(one: Said, question: str) -> bool:
    """Whether a row answers a search in its words, its clause, or the initials of its label."""
    wanted = folded(question)
    if not wanted:
        return True
    texts = (one.label, one.sentence, one.note, one.ref)
    if any(wanted in folded(text) for text in texts) or wanted in "".join(one.clause.split()):
        return True
    return wanted in folded(initials(one.label))


def how_many_open(package: Package) -> int:
    """How many choices say that the text leaves the matter open."""
    return sum(1 for row in package.choice if row.choose == NOT_AGREED)

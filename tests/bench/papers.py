"""What papers cost: fifty visit records as one PDF, and a ledger of a thousand rows in three files."""

from datetime import date
from itertools import count

from core.papers.writing import FORMATS
from core.plugin.drawn import Cell, Drawn, Face, Grid, Paragraph, Row, labelled
from tests.bench.measuring import Wait, wait

SHEETS, ROWS = 50, 1000
SAID = "表达能力：正常；行动能力：异常：膝关节疼痛，上下楼需要搀扶；疾病状况：高血压，按时服药。"


#: The typesetter remembers what it has set: nothing is set twice here.
TURN = count()


def a_sheet() -> Drawn:
    """A form of one page, as full as a visit record gets, unlike any before."""
    number = next(TURN)
    rows: tuple[Row, ...] = tuple(
        (Cell(value=f"第 {place} 项"), Cell(value=f"{number}，{SAID * 3}", across=3, height=30))
        for place in range(1, 7)
    )
    return Drawn(
        title="分散供养特困人员探视巡访情况记录表",
        blocks=(
            labelled(("姓名", f"王长根{number}"), ("性别", "男"), ("地址", "小枧村 8 组 42 号")),
            Grid(widths=(2, 3, 3, 3), rows=rows, head=0),
            Paragraph(text=SAID),
        ),
        foot=f"记录编号 {number}",
    )


def a_ledger() -> Drawn:
    """A month of a busy town."""
    heads: Row = ("序号", "日期", "对象", "性别", "年龄", "村", "地址", "内容", "人员")
    rows: tuple[Row, ...] = tuple(
        (
            number,
            date(2026, 3, 5),
            f"王长根{next(TURN)}",
            "男",
            71,
            "小枧村",
            "8 组 42 号",
            SAID,
            "罗小梅",
        )
        for number in range(1, ROWS + 1)
    )
    grid = Grid(widths=(2, 4, 3, 2, 2, 4, 4, 10, 3), rows=(heads, *rows), small=True)
    return Drawn(title="巡访情况台账", face=Face.TABLE, landscape=True, blocks=(grid,))


def _nothing(file: str) -> None:
    return None


def of_papers() -> list[Wait]:
    """Each file by itself, as a download makes it."""
    return [
        Wait(
            label=f"a PDF of {SHEETS} pages with Chinese text",
            seconds=wait(
                lambda: FORMATS["pdf"].write([a_sheet() for _ in range(SHEETS)], _nothing)
            ),
            most=5,
        ),
        *(
            Wait(
                label=f"a ledger of {ROWS} rows as {one.label}",
                seconds=wait(lambda one=one: one.write([a_ledger()], _nothing)),  # type: ignore[misc]
                most=5,
            )
            for one in FORMATS.values()
        ),
    ]

"""What an import costs: 10,000 people with every check and key, beside openpyxl reading the file."""

import io
import os
from datetime import date
from pathlib import Path
from random import Random
from time import process_time

import openpyxl
import xlsxwriter
from stdnum.cn import ric

from core.intake.columns import proposed_for
from core.intake.jobs import ROSTER
from core.station import open_station
from core.store import metadata, new_id, open_engine, unit_of_work
from core.trust import Reach, Scope
from core.trust.secrets import new_keys, sealer_from
from tests.bench.measuring import Ratio
from tests.bench.names import some_names
from tests.county import NOON, WORKER, lay_out
from web.importing import Chosen, Wish, Work, columns_for, first_table, open_any

CONFIG = Path(__file__).resolve().parents[2] / "config"
PEOPLE = 10_000
HEAD = (
    "序号", "姓名", "性别", "身份证号", "乡镇", "村（社区）", "联系电话", "家庭住址", "户号",
    "人员类别", "自理能力", "分级", "生效日期", "照料人", "照料人电话", "备注", "年龄", "低保金额",
    "银行", "开户行",
)  # fmt: skip


def a_roster(number: int = PEOPLE) -> bytes:
    """A workbook of so many people of 20 columns, each with a valid ID number."""
    random = Random(20260101)
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"constant_memory": True})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, HEAD)
    for n, name in enumerate(some_names(number), start=1):
        born = date(1930 + n // 1000, 1 + random.randrange(12), 1 + random.randrange(28))
        body = f"360322{born:%Y%m%d}{n % 1000:03d}"
        number_ = body + ric.calc_check_digit(body + "0")
        village = ("小枧村", "横江村")[n % 2]
        row = (
            str(n), name, "", number_, "金山镇", village, f"138{n:08d}", f"{n % 20} 组 {n} 号", str(n),
            "低保、独居", "自理", "self_reliant", "2026-01-01", "王某", "13900000000", "", "80", "600",
            "农商行", "金山支行",
        )  # fmt: skip
        sheet.write_row(n, 0, row)
    book.close()
    return kept.getvalue()


def of_imports(folder: Path) -> list[Ratio]:
    """The processor time of our import and of its child, over openpyxl's of parsing alone."""
    content = a_roster()
    begun = process_time()
    parsed = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rows = sum(1 for _ in parsed.active.iter_rows(values_only=True))
    floor = process_time() - begun
    assert rows == PEOPLE + 1
    url = f"sqlite:///{folder}/import.db"
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    station = open_station(
        url, config=CONFIG, sealer=sealer_from(new_keys("bench")), county="yanshi", outside=False
    )
    lay_out(station)
    begun = whole_time()
    wish = Wish(
        uuid=new_id(),
        kind=ROSTER,
        contract="",
        record_kind="",
        provider="qinghe",
        day=date(2026, 6, 30),
        scope=Scope(reaches=frozenset({Reach(place="yanshi")})),
        reach=bool,
    )
    with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        opened = open_any(content)
        columns = columns_for(station, station.book(unit.connection), wish)
        number, _, table = first_table(opened, columns)
        chosen = Chosen(sheet=number, columns=proposed_for(table.headings, columns), fixed={})
        work = Work(station=station, wish=wish, chosen=chosen, opened=opened)
        result = work.apply(unit, {}, lambda done: None)
    ours = whole_time() - begun
    station.close()
    assert result["new"] == PEOPLE
    print(f"  import of {PEOPLE:,} people {ours:.1f} s, openpyxl parsing alone {floor:.1f} s")
    label = f"import of {PEOPLE:,} people with checks and keys / openpyxl parsing the file"
    return [Ratio(label=label, value=ours / floor, bar=3, goal=1)]


def whole_time() -> float:
    """Processor seconds of this process and of the children it has waited for."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system

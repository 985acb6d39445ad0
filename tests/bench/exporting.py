"""What a list costs on its way out: over xlsxwriter with the same query, and in memory."""

import subprocess
import sys
from pathlib import Path

import xlsxwriter
from sqlalchemy import select

from core.activities.rows import ATTENDANCE, RECORD
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.store import reading
from core.trust.tables import ACCOUNT
from tests.bench.measuring import Ratio, Wait, wait
from tests.bench.stations import a_station

SMALL, LARGE = 100_000, 500_000
MOST_MEGABYTES = 100
ONLY_MEMORY = """
import sys
from pathlib import Path
from tests.bench.exporting import taken
from tests.bench.stations import a_station

def told(name):
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith(name)).split()[1])

station, desk = a_station(sys.argv[1])
Path("/proc/self/clear_refs").write_text("5")  # what was needed at most so far is forgotten
before = told("VmRSS")
rows = taken(station, desk)
print(rows, (told("VmHWM") - before) // 1024)
"""


def taken(station, desk):
    """The whole list of activities as a workbook; how many rows it has."""
    from web.filters import Filters
    from web.lists.declared import Asked, rows_of
    from web.lists.every import LISTS
    from web.lists.written import written

    found = LISTS["activities"]
    with reading(station.engine) as connection:
        asked = Asked(
            desk=desk, station=station, connection=connection, filters=Filters("/activities", {})
        )
        kept, number = written("xlsx", found.label, found.columns, lambda: rows_of(found, asked))
    with kept:
        return number


def floor(engine, folder: Path) -> None:
    """The same columns by one query, written by xlsxwriter in constant memory."""
    book = xlsxwriter.Workbook(
        folder / "floor.xlsx", {"constant_memory": True, "strings_to_formulas": False}
    )
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    wanted = (
        select(
            RECORD.c.day, RECORD.c.kind, RECORD.c.title, PERSON.c.name, PLACE.c.name, ACCOUNT.c.name,
            RECORD.c.minutes, RECORD.c.version, RECORD.c.role, RECORD.c.accepted, RECORD.c.uuid,
        )
        .join(PLACE, PLACE.c.id == RECORD.c.place_id)
        .outerjoin(ATTENDANCE, ATTENDANCE.c.record_id == RECORD.c.id)
        .outerjoin(PERSON, PERSON.c.id == ATTENDANCE.c.person_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.uuid == RECORD.c.worker)
        .order_by(RECORD.c.day.desc(), RECORD.c.id.desc())
    )  # fmt: skip
    with reading(engine) as connection:
        for number, row in enumerate(connection.execute(wanted).yield_per(2000)):
            sheet.write_datetime(number, 0, row[0], days)
            for index, value in enumerate(row[1:], start=1):
                if value is not None:
                    sheet.write(number, index, value)
    book.close()


def of_exports(folder: Path) -> list[Ratio | Wait]:
    """100,000 rows over xlsxwriter, and the memory that 500,000 rows take."""
    address = f"sqlite:///{folder}/export.db"
    station, desk = a_station(address, records=SMALL)
    ours = wait(lambda: taken(station, desk), times=1)
    beside = wait(lambda: floor(station.engine, folder), times=1)
    station.close()
    print(f"  {SMALL:,} rows {ours:.1f} s, xlsxwriter {beside:.1f} s")
    large = f"sqlite:///{folder}/export_large.db"
    station, desk = a_station(large, records=LARGE)
    station.close()
    told = subprocess.run(
        [sys.executable, "-c", ONLY_MEMORY, large], capture_output=True, text=True, check=True
    )
    rows, megabytes = map(int, told.stdout.split()[-2:])
    assert rows == LARGE
    print(f"  {LARGE:,} rows in {megabytes} MB beyond the station")
    return [
        Ratio(
            label=f"{SMALL:,} rows as Excel from the database / xlsxwriter over the same query",
            value=ours / beside,
            bar=0.5,
            goal=0.3,
        ),
        Ratio(label=f"MB for {LARGE:,} rows", value=megabytes, bar=MOST_MEGABYTES, goal=40),
    ]

"""A draft that is waiting for its second officer: next year's package of 金山镇, one call more."""

from sqlalchemy import select

from core.packages.read import published_package
from core.packages.rows import PACKAGE_VERSION
from core.station import Station
from core.store import Actor, unit_of_work
from core.studio.drafts import Begun, begin, fill_in
from core.studio.grid import grid_of_tables, text_in
from core.studio.loading import load_draft
from web.demonstration.chance import Chance
from web.demonstration.county import COUNTY, staff_ids
from web.demonstration.timeline import Timeline, instant

PACKAGE = "jinshan-visits"


def next_years_draft(station: Station, chance: Chance, timeline: Timeline) -> None:
    """钱立 drafts it; whoever enters by the county's door may review and publish it."""
    at = instant(timeline.last, 15, 40)
    qian = Actor(id=staff_ids(chance)["qian"], name="钱立", role="county")
    with unit_of_work(station.engine, actor=qian, at=at, county=COUNTY) as unit:
        row = unit.connection.execute(
            select(PACKAGE_VERSION).where(PACKAGE_VERSION.c.key == PACKAGE)
        ).one()
        package = published_package(row.text, row.key)
        rows = tuple(grid_of_tables(package, station.catalogue))
        title = f"{row.title}（{timeline.last.year + 1} 年续签）"
        uuid = begin(
            unit,
            chance.id("draft", PACKAGE),
            Begun(title=title, source="", rows=rows, base=(row.key, row.version)),
        )
        draft = load_draft(unit.connection, COUNTY, uuid)
        for sheet, key, heading, text in (("频次", "greeting", "最少次数", "3"),):
            own = next(one for one in draft.by_sheet[sheet] if text_in(one.cells, "编号") == key)
            seen = {name: text_in(own.cells, name) for name in own.cells}
            fill_in(unit, uuid, own.uuid, seen, {**seen, heading: text})

"""How long an officer waits: the check of a workbook, a month rehearsed, the effect of one row."""

from datetime import date
from pathlib import Path

import msgspec

from core.activities.loading import load_records, uuids_between
from core.ledger.posting import load_facts
from core.packages.schema import Package, Quota
from core.rehearsal.effect import effect_of
from core.station import open_station
from core.store import metadata, open_engine, reading, unit_of_work
from core.studio.effect import rehearse_draft
from core.trust.secrets import new_keys, sealer_from
from core.workbook import check_workbook, write_workbook
from tests.bench.filling import VISITS, fill
from tests.bench.measuring import Wait, wait
from tests.county import NOON, WORKER, lay_out
from tests.web.worker_station import furnished
from web.pages.studio.one import AT_ONCE

CONFIG = Path(__file__).resolve().parents[2] / "config"
MONTH = date(2026, 1, 1), date(2026, 1, 31)
RECORDS = 40_000
PEOPLE = 340


def of_packages(folder: Path) -> list[Wait]:
    """The waits of the studio, on a month of 40,000 visits of one contract."""
    url = f"sqlite:///{folder}/packages.db"
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    station = open_station(
        url, config=CONFIG, sealer=sealer_from(new_keys("bench")), county="yanshi", outside=False
    )
    names = tuple(f"王{chr(0x4E00 + n * 7)}" for n in range(PEOPLE))
    found = furnished(lay_out(station), names)
    with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        people = list(found.people.values())
        fill(unit.connection, found.county, people, round(RECORDS / VISITS), MONTH[1].day)
    with reading(station.engine) as connection:
        book = station.book(connection)
        lezhi = book.terms["xianheguan"].package
        workbook = write_workbook(lezhi, station.catalogue)
        jinshan = book.terms["jinshan"]
        more, other = _one_visit_more(jinshan.package), _with_evidence(jinshan.package)

        def effect(package: Package, newest: int | None = AT_ONCE) -> None:
            done = rehearse_draft(
                connection, station.catalogue, book, "jinshan", package, MONTH, newest=newest
            )
            assert done.effects

        def rehearse() -> int:
            """Every line of a package counted anew, as if nobody had counted the month before."""
            uuids = uuids_between(connection, "yanshi", *MONTH, jinshan.by_kind)
            records = load_records(connection, uuids).values()
            facts = load_facts(connection, book, records)
            assert effect_of(None, jinshan, records, facts, days=MONTH)
            return len(records)

        rows = sum(len(getattr(lezhi, name)) for name in ("choice", "line", "derived", "due"))
        waits = [
            Wait(
                label=f"check of a workbook of {rows} rows and their parts",
                seconds=wait(lambda: check_workbook(workbook, station.catalogue, "x.xlsx")),
                most=1,
            ),
            Wait(
                label=f"rehearsal of every line on a month of {rehearse():,} records",
                seconds=wait(rehearse),
                most=5,
            ),
            Wait(
                label="effect of one number of a row, on the same month",
                seconds=wait(lambda: effect(more)),
                most=0.5,
            ),
            Wait(
                label=f"effect of a condition of a row, on the newest {AT_ONCE:,} records of it",
                seconds=wait(lambda: effect(other)),
                most=0.5,
            ),
            Wait(
                label="the same on all of its records, counted under both packages",
                seconds=wait(lambda: effect(other, None)),
                most=5,
            ),
        ]
    station.close()
    return waits


def _one_visit_more(package: Package) -> Package:
    """The package with one number changed: a frequency that looks at all the visits."""
    quota = next(one for one in package.quota if one.key == "home-visit")
    return _with_quota(package, msgspec.structs.replace(quota, min=(quota.min or 0) + 1))


def _with_evidence(package: Package) -> Package:
    """The package with one condition more: the visits count only with a signature."""
    quota = next(one for one in package.quota if one.key == "home-visit")
    return _with_quota(package, msgspec.structs.replace(quota, evidence=("signature",)))


def _with_quota(package: Package, changed: Quota) -> Package:
    quotas = tuple(changed if one.key == changed.key else one for one in package.quota)
    return msgspec.structs.replace(package, quota=quotas)

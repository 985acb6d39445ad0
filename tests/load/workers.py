"""The county that comes home: workers who can sign in, each with people of their own to visit."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from core.facts import RosterState
from core.packages.rosters import enrol
from core.people.inputs import AssessmentInput, CategoryInput, PersonInput
from core.people.service import register_person
from core.station import Station
from core.store import Unit, new_id, unit_of_work
from core.trust.service import create_account, grant
from core.trust.tables import ACCOUNT
from tests.web.worker_station import ADMIN, AT, HENGJIANG, XIAOJIAN

PASSWORD = "傍晚回来一起传照片"
YEAR = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker with the people of one round, and the village where they live."""

    login: str
    village: str
    people: tuple[str, ...]


def workers_of(station: Station, number: int, visits: int, password_hash: str) -> list[Worker]:
    """In a county that is laid out, so many workers of 金山镇 with so many people each, all under one password's hash."""
    with unit_of_work(station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        return [_worker(unit, station, n, visits, password_hash) for n in range(number)]


def _worker(unit: Unit, station: Station, n: int, visits: int, password_hash: str) -> Worker:
    login, village = f"worker{n:03}", (XIAOJIAN, HENGJIANG)[n % 2]
    account = create_account(unit, login=login, name=f"社工{n}", agency="qinghe")
    unit.connection.execute(
        update(ACCOUNT).where(ACCOUNT.c.uuid == account.id).values(password_hash=password_hash)
    )
    grant(
        unit,
        account=account.id,
        role="worker",
        place="yanshi/jinshan",
        valid_from=YEAR,
        reason="测试",
    )
    people = tuple(_person(unit, station, village, account.id, n + k) for k in range(visits))
    return Worker(login, village, people)


def _person(unit: Unit, station: Station, village: str, worker: str, number: int) -> str:
    """Somebody on the roster, to be visited by this worker."""
    person = register_person(
        unit,
        station.sealer,
        PersonInput(
            id=new_id(),
            name=f"王{chr(0x4E00 + number % 300 * 7)}",
            place=village,
            birth_date=date(1940 + number % 20, 3, 4),
            has_phone=True,
            categories=(CategoryInput(id=new_id(), code="tekun_scattered", start=YEAR),),
            assessments=(AssessmentInput(id=new_id(), kind="self_care", level="full", start=YEAR),),
        ),
    )
    enrol(
        unit,
        uuid=new_id(),
        contract="jinshan",
        person=person,
        start=YEAR,
        tier="self_reliant",
        worker=worker,
        state=RosterState.APPROVED,
        approved_on=YEAR,
    )
    return person

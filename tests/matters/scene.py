"""A small county with offices that answer: accounts of the township and the county, and short words."""

from datetime import UTC, date, datetime, timedelta

import msgspec
from sqlalchemy import select

from core.matters.facts import Act
from core.matters.inputs import MatterInput
from core.matters.loading import load_matter
from core.matters.raising import raise_matter
from core.matters.rows import MATTER
from core.store import Actor, new_id
from core.trust.service import create_account, grant

ADMIN = Actor(id="00000000-0000-7000-8000-000000000001", name="管理员", role="security")
#: A Tuesday morning, ten o'clock in China.
TEN = datetime(2026, 6, 30, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
STAFF = (
    ("luo", "罗社工", "worker", "yanshi/jinshan", "qinghe"),
    ("zhong", "钟玉兰", "township", "yanshi/jinshan", "minzheng"),
    ("zhao", "赵敏", "county", "yanshi", "minzheng"),
)


def staffed(county, staff=STAFF):
    """The accounts by login; the county's clock stands at ten o'clock."""
    county.at = TEN
    found = {}
    with county.act(ADMIN) as (unit, _):
        for login, name, role, place, agency in staff:
            account = create_account(unit, login=login, name=name, agency=agency)
            grant(
                unit,
                account=account.id,
                role=role,
                place=place,
                valid_from=date(2026, 1, 1),
                reason="测试",
            )
            found[login] = Actor(id=account.id, name=name, role=role)
    return found


def an_incident(person, **more):
    """A posted incident, found at ten."""
    plain = {"id": new_id(), "kind": "incident", "severity": "urgent", "what": "在院子里摔倒，不能起身",
             "found_at": TEN, "person": person}  # fmt: skip
    return MatterInput(**plain | more)


def raised(county, actor, posted, at=None):
    """Raise it; its id."""
    with county.act(actor, at) as (unit, book):
        return raise_matter(unit, book, posted).id


def whole(county, uuid):
    """The matter with its steps."""
    with county.station.engine.connect() as connection:
        return load_matter(connection, "yanshi", uuid)[1]


def told(county, uuid):
    """Who was told, in order: the text's words, and whether by the system."""
    return [(s.office, s.by_system) for s in whole(county, uuid).steps if s.act is Act.TELL]


def kept(county, uuid):
    """State, due instant and the clock's next instant as the row has them."""
    with county.station.engine.connect() as connection:
        row = connection.execute(select(MATTER).where(MATTER.c.uuid == uuid)).one()
    return row.state, row.due_at, row.next_at


def changed(posted, **more):
    """The same id with other content."""
    return msgspec.structs.replace(posted, **more)

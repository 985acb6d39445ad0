"""The county's bureau: two officers, a leader and a worker, each at a desk of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from litestar.testing import TestClient
from sqlalchemy import select

from core.packages.read import decode_package, parse_toml
from core.packages.rows import PACKAGE_VERSION
from core.packages.schema import Package
from core.store import Actor, reading, unit_of_work
from core.studio.grid import text_in
from core.studio.loading import Draft, DraftRow, load_draft
from core.trust.rows import account_row
from core.trust.service import create_account, grant
from core.trust.service.sessions import open_session
from tests.apps import app_of
from tests.county import County
from web.settings import Settings

AT = datetime(2026, 7, 10, 1, 0, tzinfo=UTC)
ADMIN = Actor(id="00000000-0000-7000-8000-000000000001", name="管理员", role="security")
PEOPLE = (
    ("zhao", "赵敏", "county"),
    ("qian", "钱立", "county"),
    ("sun", "孙局", "county_leader"),
    ("luo", "罗敏", "worker"),
)


@dataclass
class Bureau:
    """A county, the application on a fixed day, and the cookies of its people."""

    county: County
    app: Any
    tokens: dict[str, str]

    @contextmanager
    def desk(self, login: str) -> Iterator[Any]:
        """A client of one of the people."""
        with TestClient(self.app, base_url="http://yizhan.test") as client:
            client.follow_redirects = False
            client.cookies.set("yizhan", self.tokens[login])
            yield client

    def draft(self, uuid: str) -> Draft:
        """A draft as it is kept."""
        with reading(self.county.station.engine) as connection:
            return load_draft(connection, "yanshi", uuid)

    def row(self, uuid: str, sheet: str, key: str) -> DraftRow:
        """The row of a draft with that key."""
        rows = self.draft(uuid).by_sheet[sheet]
        return next(row for row in rows if text_in(row.cells, "编号") == key)

    def package(self, version: int = 1, key: str = "jinshan-visits") -> Package:
        """A published version."""
        with reading(self.county.station.engine) as connection:
            text = connection.execute(
                select(PACKAGE_VERSION.c.text).where(
                    PACKAGE_VERSION.c.key == key, PACKAGE_VERSION.c.version == version
                )
            ).scalar_one()
        return decode_package(parse_toml(text, key), key)


def opened(county: County) -> Bureau:
    """The bureau of a county on 10 July 2026."""
    tokens, accounts = {}, {}
    at = datetime(2026, 1, 1, 1, tzinfo=UTC)
    with unit_of_work(county.station.engine, actor=ADMIN, at=at, county="yanshi") as unit:
        for login, name, role in PEOPLE:
            accounts[login] = create_account(unit, login=login, name=name, agency="minzheng")
            grant(
                unit,
                account=accounts[login].id,
                role=role,
                place="yanshi",
                valid_from=date(2026, 1, 1),
                reason="测试",
            )
    county.at = AT
    with unit_of_work(county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        for login, *_ in PEOPLE:
            row = account_row(unit.connection, login=login)
            tokens[login], _ = open_session(
                unit, account_id=row["id"], account=accounts[login], device="测试"
            )
    settings = Settings(demo=True, secure_cookies=False, fixed_now=AT, web_key=b"k" * 32)
    return Bureau(county=county, app=app_of(county.station, settings), tokens=tokens)

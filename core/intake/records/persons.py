"""Whom the rows of past records mean: by ID number, by name and village; several are a question."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from core.intake.records.read import RecordRow
from core.people.importing.plan import LEFT_OUT, SAME, Finding
from core.people.loading import chunks
from core.people.rows import PERSON, SEARCH_KEY
from core.people.search import ID_NUMBER
from core.people.search_keys import folded
from core.places.rows import PLACE
from core.trust.secrets import Sealer

MOST_ASKED = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Who:
    """A registered person as far as a row must agree."""

    uuid: str
    code: str
    name: str
    place: str
    place_name: str
    number_index: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Persons:
    """Everybody whom the rows may mean, by folded name and by the index of the ID number."""

    by_name: Mapping[str, tuple[Who, ...]]
    by_index: Mapping[str, Who]
    sealer: Sealer

    def meant(
        self, row: RecordRow, site: str, answers: Collection[str]
    ) -> tuple[tuple[Who, ...], list[Finding]]:
        """The people of a row, or what stands in the way; ``answers`` decide between namesakes."""
        if row.id_number:
            index = self.sealer.blind_index(row.id_number, ID_NUMBER)
            one = self.by_index.get(index)
            if one is None:
                say = "没有登记过这个身份证号，请先登记或导入名册。"
                return (), [Finding(row=row.row, column="身份证号", say=say)]
            if row.names and folded(row.names[0]) != folded(one.name):
                say = f"这个身份证号登记在 {one.code} 名下，姓名不同。"
                return (), [Finding(row=row.row, column="身份证号", say=say)]
            return (one,), []
        found: list[Who] = []
        problems: list[Finding] = []
        for name in row.names:
            named = self.by_name.get(folded(name), ())
            near = tuple(one for one in named if site and one.place == site)
            chosen = near or named
            answered = [one for one in chosen if SAME + one.uuid in answers]
            if len(chosen) == 1 or answered:
                found.append(answered[0] if answered else chosen[0])
            elif not chosen:
                say = f"没有登记过“{name[:20]}”，请先登记或导入名册。"
                problems.append(Finding(row=row.row, column="姓名", say=say))
            else:
                problems.append(_which(row.row, name, chosen))
        return tuple(found), problems


def _which(row: int, name: str, chosen: Iterable[Who]) -> Finding:
    choices = tuple((SAME + one.uuid, f"{one.place_name} {one.code}") for one in chosen)
    say = f"有几位“{name[:20]}”，请选是哪一位，或在表里写明身份证号。"
    return Finding(row=row, column="姓名", say=say, choices=(*choices[:MOST_ASKED], LEFT_OUT))


def persons_of(
    connection: Connection, sealer: Sealer, county: str, rows: Iterable[RecordRow]
) -> Persons:
    """Look up everybody whom these rows name, in a few statements."""
    rows = tuple(rows)
    columns = (
        PERSON.c.uuid,
        PERSON.c.code,
        PERSON.c.name,
        PLACE.c.key.label("place"),
        PLACE.c.name.label("place_name"),
        PERSON.c.id_number_index.label("number_index"),
    )
    wanted = select(*columns).join(PLACE, PLACE.c.id == PERSON.c.place_id)
    wanted = wanted.where(PERSON.c.county == county)
    by_name: dict[str, dict[str, Who]] = {}
    for some in chunks({folded(name) for row in rows for name in row.names} - {""}):
        keyed = wanted.join(SEARCH_KEY, SEARCH_KEY.c.person_id == PERSON.c.id)
        keyed = keyed.where(SEARCH_KEY.c.county == county, SEARCH_KEY.c.key.in_(some))
        for row in connection.execute(keyed.order_by(PERSON.c.id)):
            one = Who(**{name: getattr(row, name) for name in Who.__slots__})
            by_name.setdefault(folded(one.name), {})[one.uuid] = one
    by_index: dict[str, Who] = {}
    numbers = {sealer.blind_index(row.id_number, ID_NUMBER) for row in rows if row.id_number}
    for some in chunks(numbers):
        for row in connection.execute(wanted.where(PERSON.c.id_number_index.in_(some))):
            by_index[row.number_index] = Who(**{name: getattr(row, name) for name in Who.__slots__})
    return Persons(
        by_name={name: tuple(found.values()) for name, found in by_name.items()},
        by_index=by_index,
        sealer=sealer,
    )

"""Finding people by the end of the ID number 末四位: only within reach, only with a reason.

ID numbers are sealed and their ends stand in no index: who may look has the numbers of the people
within reach opened one by one, so the reach must be small enough.
"""

import re

from sqlalchemy import Connection, func, select

from core.people.rows import PERSON
from core.people.search import ID_NUMBER, Condition, Found, found_of, found_rows
from core.places.rows import PLACE
from core.store.errors import Refused
from core.trust.secrets import Sealer

#: So many numbers are opened in well under a second.
MOST_OPENED = 30_000
TAIL = re.compile(r"[0-9]{3}[0-9X]")
MOST_SHOWN = 30


def people_by_tail(
    connection: Connection, sealer: Sealer, county: str, tail: str, reach: Condition
) -> list[Found]:
    """People within reach whose ID number ends so; Refused when it is no such end, or too many."""
    end = tail.strip().upper()
    if not TAIL.fullmatch(end):
        raise Refused("请填身份证号的末四位，或完整的 18 位。", field="number")
    numbered = (
        select(PERSON.c.id, PERSON.c.uuid, PERSON.c.id_number_cipher)
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .where(PERSON.c.county == county, PERSON.c.id_number_cipher.is_not(None), reach)
    )
    number = connection.execute(select(func.count()).select_from(numbered.subquery())).scalar_one()
    if number > MOST_OPENED:
        raise Refused("范围太大，请用完整的 18 位身份证号查找。", field="number")
    ids = [
        row.id
        for row in connection.execute(numbered)
        if sealer.unseal(row.id_number_cipher, ID_NUMBER, row.uuid).endswith(end)
    ]
    rows = connection.execute(found_rows().where(PERSON.c.id.in_(ids[:MOST_SHOWN])))
    return [found_of(row) for row in rows]

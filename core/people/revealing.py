"""What is masked of people, in plain, for a list that was asked for with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from core.people.rows import PERSON
from core.people.search import ID_NUMBER
from core.trust.secrets import Sealer


@dataclass(frozen=True, kw_only=True, slots=True)
class Masked:
    """What a list shows of nobody unless a reason was given; empty where nothing may be shown."""

    id_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)


def masked_of(
    connection: Connection, sealer: Sealer, person_ids: Iterable[int]
) -> dict[int, Masked]:
    """Small key → what is masked, in one statement. Who may ask, and the audit, are the caller's."""
    rows = connection.execute(
        select(
            PERSON.c.id,
            PERSON.c.uuid,
            PERSON.c.id_number_cipher,
            PERSON.c.phone,
            PERSON.c.address,
            PERSON.c.birth_date,
        ).where(PERSON.c.id.in_(list(person_ids)))
    )
    return {
        row.id: Masked(
            id_number=sealer.unseal(row.id_number_cipher, ID_NUMBER, row.uuid)
            if row.id_number_cipher
            else "",
            phone=row.phone,
            address=row.address,
            birth_date=row.birth_date,
        )
        for row in rows
    }

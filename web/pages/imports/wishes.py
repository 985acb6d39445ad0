"""What an account wants to import, as far as it may: the contract, the kind, its places."""

from typing import Any

from core.facts import Noun
from core.intake.jobs import RECORDS
from core.ledger.book import Book
from core.store.errors import Refused
from web.importing import Wish


def wish_of(
    desk: Any,
    station: Any,
    book: Book,
    uuid: str,
    kind: str,
    *,
    contract: str,
    record_kind: str,
) -> Wish:
    """The wish; Refused in the form's words when something is missing or may not be."""
    if contract and contract not in book.terms:
        raise Refused("请选择合同。", field="contract")
    if kind == RECORDS:
        if record_kind not in dict(kinds_offered(station)):
            raise Refused("请选择是哪一种记录。", field="record_kind")
        if not desk.may("record.create"):
            raise Refused("您的身份不做服务记录，不能导入以往的记录。", field="what")

    def reach(place: str) -> bool:
        return bool(desk.can("person.import", place=place, contract=contract))

    return Wish(
        uuid=uuid,
        kind=kind,
        contract=contract,
        record_kind=record_kind if kind == RECORDS else "",
        provider=desk.account.agency,
        day=desk.day,
        scope=desk.scope("person.import"),
        reach=reach,
    )


def kinds_offered(station: Any) -> list[tuple[str, str]]:
    """The kinds of record that a table may hold: all but cases, which have a life of their own."""
    return [(k.key, k.label) for k in station.catalogue.kinds.values() if k.noun is not Noun.CASE]

"""The form on which a matter is raised: what it holds as typed, and what it shows beside it.

Names of the form: ``matter.…`` with the names of ``core.matters.MatterInput``, so that a page, the
phone's store and a program say the same. Drawn with ``blank()`` it holds nothing of anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.calendar import SHANGHAI
from core.matters.inputs import MatterInput, ToldInput
from core.packages.fields import MATTER_KINDS
from core.packages.terms import Terms
from core.people.vocabulary import RELATIONS
from core.store import new_id
from core.store.errors import Refused
from core.store.ids import checked_id
from web.matters import WORDS
from web.posted import Posted

#: Numbers that everybody in China may call; shown before anything else in an emergency.
CALLS = (("120", "急救"), ("110", "报警"))
#: Whom one has usually called before there is time to write.
TOLD = ("120", "110", "家人或监护人", "村（居）委会")
OWN = ("id", "kind", "severity", "what", "found_at", "site", "person", "name", "address", "record", "route", "told", "sheltered")  # fmt: skip
FIELDS = tuple(f"matter.{name}" for name in OWN)


@dataclass(frozen=True, kw_only=True, slots=True)
class MatterDraft:
    """What the form holds; texts as they were typed."""

    id: str = ""
    kind: str = "need"
    severity: str = "general"
    what: str = ""
    found_at: str = ""
    site: str = ""
    person: str = ""
    name: str = ""
    address: str = ""
    record: str = ""
    routes: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    sheltered: bool = False


def fresh(at: datetime, **given: Any) -> MatterDraft:
    """An empty form with the permanent id that the matter will have, found just now."""
    found = at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    return MatterDraft(**{"id": new_id(), "found_at": found, **given})


def draft_from(posted: Posted) -> MatterDraft:
    """The form as it was posted."""
    posted.only(FIELDS)
    plain = {name: posted.text(f"matter.{name}") for name in OWN[:10]}
    return MatterDraft(
        **plain | {"id": checked_id(plain["id"]), "severity": plain["severity"] or "general"},
        routes=tuple(value for value in posted.all("matter.route") if value),
        told=tuple(dict.fromkeys(value for value in posted.all("matter.told") if value)),
        sheltered=bool(posted.text("matter.sheltered")),
    )


def input_of(draft: MatterDraft, at: datetime) -> MatterInput:
    """What is posted to be raised; raises Refused when the time cannot be read.

    Whoever was told by telephone was told when it was found, as far as the form knows.
    """
    try:
        found = datetime.fromisoformat(draft.found_at).replace(tzinfo=SHANGHAI).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("请填写发现的日期和时间。", field="found_at") from None
    lead = draft.kind == "lead"
    return MatterInput(
        id=draft.id,
        kind=draft.kind,
        severity=draft.severity,
        what=draft.what,
        found_at=found,
        site=draft.site,
        person=draft.person or None,
        name=draft.name if lead else "",
        address=draft.address if lead else "",
        record=draft.record or None,
        routes=draft.routes,
        told=tuple(ToldInput(office=office, at=found) for office in draft.told),
        sheltered=draft.sheltered,
    )


def contacts_to_call(whole: Mapping[str, Any]) -> list[dict[str, str]]:
    """The person's contacts with a number: first for emergencies, family, then the village."""
    there = [c for c in whole["contacts"] if c["phone"] and not c["ended_on"]]
    order = ("guardian", "emergency", "relative", "carer", "neighbour", "cadre")
    there.sort(key=lambda c: (not c["first_for_emergency"], order.index(c["relation"])))
    return [
        {"name": c["name"], "relation": RELATIONS[c["relation"]], "phone": c["phone"]}
        for c in there
    ]


def context_of(
    draft: MatterDraft,
    *,
    places: Iterable[Any] = (),
    contacts: Iterable[Mapping[str, str]] = (),
    routes: Iterable[tuple[str, str, str]] = (),
    problems: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What ``fragments/matter_form.html`` is given."""
    return {
        "matter": draft,
        "kinds": {k: v for k, v in MATTER_KINDS.items() if (k == "lead") == (draft.kind == "lead")},
        "places": list(places),
        "calls": CALLS,
        "contacts": list(contacts),
        "routes": list(routes),
        "told": TOLD,
        "problems": dict(problems or {}),
        **WORDS,
    }


def blank() -> dict[str, Any]:
    """The form with nothing of anybody in it, for the phone's own store."""
    return context_of(MatterDraft(kind="incident")) | {"kinds": MATTER_KINDS}


def routes_for(contracts: Iterable[Terms], kind: str) -> list[tuple[str, str, str]]:
    """(value, words, clause) of the rows among which one may choose, where there are several."""
    rows = [
        (f"{terms.contract.key}:{row.key}", row.label, row.clause)
        for terms in contracts
        for row in terms.package.route
        if kind in row.matters
    ]
    return rows if len(rows) > 1 else []

"""What one attendance, class of heads or service item fails, with the values that decided."""

from collections.abc import Iterable, Mapping
from datetime import date

from core.facts import Person, Reason, ServiceItem, vocabulary
from core.ledger.rules.candidate import Looking, record_field
from core.ledger.rules.conditions import Look, all_failed
from core.ledger.rules.of_person import ENROLMENT_FACTS, PERSON_LOOKS, person_fact
from core.ledger.rules.taking_part import Part
from core.packages.terms import Selector

NEEDS_ACCEPTANCE = Reason(code="acceptance", say="待验收，验收通过后计入")
NOT_ON_ROSTER = Reason(code="roster", say="服务当日不在服务名单")


def missing_evidence(
    wanted: Iterable[str], held: frozenset[str], awaited: Mapping[str, str]
) -> list[Reason]:
    """A reason for each kind of evidence that is wanted and not there.

    Of a photo that was named it tells what becomes of it: on its way 待传, not looked at yet 待查,
    or not taken 没有收下; the last two have codes of their own, since something else is to be done.
    """
    return [_missing(kind, awaited.get(kind)) for kind in dict.fromkeys(wanted) if kind not in held]


def _missing(kind: str, state: str | None) -> Reason:
    label = vocabulary.EVIDENCE.get(kind, kind)
    code = f"evidence.{kind}.{state}" if state else f"evidence.{kind}"
    say = f"缺{label}" if state is None else f"{label}{vocabulary.AWAITED[state]}"
    return Reason(code=code, say=say)


def part_failed(
    at: Looking, selector: Selector, part: Part, day: date, refer: Look
) -> tuple[Reason, ...] | None:
    """Failed conditions of one attendance, class or item; None when it is not looked at at all."""
    person = at.facts.person(part.person) if part.person else None
    reasons: list[Reason] = []
    if selector.audience:
        reasons += _audience_failed(at, selector, part, person, day)
    if selector.roster or selector.tiers:
        if person is None:
            return None
        enrolment = at.enrolment(person.id, day)
        if enrolment is None:
            reasons.append(NOT_ON_ROSTER)
        elif selector.tiers:
            tier = enrolment.tier_on(day)
            if tier is None:
                reasons.append(Reason(code="tier", say="服务当日没有分级"))
            elif tier not in selector.tiers:
                return None
    if person is not None and selector.roster:
        reasons += _proxy_failed(at, selector, person)
    if selector.items and part.item is not None:
        reasons += _item_failed(at, selector, part.item)
    where, alternatives = selector.of_unit
    if where or alternatives:
        look = _look(at, part, person, day)
        reasons += all_failed(where, alternatives, look, at.words, refer)
    return tuple(reasons)


def _audience_failed(
    at: Looking, selector: Selector, part: Part, person: Person | None, day: date
) -> list[Reason]:
    classes = part.classes(person, at.record.dates.get("service", day))
    if not classes.isdisjoint(selector.audience):
        return []
    got = at.words.value("audience", classes) if classes else "未分类人数"
    want = at.words.value("audience", selector.audience)
    return [Reason(code="audience", say=f"参加者为{got}，本指标要求{want}")]


def _proxy_failed(at: Looking, selector: Selector, person: Person) -> list[Reason]:
    contacted = at.record.fields.get("contacted") or "self"
    if contacted == "self":
        return []
    who = at.words.value("contacted", contacted)
    if contacted not in selector.proxies:
        return [Reason(code="proxy", say=f"由{who}代答，合同没有约定可以代答")]
    if person.has_phone:
        return [Reason(code="proxy", say=f"由{who}代答，但对象本人有联系方式，应联系本人")]
    return []


def _item_failed(at: Looking, selector: Selector, item: ServiceItem) -> list[Reason]:
    reasons = []
    if item.result != "done":
        reasons.append(Reason(code="item.result", say="该项服务未做"))
    if not item.accepted:
        reasons.append(NEEDS_ACCEPTANCE)
    wanted = (*selector.evidence, *at.terms.item_evidence.get(item.code, ()))
    return reasons + missing_evidence(wanted, at.record.evidence | item.evidence, at.record.awaited)


def _look(at: Looking, part: Part, person: Person | None, day: date) -> Look:
    service_day = at.record.dates.get("service", day)

    def look(name: str) -> object:
        if name.startswith("item."):
            return getattr(part.item, name.removeprefix("item."), None) if part.item else None
        if name == "audience":
            return part.classes(person, service_day)
        if name not in PERSON_LOOKS:
            return record_field(at.record, name)
        if person is None:
            return None
        enrolment = at.enrolment(person.id, service_day) if name in ENROLMENT_FACTS else None
        return person_fact(name, person, enrolment, service_day)

    return look

"""Rosters 名册: proposing, approving, tiers over time, agreements and leaving."""

from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from core.facts import RosterState
from core.packages.rows import CONTRACT, ENROLMENT, TIER_SPAN
from core.people.rows import PERSON
from core.places.typed_text import text_problem
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from core.store.versions import keep

LONGEST_REASON = 200


def _reason(text: str, missing: str = "") -> str:
    """The reason as it is kept; refused when it cannot be, or when it may not be missing."""
    problem = text_problem(text, "原因", LONGEST_REASON) or ("" if text.strip() else missing)
    if problem:
        raise Refused(problem, field="reason")
    return text.strip()


def _row(unit: Unit, enrolment_uuid: str) -> Any:
    row = unit.connection.execute(
        select(ENROLMENT).where(
            ENROLMENT.c.uuid == checked_id(enrolment_uuid), ENROLMENT.c.county == unit.county
        )
    ).first()
    if row is None:
        raise Missing("没有这条名册记录。")
    return row


def _tiers(unit: Unit, enrolment_id: int) -> list[Any]:
    return list(
        unit.connection.execute(
            select(TIER_SPAN)
            .where(TIER_SPAN.c.enrolment_id == enrolment_id)
            .order_by(TIER_SPAN.c.start)
        )
    )


def _keep(unit: Unit, uuid: str, action: str, reason: str = "") -> None:
    row = _row(unit, uuid)
    content = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row._mapping.items()
        if name not in ("id", "version")
    }
    content["tiers"] = [
        {"tier": t.tier, "start": t.start.isoformat(), "end": t.end and t.end.isoformat()}
        for t in _tiers(unit, row.id)
    ]
    keep(
        unit,
        action=action,
        kind="enrolment",
        object_id=uuid,
        version=row.version,
        content=content,
        reason=reason,
    )


def enrol(
    unit: Unit,
    *,
    uuid: str,
    contract: str,
    person: str,
    start: date,
    tier: str = "",
    worker: str = "",
    state: RosterState = RosterState.PROPOSED,
    approved_on: date | None = None,
    agreement_from: date | None = None,
) -> str:
    """Put a person on a contract's roster from ``start`` on; the same id again changes nothing.

    Returns the person's permanent id, whose records have to be counted again.
    """
    known = unit.connection.execute(select(ENROLMENT.c.id).where(ENROLMENT.c.uuid == uuid)).first()
    if known is not None:
        return person
    contract_row = unit.connection.execute(
        select(CONTRACT).where(CONTRACT.c.key == contract)
    ).first()
    person_row = unit.connection.execute(select(PERSON.c.id).where(PERSON.c.uuid == person)).first()
    if contract_row is None or person_row is None:
        raise Missing("没有这个合同或对象。")
    if start > contract_row.end:
        raise Refused("生效日期晚于合同终止日。", field="start")
    clash = unit.connection.execute(
        select(ENROLMENT.c.id).where(
            ENROLMENT.c.contract_id == contract_row.id,
            ENROLMENT.c.person_id == person_row.id,
            ENROLMENT.c.state != RosterState.REFUSED,
            (ENROLMENT.c.end.is_(None)) | (ENROLMENT.c.end > start),
        )
    ).first()
    if clash is not None:
        raise Conflict("该对象已在本合同的服务名单上。", field="start")
    enrolment_id = unit.connection.execute(
        insert(ENROLMENT)
        .values(
            uuid=uuid,
            county=unit.county,
            contract_id=contract_row.id,
            person_id=person_row.id,
            start=start,
            state=state,
            approved_on=approved_on,
            agreement_from=agreement_from,
            worker=worker,
            left_because="",
            version=1,
        )
        .returning(ENROLMENT.c.id)
    ).scalar_one()
    if tier:
        unit.connection.execute(
            insert(TIER_SPAN).values(enrolment_id=enrolment_id, tier=tier, start=start)
        )
    _keep(unit, uuid, "roster.enrol")
    return person


def _change(unit: Unit, uuid: str, action: str, reason: str, **values: Any) -> str:
    row = _row(unit, uuid)
    unit.connection.execute(
        update(ENROLMENT).where(ENROLMENT.c.id == row.id).values(**values, version=row.version + 1)
    )
    _keep(unit, uuid, action, reason)
    return str(
        unit.connection.execute(
            select(PERSON.c.uuid).where(PERSON.c.id == row.person_id)
        ).scalar_one()
    )


def decide(unit: Unit, uuid: str, state: RosterState, on: date, reason: str = "") -> str:
    """Confirm, approve or refuse; an approval keeps its own day beside the effective one."""
    row = _row(unit, uuid)
    allowed = {
        RosterState.PROPOSED: {RosterState.CONFIRMED, RosterState.APPROVED, RosterState.REFUSED},
        RosterState.CONFIRMED: {RosterState.APPROVED, RosterState.REFUSED},
    }
    if state not in allowed.get(RosterState(row.state), set()):
        raise Refused("名册当前的状态不能这样审批。", field="state")
    values: dict[str, Any] = {"state": state}
    if state is RosterState.APPROVED:
        values["approved_on"] = on
    return _change(unit, uuid, f"roster.{state.value}", _reason(reason), **values)


def change_tier(unit: Unit, uuid: str, tier: str, start: date, reason: str) -> str:
    """A new tier from that day on; the tier before ends on the day, and nothing is rewritten."""
    why = _reason(reason, "请写明调整分级的原因。")
    row = _row(unit, uuid)
    if start < row.start or (row.end is not None and start >= row.end):
        raise Refused("调整日期不在名册有效期内。", field="start")
    spans = _tiers(unit, row.id)
    if any(span.start >= start for span in spans if span.start != row.start or start != row.start):
        raise Refused("这一天之后已有分级调整，请从最近一次之后调整。", field="start")
    for span in spans:
        if span.end is None or span.end > start:
            unit.connection.execute(
                update(TIER_SPAN).where(TIER_SPAN.c.id == span.id).values(end=start)
            )
    unit.connection.execute(
        insert(TIER_SPAN).values(enrolment_id=row.id, tier=tier, start=start, end=row.end)
    )
    return _change(unit, uuid, "roster.tier", why)


def sign_agreement(unit: Unit, uuid: str, start: date) -> str:
    """The service agreement 服务协议 is signed and holds from that day on."""
    return _change(unit, uuid, "roster.agreement", "", agreement_from=start)


def leave(unit: Unit, uuid: str, on: date, reason: str) -> str:
    """The person leaves the roster: ``on`` is the first day on which they no longer stand on it."""
    why = _reason(reason, "请写明退出原因。")
    row = _row(unit, uuid)
    if on <= row.start:
        raise Refused("退出日期应晚于生效日期。", field="on")
    return _change(
        unit, uuid, "roster.leave", why, state=RosterState.LEFT, end=on, left_because=why
    )


def assign(unit: Unit, uuid: str, worker: str, reason: str = "") -> str:
    """Another worker becomes responsible."""
    return _change(unit, uuid, "roster.assign", _reason(reason), worker=worker)


def withdraw(unit: Unit, uuid: str, reason: str) -> str:
    """Take back an enrolment that was made by mistake and never changed: it never held.

    Returns the person's permanent id, or nothing when somebody has changed the enrolment since.
    """
    why = _reason(reason, "请写明撤回的原因。")
    if _row(unit, uuid).version != 1:
        return ""
    return _change(unit, uuid, "roster.withdraw", why, state=RosterState.REFUSED)

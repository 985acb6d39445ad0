"""Questions about one record that a colleague would ask before filing it."""

from datetime import date

from core.facts import Record
from core.plugin import Check
from plugins.hardship_visits.activities import LEAD
from plugins.hardship_visits.quotas import CONTACT_KINDS, PROXIES

#: Answers that belong to any contact, whether or not somebody was reached.
ABOUT_THE_CONTACT = frozenset({"outcome", "contacted", "proxy_name", "proxy_phone", "note"})
NO_ANSWER: tuple[object, ...] = (None, "", (), [], "no", False)


def not_reached_but_filled_in(record: Record) -> tuple[str, ...]:
    """A contact that reached nobody has no services and no findings."""
    if record.kind not in CONTACT_KINDS or record.fields.get("outcome") != "failed":
        return ()
    answers = sum(
        answer not in NO_ANSWER
        for key, answer in record.fields.items()
        if key not in ABOUT_THE_CONTACT
    )
    done = sum(item.result == "done" for item in record.items)
    if not answers and not done:
        return ()
    return (f"结果为“未联系上”，却填写了 {answers} 项内容、{done} 项服务；请核对结果。",)


def proxy_though_reached_in_person(record: Record) -> tuple[str, ...]:
    """Who spoke with the person needs no proxy."""
    named = record.fields.get("proxy_name") or record.fields.get("proxy_phone")
    if record.fields.get("contacted") != "self" or not named:
        return ()
    return (f"联系到的是本人，却写了代答人“{named}”；请删去代答人或改选联系到谁。",)


def proxy_without_a_name(record: Record) -> tuple[str, ...]:
    """Who answered for the person has a name that an inspector can ask for."""
    if record.fields.get("outcome") == "failed" or record.fields.get("contacted") not in PROXIES:
        return ()
    return () if record.fields.get("proxy_name") else ("由他人代答，却没有写代答人姓名。",)


def nobody_was_visited(record: Record) -> tuple[str, ...]:
    """A visit or call names the person."""
    if record.kind not in CONTACT_KINDS or record.attendances:
        return ()
    return ("没有写明探访的是哪一位对象。",)


def issue_that_nobody_was_told(record: Record) -> tuple[str, ...]:
    """An issue that was not solved on the spot was passed on to somebody."""
    fields = record.fields
    if fields.get("handling_result") in (None, "", "solved") or fields.get("told"):
        return ()
    return ("问题没有当场解决，却没有写明告知了谁；请按上报规定告知并补记。",)


def lead_reported_before_it_was_found(record: Record) -> tuple[str, ...]:
    """A lead is found first and reported afterwards."""
    reported = record.fields.get("lead_reported_on")
    found = record.dates.get("service")
    if record.kind != LEAD.key or found is None or not isinstance(reported, date):
        return ()
    if reported >= found:
        return ()
    return (f"上报日期 {reported.isoformat()} 早于摸排日期 {found.isoformat()}。",)


CHECKS = (
    Check(
        key="visit_not_reached_but_filled_in",
        label="未联系上却填写了内容",
        ask=not_reached_but_filled_in,
    ),
    Check(
        key="visit_proxy_though_reached_in_person",
        label="联系到本人却写了代答人",
        ask=proxy_though_reached_in_person,
    ),
    Check(key="visit_proxy_without_a_name", label="代答人没有姓名", ask=proxy_without_a_name),
    Check(key="visit_nobody_was_visited", label="没有写明对象", ask=nobody_was_visited),
    Check(
        key="visit_issue_that_nobody_was_told", label="问题未上报", ask=issue_that_nobody_was_told
    ),
    Check(
        key="visit_lead_reported_before_it_was_found",
        label="上报早于摸排",
        ask=lead_reported_before_it_was_found,
    ),
)

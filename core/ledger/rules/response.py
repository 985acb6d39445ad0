"""答复时限: whether what asked for an answer was answered within its time, in the same record."""

from datetime import date, datetime, timedelta

from core.calendar import OFFICIAL, SHANGHAI, Calendar, working_days_after
from core.facts import Reason, Record, vocabulary
from core.ledger.rules.facts import Words
from core.packages.fields import RESPONSE_UNITS
from core.packages.schema import Response

Moment = date | datetime
NOT_COUNTED = "not_counted"


def response_of(
    response: Response | None, record: Record, words: Words, calendar: Calendar = OFFICIAL
) -> tuple[bool, Reason | None]:
    """Whether the answer came late, and why the record does not count.

    One that is not answered yet never counts; a late one as the row says. Hours run through nights
    and holidays; days begin on the day after, and the last one is in time to its end.
    """
    if response is None:
        return False, None
    words = words.about(record.kind)
    since, until = _moment(record, response.since), _moment(record, response.until)
    if since is None:
        return False, _reason("since", f"缺少{_label(response.since, words)}，无法看答复时限")
    if response.unit == "hours" and not isinstance(since, datetime):
        return False, _reason("hour", f"{_label(response.since, words)}没有写钟点，无法按小时计算")
    due = _due(response, since, calendar)
    if until is None:
        return False, _reason("open", f"还没有答复，期限 {_said(due)}")
    if isinstance(due, datetime) and not isinstance(until, datetime):
        return False, _reason("hour", f"{_label(response.until, words)}没有写钟点，无法按小时计算")
    if _before(until, since):
        return False, _reason("order", f"答复（{_said(until)}）早于提出（{_said(since)}）")
    if not _before(due, until):
        return False, None
    say = (
        f"答复超时：{_said(since)} 提出，限 {response.within} {RESPONSE_UNITS[response.unit]}"
        f"（{_said(due)} 前），{_said(until)} 才答复"
    )
    return True, _reason("late", say) if response.late == NOT_COUNTED else None


def _reason(code: str, say: str) -> Reason:
    return Reason(code=f"response.{code}", say=say)


def _due(response: Response, since: Moment, calendar: Calendar) -> Moment:
    if response.unit == "hours":
        return since + timedelta(hours=response.within)
    day = since.date() if isinstance(since, datetime) else since
    if response.unit == "days":
        return day + timedelta(days=response.within)
    return working_days_after(day, response.within, calendar)


def _before(one: Moment, other: Moment) -> bool:
    """Earlier by the hour where both have one, else by the day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    days = [m.date() if isinstance(m, datetime) else m for m in (one, other)]
    return days[0] < days[1]


def _moment(record: Record, name: str) -> Moment | None:
    """A date role or an answer of the form: a day, or a day with its hour in China."""
    value = record.dates.get(name) or record.fields.get(name)
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        # A day without an hour stays a day.
        if len(str(record.fields.get(name, "")).strip()) <= len("2026-01-01"):
            return value.date()
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI) if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    return value if isinstance(value, date) else None


def _label(name: str, words: Words) -> str:
    return vocabulary.DATE_ROLES.get(name) or words.field(name)


def _said(moment: Moment) -> str:
    day = f"{moment.month} 月 {moment.day} 日"
    return f"{day} {moment:%H:%M}" if isinstance(moment, datetime) else day

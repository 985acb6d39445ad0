"""One answer in its canonical form: what is stored of it, whatever way it was typed."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from core.people.vocabulary import RELATIONS
from core.plugin import Question, QuestionKind
from core.recording.texts import clean_text, folded_digits, is_link

WHOLE = Decimal(10) ** 9
HOUR = 60
DAY = 24 * HOUR
#: Minutes of the longest stretch that one answer may tell: a month.
LONGEST_STRETCH = 31 * DAY
SHA256 = re.compile(r"[0-9a-f]{64}")
CLOCK = r"(\d{1,2})[:：.](\d{2})"
FROM_TO = re.compile(rf"{CLOCK}\s*[-–—~～至到]\s*{CLOCK}")
HOURS = re.compile(
    r"(?:(\d{1,3}(?:\.\d{1,2})?)\s*(?:小时|时|h))?\s*(?:(\d{1,5})\s*(?:分钟|分|min)?)?"
)
LONGEST_NAME, LONGEST_PHONE, LONGEST_SAID = 40, 20, 400


def canonical(question: Question, value: Any) -> Any:
    """The answer as it is stored; raises ValueError with a Chinese sentence."""
    read: Callable[[Question, Any], Any] = READ.get(question.kind, _free)
    return read(question, value)


def _free(question: Question, value: Any) -> str:
    text = clean_text(value)
    if question.link and not is_link(text):
        raise ValueError("链接应以 http:// 或 https:// 开头，中间没有空格。")
    return text


def _date(question: Question, value: Any) -> str:
    try:
        return date.fromisoformat(folded_digits(value)).isoformat()
    except ValueError:
        raise ValueError("日期应写成 2025-03-01 的样子。") from None


def _yes_no(question: Question, value: Any) -> str:
    text = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)
    if text not in ("yes", "no"):
        raise ValueError("请选择“是”或“否”。")
    return text


def _option(question: Question, value: Any) -> str:
    keys = [option.key for option in question.answers]
    if str(value) in keys or (question.other and str(value) == "other"):
        return str(value)
    raise ValueError(f"请从“{question.label}”所列的答案中选择。")


def _several(question: Question, value: Any) -> list[str]:
    chosen = list(value) if isinstance(value, list | tuple) else [value]
    return [_option(question, item) for item in dict.fromkeys(map(str, chosen))]


def _noted(question: Question, value: Any) -> Any:
    """One of the answers; some of them may bring their note along."""
    if not isinstance(value, Mapping):
        return _option(question, value)
    found = {"result": _option(question, value.get("result"))}
    if value.get("note") and found["result"] in question.with_note:
        found["note"] = clean_text(value["note"], LONGEST_SAID)
    return found


def _bounded(question: Question, number: Decimal | int) -> None:
    if question.minimum is not None and number < question.minimum:
        raise ValueError(f"“{question.label}”不能小于 {question.minimum}。")
    if question.maximum is not None and number > question.maximum:
        raise ValueError(f"“{question.label}”不能大于 {question.maximum}。")


def _number(question: Question, value: Any) -> int | str:
    text = folded_digits(value)
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"“{question.label}”应填数字。") from None
    if not number.is_finite() or abs(number) > WHOLE:
        raise ValueError(f"“{question.label}”的数字太大。")
    _bounded(question, number)
    if number == number.to_integral_value():
        return int(number)
    if -number.as_tuple().exponent > 3:  # type: ignore[operator]
        raise ValueError(f"“{question.label}”最多三位小数。")
    return str(number)


def _clock(hour: str, minute: str) -> int:
    """Minutes after midnight; raises ValueError when no clock shows it."""
    return time(int(hour), int(minute)).hour * HOUR + int(minute)


def _time(question: Question, value: Any) -> str:
    found = re.fullmatch(CLOCK, folded_digits(value))
    try:
        minutes = _clock(found[1], found[2]) if found else None
    except ValueError:
        minutes = None
    if minutes is None:
        raise ValueError("时间应写成 09:30 的样子。")
    return f"{minutes // HOUR:02d}:{minutes % HOUR:02d}"


def _duration(question: Question, value: Any) -> int:
    """Whole minutes; typed as minutes, as hours and minutes, or from one time to another."""
    text = folded_digits(value)
    stretch, hours = FROM_TO.fullmatch(text), HOURS.fullmatch(text)
    try:
        if stretch:
            start, end = _clock(stretch[1], stretch[2]), _clock(stretch[3], stretch[4])
            minutes = (end - start) % DAY
        elif text and hours:
            minutes = int(Decimal(hours[1] or 0) * HOUR) + int(hours[2] or 0)
        else:
            raise ValueError
    except ValueError:
        say = f"“{question.label}”应填分钟数，或写成“1小时30分”“09:00-10:30”的样子。"
        raise ValueError(say) from None
    if minutes > LONGEST_STRETCH:
        raise ValueError(f"“{question.label}”太长，请核对。")
    return minutes


def _named(question: Question, value: Any) -> str:
    """A permanent id; whether it is of the county is asked of the database."""
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise ValueError(f"“{question.label}”请从找到的人里选择。") from None


def _proxy(question: Question, value: Any) -> dict[str, str]:
    """Who answered in the person's stead: name and relation, and a phone where there is one."""
    given = value if isinstance(value, Mapping) else {"name": value}
    name = clean_text(given.get("name") or "", LONGEST_NAME)
    relation = str(given.get("relation") or "")
    if not name:
        raise ValueError("请填写代答人的姓名。")
    if relation not in RELATIONS:
        raise ValueError("请选择代答人与服务对象的关系。")
    phone = clean_text(given.get("phone") or "", LONGEST_PHONE)
    return {"name": name, "relation": relation} | ({"phone": phone} if phone else {})


def _place(question: Question, value: Any) -> str:
    return clean_text(value, 80)


def _file(question: Question, value: Any) -> str:
    if not SHA256.fullmatch(str(value)):
        raise ValueError(f"“{question.label}”没有收到完整的文件，请重新选择。")
    return str(value)


READ: Mapping[QuestionKind, Callable[[Question, Any], Any]] = {
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.SINGLE: _option,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.CHECK: _noted,
    QuestionKind.SERVICE: _noted,
    QuestionKind.TIME: _time,
    QuestionKind.DURATION: _duration,
    QuestionKind.PERSON: _named,
    QuestionKind.HOUSEHOLD: _named,
    QuestionKind.PROXY: _proxy,
    QuestionKind.PLACE: _place,
    QuestionKind.PHOTO: _file,
    QuestionKind.SIGNATURE: _file,
}

"""Do the cells of a deadline make a day? Words of the list, a number where one is needed, an hour."""

from datetime import time

from core.calendar import DUES
from core.packages.check.report import Report
from core.packages.schema import Due, Target
from core.packages.sentences.words import DUE, HOLIDAY

#: What a deadline may count: days of a month, or days after a period.
MOST_DAYS = 366
LAST_OF_MONTH = 31


def check_deadline(row: Target | Due, place: str, report: Report) -> None:
    """Everything that can be wrong with a deadline that is there at all."""
    if row.due and row.due not in DUES:
        said = "、".join(f"{key}（{label}）" for key, label in DUE.items())
        report.error("sense.due", place, f"没有“{row.due}”这种期限。", f"可用：{said}。")
    elif row.due and DUES[row.due] and row.day is None:
        report.error("sense.due", place, f"期限为“{DUE[row.due]}”，没有写几。", "请填写 day。")
    elif row.day is not None and not 1 <= row.day <= (MOST_DAYS if row.due else LAST_OF_MONTH):
        report.error("sense.due", place, f"没有第 {row.day} 天。", "请核对 day。")
    if row.holiday and row.holiday not in HOLIDAY:
        said = "、".join(f"{key}（{label}）" for key, label in HOLIDAY.items())
        report.error("sense.due", place, f"没有“{row.holiday}”这种顺延办法。", f"可用：{said}。")
    if row.time and not _is_hour(row.time):
        report.error("sense.time", place, f"“{row.time}”不是钟点。", "请写成 12:00 的样子。")


def _is_hour(text: str) -> bool:
    try:
        hour = time.fromisoformat(text)
    except ValueError:
        return False
    return hour.tzinfo is None

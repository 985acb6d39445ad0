"""The briefs of the last months as a station wrote them: its own words, and photos it chose."""

from datetime import date
from functools import partial

from core.papers.writings import Place, write
from core.recording import RecordInput
from web.demonstration.deeds import Acting, Diary
from web.demonstration.photographed import MONTHS
from web.demonstration.stations import Station

BRIEF = "monthly-brief"
PHOTOS = 4
PROBLEMS = (
    "山口片区两个村民小组进村道路塌方，入户要绕行，走访比计划晚了四天，已与村委会商定改走东线。\n"
    "下月计划：补齐上月缺签到表的活动材料；与学校商定家庭教育课堂的时间；"
    "完成本季度社工实务培训，请县里协调一位授课老师。"
)


def briefs(diary: Diary, station: Station) -> None:
    """Write what the figures cannot say, on the day on which the brief is handed in."""
    timeline = diary.timeline
    for month in timeline.months[-MONTHS:]:
        first, day = timeline.first(month), timeline.day(month, 20)
        diary.on(day, station.worker, partial(_brief, station, first), hour=19)


def _brief(station: Station, month: date, acting: Acting) -> None:
    photos = [
        piece.id
        for one in acting.sent.values()
        if one.site == station.site and _in(month, one) and len(one.heads)
        for piece in one.evidence
        if piece.file
    ]
    place = Place(
        contract_id=acting.book.ids[station.key],
        contract=station.key,
        paper=BRIEF,
        period=f"{month:%Y-%m}",
    )
    write(acting.unit, place, {"problems": PROBLEMS}, photos[:PHOTOS], version=0)


def _in(month: date, one: RecordInput) -> bool:
    day = one.dates.get("service")
    return day is not None and (day.year, day.month) == (month.year, month.month)

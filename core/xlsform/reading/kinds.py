"""What the type of a row asks for: a question of one of our kinds, a group, or nothing that we have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.plugin import QuestionKind

KINDS: Mapping[str, QuestionKind] = {
    "text": QuestionKind.TEXT,
    "string": QuestionKind.TEXT,
    "integer": QuestionKind.NUMBER,
    "int": QuestionKind.NUMBER,
    "decimal": QuestionKind.NUMBER,
    "date": QuestionKind.DATE,
    "time": QuestionKind.TIME,
    "image": QuestionKind.PHOTO,
    "photo": QuestionKind.PHOTO,
}
WHOLE = ("integer", "int")
SELECT = re.compile(
    r"(select[ _]one|select1|select[ _]multiple|select all that apply)(?: from)?\s+(\S+)"
    r"(?:\s+(or[ _]other|specify[ _]other))?",
    re.IGNORECASE,
)
MULTIPLE = ("select_multiple", "select_all_that_apply")
GROUP = re.compile(r"(begin|end)[ _](group|repeat|loop|lgroup)\b", re.IGNORECASE)
#: Kept by the device and shown to nobody; the house keeps its own.
OF_THE_DEVICE = {
    "start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "simserial",
    "subscriberid", "imei", "start-geopoint", "background-audio", "background-geopoint",
}  # fmt: skip
#: What is asked but cannot be asked here, and what to do instead.
REMEDIES: Mapping[str, str] = {
    "audio": "录音请作为佐证上传；请删去这一行。",
    "video": "录像请作为佐证上传；请删去这一行。",
    "file": "文件请作为佐证上传；请删去这一行。",
    "geopoint": "地点由记录的站点给出；请删去这一行。",
    "geotrace": "请删去这一行。",
    "geoshape": "请删去这一行。",
    "datetime": "请改成 date；要记时刻的，另加一道 time。",
    "barcode": "请改成 text。",
    "range": "请改成 integer 或 decimal，上下限写在 constraint 里。",
    "acknowledge": "请改成 select_one，列表用“是、否”。",
    "trigger": "请改成 select_one，列表用“是、否”。",
    "rank": "请改成几道 select_one，如第一位、第二位。",
    "calculate": "表单不计算；请删去这一行，数字由指标的计量方式算出。",
    "hidden": "请删去这一行。",
    "xml-external": "选项请写在 choices 工作表里；请删去这一行。",
    "csv-external": "选项请写在 choices 工作表里；请删去这一行。",
    "osm": "请删去这一行。",
}
FROM_OUTSIDE = re.compile(r"select[ _](?:one|multiple)[ _](?:from[ _]file|external)\b", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a type asks for: ``kind`` of question, ``part`` of a group, or ``remedy`` for neither."""

    kind: QuestionKind | None = None
    list_name: str = ""
    other: bool = False
    whole: bool = False
    part: str = ""
    remedy: str = ""


def asked_by(text: str) -> Asked:
    """What the cell of the column type asks for."""
    bare = " ".join(text.split())
    lower = bare.lower()
    group = GROUP.fullmatch(lower) or GROUP.match(lower)
    if group:
        repeat = "" if group[2] == "group" else " repeat"
        return Asked(part=group[1] + repeat)
    if FROM_OUTSIDE.match(lower):
        return Asked(remedy="选项请写在 choices 工作表里，并改成 select_one 或 select_multiple。")
    select = SELECT.fullmatch(bare)
    if select:
        multiple = select[1].lower().replace(" ", "_") in MULTIPLE
        kind = QuestionKind.MULTIPLE if multiple else QuestionKind.SINGLE
        return Asked(kind=kind, list_name=select[2], other=bool(select[3]))
    if lower in KINDS:
        return Asked(kind=KINDS[lower], whole=lower in WHOLE)
    if lower == "note" or lower in OF_THE_DEVICE:
        return Asked(part="note" if lower == "note" else "device")
    return Asked(remedy=REMEDIES.get(lower.split(" ")[0], "请改成驿站有的题型，或删去这一行。"))

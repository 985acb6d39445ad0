"""Reading single cells: what the cell means, or one sentence why it cannot be said."""

import re
import unicodedata
from datetime import date

from core.facts.vocabulary import CATEGORIES
from core.people.importing.columns import LEVELS
from core.spreadsheets import Cell

DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 00?:00(?::00)?)?")
EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
BETWEEN = re.compile(r"[、,;/|\s]+")

ALSO_CATEGORIES = {
    "分散供养": "tekun_scattered",
    "分散特困": "tekun_scattered",
    "特困分散供养": "tekun_scattered",
    "分散供养特困": "tekun_scattered",
    "分散供养特困人员": "tekun_scattered",
    "集中供养": "tekun_collective",
    "集中特困": "tekun_collective",
    "特困集中供养": "tekun_collective",
    "集中供养特困": "tekun_collective",
    "集中供养特困人员": "tekun_collective",
    "低保户": "dibao",
    "低保对象": "dibao",
    "低边": "dibian",
    "低保边缘家庭": "dibian",
    "刚支": "gangzhi",
    "刚性支出困难家庭": "gangzhi",
    "残疾": "disabled",
    "重度残疾": "severely_disabled",
    "重度残疾人": "severely_disabled",
    "独居老人": "living_alone",
    "空巢老人": "empty_nest",
}


def folded_cell(text: str) -> str:
    """Full-width signs folded, blanks around dropped."""
    return unicodedata.normalize("NFKC", text).strip()


CATEGORY_OF = {folded_cell(label): code for code, label in CATEGORIES.items()} | ALSO_CATEGORIES


def plain_text(cell: Cell) -> tuple[str, str]:
    """A text as typed, without blanks around; a whole number is taken as its digits."""
    if isinstance(cell, str):
        return cell.strip(), ""
    kind, written = cell
    whole = _whole(written) if kind == "number" else ""
    return (whole, "") if whole else ("", f"单元格应为文本，现在是“{written}”。")


def name_text(cell: Cell) -> tuple[str, str, str]:
    """A name, a problem and a note: blanks that only stretch a Chinese name are taken out."""
    if not isinstance(cell, str):
        return "", f"姓名应为文本，现在是“{cell[1]}”。", ""
    name = cell.strip()
    tight = re.sub(r"[ \u3000\u00a0]", "", name)
    if tight != name and all(unicodedata.category(char) in ("Lo", "Co", "Cn") for char in tight):
        return tight, "", "姓名中间的空格已去掉。"
    return name, "", ""


def id_number_text(cell: Cell) -> tuple[str, str]:
    """An ID number as text; a number is refused, because its last digits may be gone."""
    if isinstance(cell, str):
        return cell.strip(), ""
    return "", "身份证号单元格是数字，后几位可能已丢失；请把该列设为文本后重新输入。"


def phone_text(cell: Cell) -> tuple[str, str]:
    """A phone number; a number only when it is a whole mobile number, which loses nothing."""
    if isinstance(cell, str):
        return cell.strip(), ""
    digits = _whole(cell[1]) if cell[0] == "number" else ""
    if re.fullmatch(r"1[3-9][0-9]{9}", digits):
        return digits, ""
    return "", "电话单元格是数字，开头的 0 可能已丢失；请把该列设为文本后重新输入。"


def day_of(cell: Cell) -> tuple[date | None, str]:
    """A date cell, or a date in a usual Chinese form: 2026-1-5、2026年1月5日、20260105."""
    if not isinstance(cell, str) and cell[0] == "date":
        return date.fromisoformat(cell[1]), ""
    text = cell.strip() if isinstance(cell, str) else _whole(cell[1])
    if not text:
        say = "" if isinstance(cell, str) else f"“{cell[1]}”不是日期，请写成 2026-01-05。"
        return None, say
    folded = re.sub(r"\s*([-/.年月日])\s*", r"\1", folded_cell(text))
    found = DAY.fullmatch(folded) or EIGHT_DIGITS.fullmatch(folded)
    try:
        if found:
            return date(*(int(part) for part in found.groups())), ""
    except ValueError:
        return None, f"“{text[:20]}”这一天不存在。"
    return None, f"“{text[:20]}”不是完整的日期，请写成 2026-01-05。"


def categories_of(text: str) -> tuple[tuple[str, ...], str]:
    """Category codes of labels in one cell."""
    codes: list[str] = []
    for label in filter(None, BETWEEN.split(folded_cell(text))):
        if label in ("特困", "特困人员", "特困供养"):
            return (), "“特困”请写明“特困（分散供养）”或“特困（集中供养）”。"
        if label not in CATEGORY_OF:
            return (), f"没有“{label[:20]}”这种人员类别，请从模板的说明中选择。"
        codes.append(CATEGORY_OF[label])
    return tuple(dict.fromkeys(codes)), ""


def assessment_of(text: str) -> tuple[tuple[str, str] | None, str]:
    """Kind and level of an ability assessment."""
    label = folded_cell(text)
    if not label:
        return None, ""
    found = LEVELS.get(label)
    return found, "" if found else f"没有“{label[:20]}”这种自理能力，请从下拉列表中选择。"


def _whole(written: str) -> str:
    try:
        number = float(written)
    except ValueError:
        return ""
    return str(int(number)) if number == number // 1 and abs(number) < 10**15 else ""

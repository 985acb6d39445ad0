"""Reading single cells: what the cell means, or one sentence why it cannot be said."""

import re
import unicodedata
from datetime import date

from core.facts.vocabulary import CATEGORIES
from core.people.importing.columns import LEVELS
from core.spreadsheets import Cell, read_day

#: GB/T 2261.1: 1 is male, 2 is female.
SEX_WORDS = {"1": "男", "2": "女", "男性": "男", "女性": "女", "M": "男", "F": "女"}
BETWEEN = re.compile(r"[、,;/|\s]+")
#: How people write that there is none.
NONE = {"无", "没有", "暂无", "不详", "无电话", "无手机", "/", "\\", "-", "--", "—", "——", "×"}
NUMBERS = re.compile(r"[0-9][0-9 \-]{5,}[0-9]")
SCIENTIFIC = re.compile(r"[0-9.]+E\+?[0-9]+", re.I)

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
    if said := no_value(cell):
        return "", said
    kind, written = cell
    whole = _whole(written) if kind == "number" else ""
    return (whole, "") if whole else ("", f"单元格应为文本，现在是“{written}”。")


def name_text(cell: Cell) -> tuple[str, str, str]:
    """A name, a problem and a note: blanks that only stretch a Chinese name are taken out."""
    if not isinstance(cell, str):
        return "", no_value(cell) or f"姓名应为文本，现在是“{cell[1]}”。", ""
    name = cell.strip()
    tight = re.sub(r"[ \u3000\u00a0]", "", name)
    if tight != name and all(unicodedata.category(char) in ("Lo", "Co", "Cn") for char in tight):
        return tight, "", "姓名中间的空格已去掉。"
    return name, "", ""


def written_in(text: str) -> str:
    """What a cell of a number says: without the apostrophe of a text cell; nothing for 无 or /."""
    plain = text.strip().lstrip("'‘’`")
    return "" if folded_cell(plain).strip("()") in NONE else plain


def id_number_text(cell: Cell) -> tuple[str, str]:
    """An ID number as text; a number is refused, because its last digits may be gone."""
    if isinstance(cell, str):
        return written_in(cell), ""
    return "", no_value(
        cell
    ) or "身份证号单元格是数字，后几位可能已丢失；请把该列设为文本后重新输入。"


def phone_text(cell: Cell) -> tuple[str, str]:
    """A phone number; a number only when it is a whole mobile number, which loses nothing."""
    if isinstance(cell, str):
        text = folded_cell(written_in(cell)).removesuffix(".0")
        if SCIENTIFIC.fullmatch(text):
            return "", "电话已被表格软件改成科学计数；请把该列设为文本后重新输入。"
        if len(NUMBERS.findall(text.replace("/", "、"))) > 1:
            return "", "一格里有几个电话，请只留一个。"
        return text, ""
    digits = _whole(cell[1]) if cell[0] == "number" else ""
    if re.fullmatch(r"1[3-9][0-9]{9}", digits):
        return digits, ""
    return "", no_value(
        cell
    ) or "电话单元格是数字，开头的 0 可能已丢失；请把该列设为文本后重新输入。"


def day_of(cell: Cell, *, serials: bool = False) -> tuple[date | None, str, str]:
    """A day in a usual form, a problem, and a note; as ``read_day`` tells them."""
    if said := no_value(cell):
        return None, said, ""
    return read_day(cell, serials=serials)


def sex_text(cell: Cell) -> tuple[str, str]:
    """男 or 女, also when it is written as 男性 or by the code of the standard: 1, 2."""
    text, problem = plain_text(cell)
    return SEX_WORDS.get(folded_cell(text), text), problem


def no_value(cell: Cell) -> str:
    """The sentence about a formula that never came to a value; nothing for any other cell."""
    return cell[1] if not isinstance(cell, str) and cell[0] == "no_value" else ""


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

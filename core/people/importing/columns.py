"""The columns of a people workbook: their headings, other headings in use, and their notes."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.facts.vocabulary import ASSESSMENTS, CATEGORIES
from core.spreadsheets import folded_heading


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetColumn:
    """One column; ``text`` asks Excel to keep the cells as text, ``choices`` become a pick-list."""

    key: str
    heading: str
    note: str
    also: tuple[str, ...] = ()
    required: bool = False
    text: bool = False
    width: int = 14
    choices: tuple[str, ...] = ()


SELF_CARE = ASSESSMENTS["self_care"][1]
LEVELS: Mapping[str, tuple[str, str]] = {
    **{label: ("self_care", level) for level, label in SELF_CARE.items()},
    "全自理": ("self_care", "full"),
    "完全自理": ("self_care", "full"),
    "半自理": ("self_care", "partial"),
    **{label: ("gbt42195", level) for level, label in ASSESSMENTS["gbt42195"][1].items()},
}

COLUMNS = (
    SheetColumn(
        key="name",
        heading="姓名",
        also=("对象姓名", "老人姓名", "服务对象姓名", "被探访人姓名", "户主姓名"),
        note="必填，1 至 40 个字。",
        required=True,
    ),
    SheetColumn(
        key="sex",
        heading="性别",
        note="男或女；有身份证号时可不填。",
        choices=("男", "女"),
        width=6,
    ),
    SheetColumn(
        key="id_number",
        heading="身份证号",
        also=("身份证号码", "身份证", "公民身份号码", "公民身份证号码", "证件号码"),
        note="18 位，单元格须为文本；不能是数字，否则后几位会丢失。",
        text=True,
        width=22,
    ),
    SheetColumn(
        key="birth_date",
        heading="出生日期",
        also=("出生年月日", "生日"),
        note="如 1940-06-01；有身份证号时可不填。",
    ),
    SheetColumn(
        key="township",
        heading="乡镇（街道）",
        also=("乡镇", "街道", "乡镇/街道", "镇(街道)", "乡(镇)", "所属乡镇"),
        note="有同名村（社区）时必填。",
    ),
    SheetColumn(
        key="village",
        heading="村（社区）",
        also=("村", "社区", "村/社区", "村、社区", "村社区", "所在村", "村居", "村(居)", "村委会"),
        note="必填，用系统中已登记的名称。",
        required=True,
        width=18,
    ),
    SheetColumn(
        key="phone",
        heading="电话",
        also=("联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "本人电话"),
        note="本人电话；没有电话请留空。",
        text=True,
        width=15,
    ),
    SheetColumn(
        key="address",
        heading="住址",
        also=("地址", "家庭住址", "家庭地址", "详细地址", "现住址", "居住地址"),
        note="门牌或组别。",
        width=28,
    ),
    SheetColumn(
        key="household_number",
        heading="户号",
        also=("家庭编号", "户编号"),
        note="同一村（社区）内户号相同的人算一户。",
        text=True,
    ),
    SheetColumn(
        key="categories",
        heading="人员类别",
        also=("类别", "对象类别", "人员类型", "困难类别"),
        note="可填多个，用顿号隔开：" + "、".join(CATEGORIES.values()) + "。",
        choices=tuple(CATEGORIES.values()),
        width=22,
    ),
    SheetColumn(
        key="assessment",
        heading="自理能力",
        also=("能力等级", "失能等级", "评估等级", "生活自理能力"),
        note="特困人员填自理、半失能、失能；老年人能力评估填评估等级。",
        choices=tuple(
            label for kind in ("self_care", "gbt42195") for label in ASSESSMENTS[kind][1].values()
        ),
    ),
    SheetColumn(
        key="since",
        heading="认定日期",
        also=("类别起始日期", "类别认定日期"),
        note="人员类别和自理能力从何日起算；不填则同生效日期。",
    ),
    SheetColumn(
        key="carer_name",
        heading="照料服务人",
        also=("照料人", "照料服务人姓名", "照护人"),
        note="照料服务人的姓名。",
    ),
    SheetColumn(
        key="carer_phone",
        heading="照料服务人电话",
        also=("照料人电话", "照护人电话"),
        note="照料服务人的电话。",
        text=True,
        width=15,
    ),
    SheetColumn(
        key="tier",
        heading="分级",
        also=("探访分级", "探访等级", "服务分级", "等级"),
        note="合同中的服务分级，列入名册时使用。",
    ),
    SheetColumn(
        key="effective",
        heading="生效日期",
        also=("列入日期", "入册日期"),
        note="从何日起列入名册，如 2026-01-01。",
    ),
    SheetColumn(
        key="worker",
        heading="负责人",
        also=("巡访员", "探访人", "探访员", "巡访人员", "社工", "责任人"),
        note="负责探访的工作人员。",
    ),
)
#: Not read, and not worth a word.
WITHOUT_MEANING = frozenset({"序号"})
BY_HEADING: Mapping[str, SheetColumn] = {
    folded_heading(heading): column
    for column in COLUMNS
    for heading in (column.heading, *column.also)
}

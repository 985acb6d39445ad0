"""Tables of what no record says: each wrong cell is refused with table, row and column."""

from datetime import date

import pytest

from core.packages.read import decode, load_toml
from core.packages.schema import ContractFile
from core.packages.shelf import terms_of
from core.rehearsal import BadTable, read_csv_folder, read_tables, rehearse
from tests.appraisal.worked import CONFIG, catalogue, package_with

ZHANG = {"id": "zhang"}
SHEET = {"id": "s", "period": "2026-03", "scorer": "sections-month", "by": "养老服务股"}
FINDING = {"sheet": "s", "item": "attitude"}
FALSE = {"period": "2026-03", "person": "zhang", "reason": "回访答没有来过"}
CHOSEN = {"period": "2026-03", "percent": "96", "by": "局长", "reason": "整改及时"}
PAPER = {"period": "2026-03", "satisfied": "very"}
WRONG = {
    "a_total_in_words": ({"sheets": [SHEET | {"total": "九十二"}]}, "sheets 第 1 行 total：“九十二”"),
    "a_sheet_of_nobody": ({"sheets": [SHEET | {"by": ""}]}, "sheets 第 1 行缺少 by"),
    "an_unknown_column": ({"sheets": [SHEET | {"分数": 92}]}, "sheets 第 1 行：没有“分数”这一列"),
    "two_sheets_of_one_id": ({"sheets": [SHEET, SHEET]}, "sheets 第 2 行 id：编号“s”已经用过"),
    "a_scorer_that_there_is_not": (
        {"sheets": [SHEET, SHEET | {"id": "t", "scorer": "leader"}]},
        "sheets 第 2 行 scorer：没有“leader”这个评分人。可填：sections-month（各股室月度考核）",
    ),
    "a_month_outside_the_term": (
        {"sheets": [SHEET | {"period": "2027-01"}]},
        "sheets 第 1 行 period：没有“2027-01”这个期。可填：2026-01、2026-02",
    ),
    "a_month_as_excel_likes_it": ({"sheets": [SHEET | {"period": "Mar-26"}]}, "period：没有“Mar-26”"),
    "a_monthly_scorer_of_a_year": (
        {"sheets": [SHEET | {"period": "2026"}]},
        "sheets 第 1 行 period：没有“2026”这个期（“各股室月度考核”评的）",
    ),
    "another_contract": (
        {"sheets": [SHEET | {"contract": "jinshan"}]},
        "sheets 第 1 行 contract：没有“jinshan”这个合同。可填：home-care",
    ),
    "a_finding_of_no_sheet": (
        {"findings": [FINDING]}, "findings 第 1 行 sheet：没有编号为“s”的评分表",
    ),
    "a_finding_beside_a_total": (
        {"sheets": [SHEET | {"total": 92}], "findings": [FINDING]},
        "findings 第 1 行 sheet：sheets 第 1 行已经写了总分",
    ),
    "a_finding_of_no_item": (
        {"sheets": [SHEET], "findings": [FINDING, FINDING | {"item": "smile"}]},
        "findings 第 2 行 item：没有“smile”这个考核内容。可填：qualified-staff（",
    ),
    "a_negative_finding": (
        {"sheets": [SHEET], "findings": [FINDING | {"quantity": "-1"}]},
        "findings 第 1 行 quantity：“-1”小于零",
    ),
    "more_satisfied_than_asked": (
        {"sheets": [SHEET], "findings": [FINDING | {"item": "satisfaction", "part": 61, "whole": 60}]},
        "findings 第 1 行 part、whole",
    ),
    "an_answer_that_is_no_option": (
        {"questionnaires": [PAPER, PAPER | {"satisfied": "满意"}]},
        "questionnaires 第 2 行 satisfied：没有“满意”这个选项。可填：very（非常满意）",
    ),
    "a_form_that_there_is_not": (
        {"questionnaires": [PAPER | {"form": "问卷"}]}, "questionnaires 第 1 行 form：没有“问卷”这个表单",
    ),
    "two_percentages_of_one_month": (
        {"chosen": [CHOSEN, CHOSEN]}, "chosen 第 2 行 period：2026-03 在 chosen 第 1 行 已经写过",
    ),
    "a_percentage_with_its_sign": ({"chosen": [CHOSEN | {"percent": "96%"}]}, "chosen 第 1 行 percent：“96%”"),
    "a_falsified_month_that_there_is_not": (
        {"people": [ZHANG], "falsified": [FALSE | {"month": "2025-12"}]}, "falsified 第 1 行 month：没有“2025-12”这个期",
    ),
    "falsified_for_somebody_unknown": (
        {"people": [ZHANG], "falsified": [FALSE, FALSE | {"person": "zhnag"}]},
        "falsified 第 2 行 person：people 表里没有“zhnag”这个人",
    ),
    "a_fee_in_yuan": ({"falsified": [FALSE | {"fee": "300.00"}]}, "falsified 第 1 行 fee：“300.00”"),
    "falsified_without_a_reason": ({"falsified": [FALSE | {"reason": ""}]}, "falsified 第 1 行缺少 reason"),
    "a_project_without_its_grade": (
        {"projects": [{"period": "2026-03", "project": "探视", "score": 82}]}, "projects 第 1 行缺少 grade",
    ),
    "an_earlier_sum_that_is_no_number": (
        {"statements": [{"period": "2026-01", "payable": "NaN"}]}, "statements 第 1 行 payable：“NaN”",
    ),
}  # fmt: skip


def home_care():
    file = decode(load_toml(CONFIG.parent / "contracts" / "home-care.toml"), ContractFile, "x")
    return terms_of(file, package_with(), catalogue())


def rehearsed(tables, **asked):
    given = read_tables(tables, contract="home-care")
    return rehearse([home_care()], given, date(2026, 3, 31), catalogue(), **asked)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_cell_is_refused_with_its_place(name):
    tables, say = WRONG[name]
    with pytest.raises(BadTable) as refused:
        rehearsed(tables)
    assert say in str(refused.value)


def test_a_period_asked_for_outside_the_term_is_refused():
    with pytest.raises(BadTable, match="合同期内没有“2026-13”这一期"):
        rehearsed({}, period="2026-13")


def test_nothing_told_and_nothing_asked_is_nothing_scored():
    made = rehearsed({})
    assert made.periods == () and made.instalments == {}


def test_a_csv_folder_reads_the_same_tables(tmp_path):
    text = "id,period,scorer,by,total\ns,2026-03,sections-month,养老服务股,92.5\n"
    (tmp_path / "sheets.csv").write_bytes(text.encode("gb18030"))
    [sheet] = read_csv_folder(tmp_path, contract="home-care").told.sheets
    assert (sheet.place, sheet.contract, str(sheet.what.total)) == (
        "sheets 第 1 行",
        "home-care",
        "92.5",
    )

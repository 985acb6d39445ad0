"""One drawn paper in three files: what people typed is text everywhere, numbers stay numbers."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import docx
import pytest
from openpyxl import load_workbook
from PIL import Image

from core.papers.frozen import frozen, thawed
from core.papers.writing import FORMATS
from core.papers.writing.said import say
from core.plugin.drawn import (
    Cell,
    Drawn,
    Face,
    Grid,
    PageBreak,
    Paragraph,
    Picture,
    Pictures,
    Prose,
    Signatures,
    Tone,
    labelled,
    placed,
)

NASTY = '𠮷田·阿依古丽 #let x = 1 *粗* <b>&amp; $x$ ]] =HYPERLINK("http://x") \x0b'
PHOTO = "a" * 64
GONE = "b" * 64


def a_paper(**changes):
    given = {
        "title": "巡访情况台账 & <表>",
        "subtitle": "2026 年 3 月",
        "face": Face.TABLE,
        "landscape": True,
        "foot": "采购包 jinshan-visits@1 · 数据截至 2026-04-03 17:20",
        "blocks": (
            labelled(("姓名", NASTY), ("性别", "男"), ("地址", "一组")),
            Grid(
                widths=(1, 2, 2, 1),
                head=2,
                rows=(
                    (
                        Cell(value="村", down=2),
                        Cell(value="上门", across=2),
                        Cell(value="备注", down=2),
                    ),
                    ("日期", "人次"),
                    (NASTY, date(2026, 3, 5), 12, "=1+1"),
                    ("完成率", "", Cell(value=Decimal("90.40"), unit="%"), None),
                ),
            ),
            Grid(widths=(1, 1), rows=(("甲", "乙"),), empty="本期没有记录。"),
            Paragraph(text="一、小结", tone=Tone.HEADING),
            Prose(
                key="situation", label="情况说明", suggested="全部完成。", text=f"第一段\n{NASTY}"
            ),
            Pictures(
                pictures=(Picture(file=PHOTO, caption="入户"), Picture(file=GONE, caption="座谈"))
            ),
            PageBreak(),
            Signatures(labels=("填报人", "审核人")),
        ),
    }
    return Drawn(**given | changes)


def photos(file):
    if file != PHOTO:
        return None
    content = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(content, "JPEG")
    return content.getvalue()


def test_excel_keeps_numbers_days_and_merged_heads_and_makes_no_formula():
    book = load_workbook(io.BytesIO(FORMATS["excel"].write([a_paper()], photos)))
    [sheet] = book.worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row]
    values = [cell.value for cell in cells]
    assert 12 in values and datetime(2026, 3, 5) in values and 90.4 in values
    assert "=1+1" in values and all(cell.data_type != "f" for cell in cells)
    assert any(str(value).startswith("𠮷田·阿依古丽 #let") for value in values)
    assert "本期没有记录。" in values
    merged = {str(one) for one in sheet.merged_cells.ranges}
    first = next(cell.row for cell in cells if cell.value == "村")
    assert f"A{first}:A{first + 1}" in merged and f"B{first}:C{first}" in merged
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${first}:${first + 1}"


def test_word_opens_with_the_type_that_offices_have_and_keeps_every_word():
    content = FORMATS["word"].write([a_paper(face=Face.LETTER)], photos)
    document = docx.Document(io.BytesIO(content))
    form, ledger, nothing = document.tables
    assert form.cell(0, 1).text.startswith("𠮷田·阿依古丽 #let x = 1 *粗* <b>&amp;")
    assert ledger.cell(0, 0).text == ledger.cell(1, 0).text == "村"
    assert ledger.cell(3, 2).text == "90.4%"
    assert nothing.cell(1, 0).text == "本期没有记录。"
    text = "\n".join(one.text for one in document.paragraphs)
    assert "情况说明" in text and "座谈（照片暂时取不到）" in text
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    for name in ("方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"):
        assert f'w:eastAsia="{name}"' in xml
    assert len(document.inline_shapes) == 1
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert "采购包 jinshan-visits@1" in section.footer.paragraphs[0].text


def test_a_pdf_brings_its_own_type_and_is_made_of_what_was_typed():
    content = FORMATS["pdf"].write([a_paper(), a_paper(title="第二份", blocks=())], photos)
    assert content.startswith(b"%PDF-")
    assert b"NotoSerifSC" in content and b"NotoSansSC" in content
    assert content.count(b"/Type /Page\n") + content.count(b"/Type/Page\n") in (0, 3)


def test_a_paper_that_was_kept_is_the_same_again():
    paper = a_paper()
    assert thawed(frozen(paper)) == paper


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, ""), (Decimal("3.50"), "3.5"), (Decimal(100), "100"), (date(2026, 3, 5), "2026-03-05")],
)
def test_a_value_is_said_without_needless_zeros(value, said):
    assert say(value) == said


def test_cells_below_a_merged_one_move_to_the_right():
    rows = ((Cell(value="a", down=2), "b"), ("c",))
    assert [(down, across) for down, across, _ in placed(rows)] == [(0, 0), (0, 1), (1, 1)]

"""One drawn paper in three files: what people typed is text everywhere, numbers stay numbers."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module

import docx
import pytest
from openpyxl import load_workbook
from PIL import Image

from core.papers.frozen import frozen, thawed
from core.papers.writing import FORMATS
from core.papers.writing.said import say, signed_below
from core.papers.writing.typefaces import not_drawable, typefaces, words_of
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
            labelled(("姓名", NASTY), ("年龄", 81), ("地址", "一组")),
            Grid(widths=(1, 1), rows=(("甲", "乙"),), empty="本期没有记录。"),
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
    form, nothing, ledger, shown = document.tables
    assert form.cell(0, 1).text.startswith("𠮷田·阿依古丽 #let x = 1 *粗* <b>&amp;")
    assert ledger.cell(0, 0).text == ledger.cell(1, 0).text == "村"
    assert ledger.cell(3, 2).text == "90.4%"
    assert nothing.cell(1, 0).text == "本期没有记录。"
    text = "\n".join(one.text for one in document.paragraphs)
    assert "情况说明" in text
    assert [cell.text.strip() for cell in shown.rows[0].cells] == ["入户", "座谈（照片暂时取不到）"]
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


def test_names_with_rare_characters_are_drawn_on_a_machine_without_any_type(monkeypatch):
    packaged = typefaces(of_the_machine=False)
    writer = import_module("core.papers.writing.pdf")
    monkeypatch.setattr(writer, "typefaces", lambda: packaged)
    paper = a_paper(title="𠮷䶮·傅", blocks=())
    assert not_drawable(words_of(paper), of_the_machine=False) == ()
    content = FORMATS["pdf"].write([paper], photos)
    assert b"NotoSerifSC" in content and b"NotoSerifJP" in content
    assert b"NotoSerifJP" not in FORMATS["pdf"].write([a_paper(title="傅", blocks=())], photos)


def test_characters_that_no_type_has_are_named_wherever_they_stand_in_a_paper():
    alone = a_paper(title="名册", blocks=())
    assert not_drawable(words_of(alone), of_the_machine=False) == ()
    for block in (
        Grid(widths=(1,), rows=(("𠀀",),)),
        Prose(key="a", label="说明", text="𠀀𠀀"),
        Signatures(labels=("𠀀",)),
        Pictures(pictures=(Picture(file=PHOTO, caption="𠀀"),)),
        Paragraph(text="☑𠀀"),
    ):
        paper = a_paper(title="名册", blocks=(block,))
        assert not_drawable(words_of(paper), of_the_machine=False) == ("𠀀",)


def test_marks_stand_in_the_middle_and_what_nobody_wrote_yet_says_so():
    rows = (("序号", "性别", "人数"), (1, "女", 12), (Cell(value="合计", across=2), 12))
    paper = a_paper(
        landscape=False,
        blocks=(Grid(widths=(1, 1, 1), rows=rows), Prose(key="next", label="下期安排")),
    )
    [sheet] = load_workbook(io.BytesIO(FORMATS["excel"].write([paper], photos))).worksheets
    middle = {cell.value: cell.alignment.horizontal for row in sheet.iter_rows() for cell in row}
    assert (middle[1], middle["女"], middle[12]) == ("center", "center", "right")
    assert "（待填）" in middle
    document = docx.Document(io.BytesIO(FORMATS["word"].write([paper], photos)))
    assert "（待填）" in [one.text for one in document.paragraphs]


def test_a_table_s_head_is_repeated_in_excel_only_where_no_other_table_follows():
    wide = Grid(widths=(1, 1, 1), rows=(("甲", "乙", "丙"), (1, 2, 3)))
    narrow = Grid(widths=(1,), rows=(("丁",), (4,)))
    for blocks, title_rows in (((narrow, wide), "$5:$5"), ((wide, narrow), None)):
        book = load_workbook(io.BytesIO(FORMATS["excel"].write([a_paper(blocks=blocks)], photos)))
        assert book.worksheets[0].print_title_rows == title_rows


def test_an_amount_is_said_to_the_fen_and_stays_a_number():
    amount = Cell(value=Decimal("201500"), money=True)
    paper = a_paper(blocks=(Grid(widths=(1,), rows=((amount,),), head=0),))
    [sheet] = load_workbook(io.BytesIO(FORMATS["excel"].write([paper], photos))).worksheets
    [found] = [cell for row in sheet.iter_rows() for cell in row if cell.value == 201500]
    assert found.number_format == "#,##0.00"
    document = docx.Document(io.BytesIO(FORMATS["word"].write([paper], photos)))
    assert document.tables[0].cell(0, 0).text == "201,500.00"


def test_each_sheet_of_a_batch_in_word_says_its_own_record():
    sheets = [a_paper(title="记录表", foot=f"记录编号 {number}", blocks=()) for number in (1, 2)]
    document = docx.Document(io.BytesIO(FORMATS["word"].write(sheets, photos)))
    texts = [one.text for one in document.paragraphs]
    assert texts.index("记录编号 1") < texts.index("记录编号 2")
    foot = "".join(one.text for one in document.sections[0].footer.paragraphs)
    assert "记录编号" not in foot and foot.startswith("第 ")


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


def test_nobody_signs_a_page_on_which_nothing_else_stands():
    ledger = Grid(widths=(1, 1), rows=(("甲", "乙"), ("一", "二"), ("三", "四")))
    note, signed = Paragraph(text="计入 2 次。", tone=Tone.NOTE), Signatures(labels=("填报人",))
    prose = Prose(key="more", label="说明", suggested="无。", text="无。")
    for blocks, keeps in (
        ((ledger, note, signed), [True, True, False]),
        ((ledger, signed), [True, False]),
        ((ledger, prose, signed), [False, True, False]),
        ((note, ledger, note), [False, False, False]),
    ):
        assert [kept for _, kept in signed_below(Drawn(title="台账", blocks=blocks))] == keeps
    content = FORMATS["word"].write([Drawn(title="台账", blocks=(ledger, note, signed))], photos)
    rows = docx.Document(io.BytesIO(content)).tables[0].rows
    kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows]
    assert kept == [True, False, True]
    assert FORMATS["pdf"].write([Drawn(title="台账", blocks=(ledger, note, signed))], photos)

"""A county's own Word template: the standing one goes round, what is unknown is named, nothing escapes."""

import io
import re
from dataclasses import replace

import docx
import pytest

from core.papers.templates.chapters import context_of_file, standing_file
from core.papers.templates.filling import filled
from core.papers.templates.naming import name_of
from core.papers.templates.placeholders import context_of, names_known, standing
from core.papers.writing import FORMATS
from core.plugin.drawn import (
    Cell,
    Drawn,
    Grid,
    PageBreak,
    Paragraph,
    Picture,
    Pictures,
    Signatures,
    Tone,
    label_cell,
    labelled,
)
from core.store.errors import Refused
from tests.papers.test_writers import PHOTO, a_paper, photos


def a_template(*texts):
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_the_standing_template_filled_says_what_the_paper_says():
    paper = a_paper()
    template = FORMATS["word"].write([standing(paper)], photos)
    document = docx.Document(
        io.BytesIO(filled(template, [paper], photos, known=names_known([paper])))
    )
    text = "\n".join(one.text for one in document.paragraphs)
    assert paper.title in text and "第一段\n𠮷田·阿依古丽 #let x = 1 *粗* <b>" in text
    ledger = document.tables[2]
    assert [cell.text for cell in ledger.rows[2].cells][1:] == ["2026-03-05", "12", "=1+1"]
    assert [cell.text for cell in ledger.rows[3].cells] == ["完成率", "", "90.4%", ""]
    assert len(document.inline_shapes) == 1
    assert "{{" not in text and "{%" not in text


def test_a_name_that_nobody_knows_is_named():
    with pytest.raises(Refused, match=re.escape("不认识的名称：{{ 职务 }}")):
        filled(
            a_template("{{ title }} {{ 职务 }}"),
            [a_paper()],
            photos,
            known=names_known([a_paper()]),
        )


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("{{ title.__class__.__mro__ }}", "标记写得不对"),
        ("{% for x in texts %}", "标记写得不对"),
    ],
)
def test_what_a_template_may_not_do_is_refused_with_a_sentence(text, say):
    with pytest.raises(Refused, match=say):
        filled(a_template(text), [a_paper()], photos)


@pytest.mark.parametrize("content", [b"", b"PK", FORMATS["excel"].write([a_paper()], photos)])
def test_what_is_no_word_file_is_refused_before_anything_opens_it(content):
    with pytest.raises(Refused, match="不是可用的 Word 模板"):
        filled(content, [a_paper()], photos)


def test_every_table_and_text_has_a_name_that_does_not_change():
    assert list(context_of(a_paper())) == [
        "姓名",
        "年龄",
        "地址",
        "title",
        "subtitle",
        "foot",
        "texts",
        "photos",
        "t1",
        "t2",
        "t3",
    ]


def a_sheet(name, said, *people, photo=False):
    """A sheet of a record: an answer that another record has not, people, perhaps a photo."""
    answers = [(label_cell("姓名"), Cell(value=name, name="姓名"))]
    answers += [(label_cell(label), Cell(value=text, name=label)) for label, text in said.items()]
    shown = (Picture(file=PHOTO, caption=f"{name}家"),) if photo else ()
    return Drawn(
        title="走访记录",
        foot=f"记录编号 {name}",
        blocks=(
            Grid(widths=(1, 2), rows=tuple(answers), head=0),
            Grid(widths=(1, 1), rows=(("序号", "参加"), *enumerate(people, 1))),
            Paragraph(text="本表一次一份。", tone=Tone.NOTE),
            Paragraph(text="现场照片", tone=Tone.HEADING),
            Pictures(pictures=shown),
        ),
    )


def test_sheets_of_records_are_filled_by_the_names_of_their_labels_each_on_its_own_page():
    empty = a_sheet("", {"1、血压（高/低）": "", "汛期": ""})
    several = [
        a_sheet("王二\n奶奶", {"1、血压（高/低）": "120/80"}, "甲", "乙", photo=True),
        a_sheet("李<四>", {"汛期": "已转移"}),
    ]
    template = FORMATS["word"].write([standing(empty, of_records=True)], photos)
    made = docx.Document(io.BytesIO(filled(template, several, photos, known=names_known([empty]))))
    cells = [[cell.text for row in table.rows for cell in row.cells] for table in made.tables]
    assert cells[0] == ["姓名", "王二\n奶奶", "1、血压（高/低）", "120/80", "汛期", ""]
    assert cells[1] == ["序号", "参加", "1", "甲", "2", "乙"]
    assert cells[2] == ["姓名", "李<四>", "1、血压（高/低）", "", "汛期", "已转移"]
    assert cells[3] == ["序号", "参加"]
    said = [one.text for one in made.paragraphs if one.text.strip()]
    assert said == [
        "走访记录", "本表一次一份。", "现场照片", "王二\n奶奶家", "记录编号 王二\n奶奶",
        "走访记录", "本表一次一份。", "记录编号 李<四>",
    ]  # fmt: skip
    assert sum(bool(one.paragraph_format.page_break_before) for one in made.paragraphs) == 1
    assert len(made.inline_shapes) == 1


def test_a_county_writes_fields_by_their_labels_wherever_it_likes():
    template = a_template("尊敬的{{ 姓名 }}：血压{{ 血压高低 }}。")
    sheets = [a_sheet("王二", {"1、血压（高/低）": "120/80"}), a_sheet("李四", {})]
    made = docx.Document(io.BytesIO(filled(template, sheets, photos)))
    said = [one.text for one in made.paragraphs if one.text]
    assert said == ["尊敬的王二：血压120/80。", "尊敬的李四：血压。"]


@pytest.mark.parametrize(
    ("label", "name"),
    [("家庭住址：乡镇", "家庭住址乡镇"), ("2、您的健康状况", "您的健康状况"), ("——", "内容")],
)
def test_a_name_is_the_label_without_signs(label, name):
    assert name_of(label) == name


def test_a_whole_file_says_its_front_by_name_and_what_follows_part_by_part():
    goals = Grid(widths=(1, 1), rows=(("目标", "措施"), ("吃药", "药盒"), ("出门", "")))
    paper = Drawn(
        title="一户一档",
        foot="编号 1",
        blocks=(
            labelled(("户号", "07"), ("住址", "一组")),
            Paragraph(text="计划（一户一策）", tone=Tone.HEADING),
            goals,
            Paragraph(text="已遮盖", tone=Tone.NOTE),
            PageBreak(),
            Paragraph(text="王二", tone=Tone.HEADING),
            labelled(("姓名", "王二"), ("年龄", 78)),
            Paragraph(text="联系人", tone=Tone.HEADING),
            Grid(widths=(1, 1), rows=(("姓名", "关系"),), empty="没有联系人。"),
            Paragraph(text="目标", tone=Tone.HEADING),
            goals,
            Paragraph(text="第 1 次"),
            Grid(widths=(1, 2), rows=(("内容", "谈话"),), head=0),
            Signatures(labels=("社工",)),
        ),
    )
    context = context_of_file(paper)
    assert (context["户号"], context["note"]) == ("07", "已遮盖")
    assert context["计划一户一策"] == [["吃药", "药盒"], ["出门", ""]]
    [part] = context["parts"]
    assert (part["title"], part["姓名"]) == ("王二", "王二")
    assert part["rows"] == [
        ["姓名", "王二"],
        ["年龄", "78"],
        ["联系人", "没有联系人。"],
        ["目标", "目标：吃药；措施：药盒"],
        ["", "目标：出门"],
        ["第 1 次", ""],
        ["内容", "谈话"],
    ]
    template = FORMATS["word"].write([standing_file(paper)], photos)
    shorter = replace(paper, blocks=paper.blocks[:1])
    several = [filled(template, [one], photos, context=context_of_file) for one in (paper, shorter)]
    whole, bare = (docx.Document(io.BytesIO(one)) for one in several)
    said = [[cell.text for cell in row.cells] for table in whole.tables for row in table.rows]
    assert [row for row in said if row in part["rows"]] == part["rows"]
    assert ["吃药", "药盒"] in said
    assert not any(
        "{" in cell.text for table in bare.tables for row in table.rows for cell in row.cells
    )

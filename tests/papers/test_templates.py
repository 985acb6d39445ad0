"""A county's own Word template: the standing one goes round, what is unknown is named, nothing escapes."""

import io
import re

import docx
import pytest

from core.papers.templates.filling import filled
from core.papers.templates.placeholders import context_of, standing
from core.papers.writing import FORMATS
from core.store.errors import Refused
from tests.papers.test_writers import a_paper, photos


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
    document = docx.Document(io.BytesIO(filled(template, paper, photos)))
    text = "\n".join(one.text for one in document.paragraphs)
    assert paper.title in text and "第一段\n𠮷田·阿依古丽 #let x = 1 *粗* <b>" in text
    ledger = document.tables[2]
    assert [cell.text for cell in ledger.rows[2].cells][1:] == ["2026-03-05", "12", "=1+1"]
    assert [cell.text for cell in ledger.rows[3].cells] == ["完成率", "", "90.4%", ""]
    assert len(document.inline_shapes) == 1
    assert "{{" not in text and "{%" not in text


def test_a_name_that_nobody_knows_is_named():
    with pytest.raises(Refused, match=re.escape("不认识的名称：{{ 姓名 }}")):
        filled(a_template("{{ title }} {{ 姓名 }}"), a_paper(), photos)


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("{{ title.__class__.__mro__ }}", "标记写得不对"),
        ("{% for x in texts %}", "标记写得不对"),
    ],
)
def test_what_a_template_may_not_do_is_refused_with_a_sentence(text, say):
    with pytest.raises(Refused, match=say):
        filled(a_template(text), a_paper(), photos)


@pytest.mark.parametrize("content", [b"", b"PK", FORMATS["excel"].write([a_paper()], photos)])
def test_what_is_no_word_file_is_refused_before_anything_opens_it(content):
    with pytest.raises(Refused, match="不是可用的 Word 模板"):
        filled(content, a_paper(), photos)


def test_every_table_and_text_has_a_name_that_does_not_change():
    assert list(context_of(a_paper())) == [
        "title",
        "subtitle",
        "foot",
        "texts",
        "photos",
        "t1",
        "t2",
        "t3",
    ]

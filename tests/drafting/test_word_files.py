"""A tender as a Word file: merged cells, number and unit in columns, and files that are refused."""

import io
import zipfile

import pytest

from core.drafting import UnreadableTender, draft, open_tender

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def cell(text="", *, wide=1, merged=""):
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    down = {"": "", "starts": '<w:vMerge w:val="restart"/>', "goes on": "<w:vMerge/>"}[merged]
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{paragraphs}</w:tc>"


def word(*parts, before=""):
    body = f'{before}<w:document xmlns:w="{W}"><w:body>{"".join(parts)}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        container.writestr("word/document.xml", body)
    return file.getvalue()


def table(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{chr(10).join(row)}</w:tr>' for row in rows)}</w:tbl>"


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def drafted(content):
    return draft(open_tender(content, "采购需求.docx"))


MERGED = word(
    paragraph("服务要求"),
    table(
        (cell("某社区社工站", wide=3),),
        (cell("类别"), cell("内容"), cell("服务指标")),
        (
            cell("老幼关爱", merged="starts"),
            cell("为老年人服务。"),
            cell("1.开展为老活动6场；\n2.服务老人120人次。"),
        ),
        (cell("", merged="goes on"), cell("为儿童服务。"), cell("3.开设四点半课堂40次；")),
    ),
)

COLUMNS = word(
    table(
        (cell("序号"), cell("服务内容"), cell("单位"), cell("数量")),
        (cell("1"), cell("社区禁毒宣传"), cell("场"), cell("≥8")),
        (cell("2"), cell("吸毒人员家庭走访"), cell("户次"), cell("３６0")),
        (cell("3"), cell("心理辅导小组"), cell("个"), cell("4以上")),
    ),
)


def test_a_merged_cell_is_read_once_and_leads_the_rows_beside_it():
    found = drafted(MERGED)
    lines = [(p.row.group, str(p.row.targets[0].min), p.row.unit_label) for p in found.proposals]
    assert lines == [
        ("老幼关爱", "6", "场"),
        ("老幼关爱", "120", "人次"),
        ("老幼关爱", "40", "次"),
    ]
    assert found.proposals[0].place == "表 1 第 3 行第 3 列"
    assert found.proposals[0].row.clause == "1.开展为老活动6场；"


def test_number_and_unit_in_columns_of_their_own_are_read_together():
    lines = [p.row for p in drafted(COLUMNS).proposals]
    assert [(row.label, str(row.targets[0].min), row.unit_label, row.measure) for row in lines] == [
        ("社区禁毒宣传", "8", "场", "sessions"),
        ("吸毒人员家庭走访", "360", "户次", "household_visits"),
        ("心理辅导小组", "4", "个", "cases"),
    ]


def test_deleted_words_are_not_read():
    text = "<w:p><w:del><w:r><w:delText>开展讲座9场</w:delText></w:r></w:del><w:ins><w:r><w:t>开展讲座7场</w:t></w:r></w:ins></w:p>"
    [proposal] = drafted(word(text)).proposals
    assert proposal.row.targets[0].min == 7


def test_entities_are_refused_before_they_are_read():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(UnreadableTender, match="已损坏"):
        drafted(word(paragraph("&b;"), before=bomb))


@pytest.mark.parametrize(
    ("name", "content", "say"),
    [
        ("a.docx", b"PK\x03\x04 broken", "已损坏"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("a.pdf", b"%PDF-1.7", "暂不能读 PDF"),
        ("a.txt", b"\xff\xff\xff\xff", "编码"),
        ("a.txt", b"5" * 6000, "请分段"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(name, content, say):
    with pytest.raises(UnreadableTender, match=say):
        open_tender(content, name)


def test_a_text_in_gb18030_is_read():
    [proposal] = draft(open_tender("开展讲座5场。".encode("gb18030"), "a.txt")).proposals
    assert proposal.row.label == "讲座"

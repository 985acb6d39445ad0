"""No file, however odd, is answered by a fault: what cannot be read is said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.plugin import Severity
from core.spreadsheets import OpenedSheet
from core.xlsform.reading import read

HEADINGS = (
    "type", "name", "label", "label::中文 (zh)", "hint", "required", "relevant", "relevance",
    "constraint", "appearance", "choice_filter", "media::image", "disabled", "", "bind::x", "list_name",
    "form_id", "form_title", "version", "default_language",
)  # fmt: skip
CELLS = (
    "", "text", "integer", "begin_group", "end_group", "begin repeat", "end repeat", "note", "start",
    "select_one a", "select_multiple a or_other", "image", "a", "b", "A b", "甲", "yes", "no", "other",
    "${a} = 'a'", "selected(${b}, 'b')", "${a} != 'a'", "not(${a} = 'b' or ${b} = 'b')", "${a} = ",
    "${a} = 'a' and ${b} = 'b'", ". >= 0", ". > 1.5", "${", "multiline", ("number", "1.0"),
    ("yes_no", "是"), ("date", "2026-01-01"), ("odd", "?"),
)  # fmt: skip
ROWS = st.lists(st.lists(st.sampled_from(CELLS), min_size=3, max_size=8), max_size=6)


@st.composite
def sheets(draw, name):
    width = draw(st.integers(2, 7))
    first = ("type", "name", "label") if name == "survey" else ("list_name", "name", "label")
    heads = st.one_of(st.just(first), st.permutations(HEADINGS).map(tuple))
    rows = [(*draw(heads), *draw(st.permutations(HEADINGS)))[:width], *draw(ROWS)]
    padded = [tuple([*row, *[""] * width][:width]) for row in rows]
    numbered = [(number, row) for number, row in enumerate(padded, 1) if any(row)]
    return OpenedSheet(name=name, rows=tuple(numbered), odd={})


@settings(max_examples=200, deadline=None)
@given(sheets("survey"), sheets("choices"), sheets("settings"), sheets("驿站"))
def test_whatever_stands_in_a_file_is_read_or_said(survey, choices, settings, office):
    with_these = (survey, choices, settings, office)
    found = read.read_sheets({sheet.name: sheet for sheet in with_these}, "表.xlsx")
    blocked = any(one.severity is Severity.ERROR for one in found.findings)
    assert blocked == (found.form is None)
    assert all(one.say.endswith("。") and one.remedy.endswith("。") for one in found.findings)

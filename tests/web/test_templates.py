"""Templates: nothing inline, nothing from elsewhere, small enough for a village."""

import gzip
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from core.calendar import business_day
from core.recording.in_words import minutes_said
from web import templating

WEB = Path(templating.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def test_no_template_has_inline_script_or_style_or_a_handler():
    forbidden = re.compile(
        r"""\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|javascript:|<script(?![^>]*\ssrc=)|hx-vals=.js""",
        re.IGNORECASE,
    )
    for file in TEMPLATES:
        text = re.sub(r"\{#.*?#\}", "", file.read_text("utf-8"), flags=re.DOTALL)
        assert not forbidden.search(text), (file, forbidden.search(text))


def test_no_template_loads_anything_from_elsewhere():
    for file in [*TEMPLATES, *sorted((WEB / "static").glob("*/yizhan.*"))]:
        assert not re.search(
            r"""(src|href|url\()\s*=?\s*["']?(https?:)?//""", file.read_text("utf-8")
        )


def test_every_form_that_changes_something_carries_the_token():
    for file in TEMPLATES:
        for form in re.findall(
            r"<form[^>]*method=\"post\".*?</form>", file.read_text("utf-8"), re.S
        ):
            assert "token(desk)" in form, file


def test_every_template_compiles():
    for file in TEMPLATES:
        templating.environment().get_template(file.relative_to(WEB / "templates").as_posix())


def test_undefined_names_are_errors_and_markup_is_escaped():
    environment = templating.environment()
    assert environment.autoescape is True
    assert environment.from_string("{{ x }}").render(x="<b>{{7*7}}</b>") == (
        "&lt;b&gt;{{7*7}}&lt;/b&gt;"
    )


def test_our_own_sheet_and_script_are_small():
    css = (WEB / "static/css/yizhan.css").read_bytes()
    script = (WEB / "static/js/yizhan.js").read_bytes()
    assert len(css) < 48_000
    assert len(gzip.compress(css)) + len(gzip.compress(script)) < 14_000


def test_four_in_the_afternoon_in_london_is_tomorrow_in_china():
    assert str(business_day(datetime(2026, 1, 31, 16, 0, tzinfo=UTC))) == "2026-02-01"
    assert str(business_day(datetime(2026, 1, 31, 15, 59, tzinfo=UTC))) == "2026-01-31"


def test_numbers_are_shown_as_they_are_said():
    assert templating.plain(Decimal("13.500")) == "13.5"
    assert templating.plain(Decimal("100")) == "100"
    assert templating.plain(None) == "—"
    assert minutes_said(90) == "1 小时 30 分"
    assert templating.percent_of(12, 10) == "100"
    assert templating.percent_of(Decimal("0.5"), 0) == "100"

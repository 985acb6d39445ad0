"""The workbook of a form: survey, choices, settings, and our own sheet, which other tools pass over."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from core.packages.schema import FormRow
from core.plugin import Severity
from core.store.errors import Refused
from core.xlsform.words import (
    CHOICES,
    CHOICES_COLUMNS,
    CLAUSE,
    KINDS,
    OFFICE,
    REMARK,
    SETTINGS,
    SETTINGS_COLUMNS,
    SURVEY,
    SURVEY_COLUMNS,
    USE,
)
from core.xlsform.writing.survey import Cells, choices_of, survey_of
from core.xlsform.writing.unsaid import unsaid

#: The same bytes each time: a file that differs only by its date looks changed.
CREATED = datetime(2026, 1, 1)
WIDE = {"label", "hint", "relevant", "constraint_message"}


def export_form(form: FormRow) -> bytes:
    """A package's form as the bytes of an XLSForm (.xlsx) that standard tools accept.

    What an XLSForm cannot say is listed on the sheet 驿站, as ``unsaid`` has it; ``Refused`` when the
    form would be no valid XLSForm at all.
    """
    found = unsaid(form)
    wrong = [finding for finding in found if finding.severity is Severity.ERROR]
    if wrong:
        raise Refused(
            "；".join(f"{one.say}{one.remedy}" for one in wrong).rstrip("；"), field="form"
        )
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(
        kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": form.label, "created": CREATED})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    settings = {"form_title": form.label, "form_id": form.key, "version": str(form.version)}
    for name, columns, rows in (
        (SURVEY, SURVEY_COLUMNS, survey_of(form)),
        (CHOICES, CHOICES_COLUMNS, choices_of(form)),
        (SETTINGS, SETTINGS_COLUMNS, [settings]),
    ):
        page = book.add_worksheet(name)
        page.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            page.set_column(place, place, 40 if column in WIDE else 18, text)
        _write(page, [dict(zip(columns, columns, strict=True))], columns, 0, head)
        _write(page, rows, columns, 1, text)
    office = [
        {"": CLAUSE, "=": form.clause},
        {"": USE, "=": form.use},
        {"": KINDS, "=": "、".join(form.kinds)},
        *({"": REMARK, "=": f"{one.say}{one.remedy}"} for one in found),
    ]
    page = book.add_worksheet(OFFICE)
    page.set_column(0, 0, 18, text)
    page.set_column(1, 1, 80, text)
    _write(page, office, ("", "="), 0, text)
    book.close()
    return kept.getvalue()


def _write(page: Any, rows: Iterable[Cells], columns: Sequence[str], first: int, look: Any) -> None:
    for number, row in enumerate(rows, first):
        for place, column in enumerate(columns):
            if row.get(column):
                page.write_string(number, place, row[column], look)

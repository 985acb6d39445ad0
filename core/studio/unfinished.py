"""Forms of a draft that is not finished yet: read as far as they go, and checked all the same."""

from collections.abc import Mapping
from typing import Any

import msgspec

from core.packages.check.asking import check_form
from core.packages.check.report import Report
from core.packages.schema import FormQuestion, FormRow
from core.plugin import Finding
from core.plugin.catalogue import Catalogue


def form_said(given: Mapping[str, Any]) -> FormRow | None:
    """A form as far as its cells can be read: what cannot be read is left at its default."""
    said = _said(given)
    questions = (_question(_said(one)) for one in said.pop("questions", ()))
    kept = tuple(question for question in questions if question is not None)
    try:
        found = msgspec.convert({"key": "", "label": "", "clause": "", **said}, FormRow)
    except msgspec.ValidationError:
        return None
    return msgspec.structs.replace(found, questions=kept)


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _question(given: Mapping[str, Any]) -> FormQuestion | None:
    try:
        return msgspec.convert(given, FormQuestion)
    except msgspec.ValidationError:
        return None


def check_unfinished(tables: Mapping[str, Any], catalogue: Catalogue) -> tuple[Finding, ...]:
    """What is wrong with the questions of every form whose questions can all be read."""
    report = Report("")
    contract_type = str((tables.get("package") or {}).get("type", ""))
    for given in tables.get("form", ()):
        form = form_said(given)
        if form is not None and len(form.questions) == len(given.get("questions", ())):
            check_form(form, contract_type, catalogue, report)
    return tuple(report.findings)

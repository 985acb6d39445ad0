"""The converter of the XLSForm standard itself takes what we write, and says nothing against it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from core.xlsform import export_form, unsaid
from tests.xlsform.generated import forms
from tests.xlsform.test_there_and_back import FORMS


def converted(form, folder: Path) -> tuple[str, list[str]]:
    """The form as the devices of the standard read it, and what the converter warns of."""
    file = folder / "form.xlsx"
    file.write_bytes(export_form(form))
    made = convert(str(file), validate=False)
    return made.xform, made.warnings


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_the_five_packages_is_taken_without_a_warning(name, tmp_path):
    xform, warnings = converted(FORMS[name], tmp_path)
    assert warnings == []
    for question in FORMS[name].questions:
        assert f"/{question.key}" in xform, f"{question.key} is not asked"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(form=forms())
def test_any_form_of_ours_is_taken(form, tmp_path):
    if unsaid(form):
        return
    xform, _ = converted(form, tmp_path)
    assert all(f"/{question.key}" in xform for question in form.questions)

"""A form that was filled in before its next version was known: its answers are taken and readable."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from core.activities.rows import RECORD
from core.packages.schema import FormQuestion, FormRow, Pin
from tests.field.phone import phone_of
from tests.studio.officers import JULY, Officer
from tests.web import worker_station
from tests.web.test_worker_pages import answered, visit_form

NOW = datetime(2026, 8, 10, 4, tzinfo=UTC)
AUGUST, DAY = date(2026, 8, 1), date(2026, 8, 3)
#: The package version that the contract asked in July.
OLDER = "jinshan-visits@2"


def a_form(version: int, *questions: FormQuestion) -> FormRow:
    return FormRow(
        key="water",
        label="用水",
        version=version,
        clause="查看用水",
        kinds=("home_visit",),
        questions=questions,
    )


WELL = FormQuestion(key="well", label="井水几户共用", kind="text", required=True)
TAP = FormQuestion(key="tap", label="自来水通到哪里", kind="text", required=True)


@pytest.fixture
def two_versions(station, monkeypatch):
    """The contract asks for WELL in July and for TAP from August on."""
    monkeypatch.setattr(worker_station, "AT", NOW)  # sessions begin now
    county = station.county
    county.at = NOW
    officer = Officer(county)
    package = officer.package_of("jinshan")
    july = officer.publish(package, form=(*package.form, a_form(1, WELL)))
    officer.publish(july, form=(*package.form, a_form(2, TAP)))
    pins = (Pin(since=JULY, version=2), Pin(since=AUGUST, version=3))
    officer.amend("jinshan", pinned=pins)
    return station


def kept(station):
    with station.county.station.engine.connect() as connection:
        return connection.execute(select(RECORD.c.fields, RECORD.c.form)).one()


def filled(phone, station, **more):
    """The form as the phone had it in July, for a visit in August."""
    html = visit_form(phone.client, station)
    july = answered(html, **{"record.date.service": "2026-07-20"})
    html = phone.client.post("/record/form", data=july, headers={"hx-request": "true"}).text
    stamp = f"{OLDER}/water"
    assert f'name="record.form" value="{stamp}"' in html
    answers = july | {"record.form": stamp, "well": "三户", "record.date.service": str(DAY)}
    answers.pop("tap", None)
    return answers | more


def test_answers_of_the_older_version_are_kept_under_it_and_readable(two_versions):
    app = two_versions.app()
    app.state.clock = lambda: NOW
    with phone_of(two_versions, app=app) as phone:
        fields = filled(phone, two_versions)
        item = phone.item("form", NOW - timedelta(days=5), fields=[*map(list, fields.items())])
        item["fields"] = [pair for pair in item["fields"] if pair[0] != "_csrf"]
        [answer] = phone.send(item)
        assert answer["outcome"] == "saved", answer
        page = phone.client.get(f"/activities/{answer['id']}").text
        assert "井水几户共用" in page
        assert "三户" in page
        assert "井水几户共用" in phone.client.get(f"/activities/{answer['id']}/correct").text
    fields, form = kept(two_versions)
    assert (fields["well"], form[f"{OLDER}/water"]) == ("三户", 1)


def test_a_version_that_never_was_asks_todays_questions(two_versions):
    app = two_versions.app()
    app.state.clock = lambda: NOW
    with phone_of(two_versions, app=app) as phone:
        fields = filled(phone, two_versions, **{"record.form": "jinshan-visits@9/water"})
        fields.pop("_csrf")
        [answer] = phone.send(phone.item("form", fields=[*map(list, fields.items())]))
    assert answer["outcome"] == "refused"
    assert "自来水通到哪里" in answer["say"]

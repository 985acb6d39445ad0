"""Every form of the five packages: filled in on the page, saved, read again, corrected, printed."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest

from core.facts import Noun
from core.packages.rows import enrolments_of_people
from core.people.loading import person_id_of
from core.plugin import Who
from core.recording.answers import open_in
from core.recording.asking import forms_for, may_count_in
from core.store import unit_of_work
from core.trust.service import create_account, grant
from tests.forms.filling import filled_in
from tests.web.test_worker_pages import form_of, signed_in
from tests.web.worker_station import ADMIN, AT, DAY, WorkerStation
from web.pages.record.answers import stored_answers

#: Contract → the worker's agency and place, and the tier of the person who is visited.
AT_WORK = {
    "jinshan": ("qinghe", "yanshi/jinshan/xiaojian", "self_reliant"),
    "jingdezhen": ("xiangzhen", "yanshi/jinshan/xiaojian", "general"),
    "home-care": ("changzhe", "yanshi/jinshan/xiaojian", "severe"),
    "dadong": ("dashou", "yanshi/dadong", "special"),
    "xianheguan": ("qinghe", "yanshi/tianchi/xianheguan", ""),
}
WORDS = re.compile(r"<(?:style|script).*?</(?:style|script)>|<[^>]+>", re.S)


def words(html: str) -> str:
    """What a reader sees of a page, without white space."""
    return re.sub(r"\s+", "", unescape(WORDS.sub("", html)))


#: Thirty kinds of record, each with a small form: a walk of its own.
LONG = {"xianheguan": [pytest.mark.slow]}


@pytest.fixture(params=[pytest.param(one, marks=LONG.get(one, ())) for one in AT_WORK])
def desk(request, county) -> Iterator[tuple]:
    """A worker of the contract's provider at their desk, and somebody on its roster."""
    contract = request.param
    agency, site, tier = AT_WORK[contract]
    county.at = AT
    with unit_of_work(county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        account = create_account(unit, login="hexi", name="何溪", agency=agency)
        start = date(2026, 1, 1)
        grant(
            unit, account=account.id, role="worker", place="yanshi", valid_from=start, reason="测试"
        )
    person = county.person("谭秀英", site, categories=["tekun_scattered"])
    if tier:
        county.enrol(person, contract, tier)
    station = WorkerStation(county=county, accounts={"hexi": account}, people={})
    with signed_in(station, "hexi") as client:
        yield county, client, contract, person


def asked_by(county, contract: str, kind: str, person: str):
    """The forms of a kind as the contract asks them there."""
    agency, site, _ = AT_WORK[contract]
    with county.act() as (unit, book):
        ids = person_id_of(unit.connection, [person])
        enrolments = enrolments_of_people(unit.connection, ids.values()).values()
        held = [one for several in enrolments for one in several]
        contracts = may_count_in(book, kind, DAY, agency, site, held)
        return forms_for(county.station.catalogue, book, kind, contracts)


def kinds_with_forms(county, contract: str) -> list[str]:
    """The kinds of record for which the package or its contract type has a form, or a field."""
    with county.act() as (_, book):
        terms = book.terms[contract]
    catalogue = county.station.catalogue
    own = catalogue.contract_types[terms.package.package.type]
    named = [kind for form in (*own.forms, *terms.record_forms) for kind in form.kinds]
    named += [kind.key for kind in own.activities if kind.fields and kind.key in terms.by_kind]
    offered = {*terms.by_kind, *terms.questionnaire_kinds}
    kinds = (kind for kind in dict.fromkeys(named) if kind in offered)
    return [kind for kind in kinds if catalogue.kinds[kind].noun is not Noun.CASE]


def test_every_form_is_filled_in_saved_read_corrected_and_printed(desk):
    county, client, contract, person = desk
    for number, kind in enumerate(kinds_with_forms(county, contract)):
        declared = county.station.catalogue.kinds[kind]
        who = f"&person={person}" if declared.who is Who.PERSON else ""
        asked = asked_by(county, contract, kind, person)
        forms = [one.form.questions for one in asked]
        assert forms, f"{kind}: nothing is asked"
        html = client.get(f"/record?kind={kind}{who}").text
        given = {"outcome": "reached", "contacted": "self"}
        posted = form_of(html) | filled_in(forms, number % 2, DAY, given)
        if who:
            posted["record.person"] = person
        posted["record.site"], posted["record.title"] = AT_WORK[contract][1], "记一笔"
        posted |= {name: DAY.isoformat() for name in posted if name.startswith("record.date.")}
        kept = client.post("/record", data=posted)
        assert kept.status_code == 303, f"{kind}: {words(kept.text)[:1500]}"

        address = kept.headers["location"].split("?")[0]
        questions = [question for form in forms for question in form]
        answers = stored_answers(posted, questions)
        came = open_in(forms, answers, DAY)
        page, paper = words(client.get(address).text), words(client.get(f"{address}/paper").text)
        for question in came:
            assert re.sub(r"\s+", "", question.label) in page, (kind, question.key)
            assert re.sub(r"\s+", "", question.label) in paper, (kind, question.key)
        assert paper.count("☑") == sum(len(answers[q.key]) if isinstance(answers.get(q.key), list) else 1 for q in came if q.closed_answers and q.key in answers)  # fmt: skip

        again = form_of(client.get(f"{address}/correct").text)
        for name, value in posted.items():
            if not name.startswith(("record.", "_")):
                assert again.get(name, "").replace("\r", "") in (value, _kept(value)), (kind, name)
        corrected = client.post(
            f"{address}/correct", data=again | {"record.reason": "核对后没有变化"}
        )
        assert corrected.status_code == 303, f"{kind}: {words(corrected.text)[:1500]}"
        assert "第2版" in words(client.get(address).text)

        blank = words(
            client.get(f"/record/paper?kind={kind}{who}&site={AT_WORK[contract][1]}").text
        )
        for one in asked:
            assert re.sub(r"\s+", "", one.form.clause) in blank
            for question in one.form.questions:
                assert re.sub(r"\s+", "", question.label) in blank, (kind, question.key)


def _kept(value: str) -> str:
    """How a page shows again what was typed as hours and minutes."""
    return {"1小时30分": "90"}.get(value, value)

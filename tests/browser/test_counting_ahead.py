"""Counting without a signal names the same lines as the server's own look-ahead, form by form."""

import random
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from core.facts import EntryStatus, Noun
from core.ledger.foretelling import foretell
from core.packages.rows import enrolments_of_people
from core.people.loading import person_id_of
from core.people.rows import PERSON
from core.places.rows import PLACE
from core.plugin import QuestionKind, Who
from core.recording import look_ahead
from core.recording.asking import forms_for, may_count_in, questions_of
from core.store import Unit, new_id, reading
from tests.browser.checks import chromium
from tests.browser.serving import served
from tests.copies import a_county
from tests.web.worker_station import AT, DAY, as_worker, furnished
from web.assets import read_assets
from web.field.pairs import pairs_of
from web.pages.record.draft import Draft, input_of

pytestmark = pytest.mark.browser
FORMS, AGENCY = 400, "qinghe"
PLACES = ("yanshi/tianchi/xianheguan", "yanshi/nanta/sanli")
COUNT = """async ([counting, form, told, forms]) => {
  const { foretold } = await import(counting), { formOf } = await import(form);
  return forms.map(({ kind, counts, pairs, needsAcceptance }) =>
    foretold(told, kind, counts, formOf(pairs, { needsAcceptance }))
      .filter((one) => one.counted).map((one) => `${one.line.contract}/${one.line.line}`).sort());
}"""


@pytest.fixture
def station(tmp_path):
    """People of three places: on rosters, in households and not, old and young."""
    with a_county(tmp_path) as county:
        found = furnished(county)
        for number in range(8):
            name = f"第{number}位"
            found.people[name] = found.county.person(
                name,
                PLACES[number % 2],
                born=DAY.replace(year=1940 + 10 * number),
                categories=[("empty_nest", "disabled", "left_behind_child")[number % 3]],
                household=new_id() if number % 3 else None,
                has_phone=number % 4 > 0,
            )
        for name in ("单福生", "第0位", "第1位", "第2位"):
            found.enrol(name, "jingdezhen", ("general", "key_visits")[name == "第1位"])
        visit = found.county.posted("home_visit", DAY, found.people["单福生"])
        found.county.record(visit)
        with county.station.engine.connect() as connection:
            rows = connection.execute(select(PERSON.c.uuid, PLACE.c.key).join(PLACE))
            found.sites = {row.uuid: row.key for row in rows}
        yield found


def a_form(
    chance: random.Random, kind: Any, questions: Any, person: str, site: str, codes: list[str]
) -> Draft:
    """Filled in by chance: some questions open, some evidence there, some services done."""
    answers: dict[str, Any] = {}
    for question in questions:
        keys = [option.key for option in question.answers]
        if chance.random() < 0.12 or (not keys and question.kind is QuestionKind.DATE):
            continue
        if question.kind is QuestionKind.YES_NO:
            answers[question.key] = chance.choice(["yes", "no"])
        elif question.kind is QuestionKind.MULTIPLE:
            answers[question.key] = chance.sample(keys, chance.randint(1, min(3, len(keys))))
        else:
            text = "2" if question.kind is QuestionKind.NUMBER else "无"
            answers[question.key] = chance.choice(keys) if keys else text
    if "outcome" in answers and chance.random() < 0.7:
        answers["outcome"] = "reached"
    return Draft(
        id=new_id(),
        kind=kind.key,
        site=site,
        dates={kind.dates[0]: DAY.isoformat()},
        minutes=chance.choice(["", "10", "45", "120"]),
        people=(person,),
        items=tuple(chance.sample(codes, min(len(codes), chance.randint(0, 3)))),
        evidence=tuple(e for e in {*kind.evidence, "photo"} if chance.random() < 0.6),
        answers=answers,
    )


def test_the_phone_and_the_server_count_the_same_lines(station):
    catalogue, chance = station.county.station.catalogue, random.Random(4)
    people = list(station.people.values())
    asked: list[dict[str, Any]] = []
    expected: list[list[str]] = []
    with reading(station.county.station.engine) as connection:
        book = station.county.station.book(connection)
        kinds = [
            k for k in catalogue.kinds.values() if k.who is Who.PERSON and k.noun is not Noun.CASE
        ]
        told = foretell(connection, book, AGENCY, DAY, kinds, people)
        kinds = [k for k in kinds if told.lines[k.key]]
        unit = Unit(connection=connection, actor=as_worker(station), at=AT, county="yanshi")
        for number in range(FORMS):
            kind, person = kinds[number % len(kinds)], chance.choice(people)
            small = person_id_of(connection, [person])[person]
            site = station.sites[person]
            held = [e for many in enrolments_of_people(connection, [small]).values() for e in many]
            contracts = may_count_in(book, kind.key, DAY, AGENCY, site, held)
            questions = questions_of(forms_for(catalogue, book, kind.key, contracts))
            codes = [item.code for terms in contracts for item in terms.package.item]
            draft = a_form(chance, kind, questions, person, site, sorted(set(codes)))
            posted = input_of(draft, questions)
            entries = look_ahead(unit, catalogue, book, posted, AGENCY).entries
            counted = {f"{e.contract}/{e.line}" for e in entries if e.status is EntryStatus.COUNTED}
            expected.append(sorted(counted))
            asked.append(
                {
                    "kind": kind.key,
                    "counts": told.people[person].get(kind.key, ()),
                    "pairs": pairs_of(draft),
                    "needsAcceptance": kind.noun not in (Noun.ACTIVITY, Noun.CASE),
                }
            )
    content = {"lines": told.lines, "rules": told.rules, "beside": told.beside}
    assets = read_assets()
    scripts = [assets[f"js/field/{name}.js"].address for name in ("counting", "foretelling")]
    with served(station.app()) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}/field")
        found = page.evaluate(
            COUNT, [*scripts, msgspec.to_builtins(content), msgspec.to_builtins(asked)]
        )
    differ = [
        (a["kind"], dict(a["pairs"]), here, there)
        for a, here, there in zip(asked, found, expected, strict=True)
        if here != there
    ]
    assert differ == []
    assert sum(map(len, expected)) > FORMS / 2

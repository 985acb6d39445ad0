"""What a form offers to choose from, within reach: people, households, places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from core.people.rows import HOUSEHOLD, PERSON
from core.people.search import Found, search_people
from core.places.rows import PLACE, places_of
from core.plugin import Question, QuestionKind
from core.recording.in_words import PROXIES
from core.recording.named import households_named, names_in
from core.trust.visible import visible

MOST_FOUND = 12
#: What stands beside a question's own name (web/templates/macros/form.html).
BESIDE = ("__other", "__note", "__from", "__to", "__relation", "__phone", "__find")
ASK = "/record/form"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """Who may be chosen: the one who is chosen and those who were found, each with a label."""

    find: str
    rows: tuple[tuple[str, str], ...]


def offered(
    desk: Any, connection: Connection, questions: Iterable[Question], answers: Mapping[str, Any]
) -> dict[str, Any]:
    """What the macro of a form is given as ``offer``: by question, and where to ask for more."""
    found: dict[str, Any] = {"ask": ASK}
    for question in questions:
        value = str(answers.get(question.key) or "")
        if question.kind is QuestionKind.PLACE:
            found[question.key] = places_within(desk, connection, value)
        elif question.kind in (QuestionKind.PERSON, QuestionKind.HOUSEHOLD):
            find = str(answers.get(f"{question.key}__find") or "")
            chosen = names_seen(desk, connection, [question], {question.key: value})
            rows = _people if question.kind is QuestionKind.PERSON else _households
            several = {**chosen, **rows(desk, connection, find)}
            found[question.key] = Offer(find=find, rows=tuple(several.items()))
    return found


def places_offered(questions: Iterable[Question], places: Any) -> dict[str, Any]:
    """What a form offers for its questions of kind PLACE; people are looked for elsewhere."""
    return {q.key: places for q in questions if q.kind is QuestionKind.PLACE}


def names_seen(
    desk: Any,
    connection: Connection,
    questions: Iterable[Question],
    fields: Mapping[str, Any],
    site: str = "",
) -> dict[str, str]:
    """The names behind the ids that answers hold, within one's reach.

    Who answered in somebody's stead is named (``PROXIES``) to those who see people at ``site``.
    """
    reach = visible(desk.scope("person.see"), PLACE.c.key)
    found = names_in(connection, desk.county, questions, fields, reach)
    seen = site and desk.can("person.see", place=site)
    return found | ({PROXIES: site} if seen else {})


def carried(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was typed for questions that are not drawn just now, so that nothing is lost."""
    drawn = {f"{question.key}{part}" for question in questions for part in ("", *BESIDE)}
    left = {name: value for name, value in answers.items() if name not in drawn}
    return [
        (name, one)
        for name, value in left.items()
        for one in (value if isinstance(value, list) else [value])
        if one
    ]


def _people(desk: Any, connection: Connection, find: str) -> dict[str, str]:
    return {
        one.uuid: f"{one.name} · {one.site_name}" for one in found_people(desk, connection, find)
    }


def _households(desk: Any, connection: Connection, find: str) -> dict[str, str]:
    """The households of the people who are found."""
    people = [one.id for one in found_people(desk, connection, find)]
    if not people:
        return {}
    homes = select(PERSON.c.household_id).where(PERSON.c.id.in_(people))
    reach = visible(desk.scope("person.see"), PLACE.c.key)
    return households_named(connection, desk.county, HOUSEHOLD.c.id.in_(homes), reach)


def found_people(desk: Any, connection: Connection, text: str) -> list[Found]:
    """People within reach whose name, pinyin or phone begins so."""
    if not text:
        return []
    reach = visible(desk.scope("person.see"), PLACE.c.key)
    return search_people(connection, desk.county, text, reach, MOST_FOUND)


def places_within(
    desk: Any, connection: Connection, chosen: str = ""
) -> list[tuple[str, list[Any]]]:
    """The places where one may record, by township; the chosen one is always among them."""
    groups: dict[str, list[Any]] = {}
    names = {}
    for place in places_of(connection, desk.county):
        names[place["key"]] = place["name"]
        if place["key"] != chosen and not desk.can("record.create", place=place["key"]):
            continue
        parts = place["key"].split("/")
        groups.setdefault("/".join(parts[:2]), []).append(place)
    return [(names.get(key, ""), places) for key, places in groups.items()]

"""Records as papers print them: people within reach, answers in the words of the forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection

from core.activities.listing import names_of
from core.activities.loading import load_records
from core.facts import Record, vocabulary
from core.ledger.book import Book
from core.papers.loading import heads_of, known_people, photos_of, roles_of
from core.papers.reader import Known, Reader
from core.places.rows import PLACE
from core.plugin import Form, OnPaper, Question
from core.plugin.catalogue import Catalogue
from core.plugin.papers import PhotoOnPaper
from core.recording.answered import answered_forms
from core.recording.answers import OTHER, open_in
from core.recording.in_words import PROXIES, answer_in_words
from core.recording.named import names_in
from core.recording.services import services_in, services_of
from core.trust import ROLES, scope
from core.trust.visible import visible

UNCLASSED = "未分类"
#: The audience whose faces are shown on no paper that leaves the house.
MINORS = "minor"


@dataclass(kw_only=True)
class _Telling:
    """One reading of many records: what is looked up once for all of them."""

    connection: Connection
    book: Book
    catalogue: Catalogue
    reader: Reader
    contract: str
    people: Mapping[str, Known]
    heads: Mapping[str, Any]
    photos: Mapping[int, list[PhotoOnPaper]]
    workers: Mapping[str, str]
    posts: Mapping[str, str]
    services: Mapping[str, Mapping[str, str]]
    forms: dict[tuple[str, tuple[str, ...]], tuple[Form, ...]] = field(default_factory=dict)


def records_on_paper(
    connection: Connection,
    book: Book,
    catalogue: Catalogue,
    reader: Reader,
    uuids: Iterable[str],
    *,
    contract: str = "",
    lines: Mapping[str, Iterable[str]] | None = None,
) -> tuple[OnPaper, ...]:
    """These records in the order of their days; ``lines`` are those in which each of them counts."""
    facts = load_records(connection, uuids)
    heads = heads_of(connection, facts)
    named = {one.person for fact in facts.values() for one in fact.attendances}
    workers = names_of(connection, {fact.worker for fact in facts.values()})
    roles = roles_of(connection, workers, reader.day)
    own = services_in(book, [book.terms[contract]]) if contract else None
    telling = _Telling(
        connection=connection,
        book=book,
        catalogue=catalogue,
        reader=reader,
        contract=contract,
        people=known_people(connection, named),
        heads=heads,
        photos=photos_of(connection, [row.id for row in heads.values() if hasattr(row, "id")]),
        workers=workers,
        posts={key: ROLES[role].label for key, role in roles.items() if role in ROLES},
        services=(
            services_of(connection, book, facts.values())
            if own is None
            else dict.fromkeys(facts, own)
        ),
    )
    told = (
        _told(telling, fact, tuple(sorted((lines or {}).get(fact.id, ()))))
        for fact in facts.values()
    )
    return tuple(sorted(told, key=lambda one: (one.day or date.min, one.id)))


def _told(telling: _Telling, fact: Record, lines: tuple[str, ...]) -> OnPaper:
    head, reader, contract = telling.heads[fact.id], telling.reader, telling.contract
    day = fact.dates.get("service") or min(fact.dates.values())
    forms = _forms(telling, fact, tuple(getattr(head, "form", ())))
    asked = open_in([form.questions for form in forms], fact.fields, day)
    own = fact.worker == reader.account
    known = [telling.people[one.person] for one in fact.attendances if one.person in telling.people]
    return OnPaper(
        id=fact.id,
        noun=fact.noun.value,
        kind=fact.kind,
        kind_label=telling.catalogue.label_of_kind(fact.kind),
        title=head.title,
        day=day,
        dates=fact.dates,
        site=head.place,
        visitor={
            "name": telling.workers.get(fact.worker, ""),
            "phone": "",
            "post": telling.posts.get(fact.worker, ""),
        },
        people=tuple(one.told(reader, contract, day, own=own) for one in known),
        of_people={one.person: one.minutes for one in fact.attendances if one.minutes is not None},
        heads=tuple((_audience(one.audience), one.number) for one in fact.heads),
        minutes=fact.minutes,
        items=tuple(telling.services[fact.id].get(one.code, one.code) for one in fact.items),
        evidence=tuple(label for key, label in vocabulary.EVIDENCE.items() if key in fact.evidence),
        photos=_photos(telling, fact, head, known, day),
        accepted=fact.accepted,
        lines=lines,
        forms=tuple(_kept(form, asked) for form in forms),
        fields=fact.fields,
        said=dict(_said(telling, fact, asked)),
    )


def _forms(telling: _Telling, fact: Record, stamps: tuple[str, ...]) -> tuple[Form, ...]:
    key = fact.kind, stamps
    if key not in telling.forms:
        found = answered_forms(
            telling.connection, telling.catalogue, telling.book, fact.kind, stamps
        )
        telling.forms[key] = tuple(one.form for one in found)
    return telling.forms[key]


def _kept(form: Form, asked: Iterable[Question]) -> Form:
    keys = {one.key for one in asked}
    if all(one.key in keys for one in form.questions):
        return form
    return Form(
        key=form.key,
        label=form.label,
        kinds=form.kinds,
        version=form.version,
        questions=tuple(one for one in form.questions if one.key in keys),
        clause=form.clause,
    )


def _said(
    telling: _Telling, fact: Record, asked: tuple[Question, ...]
) -> Iterable[tuple[str, str]]:
    """The answers in words; whom they name only as far as the reader reaches."""
    reader = telling.reader
    reach = visible(scope(reader.grants, "person.see", reader.day), PLACE.c.key)
    names = names_in(telling.connection, reader.county, asked, fact.fields, reach)
    if reader.may("person.see", fact.site, telling.contract):
        names = {**names, PROXIES: fact.site}
    say = partial(answer_in_words, names=names)
    for one in asked:
        if one.key in fact.fields:
            other = str(fact.fields.get(f"{one.key}{OTHER}", ""))
            words = say(one, fact.fields[one.key])
            yield one.key, f"{words}：{other}" if other else words


def _photos(
    telling: _Telling, fact: Record, head: Any, known: Iterable[Known], day: date
) -> tuple[PhotoOnPaper, ...]:
    """The photos that may stand on a paper: within reach, and with no minor among those present."""
    minors = any(one.minor_on(day) for one in known) or any(
        one.audience == MINORS for one in fact.heads
    )
    if minors or not telling.reader.may("evidence.see", fact.site, telling.contract):
        return ()
    return tuple(telling.photos.get(getattr(head, "id", 0), ()))


def _audience(key: str) -> str:
    found = vocabulary.AUDIENCES.get(key)
    return found.label if found else UNCLASSED

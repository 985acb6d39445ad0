"""The forms that a record was answered with, in the version that it was answered with."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import Connection, select

from core.activities.rows import RECORD
from core.ledger.book import Book
from core.packages.forms import forms_of
from core.packages.read import published_package
from core.packages.rows import version_texts
from core.packages.terms import Terms
from core.plugin import Form
from core.plugin.catalogue import Catalogue
from core.recording.asking import Asked
from core.store.ids import checked_id

#: Package → its version as a stamp says it, and the forms of that version.
Kept = Mapping[str, tuple[str, tuple[Form, ...]]]


def stamps_of(connection: Connection, uuid: str) -> tuple[str, ...]:
    """What a record keeps of its forms, in the order in which they were asked."""
    row = connection.execute(select(RECORD.c.form).where(RECORD.c.uuid == checked_id(uuid))).first()
    return tuple(row.form) if row else ()


def answered_forms(
    connection: Connection, catalogue: Catalogue, book: Book, kind: str, stamps: Iterable[str]
) -> tuple[Asked, ...]:
    """The forms that a record of the kind was answered with, each question once, as it was asked."""
    stamps = tuple(stamps)
    declared = catalogue.kinds.get(kind)
    forms: dict[str, Asked] = {}
    if declared and declared.fields:
        own = Form(key=kind, label=declared.label, kinds=(kind,), questions=declared.fields)
        forms[kind] = Asked(form=own, contract="", title="")
    titles: dict[str, str] = {}
    for terms in (stretch for one in book.terms.values() for stretch in one.stretches):
        package, title = terms.package.package, terms.contract.title
        titles.setdefault(package.id, title)
        # Of a plugin's form, and of a record that was made before stamps named the version.
        for form in (*catalogue.contract_types[package.type].forms, *terms.record_forms):
            if kind in form.kinds:
                forms.setdefault(form.key, Asked(form=form, contract="", title=title))
    for package_id, (source, several) in forms_stamped(connection, stamps).items():
        for form in (form for form in several if kind in form.kinds):
            one = Asked(form=form, contract="", title=titles.get(package_id, ""), source=source)
            forms[one.stamp] = one
    seen: set[str] = set()
    found = []
    for one in (forms[stamp] for stamp in stamps if stamp in forms):
        fresh = tuple(question for question in one.form.questions if question.key not in seen)
        seen.update(question.key for question in fresh)
        found.append(replace(one, form=replace(one.form, questions=fresh)))
    return tuple(found)


def older_stamps(contracts: Iterable[Terms], stamps: Iterable[str]) -> tuple[str, ...]:
    """The stamps of versions that these contracts no longer ask: filled in before, sent later."""
    asked = {f"{one.package.package.id}@{one.package.package.version}" for one in contracts}
    return tuple(stamp for stamp in stamps if stamp.partition("/")[0] not in asked)


def forms_stamped(connection: Connection, stamps: Iterable[str]) -> Kept:
    """The same from what the record keeps; a stamp without a version is of a plugin's own form."""
    wanted = {}
    for stamp in stamps:
        package, at, rest = stamp.partition("@")
        version = rest.partition("/")[0]
        if at and version.isdecimal():
            wanted[package, int(version)] = f"{package}@{version}"
    texts = version_texts(connection, wanted.keys()) if wanted else {}
    return {key[0]: (wanted[key], _forms(text, key[0])) for key, text in texts.items()}


@lru_cache(maxsize=64)
def _forms(text: str, name: str) -> tuple[Form, ...]:
    """A published version never changes: read once."""
    package = published_package(text, name)
    return (*forms_of(package, "record"), *forms_of(package, "questionnaire"))

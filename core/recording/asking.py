"""Which forms are asked for a record: its kind's own questions, and those of the contracts it may
count in. A question that two forms share is asked once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.facts import Enrolment
from core.ledger.book import Book
from core.ledger.rules.places import within
from core.packages.terms import Terms
from core.plugin import Form, Question
from core.plugin.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A form with the contract that asks for it; the kind's own questions come with none."""

    form: Form
    contract: str
    title: str


def may_count_in(
    book: Book,
    kind: str,
    day: date,
    provider: str,
    site: str,
    enrolments: Iterable[Enrolment],
) -> tuple[Terms, ...]:
    """The contracts in force that look at the kind, at this place, for one of these people."""
    enrolments = tuple(enrolments)
    sharing = book.agreed
    found = []
    for terms in book.in_force(day):
        contract = terms.contract
        on_it = any(e.contract == contract.key and e.on_roster(day) for e in enrolments)
        if not on_it and kind in terms.roster_kinds:
            continue
        lines = sharing.lines_for(terms, kind, provider)
        if not within(site, contract.sites):
            lines = tuple(filter(sharing.looks_above(terms, site), lines))
        if not lines:
            continue
        wants_roster = all(selector.roster for line in lines for selector in line.selectors)
        if on_it or not wants_roster:
            found.append(terms)
    return tuple(found)


def forms_for(
    catalogue: Catalogue, book: Book, kind: str, contracts: Iterable[Terms]
) -> tuple[Asked, ...]:
    """The forms in the order in which they are asked; each question once."""
    declared = catalogue.kinds[kind]
    seen: set[str] = set()
    found: list[Asked] = []

    def ask(form: Form, contract: str, title: str) -> None:
        fresh = tuple(q for q in form.questions if q.key not in seen)
        seen.update(question.key for question in fresh)
        if fresh:
            kept = Form(
                key=form.key,
                label=form.label,
                kinds=form.kinds,
                version=form.version,
                questions=fresh,
                clause=form.clause,
            )
            found.append(Asked(form=kept, contract=contract, title=title))

    own = Form(key=kind, label=declared.label, kinds=(kind,), questions=declared.fields)
    ask(own, "", "")
    for terms in contracts:
        contract_type = catalogue.contract_types[terms.package.package.type]
        for form in (*contract_type.forms, *terms.record_forms):
            if kind in form.kinds:
                ask(form, terms.contract.key, terms.contract.title)
    return tuple(found)


def questions_of(asked: Iterable[Asked]) -> tuple[Question, ...]:
    """All questions of the forms."""
    return tuple(question for one in asked for question in one.form.questions)

"""Which forms are asked for a record: its kind's own questions, and those of the contracts it may
count in. A question that two forms share is asked once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.facts import Enrolment
from core.ledger.book import Book
from core.ledger.rules.places import within
from core.packages.terms import Terms
from core.plugin import ActivityKind, Form, Question
from core.plugin.catalogue import Catalogue
from core.plugin.kinds import MET, OUTCOME


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A form with the contract that asks for it; the kind's own questions come with none.

    ``source`` is the package's version that the form stands in, empty for what plugins declare.
    """

    form: Form
    contract: str
    title: str
    source: str = ""

    @property
    def stamp(self) -> str:
        """What a record keeps of the form, so that it is read with these very questions."""
        return f"{self.source}/{self.form.key}" if self.source else self.form.key


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
        if not lines and not terms.asks_without_line(kind, provider):
            continue
        wants_roster = all(selector.roster for line in lines for selector in line.selectors)
        if on_it or not wants_roster:
            found.append(terms)
    return tuple(found)


def forms_for(
    catalogue: Catalogue,
    book: Book,
    kind: str,
    contracts: Iterable[Terms],
    kept: Mapping[str, tuple[str, tuple[Form, ...]]] | None = None,
) -> tuple[Asked, ...]:
    """The forms in the order in which they are asked; each question once.

    ``kept`` are the packages whose forms a record was answered with: package → version, forms.
    """
    declared = catalogue.kinds[kind]
    seen: set[str] = set()
    found: list[Asked] = []

    def ask(form: Form, contract: str, title: str, source: str = "") -> None:
        if kind not in form.kinds:
            return
        fresh = tuple(_of_who_was_met(declared, q) for q in form.questions if q.key not in seen)
        seen.update(question.key for question in fresh)
        if fresh:
            own = replace(form, questions=fresh)
            found.append(Asked(form=own, contract=contract, title=title, source=source))

    ask(Form(key=kind, label=declared.label, kinds=(kind,), questions=declared.fields), "", "")
    for terms in contracts:
        package, contract = terms.package.package, terms.contract
        for form in catalogue.contract_types[package.type].forms:
            ask(form, contract.key, contract.title)
        now = f"{package.id}@{package.version}", terms.record_forms
        source, forms = (kept or {}).get(package.id, now)
        for form in forms:
            ask(form, contract.key, contract.title, source)
    return tuple(found)


def _of_who_was_met(kind: ActivityKind, question: Question) -> Question:
    """A contact that reached nobody answers nothing about a person: only what is asked of it by name."""
    own = any(one.key == question.key for one in kind.fields)
    if own or question.when is not None or not question.required or OUTCOME not in kind.fields:
        return question
    return replace(question, when=MET)


def questions_of(asked: Iterable[Asked]) -> tuple[Question, ...]:
    """All questions of the forms."""
    return tuple(question for one in asked for question in one.form.questions)

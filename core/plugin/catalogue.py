"""The catalogue: everything that the installed plugins declare, by key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.facts import vocabulary
from core.plugin.activity import ActivityKind
from core.plugin.casework import CASEWORK
from core.plugin.declarations import Check, ContractType, Exporter
from core.plugin.documents import Document, documents_of
from core.plugin.eventwork import EVENTWORK
from core.plugin.groupwork import GROUPWORK
from core.plugin.kinds import COMMON_KINDS
from core.plugin.questions import Form, Question

COMMON_DOCUMENTS = (*CASEWORK, *GROUPWORK, *EVENTWORK)


class BadDeclaration(Exception):
    """Two plugins declare the same key differently, or a declaration contradicts itself."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Contract types, kinds of record and checks, as declared; a kind has one meaning for all."""

    contract_types: Mapping[str, ContractType] = field(default_factory=dict)
    kinds: Mapping[str, ActivityKind] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    exporters: tuple[Exporter, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms that contract types declare themselves."""
        return tuple(form for kind in self.contract_types.values() for form in kind.forms)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Questions by key, for the labels of fields; a kind's own questions come first."""
        found: dict[str, Question] = {}
        for kind in self.kinds.values():
            for question in kind.fields:
                found.setdefault(question.key, question)
        for form in self.forms:
            for question in form.questions:
                found.setdefault(question.key, question)
        return found

    def documents_of(self, kind: str) -> tuple[Document, ...]:
        """The documents 文书 of a kind, in the order of the method."""
        declared = self.kinds.get(kind)
        return documents_of(self.documents.values(), declared) if declared else ()

    def checks_of(self, kind: str) -> tuple[Check, ...]:
        """What is asked of a record of a kind: by every room, and by the contract types that know it."""
        own = (
            check
            for one in self.contract_types.values()
            if any(known.key == kind for known in one.activities)
            for check in one.checks
        )
        return tuple(dict.fromkeys((*self.checks, *own)))

    def label_of_kind(self, key: str) -> str:
        """The Chinese label of a kind; the key itself when nobody declares it."""
        kind = self.kinds.get(key)
        return kind.label if kind else key


def build_catalogue(
    contract_types: Iterable[ContractType],
    checks: Iterable[Check] = (),
    exporters: Iterable[Exporter] = (),
) -> Catalogue:
    """Put declarations together; the same key with another meaning is refused by name."""
    types: dict[str, ContractType] = {}
    kinds: dict[str, ActivityKind] = {kind.key: kind for kind in COMMON_KINDS}
    documents: dict[str, Document] = {one.key: one for one in COMMON_DOCUMENTS}
    for contract_type in contract_types:
        if contract_type.key in types:
            raise BadDeclaration(f"contract type {contract_type.key!r} is declared twice")
        for kind in contract_type.activities:
            if kinds.setdefault(kind.key, kind) != kind:
                raise BadDeclaration(
                    f"{contract_type.key}: kind {kind.key!r} is already declared with another meaning"
                )
            _check_words(contract_type.key, kind)
        for one in contract_type.documents:
            if documents.setdefault(one.key, one) != one:
                raise BadDeclaration(
                    f"{contract_type.key}: document {one.key!r} is already declared otherwise"
                )
            _check_document(contract_type.key, one)
        types[contract_type.key] = contract_type
    return Catalogue(
        contract_types=types,
        kinds=kinds,
        checks=tuple(checks),
        exporters=tuple(exporters),
        documents=documents,
    )


def _check_document(owner: str, document: Document) -> None:
    if document.stage and document.stage not in vocabulary.STAGES:
        raise BadDeclaration(f"{owner}: document {document.key!r} names an unknown stage")
    for evidence in document.evidence:
        if evidence not in vocabulary.EVIDENCE:
            raise BadDeclaration(f"{owner}: document {document.key!r} names unknown {evidence!r}")


def _check_words(owner: str, kind: ActivityKind) -> None:
    for role in kind.dates:
        if role not in vocabulary.DATE_ROLES:
            raise BadDeclaration(f"{owner}: kind {kind.key!r} names an unknown date {role!r}")
    for evidence in kind.evidence:
        if evidence not in vocabulary.EVIDENCE:
            raise BadDeclaration(f"{owner}: kind {kind.key!r} names unknown evidence {evidence!r}")

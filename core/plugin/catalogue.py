"""The catalogue: everything that the installed plugins declare, by key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.facts import vocabulary
from core.plugin.declarations import ActivityKind, Check, ContractType, Exporter, Form, Question
from core.plugin.kinds import COMMON_KINDS


class BadDeclaration(Exception):
    """Two plugins declare the same key differently, or a declaration contradicts itself."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Contract types, kinds of record and checks, as declared; a kind has one meaning for all."""

    contract_types: Mapping[str, ContractType] = field(default_factory=dict)
    kinds: Mapping[str, ActivityKind] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    exporters: tuple[Exporter, ...] = ()

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
    for contract_type in contract_types:
        if contract_type.key in types:
            raise BadDeclaration(f"contract type {contract_type.key!r} is declared twice")
        for kind in contract_type.activities:
            if kinds.setdefault(kind.key, kind) != kind:
                raise BadDeclaration(
                    f"{contract_type.key}: kind {kind.key!r} is already declared with another meaning"
                )
            _check_words(contract_type.key, kind)
        types[contract_type.key] = contract_type
    return Catalogue(
        contract_types=types, kinds=kinds, checks=tuple(checks), exporters=tuple(exporters)
    )


def _check_words(owner: str, kind: ActivityKind) -> None:
    for role in kind.dates:
        if role not in vocabulary.DATE_ROLES:
            raise BadDeclaration(f"{owner}: kind {kind.key!r} names an unknown date {role!r}")
    for evidence in kind.evidence:
        if evidence not in vocabulary.EVIDENCE:
            raise BadDeclaration(f"{owner}: kind {kind.key!r} names unknown evidence {evidence!r}")

"""Labels: how a sentence names fields, answers, kinds and the package's own rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.facts import vocabulary
from core.packages.schema import Package

#: Said where a row names something that is not in the package: shown, never guessed.
UNNAMED = "（原文未列明）"
Kinds = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """``field``, ``value`` and ``kind`` come from the catalogue; the rest from the package.

    The same key may be a question of several kinds of record: ``field`` and ``value`` are asked
    together with the kinds that a row looks at.
    """

    package: Package
    field: Callable[[str, Kinds], str]
    value: Callable[[str, Any, Kinds], str]
    kind: Callable[[str], str]

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """Line or quota → label."""
        own = self.package
        found = {row.key: row.label for row in own.quota}
        found |= {row.key: row.label for row in own.line}
        return found | {row.key: row.label for row in own.derived}

    @cached_property
    def tiers(self) -> Mapping[str, str]:
        """Tier → label."""
        return {row.key: row.label for row in self.package.tier}

    @cached_property
    def periods(self) -> Mapping[str, str]:
        """Typed period → label."""
        return {row.key: row.label for row in self.package.period}

    @cached_property
    def items(self) -> Mapping[str, str]:
        """Service code → label."""
        return {row.code: row.label for row in self.package.item}

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """Form → label."""
        return {row.key: row.label for row in self.package.form}

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """Score group → label."""
        return {row.key: row.label for row in self.package.score_group}

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """Choice → what it is about."""
        return {row.id: row.about for row in self.package.choice}

    def listed(self, keys: Iterable[str], names: Mapping[str, str], join: str = "、") -> str:
        """Labels of keys, in their order."""
        return join.join(names.get(key, UNNAMED) for key in keys)

    def kinds(self, keys: Iterable[str]) -> str:
        """Kinds of record, as one enumeration."""
        return "、".join(dict.fromkeys(self.kind(key) for key in keys))

    def evidence(self, keys: Iterable[str]) -> str:
        """Kinds of evidence, as one enumeration."""
        return self.listed(keys, vocabulary.EVIDENCE)

    def audience(self, keys: Iterable[str]) -> str:
        """Audience classes, as one enumeration."""
        known = {key: one.label for key, one in vocabulary.AUDIENCES.items()}
        return self.listed(keys, known)

"""What counting may look at beside the record: people, rosters, and the words to say it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from core.facts import Enrolment, Person, vocabulary
from core.packages.fields import ITEM_FIELDS, PERSON_FIELDS, RECORD_FIELDS
from core.plugin import Question
from core.plugin.kinds import OUTCOME


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """Chinese labels for fields, answers and places, so that every reason reads as a sentence."""

    questions: Mapping[str, Question] = field(default_factory=dict)
    tiers: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    of_kind: Mapping[str, Mapping[str, Question]] = field(default_factory=dict)

    @cached_property
    def _about(self) -> dict[tuple[str, ...], "Words"]:
        return {}

    def about(self, *kinds: str) -> "Words":
        """The same words with the questions of these kinds of record first.

        A key may be asked by several kinds, each with a label and answers of its own.
        """
        known = self._about.get(kinds)
        if known is None:
            own: dict[str, Question] = {}
            for kind in kinds:
                for key, question in self.of_kind.get(kind, {}).items():
                    own.setdefault(key, question)
            known = replace(self, questions={**self.questions, **own}) if own else self
            self._about[kinds] = known
        return known

    def field(self, name: str) -> str:
        """The label of a condition's field."""
        for labels in (RECORD_FIELDS, PERSON_FIELDS, ITEM_FIELDS):
            if name in labels:
                return labels[name]
        question = self.questions.get(name)
        return question.label if question else (OUTCOME.label if name == OUTCOME.key else name)

    def value(self, name: str, value: Any) -> str:
        """The label of a value of that field."""
        if isinstance(value, list | tuple | set | frozenset):
            shown = sorted(value) if isinstance(value, set | frozenset) else value
            return "、".join(self.value(name, item) for item in shown) or "无"
        if value is None or value == "":
            return "未填"
        if isinstance(value, bool):
            return "是" if value else "否"
        return self._label(name, str(value))

    def _label(self, name: str, value: str) -> str:
        if name == "category":
            return vocabulary.CATEGORIES.get(value, value)
        if name == "audience":
            audience = vocabulary.AUDIENCES.get(value)
            return audience.label if audience else value
        if name.startswith("level."):
            levels = vocabulary.ASSESSMENTS.get(name.removeprefix("level."))
            return levels[1].get(value, value) if levels else value
        if name in ("tier", "item.code", "site", "kind"):
            labels = {
                "tier": self.tiers,
                "item.code": self.items,
                "site": self.places,
                "kind": self.kinds,
            }[name]
            return labels.get(value, value)
        if name == "role":
            return vocabulary.ROLES.get(value, value)
        if name == "stage":
            return vocabulary.STAGES.get(value, value)
        question = self.questions.get(name)
        for option in question.answers if question else ():
            if option.key == value:
                return option.label
        return {"yes": "是", "no": "否"}.get(value, value)


@dataclass(frozen=True, kw_only=True)
class CountingFacts:
    """The people and enrolments that records of one posting name, by id."""

    people: Mapping[str, Person] = field(default_factory=dict)
    enrolments: Mapping[tuple[str, str], tuple[Enrolment, ...]] = field(default_factory=dict)
    words: Words = field(default_factory=Words)

    def person(self, person_id: str) -> Person:
        """The person; an unknown one is a person of whom nothing is known."""
        return self.people.get(person_id) or Person(id=person_id)

    def enrolments_of(self, contract: str, person_id: str) -> tuple[Enrolment, ...]:
        """The person's enrolments in the contract, in time order."""
        return self.enrolments.get((contract, person_id), ())

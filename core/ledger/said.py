"""Labels for the sentences of a package, from the catalogue and the county's places."""

from typing import Any

from core.ledger.rules.facts import Words
from core.packages.schema import Package
from core.packages.sentences import Labels
from core.plugin.catalogue import Catalogue


def labels_of(package: Package, catalogue: Catalogue, words: Words) -> Labels:
    """The labels of a package; a question is looked for among the kinds that a row looks at."""

    def about(kinds: tuple[str, ...]) -> Words:
        return words.about(*kinds)

    def field(name: str, kinds: tuple[str, ...]) -> str:
        return about(kinds).field(name)

    def value(name: str, found: Any, kinds: tuple[str, ...]) -> str:
        return about(kinds).value(name, found)

    return Labels(package=package, field=field, value=value, kind=catalogue.label_of_kind)

"""Which services the form of a record offers, and what each is called in whose contract."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.packages.terms import Terms
from web.said import short_title

NO_GROUP = "服务项目"


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """What a service is called, and the contracts (keys, short titles) that call it so."""

    label: str
    content: str
    contracts: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """One service of the form. A code is one box: ticked, it counts in every contract that lists it,
    in each under the name that the contract gives it. Several names are said with their contracts.
    """

    code: str
    names: tuple[Name, ...]

    @property
    def several(self) -> bool:
        """Whether contracts call it differently."""
        return len(self.names) > 1

    @property
    def contracts(self) -> tuple[str, ...]:
        """The contracts that list it."""
        return tuple(key for name in self.names for key in name.contracts)


def services_offered(contracts: Iterable[Terms]) -> list[tuple[str, list[Offered]]]:
    """Services by group, in the order of the packages; the first contract that lists a code groups it."""
    groups: dict[str, str] = {}
    named: dict[str, dict[str, Name]] = {}
    for terms in contracts:
        key, title = terms.contract.key, short_title(terms.contract.title)
        for item in terms.package.item:
            groups.setdefault(item.code, item.group or NO_GROUP)
            names = named.setdefault(item.code, {})
            before = names.get(item.label)
            names[item.label] = Name(
                label=item.label,
                content=before.content if before else item.content,
                contracts=(*(before.contracts if before else ()), key),
                titles=(*(before.titles if before else ()), title),
            )
    found: dict[str, list[Offered]] = {}
    for code, names in named.items():
        found.setdefault(groups[code], []).append(Offered(code=code, names=tuple(names.values())))
    return list(found.items())

"""Which contracts lie within somebody's reach: by place, by contract, by the agency worked for."""

from core.facts import Contract
from core.trust import Scope


def _at_or_below(place: str, above: str) -> bool:
    return place == above or place.startswith(f"{above}/")


def within_reach(scope: Scope, contract: Contract, agency: str = "") -> bool:
    """Whether some reach of the scope covers one of the contract's sites, or names the contract.

    A grant that names the contract reaches it from a place within its sites too. Who works for
    an agency sees that agency's contracts only.
    """
    if agency and agency not in (contract.provider, contract.purchaser, *contract.payers):
        return False
    sites = contract.sites or (contract.county,)
    for reach in scope.reaches:
        if reach.contract not in ("", contract.key):
            continue
        if any(_at_or_below(site, reach.place) for site in sites):
            return True
        if reach.contract and any(_at_or_below(reach.place, site) for site in sites):
            return True
    return False


def reached(scope: Scope, contract: Contract) -> tuple[str, ...]:
    """The places of the contract that the scope covers; empty when that is all of them."""
    found: dict[str, None] = {}
    sites = contract.sites or (contract.county,)
    whole = set()
    for reach in sorted(scope.reaches):
        if reach.contract not in ("", contract.key):
            continue
        for site in sites:
            if _at_or_below(site, reach.place):
                whole.add(site)
                found[site] = None
            elif reach.contract and _at_or_below(reach.place, site):
                found[reach.place] = None
    return () if whole.issuperset(sites) else tuple(found)

"""Places: a site lies within a contract's sites when it is one of them or below one."""

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=4096)
def within(site: str, sites: tuple[str, ...]) -> bool:
    """Whether the site is one of the sites or below one; no sites means everywhere."""
    return not sites or any(site == s or site.startswith(s + "/") for s in sites)


def above(site: str, sites: Iterable[str]) -> bool:
    """Whether at least one of the sites lies below the site."""
    return any(s.startswith(site + "/") for s in sites)


def nearest(site: str, sites: Iterable[str]) -> str | None:
    """The lowest of the sites that the site is or lies below; none when there is no such one."""
    held = [s for s in sites if site == s or site.startswith(s + "/")]
    return max(held, key=len, default=None)

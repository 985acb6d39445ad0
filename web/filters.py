"""What a list is narrowed to, as its address carries it; every link of the list keeps the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Request

from web.posted import clean

#: Of a filter's value only this much is looked at.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of one list by name; a name that is not set is an empty text."""

    path: str
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def href(self, **changes: str) -> str:
        """The same list with some filters changed, from its beginning unless told otherwise."""
        kept = {**self.values, "after": "", **changes}
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"{self.path}?{query}" if query else self.path

    def others(self, *names: str) -> list[tuple[str, str]]:
        """What a form that asks for these names has to carry along, hidden."""
        left_out = {*names, "after"}
        return [(k, v) for k, v in self.values.items() if v and k not in left_out]

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered at all."""
        return any(value for name, value in self.values.items() if name != "after")


def filters(request: Request[Any, Any, Any], names: Iterable[str]) -> Filters:
    """The filters that a page knows, from its address; unknown ones are left out."""
    asked = request.query_params
    values = {name: clean(name, str(asked.get(name) or "").strip()[:LONGEST]) for name in names}
    return Filters(path=request.scope["path"], values=values)

"""What a JSON route takes and gives, declared beside it: the description of /api is made of it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """The Structs of a route's body and answer, the statuses of its refusals, and the Structs of
    parts that the body holds as they come.

    Stands in the route's ``opt`` under ``api``.
    """

    answer: Any = None
    body: Any = None
    parts: tuple[Any, ...] = ()
    errors: tuple[int, ...] = ()

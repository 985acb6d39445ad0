"""Chance by rule: every draw and every id follows from the seed and from what it is about.

A draw about one thing does not move when another thing is added: each has its own stream.
"""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import UUID

SEED = "yanshi"

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, kw_only=True, slots=True)
class Chance:
    """The seed of one demonstration; ``scale`` makes it smaller for tests."""

    seed: str = SEED
    scale: float = 1.0

    def of(self, *words: object) -> random.Random:
        """The stream of draws about something."""
        return random.Random("/".join((self.seed, *map(str, words))))

    def id(self, *words: object, day: date | None = None) -> str:
        """The permanent id of something: a UUIDv7 of that day, its chance part from the words."""
        text = "/".join((self.seed, *map(str, words)))
        digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16])
        since = day or date(2020, 1, 1)
        moment = int(datetime(since.year, since.month, since.day, tzinfo=UTC).timestamp() * 1000)
        value = (moment << 80) | (digest & ((1 << 80) - 1))
        value = value & ~(0xF << 76) | (0x7 << 76)
        value = value & ~(0x3 << 62) | (0x2 << 62)
        return str(UUID(int=value))

    def some(self, number: int) -> int:
        """That many, made smaller by the scale, but never none."""
        return max(1, round(number * self.scale))


def weighted(draw: random.Random, weights: Mapping[Drawn, float]) -> Drawn:
    """One of the keys, by weight."""
    return draw.choices(list(weights), list(weights.values()))[0]


def dealt(items: Sequence[Drawn], number: int) -> list[list[Drawn]]:
    """The items dealt out to that many hands, in order."""
    return [list(items[at::number]) for at in range(number)]

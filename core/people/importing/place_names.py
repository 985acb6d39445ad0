"""Which place a workbook means: 小枧村, 金山镇小枧村 or its path, with or without the township."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.people.search_keys import folded


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """All names under which each place may be written, and the names above it."""

    written: Mapping[str, tuple[str, ...]]
    above: Mapping[str, frozenset[str]]
    names: Mapping[str, str]

    @classmethod
    def of(cls, places: Iterable[Mapping[Any, Any]]) -> "PlaceNames":
        """The names of a county's places, parents before children."""
        lines: dict[str, tuple[str, ...]] = {}
        written: defaultdict[str, list[str]] = defaultdict(list)
        names: dict[str, str] = {}
        for place in places:
            key = place["key"]
            lines[key] = (*lines.get(key.rpartition("/")[0], ()), place["name"])
            names[key] = place["name"]
            line = lines[key]
            ways = {key, *(folded("".join(line[start:])) for start in range(len(line)))}
            for way in ways:
                written[way].append(key)
        above = {key: frozenset(folded(name) for name in line) for key, line in lines.items()}
        return cls({way: tuple(keys) for way, keys in written.items()}, above, names)

    def find(self, village: str, township: str) -> tuple[str, str]:
        """The path of the place that is meant, or a sentence why none is."""
        keys = self.written.get(village) or self.written.get(folded(village), ())
        if township:
            keys = tuple(key for key in keys if folded(township) in self.above[key])
        if len(keys) == 1:
            return keys[0], ""
        where = f"{township}的" if township else ""
        if keys:
            return "", f"有 {len(keys)} 个“{village}”，请在“乡镇（街道）”一列写明是哪一个。"
        near = [name for name in self.names.values() if folded(village) in folded(name)]
        hint = f"，是不是“{near[0]}”" if len(set(near)) == 1 else ""
        return "", f"没有登记{where}“{village}”{hint}？请使用系统中的名称。"

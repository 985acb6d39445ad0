"""Lines of two versions held against each other: whether they are judged, and count, alike."""

from dataclasses import replace

import msgspec

from core.packages.schema import TargetKind
from core.packages.terms import CountedLine


def judged_alike(one: CountedLine | None, other: CountedLine | None) -> bool:
    """Whether they differ at most in words that no rule looks at."""
    if one is None or other is None:
        return one is other
    return _judged(one) == _judged(other)


def counted_alike(one: CountedLine | None, other: CountedLine | None) -> bool:
    """Whether the same records leave the same entries and sums: only prices and targets may differ,
    and of these none that makes a record late. Labels stand in the reasons of refused entries."""
    if one is None or other is None:
        return one is other
    if one.label != other.label or one.summed_by_person != other.summed_by_person:
        return False
    return _counted(one) == _counted(other)


def _judged(line: CountedLine) -> CountedLine:
    targets = tuple(msgspec.structs.replace(target, clause="") for target in line.targets)
    return replace(line, targets=targets, label="", clause="", ref="", group="", say="")


def _counted(line: CountedLine) -> CountedLine:
    judged = _judged(line)
    late = tuple(target for target in judged.targets if target.kind is TargetKind.DEADLINE)
    return replace(judged, targets=late, price=None)

"""The least and the greatest number of a constraint such as ``. >= 0 and . <= 120``."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

ONE = re.compile(r"\(?\s*\.\s*(>=|<=|>|<|=)\s*(-?\d{1,12}(?:\.\d{1,6})?)\s*\)?")
TURNED = re.compile(r"\(?\s*(-?\d{1,12}(?:\.\d{1,6})?)\s*(>=|<=|>|<|=)\s*\.\s*\)?")
LONGEST = 200
MIRROR = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "="}


class UnreadableBounds(Exception):
    """A constraint that is not two whole bounds."""


def bounds_of(text: str, *, whole: bool) -> tuple[int | None, int | None]:
    """Minimum and maximum; of whole numbers ``. > 0`` is at least 1.

    ``UnreadableBounds`` with one sentence for anything else.
    """
    if len(text) > LONGEST:
        raise UnreadableBounds("条件太长")
    least: list[int] = []
    most: list[int] = []
    for part in re.split(r"\s+and\s+", text.strip()):
        sign, number = _one(part)
        if not whole and (sign in "<>" or number != number.to_integral_value()):
            raise UnreadableBounds("小数题的上下限只能是整数，并且包含上下限本身（>= 或 <=）")
        if sign in (">=", ">", "="):
            up = int(number.to_integral_value(ROUND_CEILING))
            least.append(up + 1 if sign == ">" and up == number else up)
        if sign in ("<=", "<", "="):
            down = int(number.to_integral_value(ROUND_FLOOR))
            most.append(down - 1 if sign == "<" and down == number else down)
    return max(least, default=None), min(most, default=None)


def _one(part: str) -> tuple[str, Decimal]:
    found = ONE.fullmatch(part.strip())
    if found:
        return found[1], Decimal(found[2])
    turned = TURNED.fullmatch(part.strip())
    if turned is None:
        raise UnreadableBounds(f"看不懂“{part.strip()[:30]}”")
    return MIRROR[turned[2]], Decimal(turned[1])

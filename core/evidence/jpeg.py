"""The segments of a JPEG, walked through without decoding: is it whole, and what would it cost?"""

import re
from dataclasses import dataclass

START, SCAN, END = 0xD8, 0xDA, 0xD9
#: Markers without a length behind them: restarts, and one for private use.
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
#: What a marker begins with, and what fills the place before it.
FILL = re.compile(rb"\xff+")
#: Within a scan, every 0xFF that begins something else than a restart or a stuffed byte.
NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
#: Segments and fill bytes: a camera writes dozens, and a decoder looks at each of them for itself.
MOST_STEPS = 4_000


@dataclass(frozen=True, slots=True)
class Walked:
    """How many scans the picture has, whether its end was reached, and whether that took too long."""

    scans: int
    whole: bool
    endless: bool = False


def walk(content: bytes) -> Walked:
    """Walk over the first picture of the file; what follows its end is not looked at."""
    at, scans, steps = 2, 0, 0
    while at + 4 <= len(content) and (filled := FILL.match(content, at)):
        steps += filled.end() - at
        if steps > MOST_STEPS:
            return Walked(scans, whole=False, endless=True)
        at = filled.end() - 1
        marker = content[at + 1] if at + 1 < len(content) else END
        if marker == END:
            break
        if marker in BARE:
            at += 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == SCAN:
            scans += 1
            found = NEXT.search(content, at)
            if found is None:
                break
            at = found.start()
    return Walked(scans, whole=scans > 0 and content[at : at + 2] == bytes((0xFF, END)))

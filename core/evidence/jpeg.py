"""The segments of a JPEG, walked through without decoding: is it whole, and what would it cost?"""

import re
from dataclasses import dataclass

START, SCAN, END = 0xD8, 0xDA, 0xD9
#: Markers without a length behind them: restarts, and one for private use.
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
#: Within a scan, every 0xFF that begins something else than a restart or a stuffed byte.
NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class Walked:
    """How many scans the picture has, and whether its end was reached."""

    scans: int
    whole: bool


def walk(content: bytes) -> Walked:
    """Walk over the first picture of the file; what follows its end is not looked at."""
    at, scans = 2, 0
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == END:
            return Walked(scans, whole=scans > 0)
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

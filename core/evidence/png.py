"""The chunks of a PNG, walked through without decoding: is it whole, and are there too many?"""

from dataclasses import dataclass

#: Behind the eight bytes by which a PNG is known: chunks of a length, a name, the data and a sum.
FIRST, FRAME = 8, 12
#: Writers put 4 to 64 KB into a chunk; a decoder looks at each of them for itself.
MOST_CHUNKS = 20_000


@dataclass(frozen=True, slots=True)
class Chunks:
    """Whether the end was reached, and whether there were more chunks than any writer makes."""

    whole: bool
    endless: bool = False


def chunks_of(content: bytes) -> Chunks:
    """Walk to the end of the picture; what follows it is not looked at."""
    at = FIRST
    for _ in range(MOST_CHUNKS):
        name = content[at + 4 : at + 8]
        at += FRAME + int.from_bytes(content[at : at + 4])
        if at > len(content) or len(name) < 4:
            return Chunks(whole=False)
        if name == b"IEND":
            return Chunks(whole=True)
    return Chunks(whole=False, endless=True)

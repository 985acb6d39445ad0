"""Which records have photos 有照片的记录: the events of the last months, and one visit in forty.

The year before is on paper: its evidence is said to be there, and no file lies behind it.
"""

import hashlib

import msgspec

from core.recording import EvidenceInput, RecordInput
from web.demonstration.chance import Chance
from web.demonstration.pictures import picture
from web.demonstration.timeline import PRESENT, Timeline

#: Months at the end of the term whose events were photographed, and how often.
MONTHS, OF_AN_EVENT = 3, 2
#: Share of the single visits of these months, and of those that show what another visit showed.
VISITS, LENT = 0.025, 0.06
#: Heads that find room in a picture.
ROOM = 24


def photographed(
    chance: Chance, timeline: Timeline, posted: RecordInput
) -> tuple[tuple[EvidenceInput, ...], list[bytes]]:
    """The record's evidence, its photos with the SHA-256 of their files, and these files."""
    day = next(iter(posted.dates.values()))
    many = len(posted.attendances) + sum(one.number for one in posted.heads)
    draw = chance.of("photographed", posted.id)
    seen = day >= timeline.first(PRESENT + 1 - MONTHS)
    if not seen or not many or (many == 1 and draw.random() >= VISITS):
        return posted.evidence, []
    if many == 1 and draw.random() < LENT:
        draw, day = chance.of("lent"), timeline.first(PRESENT - 1)
    evidence: list[EvidenceInput] = []
    photos: list[bytes] = []
    for one in posted.evidence:
        if one.kind != "photo":
            evidence.append(one)
            continue
        for turn in range(OF_AN_EVENT if many > 1 else 1):
            content = picture(draw, day, posted.title, min(many + (many == 1), ROOM))
            file = hashlib.sha256(content).hexdigest()
            uuid = chance.id("photo", posted.id, turn, day=day) if turn else one.id
            evidence.append(msgspec.structs.replace(one, id=uuid, file=file))
            photos.append(content)
    return tuple(evidence), photos

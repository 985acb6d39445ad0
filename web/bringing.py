"""Photos on their way in: whole from a form, part by part from a phone; kept, refused or to go on.

Examining and keeping bytes takes its time and happens before the unit of work; what the unit
writes down is only what is durable already.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from litestar.datastructures import UploadFile

from core.evidence.arrived import Arrived, arrived_of, make_ready
from core.evidence.header import LARGEST_FILE
from core.evidence.limits import MEBIBYTE, Limits, check_day, check_length
from core.evidence.receiving import (
    NOT_WHOLE,
    Part,
    WrongOffset,
    add_part,
    begin_again,
    forget_parts,
    keep_part,
    put_together,
)
from core.evidence.rows import file_row, upload_row
from core.recording.arriving import arrive
from core.store import reading
from core.store.errors import Refused
from web.posted import Posted

#: Photos in one form; more come in the next one.
MOST_AT_ONCE = 9
FORM_LIMIT = 64 * MEBIBYTE
#: A form with photos may take this long on a slow line; only whoever has signed in may send one.
FORM_SECONDS = 180


def limits_of(desk: Any) -> Limits:
    """What one account may bring in a day here."""
    return Limits(files=desk.settings.files_a_day, bytes=desk.settings.megabytes_a_day * MEBIBYTE)


def bring(desk: Any, station: Any, content: bytes) -> Arrived:
    """A whole file: kept once however often it comes, or refused with what to do instead.

    TooMuch when it is beyond the limits of a file, or of the account's day.
    """
    check_length(len(content))
    with reading(station.engine) as connection:
        known = file_row(connection, desk.county, sha256(content).hexdigest())
        if known is not None:
            return arrived_of(known)
        check_day(connection, desk.actor.id, desk.day, limits_of(desk), len(content))
    return _whole(desk, station, content)


def _whole(desk: Any, station: Any, content: bytes) -> Arrived:
    ready = make_ready(station.files, desk.county, content, station.scanner)
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        return arrive(unit, station.book(unit.connection), station.files, ready)


def bring_part(desk: Any, station: Any, part: Part) -> Arrived | int:
    """One part of a file: how much has come by now, or what became of the whole.

    WrongOffset says where to go on: at the beginning, when what came was not what was promised.
    """
    part.check()
    if part.whole:  # as most photos come from a phone: nothing is kept on the way
        return bring(desk, station, part.content)
    with reading(station.engine) as connection:
        known = file_row(connection, desk.county, part.sha256)
        upload = upload_row(connection, desk.county, desk.actor.id, part.sha256)
    if known is not None:
        return arrived_of(known)
    if part.offset != (upload.received if upload else 0):
        raise WrongOffset(upload.received if upload else 0)
    name = keep_part(station.files, desk.county, part)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            upload = add_part(unit, limits_of(desk), part, name)
    except Refused:
        forget_parts(station.files, desk.county, [name])
        raise
    if upload.received < upload.length:
        return int(upload.received)
    return _finished(desk, station, upload)


def _finished(desk: Any, station: Any, upload: Any) -> Arrived:
    """All bytes have come: are they what was promised, and what are they?"""
    content = put_together(station.files, upload)
    if content is None:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            known = file_row(unit.connection, desk.county, upload.sha256)
            if known is not None:  # somebody else finished the same file meanwhile
                return arrived_of(known)
            begin_again(unit, upload.sha256)
        forget_parts(station.files, desk.county, upload.parts)
        raise WrongOffset(0, NOT_WHOLE)
    arrived = _whole(desk, station, content)
    forget_parts(station.files, desk.county, upload.parts)
    return arrived


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """The photos of a form by the name that asked for them, as SHA-256; what was wrong with others."""

    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """Refused with every sentence, when some photo was."""
        if self.problems:
            raise Refused(next(iter(self.problems.values())), problems=dict(self.problems))


def bring_form(desk: Any, station: Any, posted: Posted, start: str) -> Brought:
    """The photos of a posted form whose fields begin so; each is kept even when the form is not."""
    chosen = {
        name.removeprefix(start): [one for one in many if one.filename]
        for name, many in posted.files.items()
        if name.startswith(start)
    }
    files: dict[str, tuple[str, ...]] = {}
    problems: dict[str, str] = {}
    if sum(map(len, chosen.values())) > MOST_AT_ONCE:
        say = f"一次最多上传 {MOST_AT_ONCE} 张照片，请分几次。"
        return Brought(problems={next(iter(chosen)): say})
    for name, many in chosen.items():
        try:
            files[name] = tuple(_each(desk, station, many))
        except Refused as refused:
            problems[name] = refused.say
    return Brought(files=files, problems=problems)


def _each(desk: Any, station: Any, many: Iterable[UploadFile]) -> Iterable[str]:
    for one in many:
        arrived = bring(desk, station, one.file.read(LARGEST_FILE + 1))
        if arrived.refused:
            raise Refused(arrived.say)
        yield arrived.sha256

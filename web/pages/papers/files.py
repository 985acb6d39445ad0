"""A drawn paper as a file to keep, sign or compute with; its name says what it is of."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import quote

from litestar import Response

from core.evidence.keeping import Kind
from core.evidence.seeing import bytes_of
from core.papers.templates.filling import Context, filled
from core.papers.templates.placeholders import context_of
from core.papers.writing import FORMATS, Photos
from core.plugin.drawn import Drawn
from core.store.errors import Missing, Refused

NO_SUCH_FILE = "没有这种格式的文书。"
#: What no file system takes in a name.
NOT_IN_A_NAME = str.maketrans('/\\:*?"<>|\n\t', "_" * 11)


def file_of(
    station: Any,
    county: str,
    papers: Sequence[Drawn],
    kind: str,
    name: str,
    *,
    template: bytes = b"",
    names: Collection[str] = (),
    context: Context = context_of,
) -> Response[bytes]:
    """The papers as one file; 404 for a format that nobody writes, or without any paper.

    Word is filled into the county's own ``template`` where there is one; with ``names`` it may use
    no other.
    """
    if kind not in FORMATS or not papers:
        raise Missing(NO_SUCH_FILE)
    photos = photo_of(station, county)
    if kind == "word" and template:
        return as_file(filled(template, papers, photos, known=names, context=context), kind, name)
    return as_file(FORMATS[kind].write(papers, photos), kind, name)


def photo_of(station: Any, county: str) -> Photos:
    """Photos of the station as they are shown on the screen; none where the store has it not."""

    def photo(file: str) -> bytes | None:
        try:
            return bytes_of(station.files, county, Kind.VIEW, file)
        except (OSError, Missing, Refused):
            return None

    return photo


def as_file(content: bytes, kind: str, name: str) -> Response[bytes]:
    """Bytes as a file of that kind to keep."""
    found = FORMATS[kind]
    ending = f"{name.translate(NOT_IN_A_NAME)}.{found.ending}"
    return Response(
        content,
        media_type=found.media,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(ending)}",
            "cache-control": "no-store",
        },
    )


def file_links(paper: Any, address: str) -> list[tuple[str, str]]:
    """Address and word of each file that the paper is made as; ``address`` ends where it is named."""
    return [(f"{address}format={key}", FORMATS[key].label) for key in paper.formats]

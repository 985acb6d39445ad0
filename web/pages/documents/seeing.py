"""One photo or signature of a document, drawn anew as those of records are."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from core.evidence.keeping import Kind
from core.evidence.seeing import bytes_of
from core.store import reading
from core.store.errors import Forbidden, Missing
from web.given import Desk, Engine, Station
from web.handing_out import CACHE, NOBODY, SHELTERED, served
from web.pages.documents.photos import hidden_from, photos_in
from web.pages.documents.showing import declared, seen_document


@get(
    "/documents/{document:uuid}/photos/{key:str}",
    opt={"permission": "case.see"},
    sync_to_thread=True,
)
def photo(
    desk: Desk, station: Station, engine: Engine, document: FromPath[UUID], key: FromPath[str]
) -> Response[bytes]:
    """The picture, as large as a screen."""
    with reading(engine) as connection:
        row, subject = seen_document(desk, connection, str(document))
        every = photos_in(connection, desk.county, declared(station, row), row.answers)
        found = next((one for one in every if one.key == key and not one.why), None)
        if found is None:
            raise Missing(NOBODY)
        if hidden_from(desk, connection, row, subject):
            raise Forbidden(SHELTERED)
    content = bytes_of(station.files, desk.county, Kind.VIEW, found.file)
    name = f"{found.label}-{row.changed_at:%Y-%m-%d}.jpg"
    return served(content, "image/jpeg", name, "inline", CACHE)


HANDLERS = [photo]

"""Enrolling this phone for whoever is signed in on it."""

from datetime import datetime

from litestar import Response, post
from msgspec import Struct

from core.field.devices import enrol
from core.recording.inputs import Input
from core.store import unit_of_work
from web.api.operation import Operation
from web.api.reading import decoded
from web.desk import cookie, lasting_session
from web.given import Body, Desk, Engine, Station

#: A cookie of the phone, not of the session: as long as browsers keep one.
LIFE = 400 * 24 * 60 * 60


class DeviceInput(Input, frozen=True):
    """This phone: the permanent id that was made on it, and what its owner calls it. ``after`` are
    the ids under which it was stopped before, the last one first."""

    id: str
    name: str
    after: tuple[str, ...] = ()


class EnrolledTold(Struct, frozen=True):
    """The enrolment; ``recovery_key`` (base64url, 32 bytes) opens the outbox of this phone and
    account when the PIN was forgotten, and is the same at every enrolment of the two."""

    id: str
    name: str
    enrolled_at: datetime
    recovery_key: str


ENROLS = Operation(body=DeviceInput, answer=EnrolledTold, errors=(401, 403, 422))


@post(
    "/api/devices",
    opt={"permission": "signed_in", "api": ENROLS},
    status_code=200,
    sync_to_thread=True,
)
def enrolled(desk: Desk, station: Station, engine: Engine, body: Body) -> Response[EnrolledTold]:
    """Enrol this phone for the account, once more too; sets the cookie that it is known by, and
    from now on its session outlasts the browser's window."""
    given = decoded(body, DeviceInput)
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        made = enrol(
            unit,
            station.sealer,
            device=given.id,
            name=given.name,
            session=desk.session,
            after=given.after,
        )
    told = EnrolledTold(
        id=made.device.id,
        name=made.device.name,
        enrolled_at=made.device.enrolled_at,
        recovery_key=made.recovery_key,
    )
    known = cookie(desk, "yizhan_device", made.token, life=LIFE)
    return Response(told, cookies=[known, lasting_session(desk)])


HANDLERS = [enrolled]

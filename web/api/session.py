"""Who is signed in on this phone, with what a phone needs before it sends what has waited."""

from datetime import datetime
from typing import Any

from litestar import Request, Response, get
from msgspec import Struct

from core.field.nonces import new_nonce
from web.api.operation import Operation
from web.given import Desk, Station


class AccountTold(Struct, frozen=True):
    """The account that is signed in; ``role`` is the word on the screen."""

    id: str
    name: str
    role: str
    agency: str


class DeviceTold(Struct, frozen=True):
    """This phone: ``enrolled`` for this account, or ``unknown``: to be enrolled before it keeps
    anything."""

    state: str
    id: str = ""
    name: str = ""


class SessionTold(Struct, frozen=True):
    """What a phone asks for before it sends: who it sends for, the token that changes carry in
    ``x-csrf-token``, a fresh nonce for what is made from now on, the station's time, and the
    version of the application."""

    account: AccountTold
    csrf: str
    nonce: str
    time: datetime
    version: str
    device: DeviceTold


TELLS = Operation(answer=SessionTold, errors=(401, 403))


@get("/api/session", opt={"permission": "signed_in", "api": TELLS}, sync_to_thread=True)
def session(request: Request[Any, Any, Any], desk: Desk, station: Station) -> Response[SessionTold]:
    """Who is signed in, a fresh nonce, and the state of this phone."""
    account, phone = desk.account, desk.visit.phone
    assert account is not None
    ours = phone is not None and phone.account == account.id
    told = SessionTold(
        account=AccountTold(
            id=account.id, name=account.name, role=desk.role_label, agency=account.agency
        ),
        csrf=desk.csrf,
        nonce=new_nonce(station.sealer, account.id, desk.now),
        time=desk.now,
        version=request.app.state.version,
        device=DeviceTold(state="enrolled", id=phone.id, name=phone.name)
        if phone is not None and ours
        else DeviceTold(state="unknown"),
    )
    return Response(told)


HANDLERS = [session]

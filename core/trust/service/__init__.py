"""The use cases of trust, each one transaction with its audit entry."""

from core.trust.service.accounts import close_account, create_account, set_password
from core.trust.service.grants import end_grant, grant
from core.trust.service.sessions import find_session, revoke, seen, sign_out
from core.trust.service.sign_in import SignedIn, enter_by_door, sign_in

__all__ = [
    "SignedIn",
    "close_account",
    "create_account",
    "end_grant",
    "enter_by_door",
    "find_session",
    "grant",
    "revoke",
    "seen",
    "set_password",
    "sign_in",
    "sign_out",
]

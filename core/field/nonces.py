"""Nonces: instants that the station has signed, so that a phone without a signal can prove that
what it made was not made before. They need no table."""

import hmac
from datetime import UTC, datetime

from core.trust.secrets import Sealer

PURPOSE = "receipt.nonce"
#: No nonce of ours is longer.
LONGEST = 120


def new_nonce(sealer: Sealer, account: str, at: datetime) -> str:
    """The instant with the station's mark on it, for this account only."""
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return f"{stamp}~{_mark(sealer, account, stamp)}"


def nonce_instant(
    sealer: Sealer, account: str, nonce: str, received_at: datetime
) -> datetime | None:
    """When the nonce was given; nothing for one that is not ours, or not this account's."""
    stamp, _, mark = nonce.partition("~")
    expected = _mark(sealer, account, stamp)
    if len(nonce) > LONGEST or not hmac.compare_digest(expected.encode(), mark.encode()):
        return None
    given = datetime.fromisoformat(stamp)
    return given if given <= received_at else None


def _mark(sealer: Sealer, account: str, stamp: str) -> str:
    return sealer.blind_index(f"{account}\n{stamp}", PURPOSE)

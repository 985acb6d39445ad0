"""Short texts that travel through a browser and must come back unchanged."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta


def _mac(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()


def signed(key: bytes, purpose: str, text: str, *, at: datetime) -> str:
    """The text with its instant and signature, fit for a cookie."""
    packed = urlsafe_b64encode(text.encode()).decode().rstrip("=")
    stamped = f"{packed}.{int(at.timestamp())}"
    return f"{stamped}.{_mac(key, purpose, stamped)}"


def opened(key: bytes, purpose: str, value: str, *, at: datetime, within: timedelta) -> str | None:
    """The text that was signed for this purpose within the time; None for anything else."""
    stamped, _, mac = value.rpartition(".")
    if not hmac.compare_digest(_mac(key, purpose, stamped).encode(), mac.encode()):
        return None
    packed, _, moment = stamped.rpartition(".")
    age = at - datetime.fromtimestamp(int(moment), UTC)
    if not timedelta(seconds=-60) <= age <= within:
        return None
    return urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()


def visitor_csrf(key: bytes, visitor: str) -> str:
    """The form token of someone who has not signed in, bound to her browser's visitor cookie."""
    return _mac(key, "visitor", visitor)


def keeping_key(key: bytes, account: str) -> str:
    """The key (256 bits, base64url) under which this account's pages keep drafts in the browser.

    Derived, not stored: the same at every sign-in of the account, and nobody else's.
    """
    return urlsafe_b64encode(hmac.digest(key, f"keeping\n{account}".encode(), "sha256")).decode()

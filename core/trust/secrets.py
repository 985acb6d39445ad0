"""Sealing 加密: ID numbers and other secrets as cipher text, and blind indexes to find them by.

The keys come in as a value that ``web/`` reads; nothing below it knows where they are kept.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class Unreadable(Exception):
    """A cipher text that was changed, moved to another place, or whose key is missing."""


@dataclass(frozen=True, slots=True)
class Sealer:
    """The keys of one installation: ``current`` seals, every known one opens.

    ``place`` is always "table.column"; a cipher text opens only at its own place and row, so
    that nobody can move one person's number to another.
    """

    current: str
    keys: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise ValueError(f"there is no key {self.current!r}")
        if any(len(key) != KEY_BYTES for key in (*self.keys.values(), self.index_key)):
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        if any(not 0 < len(name.encode()) < 256 for name in self.keys):
            raise ValueError("the id of a key has 1 to 255 bytes")

    def seal(self, text: str, place: str, row: str = "") -> bytes:
        """The text as AES-256-GCM cipher text: length of key id, key id, nonce, cipher."""
        return self.seal_bytes(text.encode(), place, row)

    def unseal(self, sealed: bytes, place: str, row: str = "") -> str:
        """The text again; ``Unreadable`` when anything about it was changed."""
        try:
            return self.unseal_bytes(sealed, place, row).decode()
        except UnicodeDecodeError:
            raise Unreadable("changed, or sealed for another place") from None

    def seal_bytes(self, content: bytes, place: str, row: str = "") -> bytes:
        """The same for what is no text: the bytes of a file."""
        name = self.current.encode()
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(self.keys[self.current]).encrypt(nonce, content, _bound_to(place, row))
        return b"".join((bytes([len(name)]), name, nonce, cipher))

    def unseal_bytes(self, sealed: bytes, place: str, row: str = "") -> bytes:
        """The bytes again; ``Unreadable`` when anything about them was changed."""
        end = 1 + sealed[0] if sealed else 0
        key = self.keys.get(sealed[1:end].decode(errors="replace"))
        if key is None:
            raise Unreadable("the key of this cipher text is not here")
        nonce, cipher = sealed[end : end + NONCE_BYTES], sealed[end + NONCE_BYTES :]
        try:
            return AESGCM(key).decrypt(nonce, cipher, _bound_to(place, row))
        except (InvalidTag, ValueError):
            raise Unreadable("changed, or sealed for another place") from None

    def blind_index(self, text: str, place: str) -> str:
        """A keyed fingerprint (HMAC-SHA256) to find an exact text by; useless without the key."""
        message = place.encode() + b"\x00" + text.encode()
        return hmac.new(self.index_key, message, hashlib.sha256).hexdigest()


def _bound_to(place: str, row: str) -> bytes:
    return f"{place}\x00{row}".encode() if row else place.encode()


def new_keys(name: str) -> dict[str, Any]:
    """Fresh keys as plain data, ready to be written to a file that only the server reads."""
    return {
        "current": name,
        "index": _as_text(secrets.token_bytes(KEY_BYTES)),
        "keys": {name: _as_text(secrets.token_bytes(KEY_BYTES))},
    }


def sealer_from(data: Mapping[str, Any]) -> Sealer:
    """The sealer of keys that were read from such a file."""
    return Sealer(
        current=data["current"],
        keys={name: base64.b64decode(key) for name, key in data["keys"].items()},
        index_key=base64.b64decode(data["index"]),
    )


def _as_text(key: bytes) -> str:
    return base64.b64encode(key).decode()

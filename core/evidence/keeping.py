"""The files of a station: a store, and the keys with which everything in it is sealed.

Whoever copies the store, or a backup of it, sees no picture. A file opens only under its own name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.evidence.store import Store
from core.trust.secrets import Sealer, Unreadable

NAME = re.compile(r"[a-z0-9-]{1,80}")


class Kind(StrEnum):
    """What lies in the store: originals as they came, what is shown of them, parts on their way."""

    ORIGINAL = "original"
    VIEW = "view"
    THUMBNAIL = "thumbnail"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Files:
    """Bytes by county, kind and name (the SHA-256 of the original, or the id of a part)."""

    store: Store
    sealer: Sealer

    def put(self, county: str, kind: Kind, name: str, content: bytes) -> None:
        """Sealed and durable when it returns; OSError when the store cannot."""
        place = _place(county, kind, name)
        self.store.put(place, self.sealer.seal_bytes(content, f"file.{kind}", name))

    def get(self, county: str, kind: Kind, name: str) -> bytes:
        """The bytes as they came; FileNotFoundError or OSError when they cannot be had."""
        sealed = self.store.get(_place(county, kind, name))
        try:
            return self.sealer.unseal_bytes(sealed, f"file.{kind}", name)
        except Unreadable as changed:
            raise OSError("a file was changed, or its key is missing") from changed

    def copy(self, other: "Files", county: str, kind: Kind, name: str) -> None:
        """Take over what another store holds under the same name, sealed as it is there."""
        place = _place(county, kind, name)
        self.store.put(place, other.store.get(place))

    def names(self, county: str, kind: Kind) -> Iterable[str]:
        """The names of everything of a kind."""
        return self.store.names(f"{county}/{kind}")

    def delete(self, county: str, kind: Kind, name: str) -> None:
        """Forget it."""
        self.store.delete(_place(county, kind, name))


def _place(county: str, kind: Kind, name: str) -> str:
    if not NAME.fullmatch(county) or not NAME.fullmatch(name):
        raise ValueError("no name of a file")
    return f"{county}/{kind}/{name}"

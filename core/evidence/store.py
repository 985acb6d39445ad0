"""Where the bytes of files are kept 文件存放处: by name, each whole or not there at all.

A folder of this machine, or a bucket of any S3-compatible store; both keep the same promises:
``put`` has returned only when the bytes would survive a power cut, and a name never shows half of
what was put there.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from core.evidence.bucket import Bucket
from core.evidence.folder import Folder

S3 = "s3://"


class Store(Protocol):
    """What both can do. A name that is not there is a FileNotFoundError, trouble an OSError."""

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under the name, in place of what was there."""

    def get(self, name: str) -> bytes:
        """The bytes of a name."""

    def delete(self, name: str) -> None:
        """Forget a name; one that is not there is forgotten already."""

    def names(self, start: str) -> Iterable[str]:
        """The last parts of all names below these first ones, in no order."""


def open_store(address: str, options: Mapping[str, str] | None = None) -> Store:
    """The store at a folder's path, or at s3://bucket/prefix with its endpoint, region and keys.

    Nothing is made or asked before the first file.
    """
    if address.startswith(S3):
        return Bucket(address=address, options=dict(options or {}))
    return Folder(root=Path(address))

"""Files in a folder: written aside, made durable, then renamed; readable by the server only."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, with a folder of two letters between a kind and its files."""

    root: Path

    def put(self, name: str, content: bytes) -> None:
        """Written beside its place, synced, renamed, and the folder synced: whole or not there."""
        path = self._path(name)
        self._make(path.parent)
        aside = path.with_name(f".{secrets.token_hex(8)}")
        try:
            handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        _sync(path.parent)

    def get(self, name: str) -> bytes:
        """The bytes; never those behind a symbolic link."""
        handle = os.open(self._path(name), os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as file:
            return file.read()

    def delete(self, name: str) -> None:
        """Take the file away."""
        self._path(name).unlink(missing_ok=True)

    def names(self, start: str) -> Iterator[str]:
        """The files below, without what is just being written aside."""
        for path in (self.root / start).glob("*/*"):
            if not path.name.startswith("."):
                yield path.name

    def _path(self, name: str) -> Path:
        kind, _, last = name.rpartition("/")
        return self.root / kind / last[-2:] / last

    def _make(self, folder: Path) -> None:
        """The folder with those above it, each durable before anything lies in it."""
        if folder.is_dir():
            return
        if folder != self.root:
            self._make(folder.parent)
        folder.mkdir(mode=0o700, parents=folder == self.root, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

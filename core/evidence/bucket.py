"""Files in a bucket of an S3-compatible store, by the same promises as a folder."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store


@dataclass(frozen=True)
class Bucket:
    """A bucket and the prefix under which everything of ours lies.

    ``options`` are those of obstore's S3Store: endpoint, region, access_key_id, secret_access_key,
    allow_http.
    """

    address: str
    options: dict[str, str] = field(repr=False)

    def put(self, name: str, content: bytes) -> None:
        """The store answers once the object is durable; an object is whole or not there."""
        with _as_os_error():
            try:
                obstore.put(self._store, name, content, use_multipart=False)
            except FileNotFoundError as error:
                raise OSError("there is no such bucket") from error

    def get(self, name: str) -> bytes:
        """The bytes of an object; FileNotFoundError when there is none."""
        with _as_os_error():
            return bytes(obstore.get(self._store, name).bytes())

    def delete(self, name: str) -> None:
        """Take the object away."""
        with _as_os_error(), suppress(FileNotFoundError):
            obstore.delete(self._store, name)

    def names(self, start: str) -> Iterator[str]:
        """The objects below, asked for a thousand at a time."""
        with _as_os_error():
            for some in obstore.list(self._store, prefix=start):
                for one in some:
                    yield one["path"].rpartition("/")[2]

    @cached_property
    def _store(self) -> Any:
        options: Any = dict(self.options)
        plain = options.pop("allow_http", "") == "1"
        return S3Store.from_url(
            self.address,
            client_options={"allow_http": plain, "timeout": "30s"},
            retry_config={"max_retries": 3},
            **options,
        )


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Trouble of the bucket as callers know it from a folder."""
    try:
        yield
    except BaseError as error:
        raise OSError("the store of files does not answer") from error

"""Permanent ids: UUIDv7, made where the record is made (a phone, a desk, an import)."""

from uuid import UUID

import uuid_utils

from core.store.errors import Refused

#: Digits of a key that both databases hold.
LONGEST_KEY = 18


def new_id() -> str:
    """A new permanent id. Ids of one process sort in the order in which they were made."""
    return str(uuid_utils.uuid7())


def small_key(text: str) -> int | None:
    """A small key as the cursor of a list carries it; nothing for what cannot be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def checked_id(text: str) -> str:
    """The id in its canonical form; anything that is not a UUID is refused in Chinese."""
    try:
        return str(UUID(text))
    except (ValueError, AttributeError, TypeError):
        raise Refused("编号格式不正确。", field="id") from None

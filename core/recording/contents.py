"""What a record says now: the newest of its versions that holds the whole content."""

import msgspec
from sqlalchemy import Connection

from core.recording.inputs import RecordInput
from core.store.errors import Missing
from core.store.versions import versions_of


def newest_content(connection: Connection, uuid: str) -> RecordInput:
    """The newest whole version of a record, as it was posted."""
    whole = [v for v in versions_of(connection, "record", uuid) if "kind" in v["content"]]
    if not whole:
        raise Missing("没有这条记录。")
    return msgspec.convert(whole[-1]["content"], RecordInput)

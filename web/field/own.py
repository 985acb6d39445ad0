"""One's own records of the last days, as forms: so that one can be corrected without a signal."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from core.activities.listing import Listed
from core.recording.asking import questions_of
from core.recording.contents import newest_content
from core.store.errors import Missing, Refused
from web.field.pairs import pairs_of
from web.pages.activities.showing import may_change
from web.pages.record.draft import draft_of
from web.pages.record.sheet import sheet_of
from web.templating import day as day_in_words


def own_records(
    desk: Any, station: Any, connection: Connection, listed: Iterable[Listed]
) -> list[dict[str, Any]]:
    """Those that the person may correct, with the fields of their form and their contracts."""
    found = []
    for row in listed:
        if not may_change(desk, row):
            continue
        try:
            content = newest_content(connection, row.uuid)
            sheet = sheet_of(
                desk, station, connection, draft_of(content, (), row.version), row.provider
            )
        except (Missing, Refused):
            continue  # a person or kind out of reach by now: corrected at a desk
        draft = draft_of(content, questions_of(sheet.asked), row.version)
        found.append(
            {
                "id": row.uuid,
                "kind": row.kind,
                "day": day_in_words(row.day),
                "title": row.title,
                "people": [uuid for uuid, _ in row.names],
                "contracts": [terms.contract.key for terms in sheet.contracts],
                "fields": pairs_of(draft),
            }
        )
    return found

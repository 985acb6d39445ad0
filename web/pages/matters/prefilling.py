"""What a record already says of a matter: the answers 异常 with their notes, or a lead's household."""

from collections.abc import Mapping
from typing import Any

from core.facts import Record
from core.plugin import ActivityKind, Question
from web.pages.activities.telling import issues_of


def given_by(
    record: Record, kind: ActivityKind | None, questions: Mapping[str, Question]
) -> dict[str, Any]:
    """The form's first values when it is opened from a record; nothing is typed twice."""
    given: dict[str, Any] = {"record": record.id, "site": record.site}
    if kind is not None and kind.lead is not None:
        said = {name: str(record.fields.get(key, "")) for name, key in (
            ("name", kind.lead.name), ("address", kind.lead.address), ("what", kind.lead.what)
        )}  # fmt: skip
        return given | {"kind": "lead"} | said
    people = [a.person for a in record.attendances]
    if len(people) == 1:
        given["person"] = people[0]
    issues = issues_of(questions, record)
    if issues:
        given |= {"kind": "incident", "severity": "major", "what": "；".join(issues)}
    return given

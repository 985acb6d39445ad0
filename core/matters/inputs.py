"""What a phone or a desk sends to raise a matter; unknown keys are refused."""

from datetime import datetime

from core.recording.inputs import Input


class ToldInput(Input, frozen=True):
    """Somebody who was told at once by the one who raised it: 120, the family, the village."""

    office: str
    at: datetime
    means: str = "phone"
    note: str = ""


class MatterInput(Input, frozen=True):
    """A need, incident or lead as it was found; ``id`` is permanent and made on the phone.

    ``person`` for needs and incidents; for a lead ``name`` and ``address`` as they were told. An
    empty ``site`` is the person's own village. ``record`` is the record in which it was found.
    ``routes`` ("contract:route") are only given when the person who raises it chose among several.
    """

    id: str
    kind: str
    what: str
    found_at: datetime
    severity: str = "general"
    site: str = ""
    person: str | None = None
    name: str = ""
    address: str = ""
    record: str | None = None
    routes: tuple[str, ...] = ()
    told: tuple[ToldInput, ...] = ()
    sheltered: bool = False

"""What a use case may answer instead of doing what was asked: refused, conflict, missing."""


class Refused(Exception):
    """The request cannot be done; ``say`` tells the person what is wrong and what to do.

    ``problems`` maps a form field to its own sentence when several are wrong at once.
    """

    def __init__(self, say: str, *, field: str = "", problems: dict[str, str] | None = None):
        super().__init__(say)
        self.say = say
        self.field = field
        self.problems = problems or ({field: say} if field else {})


class Conflict(Refused):
    """The same id with other content, or a version that is no longer the newest."""


class Missing(Refused):
    """There is no such thing, or it lies outside what the actor may see."""


class Forbidden(Refused):
    """The actor may not do this to this object."""

"""What the station should hold after whatever phones have sent: the protocol in plain words."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Content:
    """An item as far as the model tells items apart. ``version`` is 0 for a new record."""

    do: str
    record: str
    minutes: int
    version: int = 0


@dataclass
class Kept:
    """One record in the house."""

    owner: str
    first: int
    minutes: int
    version: int = 1
    void: bool = False
    waiting: set[int] = field(default_factory=set)


@dataclass
class Model:
    """Records by id, and the answers that were given, by item."""

    records: dict[str, Kept] = field(default_factory=dict)
    answered: dict[Content, tuple[str, str]] = field(default_factory=dict)

    def take(self, account: str, item: Content) -> str:
        """The outcome of one item, and what it changes."""
        outcome = self._outcome(account, item)
        if outcome in ("saved", "conflict"):
            self.answered.setdefault(item, (account, outcome))
        return outcome

    def _outcome(self, account: str, item: Content) -> str:
        kept = self.records.get(item.record)
        if item in self.answered:
            whose, before = self.answered[item]
            if whose != account:
                return "refused"
            assert kept is not None
            return "conflict" if before == "conflict" and kept.waiting else "again"
        if kept is None:
            if item.do == "correct":
                return "refused"
            self.records[item.record] = Kept(account, item.minutes, item.minutes)
            return "saved"
        if kept.owner != account:
            return "refused"
        if item.do == "form":
            if item.minutes in (kept.first, kept.minutes):
                return "again"
            return self._conflict(kept, item)
        if item.version != kept.version:
            return "again" if item.minutes == kept.minutes else self._conflict(kept, item)
        if kept.void:
            return "refused"
        kept.version, kept.minutes = kept.version + 1, item.minutes
        return "saved"

    def _conflict(self, kept: Kept, item: Content) -> str:
        kept.waiting.add(item.minutes)
        return "conflict"

"""How a matter stands 办理情况: from its steps and routes to state, due instant, and who is told next.

Reopening begins a new round: what was told and acknowledged before it no longer counts. Within a
round the first office of each route is told at once; each next one only when the one before has let
its time pass. One office is told once, however many routes lead to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.matters.facts import Act, Matter, MatterState, Step
from core.matters.rules.offices import Office, OfficeKind
from core.matters.rules.routing import Route, due_after


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """One route of the matter: who of it was told in this round, by when, and who comes next.

    ``next`` is an office with accounts that the clock tells at ``next_at``; ``by_hand`` are those
    that a person has to tell, and nobody has yet.
    """

    route: Route
    told: tuple[tuple[Office, Step], ...]
    due: datetime | None
    next: Office | None
    next_at: datetime | None
    by_hand: tuple[Office, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A matter as its steps leave it. ``due`` is only there while somebody still has to answer.

    ``answerable`` are the offices named by a route whose accounts can be reached at this place.
    """

    state: MatterState
    due: datetime | None
    next_at: datetime | None
    chains: tuple[Chain, ...]
    answerable: frozenset[OfficeKind] = frozenset()

    def overdue(self, at: datetime) -> bool:
        """Whether the time has passed without an answer."""
        return self.due is not None and self.due <= at

    @property
    def has_office(self) -> bool:
        """Whether some office outside the station has to acknowledge it."""
        return any(chain.route.answering for chain in self.chains)

    def may_acknowledge(self, offices: Iterable[OfficeKind]) -> bool:
        """Whether one of these offices is asked, or none that is named can be reached at all."""
        return not self.answerable or bool(self.answerable & set(offices))


def round_of(matter: Matter) -> tuple[datetime, datetime, tuple[Step, ...]]:
    """When it was found and received, and the steps that count: since it was last reopened."""
    found, received, steps = matter.happened_at, matter.received_at, matter.steps
    for place, step in enumerate(matter.steps):
        if step.act is Act.REOPEN:
            found = received = step.recorded_at
            steps = matter.steps[place:]
    return found, received, steps


def standing(matter: Matter, routes: Iterable[Route], reachable: frozenset[OfficeKind]) -> Standing:
    """The matter's state, due instant and chains; ``reachable`` are offices with accounts here."""
    found, received, steps = round_of(matter)
    routes = tuple(routes)
    state = _state(steps, any(route.answering for route in routes))
    chains = tuple(
        _chain(route, steps, received if route.since == "received" else found, state, reachable)
        for route in routes
    )
    dues = [chain.due for chain in chains if chain.due is not None]
    nexts = [chain.next_at for chain in chains if chain.next_at is not None]
    return Standing(
        state=state,
        due=min(dues, default=None),
        next_at=min(nexts, default=None),
        chains=chains,
        answerable=reachable & {o.kind for route in routes for o in route.answering},
    )


def _state(steps: Iterable[Step], has_office: bool) -> MatterState:
    """What is handled on the spot still waits for an office, where the text names one."""
    acts = {step.act for step in steps}
    if Act.CLOSE in acts:
        return MatterState.CLOSED
    if acts & {Act.HANDLE, Act.REFER} and (Act.ACKNOWLEDGE in acts or not has_office):
        return MatterState.HANDLED
    if Act.ACKNOWLEDGE in acts:
        return MatterState.ACKNOWLEDGED
    return MatterState.TOLD if Act.TELL in acts else MatterState.RAISED


def told_of(office: Office, steps: Iterable[Step]) -> Step | None:
    """The step in which this office was told, whichever route led to it."""
    for step in steps:
        known = office.kind is not OfficeKind.ELSE and step.office_kind == office.kind
        if step.act is Act.TELL and (known or step.office == office.words):
            return step
    return None


def _chain(
    route: Route,
    steps: tuple[Step, ...],
    since: datetime,
    state: MatterState,
    reachable: frozenset[OfficeKind],
) -> Chain:
    told = tuple(
        (office, step) for office in route.offices if (step := told_of(office, steps)) is not None
    )
    done = {office.words for office, _ in told}
    answering = [(office, step) for office, step in told if office.answers]
    waiting = [o for o in route.answering if o.words not in done and o.kind in reachable]
    answered = state not in (MatterState.RAISED, MatterState.TOLD)
    due = None if answered else due_after(route, since)
    heard = sorted(step.recorded_at for _, step in answering)
    if due is not None and heard and heard[0] < heard[-1]:
        due = due_after(route, heard[-1])
    following = waiting[0] if waiting and not answered else None
    return Chain(
        route=route,
        told=told,
        due=due,
        next=following,
        next_at=(due if answering else since) if following else None,
        by_hand=tuple(
            office
            for office in route.offices
            if office.words not in done and office.kind not in reachable
        ),
    )

"""How the jobs are getting on: for the page of administrators and for ``yizhan doctor``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.calendar.slots import next_slot
from core.jobs.job import Job
from core.jobs.running import due_slot
from core.places.working_days import calendar_of
from core.store.jobs import Run, Turn, last_slot, runs_of, turns

#: A slot that is due for longer than this is done by nobody: the worker does not run.
NOBODY_AFTER = timedelta(hours=2)
RUNS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One job with its last slot, the next one, its last runs and, if there was one, its failure."""

    job: Job
    last: datetime | None
    next: datetime | None
    runs: tuple[Run, ...]
    turn: Turn | None
    late: bool

    @property
    def failing(self) -> bool:
        """Whether it failed the last time that it was tried."""
        return self.turn is not None and self.turn.tries > 0

    @property
    def ahead(self) -> bool:
        """Whether its last slot lies ahead of the next one: the machine's clock was once fast."""
        return self.last is not None and self.next is not None and self.last >= self.next


def jobs_seen(connection: Connection, county: str, jobs: Iterable[Job], at: datetime) -> list[Seen]:
    """Every job as it stands at this instant: four short statements each."""
    by_key, calendar = turns(connection, county), calendar_of(connection, county)
    found = []
    for job in jobs:
        last = last_slot(connection, county, job.key)
        due = due_slot(job, last, at, calendar)
        late = last is not None and due is not None and at - due > NOBODY_AFTER
        found.append(
            Seen(
                job=job,
                last=last,
                next=next_slot(job.when, at, calendar),
                runs=tuple(runs_of(connection, county, job.key, RUNS)),
                turn=by_key.get(job.key),
                late=late,
            )
        )
    return found

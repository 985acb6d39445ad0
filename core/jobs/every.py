"""Every job of the house, in the order in which they are shown."""

from collections.abc import Mapping

from core.jobs.backups import BACKUP
from core.jobs.deadlines import DEADLINE_WARNINGS
from core.jobs.delivery import DELIVERY
from core.jobs.digest import DAILY_DIGEST, REMINDERS
from core.jobs.escalation import ESCALATION
from core.jobs.job import House, Job
from core.jobs.month_end import MONTH_END_LIST
from core.jobs.pruning import PRUNING
from core.jobs.roster_reviews import ROSTER_REVIEWS
from core.jobs.self_check import NIGHTLY_CHECK

JOBS: Mapping[str, Job] = {
    job.key: job
    for job in (
        ESCALATION,
        DELIVERY,
        DAILY_DIGEST,
        REMINDERS,
        DEADLINE_WARNINGS,
        ROSTER_REVIEWS,
        MONTH_END_LIST,
        NIGHTLY_CHECK,
        PRUNING,
        BACKUP,
    )
}


def jobs_of(house: House) -> tuple[Job, ...]:
    """The jobs that this installation does: a backup needs a folder."""
    return tuple(job for job in JOBS.values() if job is not BACKUP or house.care.backups)

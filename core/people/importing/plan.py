"""The plan of an import: what each row says, and what was found wrong or odd about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One sentence about one cell; ``row`` is the workbook's own number, 0 the whole file.

    Errors stop the import; what is no error is for the person to know. An error with ``choices``
    (answer, words) is a question that somebody has to decide.
    """

    say: str
    row: int = 0
    column: str = ""
    error: bool = True
    choices: tuple[tuple[str, str], ...] = ()


#: Answers to a question about a row; ``SAME`` is followed by the permanent id of the known person.
NEW, SKIP, SAME = "new", "skip", "same:"
LEFT_OUT = (SKIP, "这一行不导入")
#: Row → the answers that were chosen, several with ``;`` between them.
Decisions = Mapping[int, str]


def answers_to(decisions: Decisions, row: int) -> tuple[str, ...]:
    """What was chosen for a row."""
    return tuple(filter(None, decisions.get(row, "").split(";")))


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRow:
    """One person as the row says, in the field's codes.

    ``tier``, ``effective`` and ``worker`` are for the roster of a contract. ``place`` and
    ``person`` are filled in by the check: the place's path, and the permanent id of whom the
    row is about: the row's own ``id`` for somebody new.
    """

    row: int
    id: str
    name: str
    since: date
    sex: str = ""
    id_number: str = field(default="", repr=False)
    birth_date: date | None = None
    village: str = ""
    township: str = ""
    phone: str = field(default="", repr=False)
    address: str = ""
    household_number: str = ""
    categories: tuple[str, ...] = ()
    assessment: tuple[str, str] | None = None
    carer_name: str = ""
    carer_phone: str = field(default="", repr=False)
    tier: str = ""
    effective: date | None = None
    worker: str = ""
    place: str = ""
    person: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the row registers somebody, rather than meaning somebody registered."""
        return self.person in ("", self.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All rows of a workbook and everything found about them; ``id`` names the import."""

    id: str = ""
    rows: tuple[PlanRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stands in the way."""
        return tuple(finding for finding in self.findings if finding.error)


def decided(plan: Plan, decisions: Decisions) -> Plan:
    """The plan with its questions answered; an answer that nobody offered leaves the question."""
    if not decisions:
        return plan
    gone: set[int] = set()
    same: dict[int, str] = {}
    findings: list[Finding] = []
    for finding in plan.findings:
        offered = dict(finding.choices)
        given = answers_to(decisions, finding.row)
        answer = next((one for one in given if one in offered), "")
        if not answer:
            findings.append(finding)
            continue
        if answer == SKIP:
            gone.add(finding.row)
        elif answer.startswith(SAME):
            same[finding.row] = answer.removeprefix(SAME)
        say = f"已选：{offered[answer]}。"
        findings.append(replace(finding, say=say, error=False, choices=()))
    rows = tuple(
        replace(row, person=same.get(row.row, row.person))
        for row in plan.rows
        if row.row not in gone
    )
    kept = [f for f in findings if f.row not in gone or not f.error]
    return replace(plan, rows=rows, findings=in_order(kept))


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings by row; those of one row as they were found; none twice."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.row))

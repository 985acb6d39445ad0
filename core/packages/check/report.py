"""Collecting findings with their place in the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.plugin import Finding, Severity


def by_field(findings: Iterable[Finding]) -> dict[str, str]:
    """The first word of each place, a field of a form, with everything that is wrong there."""
    said: dict[str, list[str]] = {}
    for finding in findings:
        said.setdefault(finding.place.split(" ")[0], []).append(f"{finding.say}{finding.remedy}")
    return {place: "".join(dict.fromkeys(many)) for place, many in said.items()}


@dataclass
class Report:
    """Findings about one file."""

    name: str
    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, place: str, say: str, remedy: str) -> None:
        """Something that blocks."""
        self._add(code, Severity.ERROR, place, say, remedy)

    def warn(self, code: str, place: str, say: str, remedy: str) -> None:
        """Something that needs a tick and a reason."""
        self._add(code, Severity.WARNING, place, say, remedy)

    def _add(self, code: str, severity: Severity, place: str, say: str, remedy: str) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                place=f"{self.name} {place}".strip(),
                say=say,
                remedy=remedy,
            )
        )

"""What is found while reading: a code, a cell, a sentence, a remedy."""

from dataclasses import dataclass, field

from core.plugin import Finding, Severity


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """Something about one cell before its place is known; a warning is understood all the same."""

    code: str
    say: str
    remedy: str
    warning: bool = False


@dataclass(kw_only=True)
class Notes:
    """The findings on one workbook."""

    name: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, cell: str, slip: Slip) -> None:
        """Note a slip at its cell (指标!F12), or at a sheet."""
        self.findings.append(
            Finding(
                code=slip.code,
                severity=Severity.WARNING if slip.warning else Severity.ERROR,
                place=f"{self.name} {cell}".strip(),
                say=slip.say,
                remedy=slip.remedy,
            )
        )

    @property
    def blocked(self) -> bool:
        """Whether anything stands in the way."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

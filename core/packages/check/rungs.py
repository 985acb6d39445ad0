"""A rung of the ladder of checks: its findings, or that it was not asked."""

from dataclasses import dataclass

from core.plugin import Finding


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One rung by its name; ``asked`` is false where an earlier rung had errors.

    ``note`` is what the rung has to say when nothing is wrong: the arithmetic of the workload.
    """

    label: str
    findings: tuple[Finding, ...] = ()
    asked: bool = True
    note: str = ""

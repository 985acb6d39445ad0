"""The targets of a contract's lines as fields: the package's own number beside what is agreed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from core.packages.schema import ContractFile, Line, LineOverride, Package, Target, TargetKind
from core.packages.sentences import Labels, target
from core.packages.sentences.words import number
from core.workbook.columns import CellKind, Column
from core.workbook.reading.notes import Slip
from core.workbook.reading.numbers import number_of

#: Longer numbers are slips of the keyboard.
LONGEST = 16
BY_MINIMUM = frozenset(
    {
        TargetKind.TOTAL,
        TargetKind.EVERY_PERIOD,
        TargetKind.EVERY_PERSON,
        TargetKind.DEADLINE,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetField:
    """One number that a contract may set; ``stands`` is what holds when the field is left empty."""

    name: str
    say: str
    unit: str
    stands: str
    value: str
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LineFields:
    """One line: its fields, and the sentence of an override that says more than numbers."""

    key: str
    label: str
    ref: str
    own: str
    back: bool
    fields: tuple[TargetField, ...]

    @property
    def changed(self) -> bool:
        """Whether the contract says something else than the package."""
        return bool(self.own) or any(one.value for one in self.fields)


def number_typed(
    text: str, label: str, kind: CellKind, problems: dict[str, str], at: str
) -> Decimal | None:
    """A number as officers type it; what cannot be read is a problem at its field."""
    if not text:
        return None
    if len(text) > LONGEST:
        problems[at] = f"“{label}”这个数太长，请核对。"
        return None
    found = number_of(text, Column(heading=label, field=(), kind=kind), frozenset())
    if isinstance(found, Slip):
        problems[at] = f"{found.say}{found.remedy}"
        return None
    return found


def numeric_field(one: Target) -> str:
    """Which number of a target a contract may set; none of a milestone or a standing duty."""
    if one.kind is TargetKind.RATE:
        return "percent"
    if one.kind is TargetKind.COVERAGE:
        return "each"
    return "min" if one.kind in BY_MINIMUM else ""


def field_name(line: str, position: int) -> str:
    """What the field of a target is called in the form."""
    return f"t.{line}.{position}"


def names_of(package: Package) -> list[str]:
    """Every field of the form that belongs to a line."""
    return [
        name
        for line in package.line
        for name in (
            f"back.{line.key}",
            *(field_name(line.key, i) for i in range(len(line.targets))),
        )
    ]


def _plainly(targets: Iterable[Target], like: tuple[Target, ...]) -> bool:
    """Whether targets differ from the package's in numbers at most."""
    own = tuple(targets)
    return len(own) == len(like) and all(
        _bare(one) == _bare(other) for one, other in zip(own, like, strict=True)
    )


def _bare(one: Target) -> Target:
    return msgspec.structs.replace(one, min=None, percent=None, each=1)


def _override_of(file: ContractFile | None, line: Line) -> LineOverride | None:
    rows = file.override if file else ()
    return next((row for row in rows if row.line == line.key and row.targets), None)


def fields_of(
    package: Package,
    known: ContractFile | None,
    labels: Labels,
    say_override: Callable[[LineOverride], str],
    typed: Mapping[str, str] | None,
    problems: Mapping[str, str],
) -> list[LineFields]:
    """Every line with a target; ``typed`` is what came back from a form that was looked at."""
    found = []
    for line in package.line:
        row = _override_of(known, line)
        special = row is not None and not _plainly(row.targets, line.targets)
        base = row.targets if row is not None and special else line.targets
        fields = []
        for position, one in enumerate(base):
            name, wanted = field_name(line.key, position), numeric_field(one)
            if not wanted or position >= len(line.targets):
                continue
            stands = getattr(one, wanted)
            agreed = getattr(row.targets[position], wanted) if row is not None else stands
            value = "" if agreed == stands else number(agreed)
            fields.append(
                TargetField(
                    name=name,
                    say=target(one, line.unit_label, labels, line.kinds),
                    unit="%" if wanted == "percent" else line.unit_label,
                    stands="" if stands is None else number(stands),
                    value=value if typed is None else typed.get(name, ""),
                    problem=problems.get(name, ""),
                )
            )
        if fields or special:
            found.append(
                LineFields(
                    key=line.key,
                    label=line.label,
                    ref=line.ref,
                    own=say_override(row) if row is not None and special else "",
                    back=bool(typed and typed.get(f"back.{line.key}")),
                    fields=tuple(fields),
                )
            )
    return found


def overrides_typed(
    package: Package,
    known: ContractFile | None,
    typed: Mapping[str, str],
    reason: str,
    problems: dict[str, str],
) -> tuple[LineOverride, ...]:
    """The overrides that the form makes; lines of other versions keep theirs."""
    lines = {line.key for line in package.line}
    kept = [
        row for row in (known.override if known else ()) if row.line not in lines or not row.targets
    ]
    made = []
    for line in package.line:
        row = _override_of(known, line)
        special = row is not None and not _plainly(row.targets, line.targets)
        back = bool(typed.get(f"back.{line.key}"))
        base = row.targets if row is not None and special and not back else line.targets
        targets = tuple(
            _set(one, typed.get(field_name(line.key, i), ""), line, i, problems)
            for i, one in enumerate(base)
        )
        if targets != line.targets:
            same = row is not None and row.targets == targets
            made.append(
                row if row and same else LineOverride(line=line.key, reason=reason, targets=targets)
            )
    order = {row.line: i for i, row in enumerate(known.override if known else ())}
    return tuple(sorted((*kept, *made), key=lambda row: order.get(row.line, len(order))))


def _set(one: Target, text: str, line: Line, position: int, problems: dict[str, str]) -> Target:
    wanted = numeric_field(one)
    if not text or not wanted:
        return one
    kind = CellKind.PERCENT if wanted == "percent" else CellKind.NUMBER
    at = field_name(line.key, position)
    found = number_typed(text, line.label, kind, problems, at)
    if found is None:
        return one
    if wanted == "each":
        if found != found.to_integral_value():
            problems[at] = f"“{line.label}”应为整数。"
            return one
        return msgspec.structs.replace(one, each=int(found))
    return msgspec.structs.replace(one, **{wanted: found})

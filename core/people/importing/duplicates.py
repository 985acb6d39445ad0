"""The same person twice in one workbook: by ID number, or by name, birth date and village."""

from collections.abc import Iterable

from core.people.importing.plan import LEFT_OUT, NEW, Finding, PlanRow
from core.people.search_keys import folded


def doubled_rows(rows: Iterable[PlanRow]) -> list[Finding]:
    """A finding on each later row; different ID numbers make two people, which is only said."""
    by_number: dict[str, PlanRow] = {}
    by_name: dict[tuple[object, ...], PlanRow] = {}
    findings: list[Finding] = []
    for row in rows:
        if row.id_number:
            first = by_number.setdefault(row.id_number, row)
            if first is not row:
                say = f"与第 {first.row} 行的身份证号相同。"
                only_one = (LEFT_OUT,)
                findings.append(Finding(row=row.row, column="身份证号", say=say, choices=only_one))
                continue
        if not row.name:
            continue
        key = (folded(row.name), row.birth_date, folded(row.village), folded(row.township))
        first = by_name.setdefault(key, row)
        if first is not row:
            told_apart = bool(row.id_number and first.id_number)
            say = f"与第 {first.row} 行的姓名、出生日期、村（社区）相同。"
            choices = () if told_apart else (LEFT_OUT, (NEW, "是同名的另一个人，新建档案"))
            findings.append(
                Finding(row=row.row, column="姓名", say=say, error=not told_apart, choices=choices)
            )
    return findings

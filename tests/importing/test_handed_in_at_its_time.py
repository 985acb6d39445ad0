"""Past records say when they were handed in; by the package's own rule they are late, or were in time."""

import pytest
from sqlalchemy import select

from core.activities.rows import RECORD
from core.intake.jobs import RECORDS
from core.ledger.rows import ENTRY
from core.store import reading
from core.store.audit import AUDIT
from tests.importing.conftest import bring, furnish
from tests.importing.damaged import plain

HEAD = ("日期", "名称", "村（社区）")
BRIEF = ("2026-03-31", "三月简报", "仙鹤观社区")


def brief(county, *rows, head=HEAD, **more):
    return bring(
        county, plain(*rows, head=head), RECORDS, "monthly_brief", contract="xianheguan", **more
    )


def said(findings):
    return [(f.column, f.say) for f in findings if f.error]


def test_what_was_handed_in_at_its_time_is_judged_by_that_day_and_received_today(county):
    """Imported on 30 June; each brief was due by the 25th of its month. A column says it of a row,
    one day of the whole table; a table that says nothing is handed in today."""
    furnish(county)
    rows = [
        ("2026-01-31", "一月简报", "仙鹤观社区", "2026-01-25"),
        ("2026-02-28", "二月简报", "仙鹤观社区", "2026-02-26"),
        ("2026-03-31", "三月简报", "仙鹤观社区", ""),
    ]
    fixed = {"handed_in": "2026-03-24"}
    findings, result = brief(county, *rows, head=(*HEAD, "报送日期"), fixed=fixed, keep=True)
    assert result is not None, said(findings)
    _, result = brief(county, ("2026-04-30", "四月简报", "仙鹤观社区"), keep=True)
    assert result is not None
    with reading(county.station.engine) as connection:
        wanted = select(ENTRY.c.period, ENTRY.c.late).where(ENTRY.c.line == "r10-3a")
        late = {row.period: row.late for row in connection.execute(wanted)}
        records = connection.execute(select(RECORD.c.received_at, RECORD.c.dates)).all()
        told = select(AUDIT.c.at).where(AUDIT.c.kind == "record")
        acts = connection.execute(told).scalars().all()
    assert late == {"2026-01": False, "2026-02": True, "2026-03": False, "2026-04": True}
    assert {row.received_at for row in records} == {county.at}
    assert [row.dates.get("handed_in") for row in records][2:] == ["2026-03-24", None]
    assert acts == [county.at] * len(records), "who brought it in, and when, stands in the audit"


@pytest.mark.parametrize(
    ("handed_in", "words"),
    [("2026-07-01", "不能晚于今天"), ("05/03/26", "分不清")],
)
def test_a_day_that_cannot_be_is_refused_and_named(house, handed_in, words):
    findings, result = brief(house, (*BRIEF, handed_in), head=(*HEAD, "提交日期"))
    assert result is None
    [(column, say)] = said(findings)
    assert column == "提交日期"
    assert words in say


def test_a_visit_is_not_handed_in_before_it_took_place(house):
    content = plain(("2026-03-05", "王长根", "2026-03-04"), head=("日期", "姓名", "提交日期"))
    findings, result = bring(house, content, RECORDS, "home_visit")
    assert result is None
    assert ("提交日期", "提交日期早于服务的那一天，请核对。") in said(findings)

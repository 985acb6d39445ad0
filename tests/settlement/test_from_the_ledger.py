"""From records to a statement: the ledger's entries, automatic findings, and what they pay."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from core.appraisal.rules import (
    ChosenPercent,
    Questionnaire,
    Sheet,
    appraise,
    empty_lines,
    missed_quotas,
    satisfaction,
    score_sheet,
)
from core.facts import Period, PeriodKind
from core.ledger.rules.owed import Owed, OwedState
from core.packages.chosen import Unsaid, answer_of
from core.rehearsal import read_tables, rehearse
from core.settlement.rules import fold, served_of, settle
from tests.appraisal.worked import catalogue, package_with, terms_with

TERMS = terms_with(package_with())
MARCH = Period(
    kind=PeriodKind.MONTH,
    key="2026-03",
    start=date(2026, 3, 1),
    end=date(2026, 3, 31),
    whole_days=31,
)
ITEMS = {item.key: item for item in TERMS.package.score_item}


def visit(number, person, day, payer="subsidy"):
    return {
        "id": f"v{number}", "kind": "care_visit", "date": day, "person": person, "minutes": 60,
        "site": "yanshi", "outcome": "reached", "payer": payer,
    }  # fmt: skip


def the_month():
    """张 is severe, 李 moderate and signed on the 10th, 王 severe and never signed."""
    start = date(2026, 1, 1)
    signed = {"zhang": start, "li": date(2026, 3, 10), "wang": None}
    tiers = {"zhang": "severe", "li": "moderate", "wang": "severe"}
    tables = {
        "people": [{"id": key, "name": key} for key in signed],
        "enrolments": [
            {"person": key, "start": start, "approved_on": start, "agreement_from": day}
            if day
            else {"person": key, "start": start, "approved_on": start}
            for key, day in signed.items()
        ],
        "tiers": [{"person": key, "tier": tier, "start": start} for key, tier in tiers.items()],
        "activities": [
            visit(1, "zhang", date(2026, 3, 2)),
            visit(2, "zhang", date(2026, 3, 9)),
            visit(3, "li", date(2026, 3, 5)),
            visit(4, "li", date(2026, 3, 20)),
            visit(5, "wang", date(2026, 3, 6)),
            visit(6, "zhang", date(2026, 3, 12), payer="self"),
            visit(7, "zhang", date(2026, 4, 2)),
        ],
    }
    given = read_tables(
        tables, contract="home-care", provider=TERMS.contract.provider, county="yanshi"
    )
    rehearsal = rehearse([TERMS], given, date(2026, 4, 30), catalogue())
    return served_of(TERMS, rehearsal.entries, given.enrolments, given.people, "2026-03")


def test_a_month_of_records_becomes_a_statement_that_opens_to_its_visits():
    sheets = [
        Sheet(scorer="sections-month", by="股室", total=Decimal(95)),
        Sheet(scorer="leader-month", by="领导", total=Decimal(95)),
    ]
    made = settle(TERMS, the_month(), appraise(TERMS, sheets, period="2026-03"), period="2026-03")
    assert made.payable == 50000
    lines = {line.key: line for line in made.lines}
    assert lines["tier.severe"].people == ("zhang",)
    assert lines["tier.severe"].sources == ("v1", "v2")
    assert lines["tier.moderate"].sources == ("v4",)
    assert [(row.person, row.reasons) for row in made.not_paid] == [
        ("wang", ("服务当日尚未签订服务协议",))
    ]


def test_missed_quotas_become_findings_with_their_people():
    owed = Owed(
        contract="home-care", line="visits", person="zhang", period=MARCH,
        owed=4, done=1, state=OwedState.OVERDUE, due=MARCH.end,
    )  # fmt: skip
    item = ITEMS["frequency"]
    [found] = missed_quotas(msgspec.structs.replace(item, lines=("visits",)), [owed], MARCH)
    assert (found.quantity, found.person, found.automatic) == (3, "zhang", True)
    assert found.reason == "应服务 4 次，实际 1 次" and found.sources
    assert missed_quotas(item, [owed], MARCH) == ()


def test_a_month_without_training_is_found_by_the_ledger_and_costs_two_points():
    item = ITEMS["training"]
    [found] = empty_lines(item, TERMS, {}, MARCH)
    assert found.reason == "2026-03“工作人员业务培训”没有记录"
    assert empty_lines(item, TERMS, {"staff-training": Decimal(1)}, MARCH) == ()
    full = satisfaction(
        ITEMS["satisfaction"], [Questionnaire(id="q", answers={"satisfied": "very"})]
    )
    sheet = score_sheet(
        TERMS.package, Sheet(scorer="sections-month", by="股室", observations=(found, *full))
    )
    assert sheet.total == 98


def test_only_questionnaires_that_answered_the_question_are_counted():
    item = ITEMS["satisfaction"]
    answers = ["very"] * 50 + ["fairly"] * 4 + ["basically"] * 2 + ["not_quite"] * 4
    asked = [
        Questionnaire(id=f"q{n}", answers={"visited": "yes", "satisfied": answer})
        for n, answer in enumerate(answers)
    ]
    stopped = [Questionnaire(id="no", answers={"visited": "no"})]
    [found] = satisfaction(item, asked + stopped)
    assert (found.part, found.whole) == (56, 60)
    assert "no" not in found.sources and len(found.sources) == 60
    assert satisfaction(item, stopped) == ()


def test_a_rule_that_the_package_does_not_set_is_asked_for_and_never_guessed():
    with pytest.raises(Unsaid, match="采购包没有选定计算口径“tier_change”"):
        answer_of(TERMS.package, "tier_change")


def test_two_statements_of_one_month_are_not_added_up():
    made = settle(TERMS, (), None, period="2026-03")
    with pytest.raises(ValueError, match="同一期"):
        fold([made, made])
    assert fold([made]).payable is None and fold([made]).missing[0].startswith("2026-03：")


def test_a_chosen_percentage_is_kept_with_who_chose_it_and_why():
    chosen = ChosenPercent(percent=Decimal(96), reason="整改及时", by="局长办公会")
    sheets = [
        Sheet(scorer="sections-month", by="股室", total=Decimal(85)),
        Sheet(scorer="leader-month", by="领导", total=Decimal(85)),
    ]
    made = appraise(TERMS, sheets, period="2026-03", chosen=chosen)
    assert made.chosen == chosen and made.percent == 96

"""What an officer would check, case by case, on both databases."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.ledger.dashboard import board
from core.ledger.posting import post, preview
from core.ledger.recount import tallies_kept
from core.ledger.rows import ENTRY, STANDING, TALLY
from core.ledger.seals import digest_of
from core.ledger.upkeep import rebuild, verify
from core.packages.schema import Target, TargetKind
from core.store import audit
from core.store.audit import AUDIT
from tests.ledger.scene import VILLAGE, changed

DAY = date(2026, 6, 3)
XIANHEGUAN = "yanshi/tianchi/xianheguan"


def rows(scene, contract, line):
    """Status and reasons of a line's entries, by day."""
    found = sorted(scene.standing(contract, line), key=lambda row: (row[7], row[3]))
    return [(row[5], row[-1]) for row in found]


# ------------------------------------------------------------------ one record, many contracts


def elder(scene, **given):
    given = {"categories": ["tekun_scattered"], "levels": {"self_care": "full"}, **given}
    return scene.person(**given)


def test_the_workers_order_decides_who_counts_it(scene):
    wang = elder(scene)
    scene.enrol(wang, "jinshan", "self_reliant")
    scene.enrol(wang, "lab-a", "one")
    scene.visit(wang, DAY, evidence=["photo"], order=("lab-a", "jinshan"))
    assert [s for s, _ in rows(scene, "lab-a", "monthly")] == ["counted"]
    [(status, why)] = rows(scene, "jinshan", "home-visit")
    assert status == "claimed" and "试验合同a" in why


def test_a_visit_is_counted_in_both_where_that_is_agreed(scene):
    wang = elder(scene, place=XIANHEGUAN)
    scene.enrol(wang, "jingdezhen", "general")
    scene.visit(wang, DAY, site=XIANHEGUAN, evidence=["photo"])
    scene.record(scene.posted("aid_service", DAY, wang, site=XIANHEGUAN))
    counted = {(row[0], row[1]) for row in scene.standing() if row[5] == "counted"}
    assert {"xianheguan", "jingdezhen"} <= {contract for contract, _ in counted}
    scene.agrees()


def test_counted_in_both_but_paid_once(scene):
    wang = scene.person(household=scene.household())
    scene.visit(wang, DAY)
    paid = {row[0]: row[-2] for row in scene.standing(line="households")}
    assert [s for s, _ in rows(scene, "lab-a", "households")] == ["counted"]
    assert [s for s, _ in rows(scene, "lab-b", "households")] == ["counted"]
    assert paid == {"lab-b": True, "lab-a": False}


def test_what_is_agreed_counts_in_both_before_a_line_without_agreement(scene):
    """“short” is not agreed: it yields to lab-b’s agreed lines, and those count in both."""
    wang = scene.person()
    scene.visit(wang, DAY)
    assert [s for s, _ in rows(scene, "lab-a", "capped-visits")] == ["counted"]
    assert [s for s, _ in rows(scene, "lab-b", "capped-visits")] == ["counted"]
    [(status, why)] = rows(scene, "lab-a", "short")
    assert status == "claimed" and "独占：已计入“试验合同b”" in why


def test_another_providers_visit_concerns_only_the_agreed_lines(scene):
    wang = scene.person()
    scene.visit(wang, DAY, provider="xiangzhen")
    assert rows(scene, "lab-a", "capped-visits") == [("counted", "")]
    assert rows(scene, "lab-a", "short") == []


def test_a_county_meeting_counts_for_the_contracts_below_it_that_agreed(scene):
    meeting = scene.posted(
        "exchange_meeting", DAY, site="yanshi", heads={"": 60}, minutes=180,
        fields={"meeting_level": "county"},
        evidence=["sign_in", "photo"],
    )  # fmt: skip
    talk = scene.posted("policy_talk", DAY, site="yanshi", heads={"": 60})
    assert scene.record(meeting) and scene.record(talk)
    assert rows(scene, "xianheguan", "r9-3") == [("counted", "")]
    assert rows(scene, "sanli", "r9-3") == [("counted", "")]
    refused = [row for row in scene.standing("xianheguan", "-")]
    assert len(refused) == 1 and "不在本合同的服务范围" in refused[0][-1]


def test_whole_refusals_are_one_for_a_contract(scene):
    wang = elder(scene)
    scene.visit(wang, DAY)
    assert [status for status, _ in rows(scene, "jinshan", "-")] == ["refused"]
    assert rows(scene, "jinshan", "home-visit") == []


def test_the_preview_says_what_saving_will_say(scene):
    wang = elder(scene)
    scene.enrol(wang, "jinshan", "self_reliant")
    posted = scene.posted("home_visit", DAY, wang, evidence=["photo"])
    from core.activities.loading import load_records

    saved = scene.record(posted)
    book = scene.station.book(scene.connection)
    fact = load_records(scene.connection, [posted.id])[posted.id]
    again = preview(scene.connection, book, fact)
    assert {(e.contract, e.line, e.status) for e in again} == {
        (e.contract, e.line, e.status) for e in saved.entries
    }


# ------------------------------------------------------------------ units and caps


def test_a_void_passes_the_place_on_to_the_next_record(scene):
    wang = scene.person()
    first = scene.visit(wang, DAY)
    scene.visit(wang, date(2026, 6, 10))
    assert scene.statuses("lab-a", "people") == ["counted", "duplicate"]
    scene.void(first.id)
    assert scene.statuses("lab-a", "people") == ["counted"]
    scene.agrees()


def test_an_earlier_visit_that_arrives_later_takes_the_place(scene):
    wang = scene.person()
    scene.visit(wang, DAY)
    scene.visit(wang, date(2026, 6, 1))
    assert scene.statuses("lab-a", "people") == ["counted", "duplicate"]
    days = [row[7] for row in scene.standing("lab-a", "people") if row[5] == "counted"]
    assert days[0] == date(2026, 6, 1)


def test_an_overflow_is_promoted_when_an_earlier_visit_is_void(scene):
    wang = scene.person()
    first = scene.visit(wang, date(2026, 6, 1))
    scene.visit(wang, date(2026, 6, 2))
    scene.visit(wang, DAY)
    assert scene.statuses("lab-a", "capped-visits") == ["counted", "counted", "overflow"]
    [why] = [row[-1] for row in scene.standing("lab-a", "capped-visits") if row[5] == "overflow"]
    assert "每月最多计 2 人次" in why
    scene.void(first.id)
    assert scene.statuses("lab-a", "capped-visits") == ["counted", "counted"]
    scene.agrees()


def test_a_crowd_is_cut_at_the_cap_and_the_rest_is_visible(scene):
    talk = {"heads": {"": 40}}
    scene.record(scene.posted("policy_talk", date(2026, 6, 1), **talk))
    scene.record(scene.posted("policy_talk", DAY, **talk))
    found = [(row[5], int(row[6])) for row in scene.standing("lab-a", "crowd")]
    assert sorted(found) == [("counted", 10), ("counted", 40), ("overflow", 30)]
    assert scene.standing() == scene.counted_afresh()


def test_the_newest_reading_stands_also_after_a_seal(scene):
    def read(day, value):
        made = scene.record(
            scene.posted(
                "registered_volunteers", day, dates={"read_on": day}, fields={"value": value}
            )
        )
        scene.accept(made.id)

    read(date(2026, 1, 20), 80)
    scene.seal("lab-a")
    before = scene.sealed_rows()
    read(date(2026, 3, 1), 120)
    read(date(2026, 2, 1), 90)
    assert scene.sealed_rows() == before
    found = {int(row[6]): row[5] for row in scene.standing("lab-a", "volunteers")}
    assert found == {80: "duplicate", 120: "counted", 90: "duplicate"}
    quantities = [sums[0] for key, sums in tallies_kept(scene.connection).items()
                  if key[1] == "volunteers"]  # fmt: skip
    assert sum(quantities) == 120
    scene.agrees()


def test_a_child_counts_in_its_parent_once(scene):
    scene.record(scene.posted("policy_talk", DAY, heads={"": 30}, order=("lab-a",)))
    scene.record(scene.posted("community_event", DAY, heads={"": 30}))
    scene.record(scene.posted("community_event", DAY, heads={"": 5}))
    assert [s for s, _ in rows(scene, "lab-a", "talks")] == ["counted", "counted"]
    assert sorted(s for s, _ in rows(scene, "lab-a", "big-talks")) == [
        "counted", "counted", "refused",
    ]  # fmt: skip


def test_a_late_brief_is_marked_and_here_not_counted(scene):
    def brief(handed_in):
        given = {"reporting": date(2026, 3, 1), "handed_in": handed_in}
        made = scene.record(scene.posted("monthly_brief", handed_in, dates=given))
        scene.accept(made.id)

    brief(date(2026, 3, 25))
    brief(date(2026, 4, 2))
    found = sorted((row[5], row[8], row[11]) for row in scene.standing("lab-a", "briefs"))
    assert found == [("counted", "2026-03", False), ("refused", "2026-03", True)]


def test_moving_a_session_to_another_group_counts_both_groups_again(scene):
    people = [scene.person(name="甲"), scene.person(name="乙")]
    one, two = scene.open_group(DAY, *people), scene.open_group(DAY, *people)
    sessions = [scene.posted("group_session", DAY, *people, case=one) for _ in range(2)]
    for session in sessions:
        scene.record(session)
    scene.close_group(one, DAY)
    first = [row for row in scene.standing("lab-a", "groups") if row[4] == one]
    assert [row[5] for row in first] == ["counted"]
    scene.correct(changed(sessions[0], case=two))
    [row] = [row for row in scene.standing("lab-a", "groups") if row[4] == one]
    status, why = row[5], row[-1]
    assert status == "refused" and "节数 1，要求 ≥ 2" in why
    scene.agrees()


# ------------------------------------------------------------------ seals


def test_a_correction_of_a_sealed_visit_is_booked_in_an_open_month(scene):
    wang = scene.person()
    posted = scene.posted("home_visit", date(2026, 1, 20), wang)
    scene.record(posted)
    scene.seal("lab-a")
    before = scene.sealed_rows()
    scene.void(posted.id)
    assert scene.sealed_rows() == before
    taken_back = scene.connection.execute(
        select(ENTRY).where(ENTRY.c.line == "people", ENTRY.c.sign < 0, ENTRY.c.scope == "term")
    ).all()
    assert {(row.period, row.booking) for row in taken_back} == {
        ("2026-Q1", "2026-02"), ("2026-Q1", "2026-01"),
    }  # fmt: skip
    scene.agrees()


def test_sealing_changes_nothing_that_stands(scene):
    wang = elder(scene)
    scene.enrol(wang, "jinshan", "self_reliant")
    scene.enrol(wang, "jingdezhen", "general")
    scene.visit(wang, date(2026, 1, 20), evidence=["photo"])
    before = scene.standing()
    for contract in ("lab-b", "lab-a", "jinshan"):
        scene.seal(contract)
        scene.agrees()
    assert scene.standing() == before


# ------------------------------------------------------------------ the database itself


def test_a_second_holder_of_a_place_is_impossible(scene):
    wang = scene.person()
    scene.visit(wang, DAY)
    held = scene.connection.execute(
        select(STANDING).where(STANDING.c.line == "people", STANDING.c.status == "counted")
    ).first()
    other = scene.connection.execute(
        select(ENTRY.c.id).where(ENTRY.c.line == "short", ENTRY.c.sign > 0)
    ).scalars().first()  # fmt: skip
    scene.connection.execute(delete(STANDING).where(STANDING.c.entry_id == other))
    savepoint = scene.connection.begin_nested()
    with pytest.raises(IntegrityError):
        scene.connection.execute(insert(STANDING).values(**{**held._mapping, "entry_id": other}))
    savepoint.rollback()


def told(scene):
    wang = scene.person()
    scene.visit(wang, date(2026, 6, 1))
    scene.visit(wang, DAY)
    scene.visit(wang, date(2026, 6, 10))
    return scene.standing()


def found_and_mended(scene, before):
    """The corruption is found, mended, and then the ledger is as it was."""
    with scene.act() as (unit, book):
        found = verify(unit, book)
        assert found, "nobody saw it"
        assert rebuild(unit, book).differences
    assert scene.standing() == before
    scene.agrees()
    return {difference.what for difference in found}


def test_a_tally_changed_by_hand_is_found_and_mended(scene):
    before = told(scene)
    scene.connection.execute(update(TALLY).where(TALLY.c.line == "people").values(quantity=99))
    assert found_and_mended(scene, before) == {"tally"}


def test_a_standing_deleted_by_hand_is_found_and_counted_once_again(scene):
    before = told(scene)
    tallies = tallies_kept(scene.connection)
    scene.connection.execute(delete(STANDING).where(STANDING.c.line.in_(["people", "short"])))
    assert "lost" in found_and_mended(scene, before)
    assert tallies_kept(scene.connection) == tallies


def test_a_status_changed_by_hand_is_found_and_mended(scene):
    before = told(scene)
    scene.connection.execute(
        update(ENTRY).where(ENTRY.c.line == "people", ENTRY.c.status == "duplicate")
        .values(status="refused")
    )  # fmt: skip
    assert {"tally", "entry"} <= found_and_mended(scene, before)


def test_a_quantity_changed_by_hand_is_found_and_mended(scene):
    before = told(scene)
    scene.connection.execute(
        update(ENTRY).where(ENTRY.c.line == "short", ENTRY.c.status == "counted").values(quantity=7)
    )
    scene.connection.execute(
        update(ENTRY)
        .where(ENTRY.c.line == "people", ENTRY.c.status == "counted")
        .values(quantity=7)
    )
    assert {"tally", "entry"} <= found_and_mended(scene, before)


def test_a_standing_that_contradicts_its_entry_is_found_and_mended(scene):
    before = told(scene)
    scene.connection.execute(
        update(STANDING).where(STANDING.c.line == "capped-visits").values(cap="elsewhere")
    )
    scene.connection.execute(
        update(STANDING).where(STANDING.c.line == "short").values(status="refused")
    )
    assert found_and_mended(scene, before) == {"standing"}


def test_an_entry_changed_in_a_sealed_month_is_found_and_stays_a_broken_seal(scene):
    wang = scene.person()
    scene.visit(wang, date(2026, 1, 20))
    scene.seal("lab-a")
    scene.connection.execute(
        update(ENTRY).where(ENTRY.c.line == "people", ENTRY.c.booking == "2026-01")
        .values(quantity=5)
    )  # fmt: skip
    with scene.act() as (unit, book):
        assert "seal" in {difference.what for difference in verify(unit, book)}
        rebuild(unit, book)
        assert {difference.what for difference in verify(unit, book)} == {"seal"}
        broken = digest_of(unit.connection, book.ids["lab-a"], "2026-01")
        assert broken == digest_of(unit.connection, book.ids["lab-a"], "2026-01")


def test_an_audit_entry_changed_by_hand_breaks_the_chain(scene):
    told(scene)
    assert list(audit.verify(scene.connection)) == []
    middle = scene.connection.execute(select(AUDIT.c.seq).order_by(AUDIT.c.seq.desc())).scalars()
    seq = list(middle)[3]
    scene.connection.execute(update(AUDIT).where(AUDIT.c.seq == seq).values(reason="改过"))
    assert [found.seq for found in audit.verify(scene.connection)] == [seq]
    scene.connection.execute(delete(AUDIT).where(AUDIT.c.seq == seq))
    assert any("缺少" in found.say for found in audit.verify(scene.connection))


# ------------------------------------------------------------------ one line in percent of another


def test_the_board_holds_a_share_against_the_line_that_it_is_a_share_of(scene):
    """One long visit to three short ones: a third of them, and not all of nothing."""
    from dataclasses import replace

    wang = scene.person()
    for day in (1, 2, 3, 4):
        minutes = 45 if day == 4 else 10
        scene.visit(wang, date(2026, 6, day), minutes=minutes, order=("lab-a",))
    book = scene.station.book(scene.connection)
    terms = book.terms["lab-a"]
    share = Target(kind=TargetKind.RATE, of="short", period="month", min=Decimal(50))
    lines = tuple(
        replace(line, targets=(share,)) if line.key == "long" else line for line in terms.lines
    )
    book = replace(book, terms={**book.terms, "lab-a": replace(terms, lines=lines)})
    shown = board(scene.connection, book, "lab-a", DAY).by_key["long"]
    june = next(cell for cell in shown.verdict.parts[0].cells if cell.key == "2026-06")
    assert (june.of, june.value, june.met) == (3, Decimal("33.33"), False)


# ------------------------------------------------------------------ a rule that fails


def test_a_rule_that_fails_leaves_the_record_saved_and_its_line_pending(scene, monkeypatch):
    from core.ledger.rules import candidates

    real = candidates.failed_minima

    def failing(selector, record):
        if dict(selector.at_least).get("minutes"):
            raise ZeroDivisionError("a rule of a plugin")
        return real(selector, record)

    wang = scene.person()
    monkeypatch.setattr(candidates, "failed_minima", failing)
    made = scene.visit(wang, DAY, minutes=45, order=("lab-a",))
    [(status, why)] = rows(scene, "lab-a", "long")
    assert status == "pending" and "ZeroDivisionError" in why
    assert rows(scene, "lab-a", "people") == [("counted", "")] * 2
    scene.agrees()
    monkeypatch.setattr(candidates, "failed_minima", real)
    with scene.act() as (unit, book):
        assert rebuild(unit, book).differences
    assert [s for s, _ in rows(scene, "lab-a", "long")] == ["counted"]
    scene.agrees()
    with scene.act() as (unit, book):
        assert not post(unit.connection, book, [made.id], unit.at).differs


def test_a_contract_whose_type_is_not_installed_keeps_its_entries(scene):
    from dataclasses import replace

    wang = scene.person()
    posted = scene.posted("home_visit", DAY, wang)
    scene.record(posted)
    before = scene.standing("lab-b")
    with scene.act() as (unit, book):
        without = replace(
            book, terms={key: terms for key, terms in book.terms.items() if key != "lab-b"}
        )
        post(unit.connection, without, [posted.id], unit.at)
    assert scene.standing("lab-b") == before != []


def test_the_place_of_a_visit_follows_its_correction(scene):
    wang = scene.person()
    posted = scene.posted("home_visit", DAY, wang, site=VILLAGE)
    scene.record(posted)
    scene.correct(changed(posted, site="yanshi/jinshan/hengjiang"))
    assert {row[9] for row in scene.standing("lab-a", "people")} == {"yanshi/jinshan/hengjiang"}
    scene.agrees()

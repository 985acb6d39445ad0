"""The room of station indicators: its worked examples, its checks, and the package of seeds/004."""

import tomllib
from datetime import date
from pathlib import Path

import plugins.station_indicators as room
from core.facts import Attendance, HeadCount, Noun, Record
from core.testing import check_room, examples_in
from plugins.station_indicators import checks
from plugins.station_indicators.manifest import STATION_INDICATORS

ROOT = Path(__file__).parents[3]
test_example = examples_in(__file__)


def a_record(kind, noun=Noun.ACTIVITY, **more):
    dates = more.pop("dates", {"service": date(2025, 3, 1)})
    return Record(id="r1", noun=noun, kind=kind, dates=dates, **more)


def package():
    return tomllib.loads((ROOT / "config/packages/lezhi-station.toml").read_text("utf-8"))


def findings(**line):
    tables = {"line": [{"key": "x", "label": "某行", **line}]}
    return [f for check in STATION_INDICATORS.package_checks for f in check(tables)]


def test_the_room_is_furnished():
    check_room(room)


# ------------------------------------------------------------------ one record


def test_a_talk_needs_people():
    assert checks.event_without_people(a_record("policy_talk"))
    heads = (HeadCount(audience="", number=30),)
    assert not checks.event_without_people(a_record("policy_talk", heads=heads))


def test_names_and_heads_cannot_pass_the_total_of_the_sheet():
    named = (Attendance(person="a"), Attendance(person="b"))
    heads = (HeadCount(audience="elder", number=58),)
    sixty = a_record("elder_event", attendances=named, heads=heads, fields={"people_total": 60})
    assert not checks.more_people_than_came(sixty)
    fifty_nine = a_record(
        "elder_event", attendances=named, heads=heads, fields={"people_total": 59}
    )
    assert checks.more_people_than_came(fifty_nine) == (
        "签到 2 人加未实名 58 人共 60 人次，超过到场总人数 59。",
    )


def test_heads_are_sorted_by_one_yardstick():
    by_age = HeadCount(audience="elder", number=10), HeadCount(audience="minor", number=5)
    assert not checks.heads_by_two_yardsticks(a_record("elder_event", heads=by_age))
    also_by_party = (*by_age, HeadCount(audience="party_member", number=8))
    assert checks.heads_by_two_yardsticks(a_record("elder_event", heads=also_by_party))


def test_a_media_report_shows_a_link_or_a_scan():
    report = {"kind": "media_report", "noun": Noun.ARTEFACT}
    assert checks.report_without_proof(a_record(**report))
    assert not checks.report_without_proof(a_record(**report, evidence=frozenset({"scan"})))
    assert not checks.report_without_proof(a_record(**report, fields={"link": "https://x.cn/1"}))


def test_a_brief_names_its_month():
    handed_in = {"handed_in": date(2025, 4, 2)}
    brief = {"kind": "monthly_brief", "noun": Noun.ARTEFACT}
    assert checks.brief_without_month(a_record(**brief, dates=handed_in))
    both = {**handed_in, "reporting": date(2025, 3, 1)}
    assert not checks.brief_without_month(a_record(**brief, dates=both))


def test_a_complete_file_has_its_two_dates_and_a_child_its_consent():
    fields = {"completeness": "complete", "surveyed_on": "2025-03-01"}
    file = a_record("child_file", Noun.ARTEFACT, fields=fields)
    assert checks.file_said_to_be_complete(file) == ("档案标为齐全，但缺需求评估日期。",)
    assert checks.child_without_consent(file)


def test_training_hours_need_minutes():
    assert checks.hours_without_minutes(a_record("training"))
    assert not checks.hours_without_minutes(a_record("training", minutes=90))
    own = (Attendance(person="a", minutes=45),)
    assert not checks.hours_without_minutes(a_record("training", attendances=own))


# ------------------------------------------------------------------ a package


def test_what_is_added_up_must_be_a_number_that_is_asked_for():
    assert not findings(measure="quantity", kinds=["policy_talk"], field="copies")
    assert [f.code for f in findings(measure="quantity", kinds=["policy_talk"], field="topic")] == [
        "station-field"
    ]


def test_every_person_needs_a_roster():
    target = [{"kind": "every_person", "min": 20}]
    codes = [f.code for f in findings(measure="hours", kinds=["training"], targets=target)]
    assert codes == ["station-roster"]


def test_one_level_line_reads_one_counter():
    two = ["volunteer_groups", "volunteer_projects"]
    codes = [f.code for f in findings(measure="level", kinds=two, field="value")]
    assert codes == ["station-counters"]


# ------------------------------------------------------------------ seeds/004


def test_the_package_of_lezhi_has_69_lines_of_which_58_are_numbers():
    lines = package()["line"]
    assert len(lines) == len({line["key"] for line in lines}) == 69
    numeric = [line for line in lines if any("min" in target for target in line["targets"])]
    assert len(numeric) == 58
    reports = [line["ref"] for line in lines if line["kinds"] == ["evaluation_report"]]
    assert reports == ["R10.3c", "R10.3d"]


def test_two_lines_of_the_same_label_keep_their_own_groups_and_keys():
    groups = {line["ref"]: line["group"] for line in package()["line"]}
    assert groups["R2.1"] != groups["R4.1"]
    assert all(line["key"] == line["ref"].lower().replace(".", "-") for line in package()["line"])


def test_every_choice_takes_one_of_its_options_or_says_that_nothing_was_agreed():
    for choice in package()["choice"]:
        assert choice["choose"] in {*choice["options"], "原文未约定"}, choice["id"]


def test_the_package_passes_the_checks_of_its_room():
    tables = package()
    assert [f for check in STATION_INDICATORS.package_checks for f in check(tables)] == []


def test_the_two_contracts_differ_in_their_places_alone():
    contracts = [
        tomllib.loads((ROOT / f"config/contracts/{key}.toml").read_text("utf-8"))
        for key in ("xianheguan", "sanli")
    ]
    assert {c["package"] for c in contracts} == {"lezhi-station"}
    roles = set(package()["package"]["sites"])
    assert all(set(contract["places"]) == roles for contract in contracts)
    assert not set(contracts[0]["sites"]) & set(contracts[1]["sites"])
    for contract in contracts:
        (override,) = [o for o in contract["override"] if o["line"] == "r1-3b"]
        assert set(override["targets"][0]["values"]) < set(contract["sites"])

"""Real packages with one thing broken in each: exactly that is found, with place, reason, remedy.

Each case names a package, what stands there, what is written instead, and the findings meant:
(code, a part of the place, a part of the sentence, a part of the remedy).
"""

import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from core.packages.check import check_file
from core.packages.shelf import load_shelf
from core.plugin import Severity
from core.plugin.rooms import catalogue_of, find_rooms

CONFIG = Path(__file__).resolve().parents[2] / "config"
CATALOGUE = catalogue_of(find_rooms(import_module("plugins"), outside=False))
JINSHAN, JINGDEZHEN = "jinshan-visits", "jingdezhen-visits"
CARE, DADONG, LEZHI = "home-care", "dadong-visits", "lezhi-station"


def errors(findings):
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def broken(tmp_path, package, old, new):
    """The findings on a package with one passage changed."""
    text = (CONFIG / "packages" / f"{package}.toml").read_text(encoding="utf-8")
    assert old in text, f"{package} no longer says {old!r}"
    path = tmp_path / f"{package}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check_file(path, CATALOGUE)[1]


CASES = {
    "a misspelt key": (
        LEZHI, 'key = "r2-1"\nref', 'key = "r2-1"\nuint_label = "次"\nref',
        [("shape.unknown_key", "line“r2-1” uint_label", "没有“uint_label”这个键", "unit_label")],
    ),
    "a misspelt key in a row within a row": (
        LEZHI, '{ kind = "total", min = 4 }', '{ kind = "total", mim = 4 }',
        [("shape.unknown_key", "targets[1] mim", "没有“mim”这个键", "是否应为“min”")],
    ),
    "a table that does not exist": (
        LEZHI, "[[derived]]", "[[drived]]",
        [("shape.unknown_key", "drived", "没有“drived”这个键", "是否应为“derived”")],
    ),
    "a missing clause": (
        LEZHI, 'clause = "其中开展惠民殡葬政策宣讲4场"\n', "",
        [("shape.missing", "line“r7-3d” clause", "缺少“clause”", "请补上")],
    ),
    "a word where a number belongs": (
        CARE, "points = 25", 'points = "二十五"',
        [("shape.value", "score_group“staff” points", "值“二十五”不合要求", "请改为整数")],
    ),
    "a measure that does not exist": (
        LEZHI, 'measure = "sessions"', 'measure = "times"',
        [("shape.value", "measure", "值“times”不合要求", "sessions")],
    ),
    "TOML that is not TOML": (
        LEZHI, 'key = "r2-1"\n', 'key = "r2-1\n',
        [("shape.syntax", "第 ", "不符合 TOML", "引号")],
    ),
    "an unknown contract type": (
        JINSHAN, 'type = "hardship_visits"', 'type = "hardship_visit"',
        [("ref.type", "package type", "没有“hardship_visit”这种合同类型", "hardship_visits")],
    ),
    "an unknown kind of record": (
        LEZHI, 'kinds = ["training"]', 'kinds = ["trainning"]',
        [("ref.unknown", "kinds", "没有“trainning”这个记录种类", "可用")],
    ),
    "an unknown line as parent": (
        LEZHI, 'parent = "r7-3a"', 'parent = "r7-3z"',
        [("ref.unknown", "line “r7-3d” parent", "没有“r7-3z”这个指标行", "可用")],
    ),
    "an unknown line in a derived row": (
        LEZHI, '"r1-1a", "r1-1b"', '"r1-1a", "r1-1x"',
        [("ref.unknown", "derived", "没有“r1-1x”这个指标行", "可用")],
    ),
    "an unknown category": (
        DADONG, '["category", "contains", "living_alone"]', '["category", "contains", "alone"]',
        [("ref.unknown", "condition “special-care”", "没有“alone”这个取值", "living_alone")],
    ),
    "an unknown field in a condition": (
        LEZHI, '["topic", "=", "funeral"]', '["topik", "=", "funeral"]',
        [("condition.field", "where", "没有“topik”这个字段", "字段表")],
    ),
    "a comparison that does not exist": (
        LEZHI, '["topic", "=", "funeral"]', '["topic", "==", "funeral"]',
        [("condition.comparison", "where", "没有“==”这种比较", "between")],
    ),
    "between with one value": (
        LEZHI, '["topic", "=", "funeral"]', '["minutes", "between", [30]]',
        [("condition.between", "where", "between 需要两个值", "最小值, 最大值")],
    ),
    "an unknown tier": (
        JINSHAN, 'tiers = ["self_reliant"]', 'tiers = ["self_relaint"]',
        [("ref.unknown", "tiers", "没有“self_relaint”这个分级", "self_reliant")],
    ),
    "an unknown piece of evidence": (
        DADONG, 'evidence = ["photo"]', 'evidence = ["foto"]',
        [("ref.unknown", "evidence", "没有“foto”这个佐证", "photo")],
    ),
    "an unknown qualifying minimum": (
        LEZHI, 'key = "r2-1"\nref', 'key = "r2-1"\nat_least = { person = 30 }\nref',
        [("ref.unknown", "line “r2-1” at_least", "没有“person”这个最低要求", "people")],
    ),
    "a label used as a key": (
        LEZHI, 'key = "r2-1"\n', 'key = "链接社会资源"\n',
        [("ref.label_as_key", "链接社会资源", "不能当编号用", "小写英文字母"),
         ("ref.unknown", "derived", "没有“r2-1”这个指标行", "可用")],
    ),
    "a key that stands twice": (
        LEZHI, 'key = "r2-2"\n', 'key = "r2-1"\n',
        [("ref.twice", "line “r2-1”", "出现 2 次", "请改名"),
         ("ref.unknown", "derived", "没有“r2-2”这个指标行", "可用")],
    ),
    "a choice that stands twice": (
        JINSHAN, 'id = "A000-2"', 'id = "A000-1"',
        [("choice.twice", "choice “A000-1”", "写了 2 次", "只保留一处")],
    ),
    "an answer that is not offered": (
        JINSHAN, 'choose = "at_least"', 'choose = "at_most"',
        [("choice.answer", "choice “A000-1”", "不在所列答案之中", "at_least")],
    ),
    "an answer that a rule does not know": (
        JINSHAN, 'choose = "start_tier"', 'choose = "first_day"',
        [("choice.answer", "choice “A000-R2”", "不是“tier_change”的答案", "end_tier")],
    ),
    "a rule that does not exist": (
        JINSHAN, 'rule = "tier_change"', 'rule = "tier_changes"',
        [("choice.rule", "choice “A000-R2”", "没有“tier_changes”这条计算规则", "tier_change")],
    ),
    "a rule that nobody set": (
        JINSHAN, 'rule = "tier_change"\n', "",
        [("choice.unsaid", "tier_change", "必须选定计算规则", "start_tier")],
    ),
    "a quarter that nobody explained": (
        DADONG, 'rule = "quarter"\n', "",
        [("choice.unsaid", "quarter", "按季度计的要求必须选定", "contract")],
    ),
    "a week that nobody explained": (
        DADONG, 'rule = "week"\n', "",
        [("choice.unsaid", "week", "按周计的要求必须选定", "month_cut")],
    ),
    "a choice without a sentence": (
        JINSHAN, 'say = "按当月首日的分级要求；变化以后不再属于本项目对象，下月起不要求。"', 'say = " "',
        [("choice.say", "choice “A000-R2”", "没有用一句话说明", "say")],
    ),
    "a measure that does not fit the kind": (
        LEZHI, 'measure = "artefacts"\nkinds = ["monthly_brief"]',
        'measure = "attendances"\nkinds = ["monthly_brief"]',
        [("sense.measure_kind", "line “r10-3a”", "“项目推进月度简报”不能按“attendances”计", "artefacts")],
    ),
    "a quantity without its field": (
        LEZHI, 'field = "copies"\n', "",
        [("sense.field", "line “r7-3b”", "没有说明累加哪个数字", "field")],
    ),
    "a line without kinds": (
        LEZHI, 'kinds = ["training"]\n', "",
        [("sense.kinds", "line “r2-1”", "没有说明看哪种记录", "kinds")],
    ),
    "a total without a number": (
        LEZHI, '{ kind = "total", min = 4 }', '{ kind = "total" }',
        [("sense.min", "targets total", "没有写目标数", "min")],
    ),
    "a period that does not exist": (
        LEZHI, 'period = "contract_quarter", min = 1, clause', 'period = "season", min = 1, clause',
        [("sense.period", "targets every_period", "没有“season”这种周期", "quarter")],
    ),
    "every period without a period": (
        LEZHI, 'kind = "every_period", period = "contract_quarter", min = 1, clause',
        'kind = "every_period", min = 1, clause',
        [("sense.period", "targets every_period", "没有说明按哪种周期", "period")],
    ),
    "a deadline without a day": (
        LEZHI, 'kind = "deadline", period = "month", day = 25, ', 'kind = "deadline", period = "month", ',
        [("sense.due", "line “r10-3a” targets deadline", "没有写期限", "day 或 due")],
    ),
    "an hour that is no hour": (
        CARE, 'due = "last_working_day", time = "12:00"', 'due = "last_working_day", time = "中午"',
        [("sense.time", "targets deadline", "“中午”不是钟点", "12:00")],
    ),
    "a cycle of parents": (
        LEZHI, 'key = "r7-3a"\n', 'key = "r7-3a"\nparent = "r7-3d"\nalso_counts_in_parent = false\n',
        [("sense.cycle", "line “r7-3", "上级关系成环", "parent")],
    ),
    "a child that does not say whether it adds": (
        LEZHI, "also_counts_in_parent = true\n", "",
        [("sense.parent_unsaid", "line “r7-3d”", "没有说明是否同时计入上级", "also_counts_in_parent")],
    ),
    "a quota without a number": (
        JINSHAN, "min = 2\n", "",
        [("sense.quota", "quota “greeting”", "至少几次，或最长间隔几天", "longest_gap")],
    ),
    "a tier without a quota": (
        DADONG, 'tiers = ["ordinary"]', 'tiers = ["key"]',
        [("sense.tier_quota", "tier “ordinary”", "没有频次要求", "原文未约定")],
    ),
    "a gap between bands": (
        CARE, "from_score = 0\nto_score = 70\npay", "from_score = 0\nto_score = 69\npay",
        [("sense.band_gap", "band “pass”", "在 69 到 70 之间有空档", "69")],
    ),
    "an overlap of bands": (
        CARE, "from_score = 0\nto_score = 70\npay", "from_score = 0\nto_score = 75\npay",
        [("sense.band_overlap", "band “pass”", "与上一档重叠", "75")],
    ),
    "bands that end at ninety-nine": (
        CARE, "from_score = 90\npay", "from_score = 90\nto_score = 99\npay",
        [("sense.band_gap", "band “excellent”", "没有覆盖到 100 分", "不要写 to_score")],
    ),
    "points that are not a hundred": (
        CARE, 'points = 10\nclause = "问题处置', 'points = 11\nclause = "问题处置',
        [("sense.points", "score_group", "合计 101 分，不是 100 分", "points"),
         ("sense.caps", "score_group “problems”", "11 分，各条上限合计 10 分", "cap")],
    ),
    "weights that are not a hundred": (
        CARE, "weight_percent = 10", "weight_percent = 15",
        [("sense.weights", "scorer", "合计 105 %，不是 100 %", "weight_percent")],
    ),
    "a score item in no group": (
        CARE, 'group = "staff"', 'group = "stuff"',
        [("ref.unknown", "score_item “qualified-staff” group", "没有“stuff”这个考核项目", "staff")],
    ),
    "a rate of a line that does not exist": (
        JINGDEZHEN, 'of = "roster"', 'of = "everybody"',
        [("ref.unknown", "targets of", "没有“everybody”这个分母", "roster")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_exactly_what_is_broken_is_found(tmp_path, case):
    package, old, new, meant = CASES[case]
    found = errors(broken(tmp_path, package, old, new))
    assert [finding.code for finding in found][: len(meant)] == [code for code, *_ in meant] or {
        finding.code for finding in found
    } == {code for code, *_ in meant}, [(f.code, f.place, f.say) for f in found]
    for code, place, say, remedy in meant:
        one = next(finding for finding in found if finding.code == code)
        assert one.place.startswith(f"{package}.toml")
        assert place.replace(" ", "") in one.place.replace(" ", ""), one.place
        assert say in one.say
        assert remedy in one.remedy
        assert re.search("[\u4e00-\u9fff]", one.say) and re.search("[\u4e00-\u9fff]", one.remedy)


def test_a_wrong_unit_label_is_a_warning(tmp_path):
    old = 'unit_label = "次"\nmeasure = "sessions"\nkinds = ["training"]'
    found = broken(tmp_path, LEZHI, old, old.replace('"次"', '"户次"'))
    [warning] = [finding for finding in found if finding.code == "sense.unit_label"]
    assert warning.severity is Severity.WARNING
    assert "单位“户次”与计量方式“sessions”不符" in warning.say and "“场”" in warning.remedy


def test_children_above_their_parent_without_a_choice_are_a_warning(tmp_path):
    text = (CONFIG / "packages" / f"{LEZHI}.toml").read_text(encoding="utf-8")
    silent = re.sub(r"R7\.3|r7-3", lambda m: m[0], text)
    start = silent.index("[[choice]]")
    end = silent.index("[[", silent.rindex("[[choice]]") + 2)
    choices = silent[start:end].replace("R7.3", "R0").replace("r7-3", "r0")
    path = tmp_path / f"{LEZHI}.toml"
    path.write_text(silent[:start] + choices + silent[end:], encoding="utf-8")
    found = [f for f in check_file(path, CATALOGUE)[1] if f.code == "sense.children_exceed"]
    assert found and all(finding.severity is Severity.WARNING for finding in found)
    assert "大于上级" in found[0].say and "choice" in found[0].remedy


def test_a_file_in_gb18030_is_named_and_nothing_is_guessed(tmp_path):
    text = (CONFIG / "packages" / f"{JINSHAN}.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{JINSHAN}.toml"
    path.write_bytes(text.encode("gb18030"))
    package, [finding] = check_file(path, CATALOGUE)
    assert package is None and finding.code == "shape.encoding"
    assert "不是 UTF-8" in finding.say and "UTF-8" in finding.remedy


@pytest.fixture
def folder(tmp_path):
    """A configuration folder of its own."""
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path / "config"


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "say"),
    [
        ("contracts/jinshan.toml", 'package = "jinshan-visits"', 'package = "jinshan"',
         "contract.package", "没有采购包“jinshan”"),
        ("contracts/jinshan.toml", "package_version = 1", "package_version = 7",
         "contract.package", "第 7 版"),
        ("contracts/jinshan.toml", "end = 2026-12-31", "end = 2025-12-31",
         "contract.term", "早于起始日"),
        ("contracts/sanli.toml", 'line = "r1-3a"', 'line = "r1-9"',
         "contract.line", "没有指标“r1-9”"),
        ("contracts/sanli.toml", '"镇社工站" = "yanshi/dongshan"\n', "",
         "contract.place", "没有填写“镇社工站”"),
        ("contracts/jinshan.toml", 'provider = "qinghe"', 'provder = "qinghe"',
         "shape.unknown_key", "没有“provder”这个键"),
        ("sharing.toml", 'contract = "sanli"', 'contract = "sanly"',
         "sharing.contract", "没有合同“sanly”"),
        ("sharing.toml", '"r3-1", "r3-2"', '"r3-1", "r3-99"',
         "sharing.line", "没有指标“r3-99”"),
        ("sharing.toml", 'mode = "shared"', 'mode = "sharing"',
         "sharing.mode", "sharing"),
    ],
)  # fmt: skip
def test_a_broken_contract_or_agreement_is_named(folder, file, old, new, code, say):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = errors(load_shelf(folder, CATALOGUE).findings)
    one = next(finding for finding in found if finding.code == code)
    assert one.place.startswith(path.name) and say in one.say and one.remedy


def test_a_term_that_cuts_a_period_needs_its_choice(folder):
    package = folder / "packages" / f"{LEZHI}.toml"
    text = package.read_text(encoding="utf-8")
    package.write_text(text.replace('rule = "partial_period"\n', "", 1), encoding="utf-8")
    assert not errors(load_shelf(folder, CATALOGUE).findings)
    contract = folder / "contracts" / "sanli.toml"
    text = contract.read_text(encoding="utf-8")
    contract.write_text(text.replace("start = 2026-01-01", "start = 2026-01-16"), encoding="utf-8")
    [finding] = errors(load_shelf(folder, CATALOGUE).findings)
    assert finding.code == "choice.unsaid" and "合同期截断了" in finding.say


def test_the_packages_of_the_house_have_no_findings_at_all():
    assert [(f.place, f.say) for f in load_shelf(CONFIG, CATALOGUE).findings] == []

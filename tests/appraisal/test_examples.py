"""Worked examples of score items, totals, grades and the lowest project; nothing is left out."""

from pathlib import Path

from core.packages.choices import ITEM_RULES, PAY_RULES, SCORE_RULES
from core.packages.read import load_toml
from tests.appraisal.worked import package_with, problems_of, worked_examples

HERE = Path(__file__).parent
PATHS = sorted([*HERE.glob("examples/*.toml"), *HERE.parent.glob("settlement/examples/*.toml")])

test_example = worked_examples(__file__)


def test_every_score_item_has_an_example():
    shown = {key for path in PATHS for key in load_toml(path)["expect"].get("items", ())}
    assert {item.key for item in package_with().score_item} == shown


def test_every_answer_of_a_rule_of_scoring_or_payment_has_an_example():
    shown = set()
    for path in PATHS:
        package = package_with(choose=load_toml(path).get("choose"))
        shown |= {(choice.rule, choice.choose) for choice in package.choice if choice.rule}
    rules = {**ITEM_RULES, **SCORE_RULES, **PAY_RULES}
    wanted = {(rule, answer) for rule, answers in rules.items() for answer in answers}
    # In home care a person always needs an approval.
    assert wanted - shown == {("payable_from", "served")}


def test_an_example_that_is_wrong_is_found(tmp_path):
    [path] = [path for path in PATHS if "60960_yuan" in path.stem]
    wrong = tmp_path / path.name
    text = path.read_text(encoding="utf-8")
    wrong.write_text(text.replace("payable = 6096000", "payable = 6094800"), encoding="utf-8")
    assert problems_of(wrong) == ["payable: 6096000, expected 6094800"]

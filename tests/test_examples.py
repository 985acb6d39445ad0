"""Worked examples of the core's rules, and that all examples together leave nothing out."""

from functools import cache
from pathlib import Path

from core.ledger.rules.derived import OPERATORS
from core.packages.schema import Measure, TargetKind
from core.testing import examples_in, load_example

ROOT = Path(__file__).resolve().parents[1]

test_example = examples_in(__file__)


@cache
def expected_lines():
    """(path, line) of every line that some example expects something of."""
    folders = [ROOT / "tests" / "examples", *(ROOT / "plugins").glob("*/tests/examples")]
    found = []
    for path in sorted(path for folder in folders for path in folder.glob("*.toml")):
        example = load_example(path)
        for row in example.expect:
            terms = next(
                t for t in example.terms if t.contract.key == row.get("contract", t.contract.key)
            )
            found.append((path, terms.by_key.get(row["line"]), row, terms))
    return found


def test_there_are_at_least_sixty_examples_named_as_sentences():
    paths = {path for path, *_ in expected_lines()}
    assert len(paths) >= 60
    assert all(path.stem.count("_") >= 3 for path in paths), "a name is a sentence"


def test_every_measure_has_an_example():
    shown = {line.measure for _, line, *_ in expected_lines() if line is not None}
    assert set(Measure) - shown == set()


def test_every_kind_of_target_has_an_example():
    shown = {target.kind for _, line, *_ in expected_lines() if line for target in line.targets}
    assert set(TargetKind) - shown == set()


def test_every_operator_over_lines_has_an_example():
    shown = {
        derived.op
        for _, _, row, terms in expected_lines()
        for derived in terms.package.derived
        if derived.key == row["line"]
    }
    assert set(OPERATORS) - shown == set()


def test_every_fate_of_a_candidate_has_an_example():
    fates = ("counted", "refused", "duplicates", "overflow", "claimed", "paid", "late")
    shown = {name for _, _, row, _ in expected_lines() for name in fates if row.get(name)}
    assert set(fates) - shown == set()

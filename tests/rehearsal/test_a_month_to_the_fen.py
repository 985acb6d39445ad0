"""Whole periods rehearsed from their records: findings, scores, grades, statements, shares."""

from pathlib import Path

import pytest

from tests.rehearsal.worked import problems_in

PATHS = sorted((Path(__file__).parent / "examples").glob("*.toml"))


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_example(path):
    problems = problems_in(path)
    assert not problems, "\n".join(problems)


def test_an_example_that_is_wrong_is_found(tmp_path):
    [path] = [path for path in PATHS if path.stem.startswith("services_of_the_catalogue")]
    text = path.read_text(encoding="utf-8")
    wrong = tmp_path / path.name
    wrong.write_text(text.replace("payable = 17000", "payable = 17001"), encoding="utf-8")
    assert problems_in(wrong) == ["2026-03: payable: 17000, expected 17001"]

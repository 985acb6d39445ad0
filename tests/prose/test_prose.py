"""Prose is tested too: what the guides say exists, and what exists is in the guides."""

import re
import subprocess
from pathlib import Path

import pytest

from core.packages.choices import QUOTA_RULES, RULES
from core.packages.fields import ITEM_FIELDS, MINIMA, PERSON_FIELDS, RECORD_FIELDS
from core.packages.schema import Measure, Package, TargetKind
from core.plugin import hooks
from core.rehearsal.tables import COLUMNS, NOUNS

ROOT = Path(__file__).resolve().parents[2]
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("core", "plugins", "web")
    for path in (ROOT / folder).rglob("*.py")
)


def prose(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table_after(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its head."""
    below = text[text.index(heading) :]
    rows = [line for line in below.splitlines() if line.startswith("|")]
    end = next(
        (n for n, line in enumerate(below.splitlines()) if n > 3 and line and line[0] not in "|#"),
        len(rows),
    )
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:] if end]


def test_every_word_of_the_glossary_exists_in_code() -> None:
    rows = table_after(prose("core/README.md"), "## Glossary")
    assert len(rows) > 40
    for row in rows:
        for word in re.findall(r"`([^`]+)`", row[1]):
            assert re.search(rf"\b{re.escape(word)}\b", SOURCES), f"{row[0]}: no {word} in code"


def test_a_chinese_word_stands_for_one_thing() -> None:
    words = [row[0] for row in table_after(prose("core/README.md"), "## Glossary")]
    assert len(words) == len(set(words))


def test_the_hooks_in_the_guide_are_the_hooks_in_code() -> None:
    declared = {
        name for name, value in vars(hooks).items() if hasattr(value, f"{hooks.PROJECT}_spec")
    }
    text = prose("plugins/README.md")
    section = text[text.index("## Hooks") : text.index("## A new room")]
    told = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    assert declared
    assert told == declared


def test_every_hook_says_first_when_it_is_called() -> None:
    for name, value in vars(hooks).items():
        if hasattr(value, f"{hooks.PROJECT}_spec"):
            assert (value.__doc__ or "").startswith("Called "), name


@pytest.mark.parametrize("table", [*COLUMNS, *NOUNS])
def test_the_officers_guide_names_every_table_of_facts(table: str) -> None:
    text = prose("config/README.md")
    row = next((line for line in text.splitlines() if line.startswith(f"| `{table}.csv`")), "")
    assert row, f"config/README.md does not tell of {table}.csv"
    for column in COLUMNS.get(table, ()):
        assert re.search(rf"\b{column}\b", row), f"{table}.csv: {column} is not told"


def test_the_officers_guide_names_every_measure_target_rule_and_field() -> None:
    text = prose("config/README.md")
    words = [measure.value for measure in Measure] + [kind.value for kind in TargetKind]
    words += [*RULES, *RECORD_FIELDS, *PERSON_FIELDS, *ITEM_FIELDS]
    words += [answer for answers in QUOTA_RULES.values() for answer in answers]
    words += [name for name in ("minutes", "people", "sessions", "members") if name in MINIMA]
    missing = [word for word in words if word not in text]
    assert not missing


def test_the_officers_guide_names_every_table_of_a_package() -> None:
    text = prose("config/README.md")
    missing = [name for name in Package.__struct_fields__ if f"[{name}]" not in text]
    assert not missing


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "core" / "decisions"
    told = set(re.findall(r"\((\d{3}-[\w-]+\.md)\)", prose("core/decisions/README.md")))
    assert told == {path.name for path in folder.glob("[0-9]*.md")}


def test_no_address_of_a_registry_and_no_path_of_a_machine_is_in_the_repository() -> None:
    addresses = ("py" + "pi.org", "python" + "hosted.org", "registry.np" + "mjs.org")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for path in map(ROOT.joinpath, listed.stdout.splitlines()):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for address in addresses:
            assert address not in text, f"{path.relative_to(ROOT)} names {address}"

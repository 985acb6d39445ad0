"""The first hour of README.md, as far as a terminal goes, is run as it stands there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
YIZHAN = [sys.executable, "-m", "web"]
#: The command line where only what runs is installed: no tool of developers can be imported.
BARE = """
import sys
for name in ("pytest", "hypothesis", "_pytest", "playwright", "httpx", "openpyxl"):
    sys.modules[name] = None
from web.cli import main
main(sys.argv[1:], prog_name="yizhan")
"""


def run(*arguments: str, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(
        [*YIZHAN, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )


def told_commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^\.venv/bin/yizhan (.+)$", text, re.MULTILINE)


def more_calls(folder: Path) -> Path:
    """The package of the second step: three calls a month where the text says two."""
    text = (ROOT / "config/packages/jinshan-visits.toml").read_text(encoding="utf-8")
    at = text.index('key = "greeting"')
    changed = text[:at] + text[at:].replace("min = 2", "min = 3", 1)
    file = folder / "more-calls.toml"
    file.write_text(changed.replace("version = 1", "version = 2", 1), encoding="utf-8")
    return file


def test_the_commands_of_the_second_step_work_and_show_the_change(tmp_path: Path) -> None:
    file = more_calls(tmp_path)
    told = [command.split("#")[0].strip() for command in told_commands()]
    step = [command for command in told if "/tmp/more-calls.toml" in command]
    assert len(step) == 3
    answers = [run(*command.replace("/tmp/more-calls.toml", str(file)).split()) for command in step]
    assert [answer.returncode for answer in answers] == [0, 0, 0]
    assert "0 处错误" in answers[0].stdout
    assert "min：2 → 3" in answers[1].stdout
    assert "欠 wang greeting 2026-01：2/3" in answers[2].stdout


def test_a_misspelt_key_is_refused_with_its_place_and_remedy(tmp_path: Path) -> None:
    file = more_calls(tmp_path)
    wrong = file.read_text(encoding="utf-8").replace("proxies =", "proxys =", 1)
    file.write_text(wrong, encoding="utf-8")
    answer = run("package", "check", str(file))
    assert answer.returncode == 1
    assert "quota“greeting” proxys" in answer.stdout
    assert "是否应为“proxies”？" in answer.stdout


def test_the_json_of_a_try_keeps_its_names() -> None:
    answer = run(
        "package", "try", "config/packages/jinshan-visits.toml",
        "--facts", "tests/facts/jinshan", "--on", "2026-03-31", "--json",
    )  # fmt: skip
    result = json.loads(answer.stdout)
    assert set(result) >= {"package", "version", "on", "lines", "owed", "derived"}
    line = next(one for one in result["lines"] if one["line"] == "home-visit")
    assert line["value"] == "16"
    assert len(line["counted"]) == 16
    assert set(line) >= {"due", "met", "shortfall", "headroom", "overflow", "counted", "refused"}
    missing = [one for one in result["owed"] if one["shortfall"]]
    assert {(one["person"], one["line"], one["period"]) for one in missing} == {
        ("qiu", "home-visit", "2026-03"),
        ("zeng", "greeting", "2026-02"),
    }


def test_a_new_plugin_passes_its_own_tests(tmp_path: Path) -> None:
    target = tmp_path / "legal_aid"
    assert (
        run("plugin", "new", "legal_aid", "--to", str(target), "--label", "法律援助").returncode
        == 0
    )
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=target,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stdout
    assert "2 passed" in answer.stdout


def test_a_fresh_installation_is_healthy(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'data' / 'yizhan.db'}"
    first = run("init", YIZHAN_DATABASE=database)
    assert first.returncode == 0, first.stderr
    again = run("init", YIZHAN_DATABASE=database)
    assert again.returncode == 0
    assert "已生成密钥文件" not in again.stdout
    health = run("doctor", "--json", YIZHAN_DATABASE=database)
    assert json.loads(health.stdout)["fine"] is True, health.stdout


def test_a_station_runs_without_the_tools_of_developers(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "YIZHAN_DATABASE": f"sqlite:///{tmp_path / 'yizhan.db'}",
        "YIZHAN_DEMO": "1",
    }
    for command in (
        ("init",),
        ("demo", "--on", "2026-11-21", "--scale", "0.05"),
        ("plugin", "check", "home_care"),
        ("serve", "--help"),
    ):
        answer = subprocess.run(
            [sys.executable, "-c", BARE, *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert answer.returncode == 0, (command, answer.stderr)

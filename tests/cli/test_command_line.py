"""The command line end to end, in a process of its own: set up, demonstrate, verify, seal."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.people.importing import blank_people_workbook

ROOT = Path(__file__).resolve().parents[2]


def yizhan(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "YIZHAN_DATABASE": f"sqlite:///{folder / 'station.db'}",
        "YIZHAN_SECRET_FILE": str(folder / "secret.json"),
        **more,
    }
    return subprocess.run(
        [sys.executable, "-m", "web", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small demonstration county."""
    folder = tmp_path_factory.mktemp("house")
    assert yizhan(folder, "init").returncode == 0
    made = yizhan(folder, "demo", "--on", "2026-11-22", "--scale", "0.02", YIZHAN_DEMO="1")
    assert made.returncode == 0, made.stderr
    assert "演示县已建成" in made.stdout
    return folder


def test_nothing_opens_before_init(tmp_path: Path) -> None:
    answer = yizhan(tmp_path, "ledger", "verify")
    assert answer.returncode == 1
    assert "yizhan init" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_init_twice_keeps_the_keys(tmp_path: Path) -> None:
    assert yizhan(tmp_path, "init").returncode == 0
    keys = (tmp_path / "secret.json").read_bytes()
    assert (tmp_path / "secret.json").stat().st_mode & 0o077 == 0
    assert yizhan(tmp_path, "init").returncode == 0
    assert (tmp_path / "secret.json").read_bytes() == keys


def test_a_second_demonstration_is_refused(house: Path) -> None:
    answer = yizhan(house, "demo", "--on", "2026-11-22", YIZHAN_DEMO="1")
    assert answer.returncode == 1
    assert "空的数据库" in answer.stderr


def test_ledger_and_audit_of_the_demonstration_hold(house: Path) -> None:
    for command in (("ledger", "verify"), ("audit", "verify")):
        answer = yizhan(house, *command)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_clock_is_asked_as_often_as_one_likes(house: Path) -> None:
    assert yizhan(house, "tick").returncode == 0
    again = yizhan(house, "tick")
    assert again.returncode == 0, again.stderr
    assert "没有到点的事" in again.stdout


def test_a_month_is_sealed_in_its_turn_only(house: Path) -> None:
    wrong = yizhan(house, "month", "seal", "jinshan", "2026-11")
    assert wrong.returncode == 1
    assert "2026 年 9 月" in wrong.stderr
    assert yizhan(house, "month", "seal", "jinshan", "2026-09").returncode == 0
    assert yizhan(house, "ledger", "verify").returncode == 0


def test_a_contract_is_put_in_force_and_amended_from_its_file(house: Path) -> None:
    text = (ROOT / "config" / "contracts" / "jinshan.toml").read_text(encoding="utf-8")
    file = house / "second.toml"
    file.write_text(text.replace('key = "jinshan"', 'key = "jinshan-second"'), encoding="utf-8")
    first = yizhan(house, "contract", "put", str(file), "--json")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["version"] == 1
    file.write_text(file.read_text(encoding="utf-8").replace("2026-12-31", "2026-11-30"))
    unsaid = yizhan(house, "contract", "put", str(file))
    assert (unsaid.returncode, "理由" in unsaid.stderr) == (1, True)
    amended = yizhan(house, "contract", "put", str(file), "--reason", "提前一个月结束。")
    assert "现在是第 2 稿" in amended.stdout
    wrong = house / "wrong.toml"
    wrong.write_text(text.replace('"yanshi/jinshan"', '"yanshi/nowhere"'), encoding="utf-8")
    refused = yizhan(house, "contract", "put", str(wrong), "--reason", "x")
    assert refused.returncode == 1
    assert "不在本县" in refused.stderr
    assert yizhan(house, "ledger", "verify").returncode == 0


def test_the_doctor_speaks_to_programs(house: Path) -> None:
    answer = yizhan(house, "doctor", "--json")
    told: dict[str, Any] = json.loads(answer.stdout)
    assert {"fine", "findings"} <= set(told)
    assert all({"what", "fine", "say"} <= set(one) for one in told["findings"])
    [said] = [one for one in told["findings"] if one["what"] == "字体"]
    assert said["fine"] and "扩展 B 区" in said["say"]


def test_an_empty_workbook_is_refused_in_words(house: Path) -> None:
    workbook = house / "empty.xlsx"
    workbook.write_bytes(blank_people_workbook())
    answer = yizhan(house, "import", "people", str(workbook), "--contract", "jinshan")
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert "名册" in answer.stdout + answer.stderr


def test_files_are_tidied_and_a_fresh_house_has_nothing_to_tidy(house: Path) -> None:
    answer = yizhan(house, "files", "tidy", "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == {"uploads": 0, "parts": 0}

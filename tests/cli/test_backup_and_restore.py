"""backup, restore and doctor, as somebody types them: the photos come back, and what is missing is named."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from core.evidence.arrived import make_ready, write_down
from core.evidence.rows import FILE
from core.store import Actor
from tests.evidence.pictures import a_photo
from web.cli.opening import opened
from web.cli.root import main

BROUGHT = datetime(2026, 6, 3, 2, tzinfo=UTC)


def yizhan(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database, its secret file and two photos; backups go beside it."""
    monkeypatch.setenv("YIZHAN_DATABASE", f"sqlite:///{tmp_path / 'house' / 'station.db'}")
    monkeypatch.setenv("YIZHAN_SECRET_FILE", str(tmp_path / "secret.json"))
    monkeypatch.setenv("YIZHAN_BACKUPS", str(tmp_path / "backups"))
    (tmp_path / "house").mkdir()
    assert yizhan("init").exit_code == 0
    actor = Actor(id="somebody", name="罗敏", role="worker")
    with opened() as station, station.work(actor=actor, at=BROUGHT, county="yanshi") as unit:
        for number in (1, 2):
            ready = make_ready(station.files, "yanshi", a_photo(number, (64, 48)))
            write_down(unit, station.files, ready)
    return tmp_path


def test_after_the_machine_is_lost_the_photos_come_back_with_the_database(house: Path) -> None:
    saved = yizhan("backup")
    assert "照片 2 张，新备份 2 张" in saved.output
    shutil.rmtree(house / "house")
    (house / "house").mkdir()
    [backup] = (house / "backups").glob("*.backup")
    restored = yizhan("restore", str(backup))
    assert restored.exit_code == 0, restored.output
    assert "照片 2 张，从备份放回 2 张，缺 0 张" in restored.output
    assert "● 照片：2 张都在存放处" in yizhan("doctor").output
    again = yizhan("restore", str(backup))
    assert again.exit_code == 1, "what is there is never written over"


def test_a_photo_that_is_in_neither_place_is_named(house: Path) -> None:
    with opened() as station, station.engine.connect() as connection:
        name = connection.execute(select(FILE.c.sha256)).scalars().first()
    yizhan("backup")
    for place in house.rglob(str(name)):
        place.unlink()
    told = yizhan("doctor")
    assert told.exit_code == 1
    assert f"✕ 照片：1 张不在存放处，请从备份放回：{name}" in told.output
    shutil.move(house / "house" / "files", house / "lost")
    (house / "house" / "station.db").unlink()
    [backup] = (house / "backups").glob("*.backup")
    restored = yizhan("restore", str(backup))
    assert "从备份放回 1 张，缺 1 张" in restored.output
    assert f"缺照片 {name}" in restored.output

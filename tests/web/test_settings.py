"""Settings: the environment wins, misspelt keys stop the start, a demonstration is not secure."""

from pathlib import Path

import pytest

from web.cli.opening import make_secret, settings
from web.settings import read_settings


def test_without_anything_a_station_is_a_real_one_with_secure_cookies(tmp_path):
    settings = read_settings({}, file=tmp_path / "station.toml")
    assert not settings.demo
    assert settings.secure_cookies


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / "station.toml"
    file.write_text('[web]\nhosts = ["a.test"]\ndemo = true\n[other]\nx = 1\n', "utf-8")
    assert read_settings({}, file=file).hosts == ("a.test",)
    assert not read_settings({}, file=file).secure_cookies
    changed = read_settings({"YIZHAN_HOSTS": "b.test, c.test", "YIZHAN_DEMO": "0"}, file=file)
    assert changed.hosts == ("b.test", "c.test")
    assert changed.secure_cookies


def test_a_misspelt_key_is_named(tmp_path):
    file = tmp_path / "station.toml"
    file.write_text("[web]\nhost = ['a']\n", "utf-8")
    with pytest.raises(ValueError, match=r"station\.toml.*host"):
        read_settings({}, file=file)
    with pytest.raises(ValueError, match="YIZHAN_DEMO"):
        read_settings({"YIZHAN_DEMO": "maybe"}, file=file.with_name("none.toml"))


def test_the_key_that_signs_cookies_comes_from_the_secret_and_is_not_printed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"s" * 32)
    first = read_settings({"YIZHAN_SECRET_FILE": str(secret)}, file=tmp_path / "none")
    again = read_settings({"YIZHAN_SECRET_FILE": str(secret)}, file=tmp_path / "none")
    assert first.web_key == again.web_key != b"s" * 32
    assert "web_key" not in repr(first)


def test_the_keys_of_a_bucket_come_from_the_environment_and_are_not_printed(tmp_path):
    file = tmp_path / "station.toml"
    file.write_text('[web]\nfiles = "s3://photos/yizhan"\nfiles_a_day = 30\n', "utf-8")
    told = {"YIZHAN_FILES_ENDPOINT": "https://s3.test", "YIZHAN_FILES_SECRET_ACCESS_KEY": "hush"}
    settings = read_settings(told, file=file)
    assert (settings.files, settings.files_a_day) == ("s3://photos/yizhan", 30)
    assert settings.files_options == {"endpoint": "https://s3.test", "secret_access_key": "hush"}
    assert "hush" not in repr(settings)
    assert read_settings({"YIZHAN_FILES": "elsewhere"}, file=file).files == "elsewhere"


def test_where_nobody_has_named_a_secret_file_it_stands_beside_the_database_and_gives_the_key(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("YIZHAN_DATABASE", f"sqlite:///{tmp_path / 'yizhan.db'}")
    monkeypatch.delenv("YIZHAN_SECRET_FILE", raising=False)
    assert settings().web_key != settings().web_key  # before init there is nothing to derive from
    assert make_secret(Path(settings().secret_file))
    assert settings().secret_file == str(tmp_path / "secret.json")
    assert settings().web_key == settings().web_key
    elsewhere = read_settings({"YIZHAN_DATABASE": "postgresql://x"}, file=tmp_path / "none")
    assert elsewhere.secret_file == "data/secret.json"

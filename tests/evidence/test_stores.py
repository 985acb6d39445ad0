"""A folder and a bucket keep the same promises; what lies in them says nothing to who copies it."""

import os
import stat

import pytest

from core.evidence.folder import Folder
from core.evidence.keeping import Files, Kind
from core.evidence.store import open_store
from core.trust.secrets import new_keys, sealer_from
from tests.evidence.conftest import a_bucket

NAME = "yanshi/original/" + "ab" * 32


def test_what_was_put_can_be_had_and_replaced_and_forgotten(store):
    store.put(NAME, b"one" * 1000)
    assert store.get(NAME) == b"one" * 1000
    store.put(NAME, b"two")
    assert store.get(NAME) == b"two"
    store.delete(NAME)
    store.delete(NAME)
    with pytest.raises(FileNotFoundError):
        store.get(NAME)


def test_files_lie_sealed_and_open_only_under_their_own_name(files, store):
    name, other = "ab" * 32, "cd" * 32
    files.put("yanshi", Kind.ORIGINAL, name, b"a face" * 50)
    assert files.get("yanshi", Kind.ORIGINAL, name) == b"a face" * 50
    sealed = store.get(f"yanshi/original/{name}")
    assert b"a face" not in sealed
    store.put(f"yanshi/original/{other}", sealed)
    with pytest.raises(OSError, match="changed"):
        files.get("yanshi", Kind.ORIGINAL, other)
    store.put(f"yanshi/original/{name}", sealed[:-1])
    with pytest.raises(OSError, match="changed"):
        files.get("yanshi", Kind.ORIGINAL, name)


@pytest.mark.parametrize("name", ["", "..", "../../etc", "a/b", "A", "x" * 81, "名"])
def test_a_store_is_never_asked_for_a_name_that_could_lead_elsewhere(tmp_path, name):
    files = Files(open_store(str(tmp_path)), sealer_from(new_keys("test")))
    with pytest.raises(ValueError, match="no name"):
        files.put("yanshi", Kind.VIEW, name, b"x")
    with pytest.raises(ValueError, match="no name"):
        files.get(name, Kind.VIEW, "ab")
    assert not list(tmp_path.iterdir())


def test_a_folder_lets_nobody_else_read(tmp_path):
    folder = Folder(root=tmp_path / "files")
    folder.put(NAME, b"x")
    [file] = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.parent.name == "ab"
    assert all(
        stat.S_IMODE(path.stat().st_mode) == 0o700 for path in file.parents[:3] if path != tmp_path
    )


def test_a_folder_does_not_follow_a_link(tmp_path):
    folder = Folder(root=tmp_path / "files")
    folder.put(NAME, b"x")
    [file] = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    file.unlink()
    secret = tmp_path / "secret"
    secret.write_bytes(b"key")
    file.symlink_to(secret)
    with pytest.raises(OSError, match="symbolic"):
        folder.get(NAME)


def test_a_write_that_breaks_off_leaves_what_was_there(tmp_path, monkeypatch):
    folder = Folder(root=tmp_path / "files")
    folder.put(NAME, b"whole")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        folder.put(NAME, b"half")
    monkeypatch.undo()
    assert folder.get(NAME) == b"whole"
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_bytes_and_folder_are_synced_before_and_after_the_rename(tmp_path, monkeypatch):
    done: list[str] = []
    synced, renamed = os.fsync, os.replace

    def sync(handle):
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        done.append(kind)
        synced(handle)

    def rename(one, other):
        done.append("rename")
        renamed(one, other)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", rename)
    Folder(root=tmp_path / "files").put(NAME, b"x")
    assert done[-3:] == ["file", "rename", "folder"]
    assert done[:-3] == ["folder"] * 4  # every folder that was made, in the one above it


def test_a_bucket_that_is_not_there_is_trouble_and_not_a_missing_file(s3_server):
    with pytest.raises(OSError, match="no such bucket") as trouble:
        open_store(
            "s3://no-such-bucket/x",
            {
                "endpoint": s3_server,
                "region": "us-east-1",
                "access_key_id": "test",
                "secret_access_key": "test",
                "allow_http": "1",
            },
        ).put(NAME, b"x")
    assert not isinstance(trouble.value, FileNotFoundError)
    assert "secret" not in repr(a_bucket(s3_server, "y"))

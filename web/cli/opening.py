"""Opening the house from the command line: settings, secret file, station."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from core.plugin.catalogue import Catalogue
from core.plugin.rooms import Rooms, catalogue_of, find_rooms
from core.station import Station, open_station
from core.store import Actor
from core.store.migrations import schema_state
from core.trust.secrets import Sealer, new_keys, sealer_from
from web.cli.saying import fail
from web.settings import Settings, read_settings

CONFIG = Path(__file__).resolve().parents[2] / "config"
OPERATOR = Actor(id="command-line", name="命令行", role="system")
#: The county that a demonstration and a fresh installation begin with.
COUNTY = "yanshi"


def settings() -> Settings:
    """The settings of this installation; what cannot be read is said, with its remedy."""
    try:
        return read_settings(os.environ)
    except ValueError as error:
        fail(str(error))


def make_secret(path: Path) -> bool:
    """Make the secret file when there is none yet; an existing one is never touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({**new_keys("k1"), "web": secrets.token_hex(32)}, file)
        file.flush()
        os.fsync(file.fileno())
    return True


def read_sealer(path: Path) -> Sealer:
    """The keys of ID numbers."""
    if not path.is_file():
        fail(f"没有密钥文件“{path}”。请先运行 yizhan init，或恢复备份中的密钥文件。")
    return sealer_from(json.loads(path.read_text(encoding="utf-8")))


@contextmanager
def opened(*, current: bool = True) -> Iterator[Station]:
    """The station of these settings; with ``current`` the schema must be the one needed."""
    found = settings()
    station = open_station(
        found.database,
        config=CONFIG,
        sealer=read_sealer(Path(found.secret_file)),
        county=COUNTY,
        demo=found.demo,
        files=found.files,
        files_options=found.files_options,
        scanner=found.scanner,
    )
    try:
        if current and not schema_state(station.engine).current:
            fail("数据库结构不是当前版本，请先运行 yizhan init。")
        yield station
    finally:
        station.close()


def rooms_and_catalogue() -> tuple[Rooms, Catalogue]:
    """The installed plugins, without a database."""
    rooms = find_rooms(import_module("plugins"))
    return rooms, catalogue_of(rooms)

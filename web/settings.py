"""Settings of one installation, from config/station.toml and the environment: read here only.

The environment wins over the file. Every key is known; a misspelt one stops the start.
"""

import hashlib
import hmac
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from core.evidence.scanning import open_scanner
from core.notices.addresses import read_mail

MEBIBYTE = 1024 * 1024
DATABASE = "sqlite:///data/yizhan.db"
#: How a bucket is reached; keys come from the environment only, never from a file in the repository.
FILES_OPTIONS = ("endpoint", "region", "access_key_id", "secret_access_key", "allow_http")


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What the web needs to know about where it runs.

    ``hosts`` are the names under which it may be called (empty: any). ``secret_file`` holds the
    keys, outside of the database; ``web_key`` is derived from it, signs cookies and seals drafts.
    ``files`` is where photos are kept: a folder, or s3://bucket/prefix with ``files_options``;
    empty: a folder beside the database. ``files_a_day`` and ``megabytes_a_day`` are what one account
    may bring in a day. ``scanner`` is who looks for malware in photos: ``tcp://host:port``, ``unix:path``
    or ``command:…``; empty: nobody. ``fixed_now`` stops the clock, for tests.

    ``clock``: whether ``serve`` also does what is due at its hour. ``address`` is under which people
    open the house, for links in messages; ``mail`` the server that sends them. ``backups`` is a folder.
    """

    database: str = DATABASE
    secret_file: str = ""
    hosts: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    secure_cookies: bool = True
    demo: bool = False
    idle_minutes: int = 30
    body_limit: int = MEBIBYTE
    body_seconds: int = 30
    threads: int = 40
    files: str = ""
    files_options: Mapping[str, str] = field(default_factory=dict, repr=False)
    files_a_day: int = 2_000
    megabytes_a_day: int = 2_048
    scanner: str = ""
    clock: bool = True
    address: str = ""
    mail: str = field(default="", repr=False)
    backups: str = ""
    backups_kept: int = 14
    warn_working_days: int = 3
    attempts_kept_days: int = 366
    web_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    fixed_now: datetime | None = None


class WebTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table [web] of config/station.toml; what is missing keeps its default."""

    database: str | None = None
    secret_file: str | None = None
    hosts: tuple[str, ...] | None = None
    trusted_proxies: tuple[str, ...] | None = None
    secure_cookies: bool | None = None
    demo: bool | None = None
    idle_minutes: int | None = None
    files: str | None = None
    files_a_day: int | None = None
    megabytes_a_day: int | None = None
    scanner: str | None = None
    threads: int | None = None
    clock: bool | None = None
    address: str | None = None
    backups: str | None = None
    backups_kept: int | None = None
    warn_working_days: int | None = None
    attempts_kept_days: int | None = None


_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def _truth(name: str, text: str) -> bool:
    if text.strip().lower() in _YES:
        return True
    if text.strip().lower() in _NO:
        return False
    raise ValueError(f"{name}={text!r}：应为 1 或 0。")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _from_file(file: Path) -> WebTable:
    if not file.is_file():
        return WebTable()
    try:
        table = tomllib.loads(file.read_text("utf-8")).get("web", {})
        return msgspec.convert(table, WebTable)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise ValueError(f"{file}：{problem}") from problem


def _beside(database: str) -> str:
    """The secret file where nobody has named one: beside the database, outside of it."""
    file = database.removeprefix("sqlite:///")
    folder = Path(file).parent if file != database else Path("data")
    return str(folder / "secret.json")


def _web_key(secret_file: str) -> bytes:
    """A key of the web's own, derived from the installation's secret; random before there is one.

    A random key only means that open forms, drafts and notices do not survive a restart.
    """
    if not Path(secret_file).is_file():
        return secrets.token_bytes(32)
    return hmac.digest(b"yizhan web", Path(secret_file).read_bytes(), hashlib.sha256)


def _check_clock(values: Mapping[str, Any]) -> None:
    """What the jobs are told must make sense before anything starts."""
    address = values.get("address", "")
    if address and urlsplit(address).scheme not in ("http", "https"):
        raise ValueError(
            f"address={address!r}：应为 https:// 开头的网址，例如 https://yizhan.example.cn。"
        )
    try:
        read_mail(values.get("mail", ""))
    except ValueError as problem:
        raise ValueError(f"YIZHAN_MAIL：{problem}") from problem
    for name, least in (("backups_kept", 1), ("warn_working_days", 0), ("attempts_kept_days", 184)):
        if values.get(name, least) < least:
            raise ValueError(f"{name}={values[name]}：不能少于 {least}。")


def read_settings(
    environment: Mapping[str, str], *, file: Path = Path("config/station.toml")
) -> Settings:
    """The settings; raises ValueError with place and remedy when something cannot be read."""
    table = msgspec.structs.asdict(_from_file(file))
    values = {name: value for name, value in table.items() if value is not None}
    for name in ("database", "secret_file", "files", "scanner", "address", "backups", "mail"):
        if text := environment.get(f"YIZHAN_{name.upper()}"):
            values[name] = text
    for name in ("hosts", "trusted_proxies"):
        if (text := environment.get(f"YIZHAN_{name.upper()}")) is not None:
            values[name] = _names(text)
    for name in ("secure_cookies", "demo", "clock"):
        if (text := environment.get(f"YIZHAN_{name.upper()}")) is not None:
            values[name] = _truth(f"YIZHAN_{name.upper()}", text)
    # A demonstration runs on http://127.0.0.1, where browsers drop secure cookies.
    values.setdefault("secure_cookies", not values.get("demo", False))
    _check_clock(values)
    options = {
        name: text
        for name in FILES_OPTIONS
        if (text := environment.get(f"YIZHAN_FILES_{name.upper()}"))
    }
    open_scanner(values.get("scanner", ""))  # an address that is none stops the start
    secret = values.setdefault("secret_file", _beside(values.get("database", DATABASE)))
    return Settings(**values, files_options=options, web_key=_web_key(secret))

"""How much one account may bring in a day: enough for a month of visits, not for filling a disk."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from core.evidence.header import LARGEST_FILE, TOO_LARGE
from core.evidence.rows import brought_on
from core.store.errors import Refused

MEBIBYTE = 1024 * 1024


class TooMuch(Refused):
    """More than may be brought: of one file, or of one account in one day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Files and bytes of one account in one business day: settings of the installation."""

    files: int = 2_000
    bytes: int = 2_048 * MEBIBYTE


def check_length(length: int) -> None:
    """``TooMuch`` for a file that is larger than any photo."""
    if length > LARGEST_FILE:
        raise TooMuch(TOO_LARGE, field="file")


def check_day(connection: Connection, account: str, day: date, limits: Limits, length: int) -> None:
    """``TooMuch`` when this file would be too many, or too large, for the account's day."""
    files, size = brought_on(connection, account, day)
    if files >= limits.files:
        say = f"您今天已上传 {files} 张照片，到了每天的上限。没有传的还在，请明天再传。"
        raise TooMuch(say, field="file")
    if size + length > limits.bytes:
        most = limits.bytes // MEBIBYTE
        say = f"您今天上传的照片已近 {most} MB 的上限。没有传的还在，请明天再传。"
        raise TooMuch(say, field="file")

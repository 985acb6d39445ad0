"""Whatever an officer calls a table: .xlsx, old .xls, or .csv, told by its content, never its name."""

import csv
import io

from core.spreadsheets.container import BROKEN, LARGEST_FILE, check_container
from core.spreadsheets.opened import OpenedBook, OpenedSheet, read_in_child
from core.spreadsheets.reader import MOST_COLUMNS, MOST_ROWS
from core.store.errors import Refused

OLD = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")
WEB_PAGE = ("<html", "<!doctype", "<table", "<?xml", "<meta")
SEPARATORS = "\t,;，"
MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NO_TEXT = "文件不是表格（.xlsx、.xls、.csv），或者已经损坏，请用表格软件打开后另存为 .xlsx 再导入。"


def open_any(content: bytes) -> OpenedBook:
    """The sheets of a file, whatever its name ends in; ``Refused`` with what to do instead."""
    if content.startswith(b"PK"):
        check_container(content)
        return read_in_child(content)
    if len(content) > LARGEST_FILE:
        raise Refused("文件超过 20 MB，请分成几个文件。", field="file")
    if content.startswith(OLD):
        _check_old(content)
        return read_in_child(content)
    if not content.strip():
        raise Refused("文件是空的，请重新选择。", field="file")
    return _separated(_text(content))


def _check_old(content: bytes) -> None:
    if LOCKED in content:
        raise Refused("表格加了密码，请去掉密码后另存再导入。", field="file")
    if MACROS in content:
        raise Refused("表格含有宏，请另存为不含宏的 .xlsx 文件。", field="file")


def _text(content: bytes) -> str:
    """Text as Excel in China saves it: UTF-8 or UTF-16 with a mark, UTF-8, else GB 18030."""
    marked = [name for mark, name in MARKED if content.startswith(mark)]
    if not marked and b"\0" in content:
        raise Refused(BROKEN, field="file")
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            raise Refused(BROKEN, field="file")
        if text.lstrip()[:200].casefold().startswith(WEB_PAGE):
            say = "这是另存成表格的网页，请用表格软件打开，另存为 .xlsx 后再导入。"
            raise Refused(say, field="file")
        return text
    raise Refused(NO_TEXT, field="file")


def _separated(text: str) -> OpenedBook:
    """Rows of text between separators: the one that the first lines have most of."""
    first = "\n".join(text.splitlines()[:20])
    separator = max(SEPARATORS, key=first.count)
    if not first.count(separator) or any(sign < " " and sign not in "\t\r\n" for sign in first):
        raise Refused(NO_TEXT, field="file")
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1):
            if len(row) > MOST_COLUMNS or len(rows) >= MOST_ROWS:
                raise Refused("表格超过 20000 行或 200 列，请分成几个文件。", field="file")
            if any(cell.strip() for cell in row):
                rows.append((number, tuple(row)))
    except csv.Error:
        raise Refused(NO_TEXT, field="file") from None
    return OpenedBook(sheets=(OpenedSheet(name="表格", rows=tuple(rows)),))

"""The container of a workbook: looked at before anything opens it, refused from its directory.

An .xlsx is a zip. Bombs, lies about sizes, macros and links are refused here in milliseconds.
"""

import io
import re
import zipfile

from core.store.errors import Refused

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
LARGEST_RATIO = 100
MOST_ENTRIES = 200
#: A small entry may be as repetitive as it likes.
RATIO_MATTERS_FROM = 256 * 1024
LOCAL_HEADER = 30
WORKBOOK = "xl/workbook.xml"
LAST_RECORD = 22
ENCRYPTED = 0x1
FORBIDDEN = (
    ("vbaproject", "表格含有宏，请另存为不含宏的 .xlsx 文件。"),
    ("externallinks/", "表格引用了其他文件，请断开链接（只保留数值）后再导入。"),
    ("embeddings/", "表格里嵌有其他文件，请删去后再导入。"),
    ("content.xml", "这是 .ods 表格，请用表格软件打开，另存为 .xlsx 后再导入。"),
    ("activex/", "表格里有控件，请删去后再导入。"),
)
ODD_NAME = re.compile(r"^/|^[A-Za-z]:|\\|\x00|(^|/)\.\.(/|$)|\.(zip|xlsx|xls|exe|jar)$", re.I)
BROKEN = "文件已损坏或不是 Excel 表格（.xlsx），请用表格软件打开后另存再导入。"


def check_container(content: bytes, main: str = WORKBOOK) -> None:
    """``Refused`` with one sentence, unless the container is a plain and honest workbook.

    ``main`` is the part that makes it what it should be; of a Word file ``word/document.xml``.
    """
    if len(content) > LARGEST_FILE:
        raise Refused("文件超过 20 MB，请分成几个文件。", field="file")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("这是旧格式（.xls）或加了密码的表格，请另存为不加密的 .xlsx。", field="file")
    if not content.startswith(b"PK\x03\x04") or content[-LAST_RECORD:][:4] != b"PK\x05\x06":
        raise Refused(BROKEN, field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            entries = container.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise Refused(BROKEN, field="file") from None
    _check_sizes(entries)
    _check_names(entries, main)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    bombs = [
        entry
        for entry in entries
        if entry.file_size > RATIO_MATTERS_FROM
        and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1)
    ]
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or bombs:
        raise Refused("表格解压后过大，请只保留要导入的工作表，删去图片后再导入。", field="file")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end or entry.flag_bits & ENCRYPTED:
            raise Refused(BROKEN, field="file")
        end = entry.header_offset + LOCAL_HEADER + entry.compress_size


def _check_names(entries: list[zipfile.ZipInfo], main: str) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names) or any(ODD_NAME.search(name) for name in names):
        raise Refused(BROKEN, field="file")
    for part, say in FORBIDDEN:
        if any(part in name for name in names):
            raise Refused(say, field="file")
    if not {"[content_types].xml", main} <= set(names):
        raise Refused(BROKEN, field="file")

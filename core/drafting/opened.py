"""A tender's file, opened by what it is: .docx, or a text in UTF-8 or GB 18030."""

from pathlib import PurePath

from core.drafting.tender import Tender, UnreadableTender, tender_of_text
from core.drafting.word import LARGEST_FILE, tender_of_word

BINARY = {
    ".pdf": "暂不能读 PDF。请用文字处理软件打开后另存为 .docx，或把文字复制到 .txt 里。",
    ".doc": "这是旧格式（.doc）。请用文字处理软件打开后另存为 .docx。",
    ".xlsx": "这是表格。采购文件请用 .docx 或 .txt；已经填好的工作簿请直接检查（yizhan package check）。",
}


#: Longer than any tender, and than any of its paragraphs.
MOST_CHARACTERS = 200_000
LONGEST_PARAGRAPH = 5_000


def open_tender(content: bytes, name: str) -> Tender:
    """The tender of a file's bytes; ``UnreadableTender`` says in Chinese what to do instead."""
    tender = _opened(content, name)
    for block in tender.blocks:
        if len(block.text) > LONGEST_PARAGRAPH:
            say = f"{block.place}超过 {LONGEST_PARAGRAPH} 个字，不像正文。请分段后再试。"
            raise UnreadableTender(say)
    if sum(len(block.text) for block in tender.blocks) > MOST_CHARACTERS:
        raise UnreadableTender("文字过多，请只保留服务要求、考核和付款部分。")
    return tender


def _opened(content: bytes, name: str) -> Tender:
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx" or content.startswith(b"PK\x03\x04"):
        return tender_of_word(content, name)
    if suffix in BINARY:
        raise UnreadableTender(BINARY[suffix])
    if len(content) > LARGEST_FILE:
        raise UnreadableTender("文件超过 20 MB，请只保留正文。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return tender_of_text(content.decode(encoding), name)
        except UnicodeDecodeError:
            continue
    raise UnreadableTender("看不懂文件的编码。请另存为 UTF-8 编码的 .txt。")

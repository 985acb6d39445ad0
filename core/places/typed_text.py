"""What people type: characters that cannot be kept are refused, and called by their name.

Rare, private and not yet assigned ideographs are welcome; length is counted in characters,
never in bytes or UTF-16 units.
"""

import unicodedata

KNOWN = {
    0x0000: "空字符",
    0x0009: "制表符",
    0x000A: "换行",
    0x000D: "回车",
    0x00AD: "软连字符",
    0x200B: "零宽空格",
    0x200C: "零宽不连字",
    0x200D: "零宽连字",
    0x200E: "从左到右标记",
    0x200F: "从右到左标记",
    0x2028: "行分隔符",
    0x2029: "段分隔符",
    0x202D: "从左到右强制",
    0x202E: "从右到左强制",
    0x2060: "字间连接符",
    0xFEFF: "字节顺序标记",
}


def _cannot_be_kept(char: str) -> bool:
    code = ord(char)
    noncharacter = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return noncharacter or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def bad_character(text: str) -> str:
    """The first control, format or broken character, with its place and name; or nothing."""
    if text.isprintable():
        return ""
    for place, char in enumerate(text, start=1):
        if _cannot_be_kept(char):
            name = KNOWN.get(ord(char)) or unicodedata.name(char, "不可用字符")
            return f"第 {place} 个字是“{name}”（U+{ord(char):04X}）"
    return ""


def without_bad_characters(text: str) -> str:
    """The text without what cannot be kept: for matching only, never for storing."""
    if text.isprintable():
        return text
    return "".join(char for char in text if not _cannot_be_kept(char))


def text_problem(text: str, label: str, limit: int, *, required: bool = False) -> str:
    """What is wrong with a short text, as one sentence; empty when nothing is."""
    if required and not text.strip():
        return f"请填写{label}。"
    if len(text) > limit:
        return f"{label}最多 {limit} 个字，现在有 {len(text)} 个。"
    bad = bad_character(text)
    return f"{label}里有看不见或不可用的字符：{bad}，请删去后重新输入。" if bad else ""

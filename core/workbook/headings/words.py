"""Headings that most rows share."""

from collections.abc import Mapping

Named = Mapping[str, tuple[str, str]]

KEY: Named = {
    "key": ("编号", "小写英文字母、数字、连字符；一经给定不再改动。"),
}
LABEL: Named = {"label": ("名称", "照原文的叫法。")}
CLAUSE: Named = {"clause": ("原文条款", "这一行出自原文的哪一句，照抄。")}
SAY: Named = {"say": ("说明", "用一句话说明口径。")}

"""Filling a Word template through the limited child process; what is wrong is one Chinese sentence."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from core.papers.templates.placeholders import context_of
from core.plugin.drawn import Drawn, Pictures
from core.spreadsheets.container import check_container
from core.store.errors import Refused

#: Name → what stands there in one paper.
Context = Callable[[Drawn], dict[str, Any]]
FILLER = Path(__file__).with_name("filler.py")
#: Wall-clock seconds; the child's own limit is 15 s of CPU.
PATIENCE = 30
MAIN = "word/document.xml"
BROKEN = (
    "文件不是可用的 Word 模板（.docx）：可能损坏、过大、加了密码，或含有宏和外部链接。"
    "请另存为不含宏的 .docx 再上传。"
)


def filled(
    template: bytes,
    papers: Sequence[Drawn],
    photos: Callable[[str], bytes | None],
    *,
    known: Collection[str] = (),
    context: Context = context_of,
) -> bytes:
    """The template with the figures and words of these papers, each of them from a new page.

    ``context`` tells the names of one paper and what stands there. With ``known`` a name that is not
    among them is refused; else it is left empty where a paper has it not. Refused with a sentence where the template cannot be filled.
    """
    try:
        check_container(template, main=MAIN)
    except Refused:
        raise Refused(BROKEN, field="file") from None
    asked = {
        "template": base64.b64encode(template).decode(),
        "known": sorted(known),
        "sheets": [context(one) | {"photos": _pictures(one, photos)} for one in papers],
    }
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(FILLER)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=PATIENCE,
            env={},
            check=True,
        )
        answer = json.loads(child.stdout)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, ValueError):
        raise Refused(BROKEN, field="file") from None
    if answer.get("unknown"):
        names = "、".join(f"{{{{ {name} }}}}" for name in answer["unknown"])
        raise Refused(
            f"模板里有系统不认识的名称：{names}。请改成标准模板里的名称，或者删去。", field="file"
        )
    if answer.get("problem"):
        raise Refused(
            f"模板里的标记写得不对：{answer['problem']}。请对照标准模板检查大括号是否成对。",
            field="file",
        )
    return base64.b64decode(answer["file"])


def _pictures(paper: Drawn, photos: Callable[[str], bytes | None]) -> list[dict[str, str]]:
    return [
        {"content": base64.b64encode(found).decode(), "caption": one.caption}
        for block in paper.blocks
        if isinstance(block, Pictures)
        for one in block.pictures
        if (found := photos(one.file)) is not None
    ]

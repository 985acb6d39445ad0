"""The type that papers are set in: packaged Noto first, and which characters nobody here can draw.

Noto Serif and Sans of Simplified Chinese hold the basic characters, extension A and those of the
general table of standard characters; their sisters of Japan hold some hundred rarer ones (𠮷). What
none of them has is looked for in the machine's own type, last.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import pylopdf_fonts_cjk
import pylopdf_fonts_zh_cn
import typst

from core.papers.writing.said import on_one_line, plain
from core.plugin.drawn import Drawn, Grid, Paragraph, Pictures, Prose, Signatures, cell

#: Families in the order in which they are asked for a character.
SONG = ("Noto Serif SC", "Noto Sans SC", "Noto Serif JP")
#: No character at all: drawn as type draws what it does not have.
NOTHING = "\U0010fffe"
#: What the packaged type is known to hold.
HELD = ((0x20, 0x7E), (0x3400, 0x4DBF), (0x4E00, 0x9FFF))
#: Drawn by the template itself, whatever the type.
BY_HAND = frozenset("☑\n\t")
#: Rare characters by which a machine's type is judged: all are of CJK extension B.
PROBES = "𠀀𤭢𪚥"


@cache
def typefaces(*, of_the_machine: bool = True) -> typst.Fonts:
    """The packaged type, and (unless it is left out) the machine's own after it."""
    packaged = (pylopdf_fonts_zh_cn.serif_path().parent, pylopdf_fonts_cjk.serif_path().parent)
    return typst.Fonts(
        include_system_fonts=of_the_machine,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in packaged],
    )


def not_drawable(texts: Iterable[str], *, of_the_machine: bool = True) -> tuple[str, ...]:
    """The characters of these texts that no type on this machine has, in order, each once."""
    signs = dict.fromkeys(sign for text in texts for sign in plain(text))
    rare = [one for one in signs if not _held(one)]
    return tuple(one for one in rare if not _drawable(one, of_the_machine=of_the_machine))


def words_of(paper: Drawn) -> Iterator[str]:
    """Every text of a paper."""
    yield from (on_one_line(paper.title), paper.subtitle, paper.foot)
    for block in paper.blocks:
        if isinstance(block, Grid):
            values = (cell(one).value for row in block.rows for one in row)
            yield from (value for value in values if isinstance(value, str))
        elif isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Prose):
            yield from (block.label, block.text)
        elif isinstance(block, Pictures):
            yield from (one.caption for one in block.pictures)
        elif isinstance(block, Signatures):
            yield from block.labels


def _held(sign: str) -> bool:
    return sign in BY_HAND or any(first <= ord(sign) <= last for first, last in HELD)


@cache
def _drawable(sign: str, *, of_the_machine: bool) -> bool:
    """Whether the typesetter draws it otherwise than a character that there is not."""
    return _picture(sign, of_the_machine) != _picture(NOTHING, of_the_machine)


@cache
def _picture(sign: str, of_the_machine: bool) -> bytes:
    families = ", ".join(f'"{one}"' for one in SONG)
    page = "#set page(width: 20pt, height: 20pt, margin: 0pt)\n"
    source = f"{page}#set text(font: ({families}))\n#sys.inputs.sign"
    fonts = typefaces(of_the_machine=of_the_machine)
    drawn = typst.compile(
        source.encode(), format="svg", font_paths=fonts, sys_inputs={"sign": sign}
    )
    return bytes(drawn)

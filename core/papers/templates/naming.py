"""What stands beside a label, under the label's own words: 姓名, 家庭住址, 健康状况."""

from collections.abc import Callable
from dataclasses import replace

from core.papers.writing.said import in_cell
from core.plugin.drawn import Block, Cell, Drawn, Grid, Paragraph, Value, cell

#: What takes the place of a value: its name and the words that stand there now.
Put = Callable[[str, str], str]
#: What has a label of signs only.
NAMELESS = "内容"


def named_values(paper: Drawn) -> dict[str, str]:
    """Name → words of everything on the paper that has a name."""
    found: dict[str, str] = {}

    def keep(name: str, text: str) -> str:
        found[name] = text
        return text

    _walked(paper, keep)
    return found


def in_names(paper: Drawn) -> tuple[Block, ...]:
    """The blocks of the paper with names in place of what has one."""
    return _walked(paper, lambda name, _: f"{{{{ {name} }}}}")


def name_of(label: str) -> str:
    """The label as a template writes it: without signs, and without the number before it."""
    name = "".join(sign for sign in label if f"_{sign}".isidentifier())
    return name.lstrip("0123456789_") or NAMELESS


def _walked(paper: Drawn, put: Put) -> tuple[Block, ...]:
    """Every block with ``put`` in place of named words; a name that comes again is numbered."""
    often: dict[str, int] = {}

    def said(label: str, text: str) -> str:
        name = name_of(label)
        often[name] = often.get(name, 0) + 1
        return put(f"{name}{often[name]}" if often[name] > 1 else name, text)

    def in_row(one: "Cell | Value") -> "Cell | Value":
        if not isinstance(one, Cell) or not one.name:
            return one
        text = said(one.name, in_cell(one))
        return replace(one, value=text, unit="", money=False)

    blocks: list[Block] = []
    for block in paper.blocks:
        if isinstance(block, Grid) and any(cell(one).name for row in block.rows for one in row):
            rows = tuple(tuple(map(in_row, row)) for row in block.rows)
            blocks.append(replace(block, rows=rows))
        elif isinstance(block, Paragraph) and block.name:
            blocks.append(replace(block, text=said(block.name, block.text)))
        else:
            blocks.append(block)
    return tuple(blocks)

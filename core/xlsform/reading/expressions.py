"""The common shapes of ``relevant`` as a small tree; anything else is refused in one sentence."""

import re
from collections.abc import Iterator

from core.xlsform.reading.tree import (
    AllOf,
    Answered,
    AnyOf,
    InMonths,
    Not,
    Tree,
    UnreadableExpression,
)

TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{[^{}]+\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign>!=|[<>]=|[=<>(),])|(?P<word>[A-Za-z][\w\-]*))"
)
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "（": "(", "）": ")"})
#: Deeper and longer than anybody writes by hand.
DEEPEST = 40
LONGEST = 2000
MONTH_NOW = (
    ("word", "format-date"),
    ("sign", "("),
    ("word", "today"),
    ("sign", "("),
    ("sign", ")"),
    ("sign", ","),
)
#: How a month is spelt by each format: 7 or 07.
MONTHS = {"%n": re.compile(r"[1-9]|1[0-2]"), "%m": re.compile(r"0[1-9]|1[0-2]")}

Token = tuple[str, str]


def tree_of(text: str) -> Tree:
    """The tree of an expression; ``UnreadableExpression`` for what is not a common shape."""
    if len(text) > LONGEST:
        raise UnreadableExpression("条件太长")
    tokens = list(_tokens(text.translate(STRAIGHT) if "'" not in text else text))
    tree, rest = _any(tokens, 0)
    if rest:
        raise UnreadableExpression(f"看不懂“{rest[0][1]}”以后的部分")
    return tree


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if found is None:
            raise UnreadableExpression(f"看不懂“{text[place:].strip()[:12]}”")
        kind = str(found.lastgroup)
        value = found[kind]
        place = found.end()
        yield (
            kind,
            value[2:-1].strip() if kind == "ref" else value[1:-1] if kind == "text" else value,
        )


def _any(tokens: list[Token], depth: int) -> tuple[Tree, list[Token]]:
    parts, tokens = _joined("or", tokens, depth)
    return (parts[0] if len(parts) == 1 else AnyOf(parts)), tokens


def _joined(word: str, tokens: list[Token], depth: int) -> tuple[tuple[Tree, ...], list[Token]]:
    parts: list[Tree] = []
    while True:
        if word == "or":
            inner, tokens = _joined("and", tokens, depth)
            parts.append(inner[0] if len(inner) == 1 else AllOf(inner))
        else:
            part, tokens = _one(tokens, depth)
            parts.append(part)
        if not tokens or tokens[0] != ("word", word):
            return tuple(parts), tokens
        tokens = tokens[1:]


def _one(tokens: list[Token], depth: int) -> tuple[Tree, list[Token]]:
    if depth > DEEPEST:
        raise UnreadableExpression("括号太多层")
    if tokens[:2] == [("word", "not"), ("sign", "(")]:
        tree, rest = _any(tokens[2:], depth + 1)
        return Not(tree), _after(")", rest)
    if tokens[:1] == [("sign", "(")]:
        tree, rest = _any(tokens[1:], depth + 1)
        return tree, _after(")", rest)
    if tokens[:2] == [("word", "selected"), ("sign", "(")]:
        return _selected(tokens[2:])
    return _compared(tokens)


def _selected(tokens: list[Token]) -> tuple[Tree, list[Token]]:
    kinds = [kind for kind, _ in tokens[:3]]
    if kinds == ["ref", "sign", "text"]:
        _after(",", tokens[1:])
        return Answered(tokens[0][1], tokens[2][1], among=True), _after(")", tokens[3:])
    if kinds[:1] == ["text"]:
        rest = _after(",", tokens[1:])
        shape = len(MONTH_NOW)
        said = rest[shape][1] if tuple(rest[:shape]) == MONTH_NOW and rest[shape:] else ""
        spelt = MONTHS.get(said)
        months = tokens[0][1].split()
        if spelt and months and all(map(spelt.fullmatch, months)):
            after = _after(")", _after(")", rest[shape + 1 :]))
            return InMonths(tuple(map(int, months))), after
    raise UnreadableExpression("selected(…) 里应为一道题和一个答案")


def _compared(tokens: list[Token]) -> tuple[Tree, list[Token]]:
    left, sign, right = (*tokens[:3], *[("", "")] * 3)[:3]
    if left[0] in ("text", "number") and right[0] == "ref":
        left, right = right, left
    if left[0] != "ref" or sign[1] not in ("=", "!=") or right[0] not in ("text", "number"):
        shown = " ".join(value for _, value in tokens[:3]) or "结尾"
        raise UnreadableExpression(f"看不懂“{shown}”")
    if not right[1]:
        raise UnreadableExpression("不能按“有没有填”来判断")
    tree = Answered(left[1], right[1], among=False)
    return (tree if sign[1] == "=" else Not(tree)), tokens[3:]


def _after(sign: str, tokens: list[Token]) -> list[Token]:
    if tokens[:1] != [("sign", sign)]:
        raise UnreadableExpression(f"缺少“{sign}”")
    return tokens[1:]

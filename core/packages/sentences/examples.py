"""A worked example as one sentence: what was done or found, and what must come of it."""

from core.packages.schema import Example
from core.packages.sentences.conditions import all_of
from core.packages.sentences.labels import UNNAMED, Labels
from core.packages.sentences.words import number, sentence


def example(row: Example, labels: Labels) -> str:
    """One worked example."""
    kind = labels.kind(row.kind) if row.kind else ""
    day = f"{row.day.month} 月 {row.day.day} 日" if row.day else ""
    tier = f"分级为“{labels.tiers.get(row.tier, row.tier)}”" if row.tier else ""
    minutes = f"{row.minutes} 分钟" if row.minutes is not None else ""
    where = all_of(row.where, labels, (row.kind,) if row.kind else ())
    given = f"所给的数为 {number(row.number)}" if row.number is not None else ""
    done = "，".join(
        one
        for one in (
            f"{day}{kind}",
            f"{row.people} 人" if row.kind else "",
            tier,
            labels.audience(row.audience),
            minutes,
            where,
            f"有{labels.evidence(row.evidence)}" if row.evidence else "",
            given,
        )
        if one
    )
    about = _about(row.about, labels)
    gives = f"得 {number(row.gives)}" if row.gives is not None else f"不计（{row.refused}）"
    return sentence(f"样例“{row.label}”：{done}", f"按“{about}”{gives}")


def _about(key: str, labels: Labels) -> str:
    """What the row that an example is about is called, whatever sheet it stands on."""
    own = labels.package
    named = {one.code: one.label for one in own.item}
    for table in (own.settle, own.price, own.tier, own.band, own.score_item):
        named |= {one.key: one.label for one in table}
    return labels.lines.get(key) or named.get(key, UNNAMED)

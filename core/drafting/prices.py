"""Prices per output (元/次、元/小时): entries of the service catalogue."""

from collections.abc import Iterator

from core.drafting.proposal import Mark, Proposal, how_sure
from core.drafting.sentences import Item
from core.drafting.tiers import FEN, PRICE, label_of, price_of
from core.packages.schema import Item as CatalogueItem


def prices_of(item: Item) -> Iterator[Proposal]:
    """The services of an item that have a price of their own, in fen."""
    for sentence in item.sentences:
        for phrase in sentence.phrases:
            for price in PRICE.finditer(phrase.seen):
                if price["period"] or price["period2"]:
                    continue
                reading = price_of(item, phrase, price)
                label = label_of(phrase.seen[: price.start()]) or item.heading
                per = price["per"] or price["per2"]
                row = CatalogueItem(
                    code="",
                    label=label,
                    clause=item.clause(sentence.start, sentence.end),
                    price=int(reading.value * FEN),
                )
                marks = (Mark(field="price", say=f"按每{per}计价：请确认服务项目和计价单位。"),)
                yield Proposal(
                    section="item",
                    row=row,
                    place=item.place,
                    readings=(reading,),
                    marks=marks,
                    span=item.span(phrase.start + price.start(), phrase.start + price.end()),
                    confidence=how_sure(marks),
                    reasons=(
                        f"“{item.clause(phrase.start + price.start(), phrase.start + price.end())}”是单价",
                    ),
                )

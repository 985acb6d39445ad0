"""From a tender to a draft: every rule asked in turn, repetitions joined, leftovers listed."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from core.drafting.apart import apart, look_of
from core.drafting.bands import bands_of
from core.drafting.dues import dues_of
from core.drafting.frequencies import is_frequency, quota_of, unnumbered, unnumbered_quota
from core.drafting.lines import counted_in, lines_of
from core.drafting.numbers import ANY_NUMBER, folded
from core.drafting.prices import prices_of
from core.drafting.proposal import Draft, Proposal, Span, Unused
from core.drafting.rates import rates_of
from core.drafting.repeated import joined_repeats
from core.drafting.samples import samples_of
from core.drafting.scorers import scorers_of
from core.drafting.scores import group_of, is_scored, scores_of
from core.drafting.sentences import Item, items_of
from core.drafting.tables import joined
from core.drafting.tender import Block, Tender
from core.drafting.tiers import tiers_of
from core.packages.schema import Tier


def draft(tender: Tender) -> Draft:
    """The draft of a tender: rows of a package to be confirmed, and the numbers that none uses.

    Rules only, the same answer every time. Keys are given in the order of the text.
    """
    blocks = joined(tender.blocks)
    items = items_of(blocks)
    tiers = tuple(proposal for item in items for proposal in tiers_of(item))
    names = tuple(dict.fromkeys(row.label for t in tiers if isinstance(row := t.row, Tier)))
    found: list[Proposal] = []
    group = ""
    for item in items:
        opened = group_of(item)
        if opened is not None:
            found.append(opened)
            group = getattr(opened.row, "label", "")
        elif is_scored(item):
            found += scores_of(item, group)
        else:
            found += _read(item, names)
    proposals = tuple(keyed(joined_repeats(found)))
    return Draft(source=tender.name, proposals=proposals, unused=tuple(_unused(blocks, found)))


def _read(item: Item, tiers: tuple[str, ...]) -> Iterator[Proposal]:
    """The proposals of an item that is no score item; each number is claimed once."""
    claimed: list[Proposal] = [*bands_of(item), *scorers_of(item)]
    if not claimed:
        claimed = [*tiers_of(item), *prices_of(item), *samples_of(item), *rates_of(item)]
    taken = [(r.span.start, r.span.end) for p in claimed for r in p.readings]
    dues = [] if any(p.section == "band" for p in claimed) else list(dues_of(item, taken))
    taken += [(r.span.start, r.span.end) for p in dues for r in p.readings]
    left = [one for one in counted_in(item) if not _is_taken(one.quantity.start, taken)]
    quotas = [
        quota_of(item, one, _tier(item, one.quantity.start, tiers))
        for one in left
        if is_frequency(item, one)
    ]
    lines = lines_of(item, [one for one in left if not is_frequency(item, one)])
    taken += [(one.quantity.start, one.quantity.end) for one in left]
    for sentence, beside, period, reading in unnumbered(item, taken):
        tier = _tier(item, reading.span.start, tiers)
        quotas.append(unnumbered_quota(item, sentence, beside, period, reading, tier))
    everything = [*claimed, *dues, *quotas, *lines]
    yield from sorted(everything, key=lambda proposal: (proposal.span.start, proposal.span.end))


def _is_taken(place: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in taken)


def _tier(item: Item, place: int, tiers: tuple[str, ...]) -> str:
    """The class named last before a place in its sentence; the only class of the text otherwise."""
    sentence = next(s for s in item.sentences if s.start <= place < s.end)
    before = item.words(sentence.start, place)
    named = [(before.rfind(tier), tier) for tier in tiers if tier in before]
    if named:
        return max(named)[1]
    return tiers[0] if len(tiers) == 1 else ""


def keyed(proposals: list[Proposal]) -> Iterator[Proposal]:
    """Keys such as line-12 in the order of the text; parents and tiers are named by them."""
    counts: dict[str, int] = {}
    keys: dict[str, str] = {}
    numbered: list[tuple[Proposal, str]] = []
    for proposal in proposals:
        counts[proposal.section] = counts.get(proposal.section, 0) + 1
        key = f"{proposal.section.replace('_', '-')}-{counts[proposal.section]}"
        keys[f"@{proposal.span.block}:{proposal.span.start}"] = key
        if proposal.section in ("tier", "score_group"):
            keys[f"{proposal.section}:{getattr(proposal.row, 'label', '')}"] = key
        numbered.append((proposal, key))
    for proposal, key in numbered:
        given: dict[str, object] = {"code" if proposal.section == "item" else "key": key}
        if parent := getattr(proposal.row, "parent", ""):
            given["parent"] = keys.get(parent, "")
        if proposal.section == "quota":
            given["tiers"] = tuple(keys[f"tier:{t}"] for t in getattr(proposal.row, "tiers", ()))
        if proposal.section == "score_item":
            given["group"] = keys.get(f"score_group:{getattr(proposal.row, 'group', '')}", "")
        yield replace(proposal, row=msgspec.structs.replace(proposal.row, **given))


def _unused(blocks: tuple[Block, ...], found: list[Proposal]) -> Iterator[Unused]:
    used: dict[int, list[tuple[int, int]]] = {}
    for proposal in found:
        for reading in proposal.readings:
            used.setdefault(reading.span.block, []).append((reading.span.start, reading.span.end))
    for number, block in enumerate(blocks):
        text = folded(block.text)
        known = tuple(apart(text))
        for match in ANY_NUMBER.finditer(text):
            start, end = match.span()
            if any(s < end and start < e for s, e in used.get(number, ())):
                continue
            yield Unused(
                words=block.text[start:end],
                sentence=_around(block.text, text, start, end),
                place=block.place,
                span=Span(block=number, start=start, end=end),
                looks_like=look_of(text, start, end, known),
            )


def _around(words: str, text: str, start: int, end: int) -> str:
    """The sentence of a number."""
    first = max(text.rfind(mark, 0, start) for mark in "。；") + 1
    stops = [place for place in (text.find(mark, end) for mark in "。；") if place >= 0]
    return words[first : min(stops, default=len(words) - 1) + 1].strip()

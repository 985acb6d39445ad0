"""Making papers 出文书: facts drawn by the plugin, with a foot that says from when."""

from dataclasses import replace
from datetime import datetime

from core.calendar import SHANGHAI
from core.facts import PeriodKind
from core.packages.terms import Terms
from core.papers.loading import digest_of_seal
from core.papers.source import Source
from core.plugin import Form, OnPaper, Paper, PaperFacts, Per
from core.plugin.drawn import Drawn
from core.recording.asking import forms_for
from core.store.errors import Missing

#: So much of a digest is printed: enough to be compared by eye.
SHOWN = 16
NOT_MADE = "这种文书还不能自动生成。"


def drawn(source: Source, paper: Paper, facts: PaperFacts, at: datetime) -> tuple[Drawn, ...]:
    """The paper of these facts; a paper of records is one for each of them."""
    if paper.draw is None:
        raise Missing(NOT_MADE)
    foot = foot_of(facts, at, sealed_digest(source, facts))
    if paper.per is not Per.RECORD:
        return (replace(paper.draw(facts), foot=foot),)
    each = (replace(facts, records=(one,)) for one in facts.records)
    return tuple(
        replace(paper.draw(one), foot=f"{foot} · 记录编号 {one.record.id}") for one in each
    )


def drawn_alone(paper: Paper, record: OnPaper, at: datetime) -> Drawn:
    """A paper of one record by itself, or (a record without a kind) a blank one."""
    if paper.draw is None:
        raise Missing(NOT_MADE)
    facts = PaperFacts(day=record.day or at.astimezone(SHANGHAI).date(), records=(record,))
    return replace(paper.draw(facts), foot=foot_alone(record.id, at) if record.id else "")


def specimen(source: Source, paper: Paper, terms: Terms, at: datetime) -> Drawn:
    """A sheet of a record with room for everything that any record of the contract may say."""
    forms: list[Form] = []
    seen: set[str] = set()
    for kind in paper.kinds:
        for one in forms_for(source.catalogue, source.book, kind, (terms,)):
            fresh = tuple(q for q in one.form.questions if q.key not in seen)
            seen.update(q.key for q in fresh)
            forms.append(replace(one.form, questions=fresh))
    return drawn_alone(paper, OnPaper(forms=tuple(forms)), at)


def foot_alone(number: str, at: datetime) -> str:
    """The permanent id of what the paper is of, and the moment that it is from."""
    return f"编号 {number} · {_until(at)}"


def foot_of(facts: PaperFacts, at: datetime, digest: str = "") -> str:
    """Package version, contract, period, and the moment that the figures are from."""
    contract = facts.contract
    parts = [f"采购包 {contract.package}", f"合同 {contract.title}", facts.period_name, _until(at)]
    if digest:
        parts.append(f"本月已封账，校验值 {digest[:SHOWN]}")
    return " · ".join(part for part in parts if part)


def sealed_digest(source: Source, facts: PaperFacts) -> str:
    """The digest of the month that the paper is of, once it is sealed."""
    if facts.period is None or facts.period.kind is not PeriodKind.MONTH:
        return ""
    number = source.book.ids[facts.contract.key]
    return digest_of_seal(source.connection, number, facts.period.key)


def _until(at: datetime) -> str:
    return f"数据截至 {at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"

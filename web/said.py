"""How the counting is said on the worker's screens: what is owed, what counts, what does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.facts import EntryStatus, PeriodKind
from core.facts.vocabulary import ABSENCES
from core.ledger.book import Book
from core.ledger.of_records import LineFate
from core.ledger.rules.owed import Owed, OwedState
from core.ledger.today import Due
from core.packages.terms import CountedLine, Terms
from core.people.vocabulary import RELATIONS
from core.plugin.catalogue import Catalogue

#: State of the ledger → key of the word on the screen (web/words.py).
STATE_KEY = {
    OwedState.OVERDUE: "overdue",
    OwedState.AT_RISK: "soon",
    OwedState.OPEN: "open",
    OwedState.MET: "done",
}
CONTACT_WORDS = {"home": "上门", "phone": "电话", "video": "视频"}
LONGEST_TITLE = 14


@dataclass(frozen=True, kw_only=True, slots=True)
class Quota:
    """One thing that counts: 上门 0/1."""

    word: str
    done: int
    owed: int
    within: str
    kinds: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether it is done."""
        return self.done >= self.owed


@dataclass(frozen=True, kw_only=True, slots=True)
class Strand:
    """What one contract owes a person: the tier, the quotas, what was missed, how long is left."""

    contract: str
    title: str
    tier: str
    quotas: tuple[Quota, ...]
    missed: tuple[str, ...]
    left: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DueRow:
    """One person as the today list shows them."""

    id: str
    name: str
    code: str
    site: str
    site_name: str
    state: str
    detail: str
    strands: tuple[Strand, ...]
    no_phone: str
    absent: str
    phone: str
    calls: str

    @property
    def next_kind(self) -> str:
        """The kind of the first thing that is still open."""
        quotas = (q for strand in self.strands for q in strand.quotas)
        return next((q.kinds[0] for q in quotas if not q.met and q.kinds), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Badge:
    """What became of a record in one contract: 计入 with its lines, or 不计 with its reasons.

    ``noted`` are lines without any target in which it shows: 只供了解. ``whole`` says that the
    contract refuses the record as a whole: wrong place, not on the roster.
    """

    contract: str
    title: str
    counted: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    claimed: bool = False
    paid: bool = True
    late: bool = False
    whole: bool = False


def short_title(title: str) -> str:
    """A contract's title as a chip can hold it."""
    name = title.partition("（")[0].removesuffix("合同").removesuffix("服务")
    name = name.rpartition("·")[2] if "·" in name else name
    return name if len(name) <= LONGEST_TITLE else name[: LONGEST_TITLE - 1] + "…"


def tier_label(terms: Terms, tier: str | None) -> str:
    """A tier's word in its own package."""
    return next((t.label for t in terms.package.tier if t.key == tier), "")


def quota_word(catalogue: Catalogue, line: CountedLine) -> str:
    """What a quota asks for, in one word: 上门、电话、巡访."""
    contacts = {catalogue.kinds[k].contact for k in line.kinds if k in catalogue.kinds}
    if contacts == {"home"}:
        return CONTACT_WORDS["home"]
    if contacts and contacts <= {"phone", "video"}:
        return CONTACT_WORDS["phone"]
    return "巡访" if "home" in contacts else line.label


def _within(owed: Owed, day: date) -> str:
    kind = owed.period.kind
    if kind is PeriodKind.HALF_MONTH:
        return "上半月" if owed.period.start.day == 1 else "下半月"
    words = {PeriodKind.WEEK: "本周", PeriodKind.QUARTER: "本季度", PeriodKind.YEAR: "全年"}
    return (
        words.get(kind, "")
        if owed.period.contains(day)
        else f"至 {owed.due.month} 月 {owed.due.day} 日"
    )


def _kinds(catalogue: Catalogue, line: CountedLine) -> tuple[str, ...]:
    """The kinds that a quota looks at, as they are declared: a visit before a call."""
    return tuple(key for key in catalogue.kinds if key in line.kinds)


def strands(catalogue: Catalogue, book: Book, due: Due, day: date) -> tuple[Strand, ...]:
    """What each contract owes the person."""
    found = []
    for contract in due.contracts:
        terms = book.terms[contract].on(day)
        owed = [one for one in due.owed if one.contract == contract]
        tier = next(
            (e.tier_on(day) for e in due.enrolments if e.contract == contract and e.on_roster(day)),
            None,
        )
        open_days = [(one.due - day).days for one in owed if one.open]
        found.append(
            Strand(
                contract=contract,
                title=terms.contract.title,
                tier=tier_label(terms, tier),
                quotas=tuple(
                    Quota(
                        word=quota_word(catalogue, terms.by_key[one.line]),
                        done=one.done,
                        owed=one.owed,
                        within=_gap(terms.by_key[one.line]) or _within(one, day),
                        kinds=_kinds(catalogue, terms.by_key[one.line]),
                    )
                    for one in owed
                ),
                missed=tuple(
                    f"{_within(one, day)}缺{quota_word(catalogue, terms.by_key[one.line])} {one.open} 次"
                    for one in due.missed
                    if one.contract == contract
                ),
                left=_left(min(open_days)) if open_days else "",
            )
        )
    return tuple(found)


def _gap(line: CountedLine) -> str:
    gap = line.quota.longest_gap if line.quota else None
    return f"每 {gap} 天一次" if gap else ""


def _left(days: int) -> str:
    if days < 0:
        return f"已过 {-days} 天"
    return f"还剩 {days} 天" if days else "今天到期"


def due_row(catalogue: Catalogue, book: Book, due: Due, day: date, *, may_call: bool) -> DueRow:
    """A person of the today list in the words of the screen."""
    near = due.near[0] if due.near else None
    asked = f"问{RELATIONS[near.relation]}{near.name}" if near else "没有登记可问的人"
    by_near = not due.person.has_phone and near is not None
    phone = (near.phone if by_near and near else due.phone) if may_call else ""
    absence = next((a for a in due.person.absences if a.holds_on(day)), None)
    return DueRow(
        id=due.person.id,
        name=due.person.name,
        code=due.code,
        site=due.person.site or "",
        site_name=due.site_name,
        state=STATE_KEY[due.state],
        detail=_detail(due, day),
        strands=strands(catalogue, book, due, day),
        no_phone="" if due.person.has_phone else f"无电话，{asked}",
        absent=ABSENCES[absence.reason] if absence else "",
        phone=phone,
        calls=f"{RELATIONS[near.relation]}{near.name}" if by_near and near else due.person.name,
    )


def _detail(due: Due, day: date) -> str:
    if due.state is not OwedState.OVERDUE:
        return ""
    ends = [one.due for one in (*due.missed, *due.owed) if one.state is OwedState.OVERDUE]
    return f"{(day - min(ends)).days} 天" if ends else ""


def number(value: Decimal) -> str:
    """A number without needless zeros."""
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value.normalize():f}"


def badges(catalogue: Catalogue, book: Book, fates: Iterable[LineFate]) -> tuple[Badge, ...]:
    """One badge for each contract that looks at a record: counted first, then refused."""
    by_contract: dict[str, list[LineFate]] = {}
    for fate in fates:
        by_contract.setdefault(fate.contract, []).append(fate)
    found = [_badge(catalogue, book, key, many) for key, many in by_contract.items()]
    told = [badge for badge in found if badge.counted or badge.refused or badge.noted]
    return tuple(sorted(told, key=lambda badge: (not badge.counted, not badge.noted)))


def _badge(catalogue: Catalogue, book: Book, contract: str, fates: list[LineFate]) -> Badge:
    terms = book.terms[contract]
    counted = [fate for fate in fates if fate.status is EntryStatus.COUNTED]
    counted.sort(key=lambda fate: not fate.quota)
    asks = _asks(terms, fates)
    meant = [fate for fate in counted if not asks or _is_meant(terms, fate)]
    whole = [fate for fate in fates if not fate.label]
    refused: dict[str, list[str]] = {}
    for fate in whole or fates:
        if fate.status is not EntryStatus.COUNTED and (whole or not asks or _is_meant(terms, fate)):
            why = "；".join(reason.say for reason in fate.reasons) or STATUS[fate.status]
            refused.setdefault(why, []).append(fate.label)
    return Badge(
        contract=contract,
        title=terms.contract.title,
        counted=tuple(_progress(catalogue, terms.every_line.get(f.line), f) for f in meant),
        noted=tuple(f.label for f in counted if not meant),
        refused=tuple(("、".join(filter(None, labels)), why) for why, labels in refused.items()),
        claimed=any(fate.status is EntryStatus.CLAIMED for fate in fates),
        paid=any(fate.paid for fate in meant) if meant else True,
        late=any(fate.late for fate in counted),
        whole=bool(whole),
    )


def _asks(terms: Terms, fates: list[LineFate]) -> bool:
    """Whether the contract asks for anything that records like this one could meet."""
    known = terms.every_line
    kinds = {k for f in fates if f.line in known for k in known[f.line].kinds}
    return any((n.quota or n.targets) and n.kinds & kinds for n in terms.lines)


def _is_meant(terms: Terms, fate: LineFate) -> bool:
    """Whether a line asks for something: one without quota and target only informs."""
    line = terms.every_line.get(fate.line)
    return line is not None and (line.quota is not None or bool(line.targets))


#: What a fate is called when no reason says more.
STATUS = {
    EntryStatus.COUNTED: "计入",
    EntryStatus.REFUSED: "不符合条件",
    EntryStatus.CLAIMED: "已计入另一合同",
    EntryStatus.DUPLICATE: "同一单位已计过",
    EntryStatus.OVERFLOW: "超过上限",
    EntryStatus.PENDING: "待计",
}


def _progress(catalogue: Catalogue, line: CountedLine | None, fate: LineFate) -> str:
    """上门 1/1 · 入户访视 38→39/50 · 政策宣讲 +1 场."""
    label = quota_word(catalogue, line) if line and fate.quota else fate.label
    if fate.quota and fate.after is not None and fate.goal is not None:
        return f"{label} {number(fate.after)}/{number(fate.goal)}"
    if fate.before is not None and fate.after is not None and fate.before != fate.after:
        goal = f"/{number(fate.goal)}" if fate.goal is not None else ""
        return f"{label} {number(fate.before)}→{number(fate.after)}{goal} {fate.unit}"
    return f"{label} +{number(fate.quantity)} {fate.unit}"

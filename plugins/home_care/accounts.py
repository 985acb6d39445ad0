"""项目决算表: what was served at the agreed prices, month by month, and what a person has yet to fill in.

The ledger knows whom it was served to and at what price. Scores, the percentage of a grade, what is
taken off and what was paid are not in it: their cells say 待填 and nothing is guessed.
"""

from collections.abc import Iterable

from core.plugin import PaperFacts
from core.plugin.drawn import (
    Align,
    Block,
    Cell,
    Drawn,
    Face,
    Grid,
    Paragraph,
    Prose,
    Row,
    Signatures,
    Tone,
    label_cell,
    labelled,
)
from core.plugin.papers import PaymentOnPaper, PricedOnPaper
from plugins.home_care.amounts import quantity_and_amount, quantity_of, sum_of, total, yuan

TO_FILL_IN = Cell(value="待填", align=Align.MIDDLE)
NO_SUM = Cell(value="—", align=Align.MIDDLE)
#: What the ledger does not know of a month, in the order in which a settlement takes it.
BY_HAND = ("考核得分", "拨付比例", "扣款（元）", "应付（元）", "已付（元）")
NOT_ADDED = frozenset({"考核得分", "拨付比例"})
PRICES_HEAD = ("序号", "服务项目", "单价（元）", "单位", "数量", "金额（元）", "原文条款")
PRICES_WIDTHS = (5, 18, 10, 8, 10, 14, 40)
UNPAID_HEAD = ("序号", "服务项目", "没有结算的原因", "件数")
UNPAID_WIDTHS = (5, 20, 60, 8)
SOURCE = (
    "服务费由系统按台账和采购包单价逐月计算。系统里还没有保存结算结果：考核得分、拨付比例、扣款、"
    "应付和已付金额请按已签字的月度评分表和结算单填写，系统不代为推算。"
)


def final_accounts(facts: PaperFacts) -> Drawn:
    """The accounts of the whole term, as far as it has gone; amounts in yuan to the fen."""
    prices = _prices(facts.payments)
    return Drawn(
        title="项目决算表",
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        blocks=(
            _contract(facts),
            Paragraph(text="一、各月服务费", tone=Tone.HEADING),
            _months(facts.payments, prices),
            Paragraph(text=SOURCE, tone=Tone.NOTE),
            *_running(facts),
            Paragraph(text="二、单价和数量", tone=Tone.HEADING),
            _by_price(facts.payments, prices),
            Paragraph(text="三、已服务、没有结算的", tone=Tone.HEADING),
            _unpaid(facts.payments),
            Prose(
                key="accounts",
                label="四、情况说明",
                text=facts.texts.get("accounts", ""),
                hint="预付和补贴资金的拨付、扣款的原因、结余怎样处理",
            ),
            Signatures(labels=("服务机构（盖章）", "财务负责人", "采购单位（盖章）")),
        ),
        face=Face.TABLE,
        landscape=True,
    )


def _contract(facts: PaperFacts) -> Grid:
    contract = facts.contract
    term = f"{contract.start} 至 {contract.end}" if contract.start else ""
    return labelled(
        ("项目名称", contract.title),
        ("合同期", term),
        ("采购单位", contract.purchaser),
        ("服务机构", contract.provider),
        ("合同价款（元）", TO_FILL_IN if contract.price is None else yuan(contract.price)),
        ("已预付（元）", TO_FILL_IN),
    )


def _prices(payments: Iterable[PaymentOnPaper]) -> tuple[PricedOnPaper, ...]:
    """Each price once, as it stands in its first month; steps that need no score behind them."""
    found = {line.key: line for one in payments for line in reversed(one.lines)}
    return tuple(
        sorted(found.values(), key=lambda line: (line.price is None, -(line.price or 0), line.key))
    )


def _months(payments: tuple[PaymentOnPaper, ...], prices: tuple[PricedOnPaper, ...]) -> Grid:
    head: Row = (
        label_cell("月份", down=2),
        *(label_cell(line.label, across=2) for line in prices),
        label_cell("服务费合计（元）", down=2),
        *(label_cell(label, down=2) for label in BY_HAND),
    )
    below = tuple(
        part for line in prices for part in (f"数量（{line.unit or '次'}）", "金额（元）")
    )
    whole: Row = (
        Cell(value="合计", strong=True, align=Align.MIDDLE),
        *(part for line in prices for part in sum_of(payments, line)),
        yuan(sum(total(one) for one in payments), strong=True),
        *(NO_SUM if label in NOT_ADDED else TO_FILL_IN for label in BY_HAND),
    )
    return Grid(
        widths=(14, *(10, 11) * len(prices), 14, 9, 9, 10, 12, 12),
        rows=(head, below, *(_month(one, prices) for one in payments), whole),
        head=2,
        small=len(prices) > 3,
    )


def _month(one: PaymentOnPaper, prices: tuple[PricedOnPaper, ...]) -> Row:
    found = {line.key: line for line in one.lines}
    name = f"{one.start:%Y-%m}" + ("" if one.over else "（未完）")
    return (
        Cell(value=name, align=Align.MIDDLE),
        *(part for line in prices for part in quantity_and_amount(found.get(line.key))),
        yuan(total(one)),
        *(TO_FILL_IN for _ in BY_HAND),
    )


def _by_price(payments: tuple[PaymentOnPaper, ...], prices: tuple[PricedOnPaper, ...]) -> Grid:
    rows: list[Row] = []
    for number, price in enumerate(prices, 1):
        own = [line for one in payments for line in one.lines if line.key == price.key]
        each = "" if price.price is None else yuan(price.price)
        unit = f"{price.unit}·月" if price.unit == "人" else price.unit
        amount = yuan(sum(line.amount for line in own))
        rows.append((number, price.label, each, unit, quantity_of(own), amount, price.clause))
    return Grid(widths=PRICES_WIDTHS, rows=(PRICES_HEAD, *rows), empty="还没有可以结算的服务。")


def _unpaid(payments: Iterable[PaymentOnPaper]) -> Grid:
    found: dict[tuple[str, str], int] = {}
    for label, why, number in (row for one in payments for row in one.not_paid):
        found[label, why] = found.get((label, why), 0) + number
    rows = tuple((n, *what, number) for n, (what, number) in enumerate(sorted(found.items()), 1))
    return Grid(widths=UNPAID_WIDTHS, rows=(UNPAID_HEAD, *rows), empty="没有。")


def _running(facts: PaperFacts) -> tuple[Block, ...]:
    """Whether months are still going on or open: their figures may still move."""
    open_ones = [f"{one.start:%Y-%m}" for one in facts.payments if not one.sealed]
    if not open_ones:
        return ()
    said = f"{'、'.join(open_ones)} 还没有封账，数字还会变。"
    return (Paragraph(text=said, tone=Tone.NOTE),)

"""服务档案移交清单: what is handed to the purchaser at the end, person by person."""

from collections import Counter, defaultdict

from core.plugin import PaperFacts
from core.plugin.drawn import Drawn, Face, Grid, Paragraph, Row, Signatures, Tone

HEAD = ("序号", "姓名", "住址", "服务记录（份）", "起止日期", "佐证（份）", "其中", "备注")
WIDTHS = (5, 10, 19, 12, 19, 9, 23, 8)


def handover_list(facts: PaperFacts) -> Drawn:
    """One row a person with the number of records of each kind; what is about nobody comes last."""
    of_person: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(facts.records):
        for key in [person.id for person in one.people] or [""]:
            of_person[key].append(at)
    named = {person.id: person for one in facts.records for person in one.people}
    order = sorted(named.values(), key=lambda one: (one.village, one.name, one.id))
    rows: list[Row] = [
        _row(facts, number, one.name, one.home, of_person[one.id])
        for number, one in enumerate(order, 1)
    ]
    if of_person[""]:
        rows.append(_row(facts, len(rows) + 1, "（不涉及个人的记录）", "", of_person[""]))
    return Drawn(
        title="服务档案移交清单",
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        blocks=(
            Grid(widths=WIDTHS, rows=(HEAD, *rows), empty="还没有可以移交的记录。"),
            Paragraph(
                text=f"共 {len(order)} 人，{len(facts.records)} 份服务记录。"
                "一份记录涉及几个人的，在每个人名下各列一次。",
                tone=Tone.NOTE,
            ),
            Signatures(labels=("移交单位（盖章）", "接收单位（盖章）")),
        ),
        face=Face.TABLE,
        landscape=True,
    )


def _row(facts: PaperFacts, number: int, name: str, where: str, own: list[int]) -> Row:
    records = [facts.records[at] for at in own]
    days = sorted(one.day for one in records if one.day)
    between = f"{days[0].isoformat()} 至 {days[-1].isoformat()}" if days else ""
    kinds = Counter(one.kind_label for one in records)
    said = "、".join(f"{label} {count}" for label, count in kinds.most_common())
    return (
        number,
        name,
        where,
        len(records),
        between,
        sum(len(r.evidence) for r in records),
        said,
        "",
    )

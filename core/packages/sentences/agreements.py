"""What a contract adds to its package, as sentences: shared records, changed lines."""

from collections.abc import Callable

from core.packages.schema import LineOverride, SharingFile
from core.packages.sentences.labels import UNNAMED, Labels
from core.packages.sentences.targets import target
from core.packages.sentences.words import sentence

MODES = {
    "exclusive": ("独占", "同一条记录只计入其中一份合同"),
    "shared": ("兼计", "同一条记录在各份合同里都计"),
    "shared_paid_once": ("兼计但费用独占", "同一条记录在各份合同里都计，费用只付一次"),
}
#: Lines of one member named one by one; more are counted.
NAMED = 4


def mode(key: str) -> str:
    """The word for a policy between contracts."""
    return MODES.get(key, (UNNAMED, ""))[0]


def sharing(row: SharingFile, title: Callable[[str], str], label: Callable[[str, str], str]) -> str:
    """An agreement between contracts; ``title`` names a contract, ``label`` a line of one."""
    members = []
    for member in row.members:
        names = [label(member.contract, line) for line in member.lines]
        shown = "、".join(f"“{name}”" for name in names[:NAMED])
        rest = f"等 {len(names)} 条" if len(names) > NAMED else ""
        members.append(f"{title(member.contract)}（{shown + rest if names else '全部指标'}）")
    first = row.mode == "shared_paid_once" and len(members) > 1
    return sentence(
        f"{'与'.join(members)}之间{mode(row.mode)}：{MODES.get(row.mode, ('', ''))[1]}",
        f"先付{title(row.members[0].contract)}" if first else "",
    )


def override(row: LineOverride, unit: str, labels: Labels, kinds: tuple[str, ...] = ()) -> str:
    """What a contract changes in one line."""
    changed = "；".join(target(one, unit, labels, kinds) for one in row.targets)
    name = labels.lines.get(row.line, UNNAMED)
    return sentence(f"“{name}”按本合同改为：{changed}" if changed else f"“{name}”：{row.reason}")

"""What an amendment changed, said in sentences."""

from datetime import date
from decimal import Decimal

import msgspec

from core.packages.schema import ContractFile, LineOverride, Pin, Target, TargetKind
from core.packages.sentences.contracts import Names, differences

NAMES = Names(
    places={"yanshi/a": "甲镇", "yanshi/b": "乙镇"},
    agencies={"minzheng": "县民政局", "qinghe": "青禾", "changzhe": "长者"},
    line=lambda key: {"r1": "走访"}[key],
    override=lambda row: f"“走访”至少 {row.targets[0].min}。",
)
FILE = ContractFile(
    key="c",
    title="甲",
    package="p",
    package_version=1,
    county="yanshi",
    purchaser="minzheng",
    provider="qinghe",
    start=date(2026, 1, 1),
    end=date(2026, 12, 31),
    sites=("yanshi/a",),
    price=12345,
)


def changed(**fields):
    return differences(FILE, msgspec.structs.replace(FILE, **fields), NAMES)


def asks(least):
    target = Target(kind=TargetKind.TOTAL, min=Decimal(least))
    return LineOverride(line="r1", reason="x", targets=(target,))


def test_each_change_is_one_sentence_and_no_change_none():
    assert changed() == ()
    assert changed(title="乙") == ("名称由“甲”改为“乙”。",)
    assert changed(provider="changzhe") == ("服务机构由“青禾”改为“长者”。",)
    assert changed(end=date(2027, 1, 31)) == (
        "终止日由“2026 年 12 月 31 日”改为“2027 年 1 月 31 日”。",
    )
    assert changed(sites=("yanshi/b",)) == ("服务范围增加乙镇。", "服务范围去掉甲镇。")
    assert changed(places={"示范站": "yanshi/b"}) == ("示范站由“（未填）”改为“乙镇”。",)
    assert changed(price=None) == ("合同价格由“123.45 元”改为“（未填）”。",)
    assert changed(bid_rate_percent=Decimal("95.50")) == ("中标费率由“（未填）”改为“95.5%”。",)
    assert changed(override=(asks(3),)) == ("“走访”至少 3。",)


def test_versions_and_overrides_that_go_are_said_too():
    file = msgspec.structs.replace(
        FILE, pinned=(Pin(since=date(2026, 7, 1), version=2),), override=(asks(3),)
    )
    assert differences(FILE, file, NAMES)[0].startswith("从 2026 年 7 月 1 日起，改用采购包第 2 版")
    assert differences(file, FILE, NAMES) == (
        "取消从 2026 年 7 月 1 日起改用采购包第 2 版。",
        "“走访”恢复按采购包。",
    )

"""The contracts of ``config/``, with their terms moved to the year of the demonstration."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec

from core.packages.check.ladder import check_file, has_errors
from core.packages.schema import ContractFile
from core.packages.shelf import Shelf, load_shelf
from core.plugin.catalogue import Catalogue
from core.store.errors import Refused
from web.demonstration.county import COUNTY
from web.demonstration.timeline import Timeline

EXTRA = Path(__file__).with_name("extra") / "neighbours.toml"
NEIGHBOURS = "neighbours"


def shelf_for(config: Path, catalogue: Catalogue, timeline: Timeline) -> Shelf:
    """Every package and contract of the folder, terms of twelve months, and one package more.

    The six source texts use neither caps nor minima nor exclusive lines; a small package that
    exists only here shows them.
    """
    shelf = load_shelf(config, catalogue)
    package, found = check_file(EXTRA, catalogue)
    findings = (*shelf.findings, *found)
    if package is None or has_errors(findings):
        said = "；".join(f"{f.place}：{f.say}" for f in findings[:5])
        raise Refused(f"采购包没有通过检查，请先运行 yizhan package check。{said}")
    key = package.package.id, package.package.version
    contracts = {name: _moved(file, timeline) for name, file in shelf.contracts.items()}
    contracts[NEIGHBOURS] = ContractFile(
        key=NEIGHBOURS,
        title="大东街道片区邻里互助活动（演示合同）",
        package=package.package.id,
        package_version=package.package.version,
        county=COUNTY,
        purchaser="minzheng",
        provider="dashou",
        start=timeline.start,
        end=timeline.end,
        clause="演示条款",
        sites=("yanshi/dadong",),
    )
    return replace(
        shelf,
        packages={**shelf.packages, key: package},
        texts={**shelf.texts, key: EXTRA.read_text(encoding="utf-8")},
        contracts=contracts,
    )


def _moved(file: ContractFile, timeline: Timeline) -> ContractFile:
    first: date = timeline.start
    return msgspec.structs.replace(file, start=first, end=timeline.end)

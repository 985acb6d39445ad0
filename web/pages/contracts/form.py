"""The form of a contract: what is offered, what was typed, and the contract that it makes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from core.ledger.book import packages_of
from core.packages.check.report import by_field
from core.packages.schema import ContractFile, Package, Pin
from core.packages.sentences.agreements import override
from core.packages.sentences.words import number
from core.places.rows import agencies_of, places_of
from core.store.errors import Refused
from core.studio.contract_effect import effect_of_contract
from core.studio.contracting import KEY_SAID, as_plain, is_key
from core.studio.saying import labels_for
from core.workbook.columns import CellKind
from web.desk import Answer, Desk, page
from web.pages.contracts.lines import fields_of, names_of, number_typed, overrides_typed
from web.pages.packages.shelf import versions
from web.pages.studio.drawn import next_month
from web.posted import Posted, whole_number

TEXTS = ("key", "title", "purchaser", "provider", "start", "end", "price", "bid_rate_percent")
PLAIN = (*TEXTS, "clause", "reason", "version", "take", "since", "do", "looked", "package")
FEN = 100
#: Days of other years are slips of the keyboard.
YEARS = range(2000, 2100)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A contract as its form shows it; ``known`` is the one in force, none while it is new."""

    package: Package
    known: ContractFile | None
    version: int
    typed: Mapping[str, str]
    sites: tuple[str, ...]


def allowed(package: Package, known: ContractFile | None) -> list[str]:
    """The names of every field of the form."""
    pins = [f"cancel.{pin.since}" for pin in (known.pinned if known else ())]
    roles = [f"role.{i}" for i in range(len(package.package.sites))]
    payers = [f"payer.{i}" for i in range(len(package.share))]
    return [*PLAIN, "sites", *pins, *roles, *payers, *names_of(package)]


def typed_of(file: ContractFile, package: Package) -> dict[str, str]:
    """What the form holds when a contract in force is opened."""
    found = {
        "title": file.title,
        "purchaser": file.purchaser,
        "provider": file.provider,
        "start": file.start.isoformat(),
        "end": file.end.isoformat(),
        "price": "" if file.price is None else number(Decimal(file.price) / FEN),
        "bid_rate_percent": "" if file.bid_rate_percent is None else number(file.bid_rate_percent),
        "clause": file.clause,
    }
    found |= {f"role.{i}": file.places.get(r, "") for i, r in enumerate(package.package.sites)}
    return found | {f"payer.{i}": file.payers.get(s.key, "") for i, s in enumerate(package.share)}


def texts_of(posted: Posted, package: Package, known: ContractFile | None) -> dict[str, str]:
    """What was typed, field by field."""
    posted.only(allowed(package, known))
    return {name: posted.text(name) for name in allowed(package, known) if name != "sites"}


def file_typed(
    desk: Desk,
    package: Package,
    known: ContractFile | None,
    typed: Mapping[str, str],
    sites: tuple[str, ...],
) -> tuple[ContractFile | None, dict[str, str]]:
    """The contract that the form makes, or none and what cannot be read, field by field."""
    problems: dict[str, str] = {}
    days = {
        name: _day(typed[name], label, name, problems)
        for name, label in (("start", "起始日"), ("end", "终止日"))
    }
    if known is None and not is_key(typed["key"]):
        problems["key"] = KEY_SAID
    if not typed["title"]:
        problems["title"] = "请填写合同名称。"
    price = number_typed(typed["price"], "合同价格", CellKind.MONEY, problems, "price")
    if price is not None and price * FEN != (price * FEN).to_integral_value():
        problems["price"] = "合同价格最多两位小数（到分）。"
    rate = number_typed(
        typed["bid_rate_percent"], "中标费率", CellKind.PERCENT, problems, "bid_rate_percent"
    )
    overrides = overrides_typed(package, known, typed, typed["reason"], problems)
    if any(not row.reason for row in overrides):
        problems.setdefault("reason", "改了指标的目标，请写明理由。")
    pinned = _pinned(known, typed, problems)
    if problems or days["start"] is None or days["end"] is None:
        return None, problems
    roles = package.package.sites
    places = {role: typed[f"role.{i}"] for i, role in enumerate(roles)}
    payers = {share.key: typed[f"payer.{i}"] for i, share in enumerate(package.share)}
    file = ContractFile(
        key=known.key if known else typed["key"],
        title=typed["title"],
        package=package.package.id,
        package_version=known.package_version if known else package.package.version,
        county=desk.county,
        purchaser=typed["purchaser"],
        provider=typed["provider"],
        start=days["start"],
        end=days["end"],
        clause=typed["clause"],
        sites=sites,
        places={**(known.places if known else {}), **places},
        payers=payers,
        price=None if price is None else int(price * FEN),
        bid_rate_percent=rate,
        pinned=pinned,
        override=overrides,
    )
    return file, {}


def _day(text: str, label: str, at: str, problems: dict[str, str]) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        problems[at] = f"请填写{label}，如 2027-01-01。"
        return None
    return day


def _pinned(
    known: ContractFile | None, typed: Mapping[str, str], problems: dict[str, str]
) -> tuple[Pin, ...]:
    kept = [pin for pin in (known.pinned if known else ()) if not typed.get(f"cancel.{pin.since}")]
    if typed.get("take"):
        since = _day(typed["since"], "从哪一天起改用新版", "since", problems)
        version = whole_number(typed["take"])
        if not version:
            problems["take"] = "请从列出的版本中选一个。"
        elif since is not None:
            kept.append(Pin(since=since, version=version))
    return tuple(sorted(kept, key=lambda pin: pin.since))


def looked_at(file: ContractFile, version: int) -> str:
    """The mark of exactly this contract on top of exactly that version."""
    return hashlib.sha256(as_plain(file) + f"/{version}".encode()).hexdigest()[:16]


def newest(connection: Connection, file: ContractFile) -> Package:
    """The package version that holds last."""
    return packages_of(connection, [file])[file.package][file.versions[-1].version]


def form_page(
    desk: Desk,
    connection: Connection,
    station: Any,
    shown: Shown,
    *,
    file: ContractFile | None = None,
    refused: Refused | None = None,
    fresh: bool = False,
    **more: Any,
) -> Answer:
    """The form; with ``file`` also everything that saving it would do."""
    book = station.book(connection)
    problems = dict(refused.problems) if refused else {}
    effect = None
    if file is not None:
        effect = effect_of_contract(connection, station.catalogue, book, file, desk.day)
        problems |= by_field(effect.errors)
    labels = labels_for(shown.package, station.catalogue, book.words.places)
    lines = {line.key: line for line in shown.package.line}
    agencies = agencies_of(connection, desk.county)
    known = shown.known
    later = [
        row
        for row in versions(connection)
        if known and row.key == known.package and row.version > known.versions[-1].version
    ]
    say = refused.say if refused else ""
    if effect is not None and effect.errors:
        say = say or f"还有 {len(effect.errors)} 处要改，改好后才能保存。"
    return page(
        desk,
        "pages/contract_form.html",
        status=422 if say or problems else 200,
        shown=shown,
        known=known,
        package=shown.package,
        typed={"since": next_month(desk.day).isoformat(), **shown.typed},
        lines=fields_of(
            shown.package,
            known,
            labels,
            lambda row: override(row, lines[row.line].unit_label, labels, lines[row.line].kinds),
            None if fresh else shown.typed,
            problems,
        ),
        towns=_towns(connection, desk.county),
        purchasers=[row for row in agencies if row["kind"] == "purchaser"],
        providers=[row for row in agencies if row["kind"] == "provider"],
        later=later,
        effect=effect,
        looked=looked_at(file, shown.version)
        if file is not None and effect and not effect.errors
        else "",
        say=say,
        problems=problems,
        **more,
    )


def _towns(connection: Connection, county: str) -> list[tuple[str, list[Any]]]:
    """All places of the county, the county itself first, then township by township."""
    names: dict[str, str] = {}
    groups: dict[str, list[Any]] = {}
    for place in places_of(connection, county):
        names[place["key"]] = place["name"]
        groups.setdefault("/".join(place["key"].split("/")[:2]), []).append(place)
    return [(names.get(key, ""), places) for key, places in groups.items()]

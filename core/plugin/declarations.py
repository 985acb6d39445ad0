"""Declarations: frozen, keyword-only values with named pure functions. Plugins say, the core does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.facts import Entry, Record
from core.plugin.activity import ActivityKind
from core.plugin.documents import Document
from core.plugin.drawn import Drawn
from core.plugin.papers import Need, PaperFacts, Per
from core.plugin.questions import Form
from core.plugin.tables import Column


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A paper 文书 that an office expects; drawn from facts, never typed twice.

    ``draw`` makes of the facts that the core gathered (``needs``) one drawn value, without facts a blank
    paper. A paper of a record is for records of ``kinds``. ``formats`` are the files it is made as, the
    one that offices take first. ``columns`` can be put in another order, contract by contract.
    """

    key: str
    label: str
    draw: Callable[[PaperFacts], Drawn] | None = None
    per: Per = Per.RECORD
    clause: str = ""
    kinds: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    formats: tuple[str, ...] = ("word", "pdf", "excel")
    columns: tuple[Column, ...] = ()


class Severity(StrEnum):
    """Errors block; warnings need a tick and a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing wrong with a package: code, place, a Chinese sentence, and what to do."""

    code: str
    severity: Severity
    place: str
    say: str
    remedy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A named question about one record; returns Chinese sentences, empty when all is well."""

    key: str
    label: str
    ask: Callable[[Record], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exporter:
    """A named way to turn a table of facts into a file's bytes."""

    key: str
    label: str
    media_type: str
    write: Callable[[Mapping[str, Any]], bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractType:
    """A contract type 合同类型: what its packages may speak of.

    ``package_checks`` receive a package's plain tables and return findings of their own.
    ``checks`` are asked of records of its activities. ``documents`` are 文书 beside those that every
    case, group and event has.
    """

    key: str
    label: str
    sentence: str
    activities: tuple[ActivityKind, ...]
    forms: tuple[Form, ...] = ()
    measures: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    checks: tuple[Check, ...] = ()
    has_roster: bool = False
    documents: tuple[Document, ...] = ()
    package_checks: tuple[Callable[[Mapping[str, Any]], tuple[Finding, ...]], ...] = field(
        default=()
    )


EntryListener = Callable[[tuple[Entry, ...]], None]

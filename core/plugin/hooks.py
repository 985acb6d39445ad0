"""The hooks. All are synchronous; none receives a session, a request or an app.

The test for a hook: could two installed plugins both reasonably answer? Otherwise it is a field
of ``ContractType``.
"""

import pluggy

from core.facts import Entry
from core.plugin.declarations import Check, ContractType, Exporter

PROJECT = "yizhan"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def declare_contract_types() -> list[ContractType]:  # type: ignore[empty-body]
    """Called once at start: the contract types that the plugin brings."""


@hookspec
def declare_exporters() -> list[Exporter]:  # type: ignore[empty-body]
    """Called once at start: the file formats that the plugin can write."""


@hookspec
def declare_checks() -> list[Check]:  # type: ignore[empty-body]
    """Called once at start: questions that the plugin asks of every record, while and after it is written."""


@hookspec
def after_commit(entries: tuple[Entry, ...]) -> None:
    """Called after a unit of work was committed, with the entries that it posted."""

"""Finding rooms: in-repository plugins by scanning ``plugins/``, outside ones by entry point.

Both pass through the same door. Each implementation of a hook is called by itself, so that one
that raises costs only itself.
"""

import importlib
import inspect
import pkgutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

import pluggy

from core.facts import Entry
from core.plugin import hooks
from core.plugin.catalogue import BadDeclaration, Catalogue, build_catalogue
from core.plugin.declarations import Check, ContractType, Exporter

GROUP = "yizhan.plugins"
#: Seconds that one call after a commit may take before its plugin is told nothing more.
PATIENCE = 0.2
UNAVAILABLE = "插件暂不可用"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """A plugin that could not do its part."""

    plugin: str
    hook: str
    say: str


@dataclass(kw_only=True)
class Rooms:
    """The installed plugins behind one door, and the troubles they have had."""

    manager: pluggy.PluginManager
    troubles: list[Trouble] = field(default_factory=list)
    off: set[str] = field(default_factory=set)

    def trouble(self, plugin: str, hook: str, say: str) -> None:
        """Note once what a plugin could not do."""
        found = Trouble(plugin=plugin, hook=hook, say=say)
        if found not in self.troubles:
            self.troubles.append(found)

    def call(
        self, hook: str, clock: Callable[[], float] = time.monotonic, **arguments: Any
    ) -> Iterator[tuple[str, Any]]:
        """The answers of each plugin to a hook, by plugin name; failures become troubles."""
        for implementation in getattr(self.manager.hook, hook).get_hookimpls():
            name = implementation.plugin_name
            if name in self.off:
                continue
            begun = clock()
            try:
                wanted = {key: arguments[key] for key in implementation.argnames}
                answer = implementation.function(**wanted)
            except Exception as error:
                self.trouble(name, hook, f"{UNAVAILABLE}（{type(error).__name__}）")
                continue
            if clock() - begun > PATIENCE and hook == "after_commit":
                self.off.add(name)
                self.trouble(name, hook, "响应过慢，已停用")
            yield name, answer

    def tell(self, entries: Iterable[Entry], clock: Callable[[], float] = time.monotonic) -> None:
        """Tell every room what a unit of work has posted, after it was committed.

        Never raises and never undoes anything: a room that fails is a trouble, one that is slow
        is told nothing from the next time on.
        """
        entries = tuple(entries)
        if entries:
            for _ in self.call("after_commit", clock, entries=entries):
                pass


def find_rooms(package: ModuleType | None, *, outside: bool = True) -> Rooms:
    """All rooms: the packages inside ``package`` and, if asked, those of the entry point group.

    A room that cannot be imported, or whose hooks are misspelt or ``async``, is closed with a
    trouble that names it; the others open.
    """
    rooms = Rooms(manager=pluggy.PluginManager(hooks.PROJECT))
    rooms.manager.add_hookspecs(hooks)
    loaders: list[tuple[str, Callable[[], Any]]] = []
    if package is not None:
        for found in pkgutil.iter_modules(package.__path__):
            if found.ispkg:
                name = f"{package.__name__}.{found.name}"
                loaders.append((name, lambda name=name: importlib.import_module(name)))  # type: ignore[misc]
    if outside:
        loaders += [(point.name, point.load) for point in entry_points(group=GROUP)]
    for name, load in loaders:
        try:
            module = load()
        except Exception as error:
            rooms.trouble(name, "import", f"{UNAVAILABLE}（{type(error).__name__}）")
            continue
        _open(rooms, module, name)
    return rooms


def _open(rooms: Rooms, module: Any, name: str) -> None:
    """Let a room in, unless one of its hooks could never be called."""
    for hook in _hooks_of(module):
        if inspect.iscoroutinefunction(getattr(module, hook)):
            rooms.trouble(name, hook, f"{UNAVAILABLE}：钩子不能是 async def")
            return
    try:
        rooms.manager.register(module, name=name)
        rooms.manager.check_pending()
    except (pluggy.PluginValidationError, ValueError) as error:
        if rooms.manager.has_plugin(name):
            rooms.manager.unregister(name=name)
        unknown = [hook for hook in _hooks_of(module) if not hasattr(hooks, hook)]
        why = f"没有这个钩子：{'、'.join(unknown)}" if unknown else f"钩子写法不对：{error}"
        rooms.trouble(name, unknown[0] if unknown else "register", f"{UNAVAILABLE}：{why}")


def _hooks_of(module: Any) -> list[str]:
    return [name for name, value in vars(module).items() if hasattr(value, f"{hooks.PROJECT}_impl")]


def _declared(rooms: Rooms, hook: str, kind: type[Any]) -> Iterator[tuple[str, list[Any]]]:
    """What each room declares; a wrong type of answer is that room's trouble."""
    for name, answer in rooms.call(hook):
        if isinstance(answer, list) and all(isinstance(item, kind) for item in answer):
            yield name, answer
        else:
            rooms.trouble(name, hook, "声明的类型不对")


def catalogue_of(rooms: Rooms) -> Catalogue:
    """Ask every room what it declares; one that contradicts the others is left out, by name."""
    types: list[ContractType] = []
    for name, answer in _declared(rooms, "declare_contract_types", ContractType):
        try:
            build_catalogue([*types, *answer])
        except BadDeclaration as error:
            rooms.trouble(name, "declare_contract_types", f"声明有冲突：{error}")
            continue
        types.extend(answer)
    checks = [one for _, answer in _declared(rooms, "declare_checks", Check) for one in answer]
    exporters = [
        one for _, answer in _declared(rooms, "declare_exporters", Exporter) for one in answer
    ]
    return build_catalogue(types, checks, exporters)

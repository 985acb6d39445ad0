"""Finding rooms: in-repository plugins by scanning ``plugins/``, outside ones by entry point.

Both pass through the same door. Each implementation of a hook is called by itself, so that one
that raises costs only itself.
"""

import importlib
import inspect
import pkgutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

import pluggy

from core.plugin import hooks
from core.plugin.catalogue import BadDeclaration, Catalogue, build_catalogue
from core.plugin.declarations import ContractType

GROUP = "yizhan.plugins"
#: Seconds that one call of a page hook may take before its plugin is switched off.
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
                say = f"{UNAVAILABLE}（{type(error).__name__}）"
                self.troubles.append(Trouble(plugin=name, hook=hook, say=say))
                continue
            if clock() - begun > PATIENCE and hook == "after_commit":
                self.off.add(name)
                self.troubles.append(Trouble(plugin=name, hook=hook, say="响应过慢，已停用"))
            yield name, answer


def _check_synchronous(module: Any, name: str) -> None:
    for attribute in vars(module).values():
        if inspect.iscoroutinefunction(attribute) and hasattr(attribute, f"{hooks.PROJECT}_impl"):
            raise BadDeclaration(f"plugin {name}: hook {attribute.__name__} must not be async")


def find_rooms(package: ModuleType | None, *, outside: bool = True) -> Rooms:
    """All rooms: the packages inside ``package`` and, if asked, those of the entry point group.

    A hook with an unknown name or an ``async def`` is refused by name; a room that cannot be
    imported becomes a trouble and the others open.
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
            say = f"{UNAVAILABLE}（{type(error).__name__}）"
            rooms.troubles.append(Trouble(plugin=name, hook="import", say=say))
            continue
        _check_synchronous(module, name)
        rooms.manager.register(module, name=name)
    rooms.manager.check_pending()
    return rooms


def catalogue_of(rooms: Rooms) -> Catalogue:
    """Ask every room what it declares; a wrong type of answer is that room's trouble."""
    types: list[ContractType] = []
    for name, answer in rooms.call("declare_contract_types"):
        if isinstance(answer, list) and all(isinstance(item, ContractType) for item in answer):
            types.extend(answer)
        else:
            rooms.troubles.append(
                Trouble(plugin=name, hook="declare_contract_types", say="声明的类型不对")
            )
    checks = [check for _, answer in rooms.call("declare_checks") for check in answer]
    exporters = [exporter for _, answer in rooms.call("declare_exporters") for exporter in answer]
    return build_catalogue(types, checks, exporters)

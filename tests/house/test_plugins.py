"""Plugins from outside: found by their entry point, and each one's failure costs only itself."""

import asyncio
import sys
from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest

import plugins
from core.facts import Entry, EntryStatus
from core.plugin import ActivityKind, Check, ContractType, hookimpl
from core.plugin.rooms import GROUP, PATIENCE, catalogue_of, find_rooms

ROOM = '''
"""探访样板间：只有一种记录的合同类型。"""
from core.plugin import ActivityKind, ContractType, hookimpl

TEA_VISIT = ActivityKind(key="tea_visit", label="茶叙", measures=("sessions",))
TEA = ContractType(key="tea_room", label="茶叙", sentence="喝茶也计数。", activities=(TEA_VISIT,))


@hookimpl
def declare_contract_types():
    return [TEA]
'''
ENTRY = Entry(
    contract="c", line="l", scope="term", unit="u", source=("r",), day=date(2026, 1, 1),
    period="term", booking="2026-01", quantity=Decimal(1), status=EntryStatus.COUNTED,
)  # fmt: skip


def install(folder, name, code):
    """A distribution as pip leaves it: a module, and metadata with an entry point."""
    (folder / f"{name}.py").write_text(code, encoding="utf-8")
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {name}\n")


@pytest.fixture
def site_packages(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_an_installed_plugin_is_found_and_its_contract_type_is_in_the_catalogue(site_packages):
    install(site_packages, "tea_room", ROOM)
    rooms = find_rooms(plugins)
    catalogue = catalogue_of(rooms)
    assert not rooms.troubles
    assert catalogue.contract_types["tea_room"].sentence == "喝茶也计数。"
    assert catalogue.kinds["tea_visit"].label == "茶叙"
    assert {"hardship_visits", "home_care", "station_indicators"} <= set(catalogue.contract_types)


def test_it_is_not_looked_for_when_nobody_asks(site_packages):
    install(site_packages, "tea_room", ROOM)
    assert "tea_room" not in catalogue_of(find_rooms(plugins, outside=False)).contract_types


@pytest.mark.parametrize(
    ("code", "hook", "say"),
    [
        ("raise RuntimeError('at import')", "import", "RuntimeError"),
        ("import no_such_module", "import", "ModuleNotFoundError"),
        ("def broken(:", "import", "SyntaxError"),
        (ROOM.replace("def declare_contract", "async def declare_contract"),
         "declare_contract_types", "async"),
        (ROOM.replace("declare_contract_types", "declare_contract_type"),
         "declare_contract_type", "没有这个钩子"),
        (ROOM.replace("declare_contract_types():", "declare_contract_types(session):"),
         "register", "钩子写法不对"),
        (ROOM.replace("return [TEA]", "raise ValueError"), "declare_contract_types", "ValueError"),
        (ROOM.replace("return [TEA]", "return TEA"), "declare_contract_types", "类型不对"),
        (ROOM.replace("return [TEA]", "return ['tea']"), "declare_contract_types", "类型不对"),
        (ROOM.replace("declare_contract_types", "declare_checks"), "declare_checks", "类型不对"),
        (ROOM.replace("tea_room", "home_care"), "declare_contract_types", "冲突"),
        (ROOM.replace("tea_visit", "home_visit"), "declare_contract_types", "冲突"),
    ],
)  # fmt: skip
def test_a_broken_plugin_is_a_trouble_and_the_others_go_on(site_packages, code, hook, say):
    install(site_packages, "broken_room", code)
    rooms = find_rooms(plugins)
    catalogue = catalogue_of(rooms)
    [trouble] = rooms.troubles
    assert (trouble.plugin, trouble.hook) == ("broken_room", hook)
    assert say in trouble.say
    assert set(catalogue.contract_types) == {"hardship_visits", "home_care", "station_indicators"}


def room(name, **hooks_of_it):
    """A room made of functions."""
    module = ModuleType(name)
    for key, function in hooks_of_it.items():
        function.__name__ = key
        setattr(module, key, hookimpl(function))
    return module


def opened(*modules):
    rooms = find_rooms(None, outside=False)
    for module in modules:
        rooms.manager.register(module, name=module.__name__)
    return rooms


def test_after_a_commit_every_room_is_told_and_one_that_raises_costs_only_itself():
    heard = []

    def fails(entries):
        raise KeyError("boom")

    def listens(entries):
        heard.append(entries)

    rooms = opened(room("fails", after_commit=fails), room("listens", after_commit=listens))
    rooms.tell([ENTRY])
    rooms.tell([ENTRY])
    assert heard == [(ENTRY,), (ENTRY,)]
    [trouble] = rooms.troubles
    assert (trouble.plugin, trouble.hook) == ("fails", "after_commit")
    assert "插件暂不可用" in trouble.say


def test_nobody_is_told_of_nothing():
    heard = []

    def listens(entries):
        heard.append(entries)

    rooms = opened(room("listens", after_commit=listens))
    rooms.tell([])
    assert heard == []


def test_a_slow_room_is_told_nothing_from_the_next_time_on():
    now = [0.0]
    heard = []

    def slow(entries):
        now[0] += 2 * PATIENCE
        heard.append("slow")

    def quick(entries):
        heard.append("quick")

    rooms = opened(room("slow", after_commit=slow), room("quick", after_commit=quick))
    rooms.tell([ENTRY], clock=lambda: now[0])
    rooms.tell([ENTRY], clock=lambda: now[0])
    assert sorted(heard) == ["quick", "quick", "slow"]
    assert [(t.plugin, t.say) for t in rooms.troubles] == [("slow", "响应过慢，已停用")]


def test_a_room_that_answers_one_hook_wrongly_keeps_its_others():
    kind = ActivityKind(key="walk", label="散步")
    walks = ContractType(key="walks", label="散步", sentence="散步。", activities=(kind,))
    good = Check(key="c", label="问", ask=lambda record: ())
    rooms = opened(
        room("half", declare_contract_types=lambda: [walks], declare_checks=lambda: None),
        room("whole", declare_checks=lambda: [good]),
    )
    catalogue = catalogue_of(rooms)
    assert "walks" in catalogue.contract_types
    assert catalogue.checks == (good,)
    assert [t.hook for t in rooms.troubles] == ["declare_checks"]


def test_an_async_listener_is_never_left_unawaited(site_packages):
    code = "from core.plugin import hookimpl\n\n\n@hookimpl\nasync def after_commit(entries):\n    pass\n"
    install(site_packages, "async_room", code)
    rooms = find_rooms(None)
    rooms.tell([ENTRY])
    assert [t.hook for t in rooms.troubles] == ["after_commit"]
    assert not asyncio.all_tasks(asyncio.new_event_loop())

"""Use cases of places and agencies: add, rename. A path, once given, never changes."""

import re
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.engine import RowMapping

from core.places.rows import AGENCY, PLACE, agency_by_key, place_by_key
from core.places.typed_text import text_problem
from core.store import Unit, new_id
from core.store.errors import Conflict, Missing, Refused
from core.store.versions import keep

#: Kind → label and rank; a place never stands under one of a lower rank.
PLACE_KINDS: dict[str, tuple[str, int]] = {
    "county": ("县（市、区）", 0),
    "district": ("片区", 1),
    "township": ("乡镇", 2),
    "street": ("街道", 2),
    "village": ("村", 3),
    "community": ("社区", 3),
    "station": ("社工站", 4),
}
AGENCY_KINDS: dict[str, str] = {"purchaser": "采购人", "provider": "服务机构", "both": "两者皆是"}
DEEPEST = 8
PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def add_place(unit: Unit, key: str, name: str, kind: str) -> str:
    """Add a place under the parent that its path names; answers its permanent id.

    The same path with the same content answers the first id again. A path cannot form a
    circle, since a parent's path is always a part of it.
    """
    name = name.strip()
    parent = _check_place(unit, key, name, kind)
    content = {"key": key, "name": name, "kind": kind}
    known = place_by_key(unit.connection, key)
    if known:
        return _same_again(dict(known), content)
    uuid = new_id()
    unit.connection.execute(
        insert(PLACE).values(
            **content,
            uuid=uuid,
            county=unit.county,
            parent_id=parent["id"] if parent else None,
            version=1,
        )
    )
    keep(unit, action="add_place", kind="place", object_id=uuid, version=1, content=content)
    return uuid


def rename_place(unit: Unit, key: str, name: str, version: int, reason: str) -> str:
    """Give a place another name; path and people stay. Answers its permanent id."""
    name = name.strip()
    place = place_by_key(unit.connection, key)
    if place is None or place["county"] != unit.county:
        raise Missing("没有这个地点。", field="key")
    if place["version"] != version:
        raise Conflict("这个地点刚被别人改过，请刷新后再改。", field="version")
    problem = text_problem(name, "名称", 80, required=True)
    if problem:
        raise Refused(problem, field="name")
    why = text_problem(reason, "更改原因", 400, required=True)
    if why:
        raise Refused(why, field="reason")
    unit.connection.execute(
        update(PLACE).where(PLACE.c.id == place["id"]).values(name=name, version=version + 1)
    )
    keep(
        unit,
        action="rename_place",
        kind="place",
        object_id=place["uuid"],
        version=version + 1,
        content={"key": key, "name": name, "kind": place["kind"]},
        reason=reason,
    )
    return str(place["uuid"])


def add_agency(unit: Unit, key: str, name: str, kind: str) -> str:
    """Add a purchaser or provider of the county; answers its permanent id."""
    name = name.strip()
    problems = {
        "key": "" if PART.fullmatch(key) else "机构代号只用小写字母、数字和连字符。",
        "name": text_problem(name, "机构名称", 80, required=True),
        "kind": "" if kind in AGENCY_KINDS else "机构类型只能是采购人、服务机构或两者皆是。",
    }
    _refuse(problems)
    content = {"key": key, "name": name, "kind": kind, "county": unit.county}
    known = agency_by_key(unit.connection, key)
    if known:
        return _same_again(dict(known), content)
    uuid = new_id()
    unit.connection.execute(insert(AGENCY).values(**content, uuid=uuid, version=1))
    keep(unit, action="add_agency", kind="agency", object_id=uuid, version=1, content=content)
    return uuid


def _check_place(unit: Unit, key: str, name: str, kind: str) -> RowMapping | None:
    parts = key.split("/")
    wrong_path = len(key) > 200 or not all(PART.fullmatch(part) for part in parts)
    problems = {
        "key": "地点代号只用小写字母、数字和连字符，各级之间用“/”。" if wrong_path else "",
        "name": text_problem(name, "名称", 80, required=True),
        "kind": "" if kind in PLACE_KINDS else "请从列表中选择地点种类。",
    }
    if not problems["key"] and parts[0] != unit.county:
        problems["key"] = "地点代号要以本县的代号开头。"
    if not problems["key"] and len(parts) > DEEPEST:
        problems["key"] = f"地点最多分 {DEEPEST} 级。"
    if not problems["kind"] and (kind == "county") != (len(parts) == 1):
        problems["kind"] = "县（市、区）在最上一级，其他地点都在它下面。"
    _refuse(problems)
    if len(parts) == 1:
        return None
    parent = place_by_key(unit.connection, "/".join(parts[:-1]))
    if parent is None:
        raise Refused("上级地点还没有登记，请先登记上级。", field="key")
    if PLACE_KINDS[parent["kind"]][1] > PLACE_KINDS[kind][1]:
        upper, lower = PLACE_KINDS[parent["kind"]][0], PLACE_KINDS[kind][0]
        raise Refused(f"{upper}下面不能设{lower}。", field="kind")
    return parent


def _same_again(known: dict[str, Any], content: dict[str, Any]) -> str:
    if any(known[name] != value for name, value in content.items()):
        raise Conflict(f"代号“{content['key']}”已经用于“{known['name']}”。", field="key")
    return str(known["uuid"])


def _refuse(problems: dict[str, str]) -> None:
    wrong = {field: say for field, say in problems.items() if say}
    if wrong:
        raise Refused(next(iter(wrong.values())), problems=wrong)

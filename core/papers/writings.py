"""Writing in a paper, handing it over, taking it back: each a version that stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, update

from core.papers.frozen import frozen
from core.papers.listing import Written, columns_chosen, written_in
from core.papers.rows import PAPER_COLUMNS, PAPER_TEXT
from core.places.typed_text import text_problem
from core.plugin.drawn import Drawn
from core.store import Unit, new_id
from core.store.errors import Conflict, Refused
from core.store.versions import keep

#: Characters of one text, photos of one paper, characters of a name and of a reason.
LONGEST, MOST_PHOTOS, LONGEST_NAME, LONGEST_REASON = 5000, 8, 40, 400
STALE = "这份文书刚被别人改过，请看过新的内容再保存。您写的内容还在本页。"
HANDED = "这份文书已经交出，要改请先说明原因取回。"
KIND, COLUMNS = "paper", "paper_columns"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Which paper: of which contract (its small key and its name), which one, of which period."""

    contract_id: int
    contract: str
    paper: str
    period: str


def write(
    unit: Unit,
    place: Place,
    texts: Mapping[str, str],
    photos: Iterable[str],
    *,
    version: int,
) -> int:
    """Save what was written; answers the new version. Conflict when somebody else was first.

    A text that is left empty is the suggestion again, with the figures of the day.
    """
    before = _open(unit, place, version)
    chosen = tuple(dict.fromkeys(photos))
    _check(texts, chosen)
    kept = {key: text for key, text in texts.items() if text.strip()}
    return _save(unit, place, before, "paper.write", texts=kept, photos=list(chosen))


def hand_over(unit: Unit, place: Place, paper: Drawn, *, version: int) -> int:
    """Hand the paper over as it is drawn now; it is kept so, whatever is recorded afterwards."""
    before = _open(unit, place, version)
    return _save(
        unit,
        place,
        before,
        "paper.hand_over",
        handed=frozen(paper),
        handed_at=unit.at,
        handed_by=unit.actor.id,
    )


def take_back(unit: Unit, place: Place, *, version: int, reason: str) -> int:
    """Make a paper that was handed over a draft again; the version that was handed over stays."""
    before = written_in(unit.connection, place.contract_id, place.paper, place.period)
    if before.version != version:
        raise Conflict(STALE)
    if before.handed is None:
        raise Refused("这份文书还没有交出，可以直接修改。")
    why = text_problem(reason, "取回的原因", LONGEST_REASON, required=True)
    if why:
        raise Refused(why, field="reason")
    return _save(
        unit,
        place,
        before,
        "paper.take_back",
        reason=reason.strip(),
        handed=None,
        handed_at=None,
        handed_by="",
    )


def choose_columns(unit: Unit, place: Place, name: str, columns: Iterable[str]) -> str:
    """Keep an order of columns under a name and use it from now on; answers its permanent id."""
    problem = text_problem(name.strip(), "名称", LONGEST_NAME, required=True)
    chosen = list(dict.fromkeys(columns))
    problems = {"name": problem} if problem else {}
    if not chosen:
        problems["columns"] = "请至少留一列。"
    if problems:
        raise Refused("请改正下面的内容。", problems=problems)
    known = {
        one.name: one for one in columns_chosen(unit.connection, place.contract_id, place.paper)
    }
    before = known.get(name.strip())
    values: dict[str, Any] = {"columns": chosen, "changed_at": unit.at}
    if before is None:
        uuid, version = new_id(), 1
        unit.connection.execute(
            insert(PAPER_COLUMNS).values(
                uuid=uuid,
                county=unit.county,
                contract_id=place.contract_id,
                paper=place.paper,
                name=name.strip(),
                version=version,
                **values,
            )
        )
    else:
        uuid, version = before.uuid, before.version + 1
        unit.connection.execute(
            update(PAPER_COLUMNS)
            .where(PAPER_COLUMNS.c.uuid == uuid)
            .values(version=version, **values)
        )
    content = {"contract": place.contract, "paper": place.paper, "name": name, "columns": chosen}
    keep(
        unit,
        action="paper.columns",
        kind=COLUMNS,
        object_id=uuid,
        version=version,
        content=content,
    )
    return uuid


def _open(unit: Unit, place: Place, version: int) -> Written:
    before = written_in(unit.connection, place.contract_id, place.paper, place.period)
    if before.handed is not None:
        raise Conflict(HANDED)
    if before.version != version:
        raise Conflict(STALE)
    return before


def _check(texts: Mapping[str, str], photos: tuple[str, ...]) -> None:
    long = {
        key: f"最多 {LONGEST} 个字，现在有 {len(text)} 个。"
        for key, text in texts.items()
        if len(text) > LONGEST
    }
    if len(photos) > MOST_PHOTOS:
        long["photos"] = f"最多选 {MOST_PHOTOS} 张照片，现在选了 {len(photos)} 张。"
    if long:
        raise Refused("有内容太长，请改短后再保存。", problems=long)


def _save(
    unit: Unit, place: Place, before: Written, action: str, *, reason: str = "", **changed: Any
) -> int:
    values = {"changed_at": unit.at, "changed_by": unit.actor.id, **changed}
    version, uuid = before.version + 1, before.uuid or new_id()
    if before.version:
        unit.connection.execute(
            update(PAPER_TEXT).where(PAPER_TEXT.c.uuid == uuid).values(version=version, **values)
        )
    else:
        first: dict[str, Any] = {"texts": {}, "photos": [], "handed_by": "", **values}
        unit.connection.execute(
            insert(PAPER_TEXT).values(
                uuid=uuid,
                county=unit.county,
                contract_id=place.contract_id,
                paper=place.paper,
                period=place.period,
                version=version,
                **first,
            )
        )
    told = {key: value for key, value in changed.items() if not key.startswith("handed_")}
    content = {
        "contract": place.contract,
        "paper": place.paper,
        "period": place.period,
        **told,
    }
    keep(
        unit,
        action=action,
        kind=KIND,
        object_id=uuid,
        version=version,
        content=content,
        reason=reason,
    )
    return version

"""A new form in a draft: from nothing, like one of the contract type's own, or from an XLSForm.

An XLSForm is read and shown first, with every row that is not supported; only when it is sent back
from that page is it taken in, whole.
"""

from typing import Any

from litestar import Request, get, post
from litestar.params import FromPath

from core.packages.check.references import KEY
from core.packages.schema import FormRow
from core.plugin import ContractType
from core.store import new_id, reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from core.studio.form_files import like, take_in, take_in_place
from core.studio.forms import forms_in
from core.workbook.words import FIXED
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.studio.drawn import Shown, shown
from web.pages.studio.forms.reading import file_page, form_sent, read_file

WAYS = {"blank": "从空白开始", "like": "照自带的表单", "file": "上传 XLSForm"}
FIELDS = ("id", "way", "key", "label", "use", "form", "into", "clause")


@get("/drafts/{uuid:str}/forms/new", opt={"permission": "package.edit"}, sync_to_thread=True)
def ask(
    request: Request[Any, Any, Any],
    desk: Desk,
    engine: Engine,
    station: Station,
    uuid: FromPath[str],
) -> Answer:
    """Which way to begin a form."""
    asked = filters(request, ("way", "into"))
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    return _page(desk, station, found, asked["way"], {"into": asked["into"]})


def _page(
    desk: Any,
    station: Any,
    found: Shown,
    way: str,
    typed: dict[str, Any],
    refused: Refused | None = None,
) -> Answer:
    contract_type = _type(station, found)
    return page(
        desk,
        "pages/draft_form_new.html",
        status=200 if refused is None else 409 if isinstance(refused, Conflict) else 422,
        draft=found.draft,
        ways=WAYS,
        way=way if way in WAYS else "blank",
        kinds=[(one.key, one.label) for one in contract_type.activities] if contract_type else [],
        uses=FIXED["use"],
        own_forms=contract_type.forms if contract_type else (),
        forms=forms_in(found.draft),
        typed={"id": new_id(), **typed},
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


def _type(station: Any, found: Shown) -> ContractType | None:
    cover = found.reading.tables.get("package") or {}
    own: ContractType | None = station.catalogue.contract_types.get(cover.get("type", ""))
    return own


@post(
    "/drafts/{uuid:str}/forms",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def begin(
    desk: Desk, engine: Engine, station: Station, posted: Posted, uuid: FromPath[str]
) -> Answer:
    """Begin a form; sent twice it is still one. An XLSForm is shown before it is taken in."""
    posted.only((*FIELDS, "kinds", "file", "seen", "heading", "question"))
    typed: dict[str, Any] = {name: posted.text(name) for name in FIELDS}
    typed["kinds"] = list(posted.all("kinds"))
    desk.require("package.edit", place=desk.county)
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    try:
        if typed["way"] == "file" and not posted.fields.get("heading"):
            return file_page(desk, found, read_file(posted, found, typed["into"]))
        form = form_sent(posted) if typed["way"] == "file" else _begun(station, found, typed)
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            catalogue = station.catalogue
            if typed["way"] == "file" and typed["into"]:
                into, seen = checked_id(typed["into"]), posted.text("seen")
                row = take_in_place(unit, catalogue, uuid, into, form, seen=seen)
            else:
                row = take_in(unit, catalogue, uuid, typed["id"], form)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _page(desk, station, found, typed["way"], typed, refused)
    return redirect(desk, f"/drafts/{uuid}/forms/{row}", say="表单已放进草稿。")


def _begun(station: Any, found: Shown, typed: dict[str, Any]) -> FormRow:
    """The form that was asked for: blank, or like one of the contract type's own."""
    if not typed["label"]:
        raise Refused("请写下表单的名称。", field="label")
    key = typed["key"] or _free([one.key for one in forms_in(found.draft)])
    if not KEY.match(key):
        raise Refused("编号请用小写英文字母、数字和连字符，或者留空。", field="key")
    if typed["way"] == "like":
        contract_type = _type(station, found)
        own = (
            [one for one in contract_type.forms if one.key == typed["form"]]
            if contract_type
            else []
        )
        if not own:
            raise Refused("请选择照哪一张表单。", field="form")
        return like(own[0], key, typed["label"])
    kinds = tuple(kind for kind in typed["kinds"] if kind in station.catalogue.kinds)
    use = typed["use"] if typed["use"] in FIXED["use"] else "record"
    return FormRow(key=key, label=typed["label"], clause=typed["clause"], kinds=kinds, use=use)


def _free(taken: list[str]) -> str:
    return next(key for n in range(1, len(taken) + 2) if (key := f"form-{n}") not in taken)


HANDLERS = [ask, begin]

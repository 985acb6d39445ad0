"""The page of one question of a form, and what comes back from it."""

from collections.abc import Mapping
from typing import Any

from core.plugin import Question
from core.store import new_id
from core.store.errors import Conflict, Refused
from core.store.ids import checked_id
from core.studio.building import FIELDS, HEADINGS, building_sheet
from core.studio.building import shown as shown_cells
from core.studio.forms import OPTION_LABEL, DraftForm, DraftQuestion
from core.studio.grid import text_in
from core.studio.questions import OptionSaid
from web.desk import Answer, page
from web.given import Posted
from web.pages.studio.drawn import Shown
from web.pages.studio.forms.showing import asked_in, questions_shown

OPTION, SEEN = "option.", "seen."
#: Empty places for options that are offered at once.
PLACES = 4
MOST_OPTIONS = 100
Typed = Mapping[str, Any]


def sheet_of(found: Shown, form: DraftForm, own: DraftQuestion | None) -> tuple[Question, ...]:
    """The sheet of a question: what stands before it may open it."""
    asked = asked_in(found, form)
    key = own.key if own else ""
    place = next((n for n, one in enumerate(asked) if one.key == key), len(asked))
    return building_sheet(asked[:place], asked[place] if place < len(asked) else None)


def texts_of(own: DraftQuestion | None) -> dict[str, str]:
    cells = own.row.cells if own else {}
    return {heading: text_in(cells, heading) for heading in HEADINGS.values()}


def question_page(
    desk: Any,
    found: Shown,
    form: DraftForm,
    own: DraftQuestion | None,
    *,
    new: str = "",
    typed: Typed | None = None,
    options: tuple[OptionSaid, ...] = (),
    refused: Refused | None = None,
    problems: Mapping[str, str] | None = None,
) -> Answer:
    """The page of one question, as it stands or as it was just typed."""
    sheet, texts = sheet_of(found, form, own), texts_of(own)
    kept = {row.uuid: text_in(row.cells, OPTION_LABEL) for row in own.options} if own else {}
    sent = {one.row: one.said for one in options if one.row in kept}
    met = dict(refused.problems) if refused else {}
    named = {heading: name for name, heading in HEADINGS.items()}
    said_of = {named.get(name, name): text for name, text in met.items()} | dict(problems or {})
    fresh = [one.said for one in options if one.row not in kept and one.said]
    places = [*fresh, *("" for _ in range(1 if fresh else PLACES))]
    return page(
        desk,
        "pages/draft_question.html",
        status=409 if isinstance(refused, Conflict) else 422 if refused or problems else 200,
        draft=found.draft,
        form=form,
        own=own,
        mine=next((one for one in questions_shown(found, form) if own and one.own == own), None),
        new=new,
        sheet=sheet,
        answers=shown_cells(texts, sheet) if typed is None else typed,
        seen=[(f"{SEEN}{name}", texts[HEADINGS[name]]) for name in FIELDS],
        options=[(row, sent.get(row, text), text) for row, text in kept.items()]
        + [(new_id(), text, "") for text in places],
        problems=said_of,
        say=refused.say if refused else "",
    )


def typed_in(posted: Posted, sheet: tuple[Question, ...]) -> dict[str, Any]:
    """What was chosen and typed on the sheet."""
    many = [one.key for one in sheet if one.kind == "multiple"]
    posted.only(
        [
            *(question.key for question in sheet),
            *(f"{SEEN}{name}" for name in FIELDS),
            *(name for name in posted.fields if name.removeprefix(SEEN).startswith(OPTION)),
            "id",
            "key",
        ]
    )
    return {
        one.key: list(posted.all(one.key)) if one.key in many else posted.text(one.key)
        for one in sheet
        if one.key in posted.fields
    }


def options_in(posted: Posted) -> tuple[OptionSaid, ...]:
    """The options that were sent; new ones in the order of the page, in which their ids were made."""
    names = sorted(name for name in posted.fields if name.startswith(OPTION))
    if len(names) > MOST_OPTIONS:
        raise Refused(f"一道题最多 {MOST_OPTIONS} 个选项。")
    return tuple(
        OptionSaid(
            row=checked_id(name.removeprefix(OPTION)),
            seen=posted.text(f"{SEEN}{name}"),
            said=posted.text(name),
        )
        for name in names
    )

"""One form of a draft: its questions in order beside the form as the worker will see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, get
from litestar.params import FromPath

from core.packages.forms import form_of
from core.plugin import Question
from core.store import reading
from core.studio.building import HEADINGS, KINDS
from core.studio.forms import (
    OPTION_LABEL,
    DraftForm,
    DraftQuestion,
    findings_on,
    form_in,
    form_read,
)
from core.studio.grid import text_in
from core.studio.loading import Found
from core.workbook.pieces import pieces_of, word_meant
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.studio.drawn import Shown, shown


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """One question as the builder lists it: what it asks, when, and what is found on it."""

    own: DraftQuestion
    label: str
    kind: str
    options: tuple[str, ...]
    when: str
    months: str
    required: bool
    findings: tuple[Found, ...]


def asked_in(found: Shown, form: DraftForm) -> tuple[Question, ...]:
    """The questions of a draft's form as far as they can be read."""
    row = form_read(found.reading, form.row.uuid)
    return form_of(row).questions if row else ()


def questions_shown(found: Shown, form: DraftForm) -> list[ShownQuestion]:
    """Every question of the form, with the words of those that open it."""
    asked = {question.key: question for question in asked_in(found, form)}
    return [_shown(found, one, asked) for one in form.questions]


def _shown(found: Shown, one: DraftQuestion, asked: Mapping[str, Question]) -> ShownQuestion:
    texts = {name: text_in(one.row.cells, heading) for name, heading in HEADINGS.items()}
    kind = word_meant(KINDS, texts["kind"] or "text") or ""
    return ShownQuestion(
        own=one,
        label=texts["label"],
        kind=KINDS.words.get(kind, texts["kind"]),
        options=tuple(text_in(row.cells, OPTION_LABEL) for row in one.options),
        when=_when(texts["when_question"], pieces_of(texts["when_answers"]), asked),
        months=texts["months"],
        required=texts["required"] == "是",
        findings=findings_on(found.reading, (one.row, *one.options)),
    )


def _when(name: str, answers: tuple[str, ...], asked: Mapping[str, Question]) -> str:
    """When a question comes up, as a sentence."""
    if not name:
        return ""
    opener = asked.get(name)
    labels = {option.key: option.label for option in opener.closed_answers} if opener else {}
    said = "、".join(labels.get(answer, answer) for answer in answers) or "（没有选答案）"
    return f"“{opener.label if opener else name}”答{said}时才问"


@get(
    "/drafts/{uuid:str}/forms/{row:str}", opt={"permission": "package.publish"}, sync_to_thread=True
)
def form(
    request: Request[Any, Any, Any],
    desk: Desk,
    engine: Engine,
    station: Station,
    uuid: FromPath[str],
    row: FromPath[str],
) -> Answer:
    """A form: its questions, and how it will look in a month."""
    month = filters(request, ("month",))["month"]
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
    own = form_in(found.draft, row)
    asked = asked_in(found, own)
    read = form_read(found.reading, own.row.uuid)
    return page(
        desk,
        "pages/draft_form.html",
        draft=found.draft,
        form=own,
        kinds=[station.catalogue.label_of_kind(kind) for kind in read.kinds] if read else [],
        questions=questions_shown(found, own),
        asked=asked,
        seasonal=any(question.months for question in asked),
        month=int(month) if month in {str(one) for one in range(1, 13)} else None,
        findings=findings_on(found.reading, (own.row,)),
        gone=[(one, text_in(one.row.cells, HEADINGS["label"])) for one in own.gone],
    )


HANDLERS = [form]

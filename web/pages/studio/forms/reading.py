"""An XLSForm that was uploaded: read, shown row by row, and sent back from that page to be taken in."""

from dataclasses import dataclass
from typing import Any

import msgspec

from core.packages.forms import form_of
from core.packages.schema import FormQuestion, FormRow
from core.plugin import Finding, Severity
from core.store import new_id
from core.store.errors import Refused
from core.store.ids import checked_id
from core.studio.forms import DraftForm, form_in
from core.xlsform import import_form
from web.desk import Answer, page
from web.given import Posted
from web.pages.studio.drawn import Shown


@dataclass(frozen=True, kw_only=True)
class Read:
    """An XLSForm as it was read: the form when nothing blocks, and what was found on the way."""

    name: str
    form: FormRow | None
    findings: tuple[Finding, ...] = ()
    into: str = ""
    seen: str = ""
    parts: tuple[str, ...] = ()


def read_file(posted: Posted, found: Shown, into: str) -> Read:
    """The uploaded XLSForm, and how the form looks now whose place it is to take."""
    files = posted.files.get("file", ())
    if not files or not files[0].filename:
        raise Refused("请选择文件。", field="file")
    name, content = files[0].filename, files[0].file.read()
    old: DraftForm | None = form_in(found.draft, checked_id(into)) if into else None
    read = import_form(content, name)
    parts = tuple(_json(question) for question in read.form.questions) if read.form else ()
    return Read(
        name=name,
        form=read.form,
        findings=read.findings,
        into=old.row.uuid if old else "",
        seen=old.seen if old else "",
        parts=parts,
    )


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def file_page(desk: Any, found: Shown, read: Read) -> Answer:
    """What the file says, row by row, and the form as it would look."""
    errors = [one for one in read.findings if one.severity is Severity.ERROR]
    heading = msgspec.structs.replace(read.form, questions=()) if read.form else None
    return page(
        desk,
        "pages/draft_form_file.html",
        status=422 if errors else 200,
        draft=found.draft,
        read=read,
        errors=errors,
        old=form_in(found.draft, read.into) if read.into else None,
        form=form_of(read.form) if read.form else None,
        heading=_json(heading) if heading else "",
        new=new_id(),
    )


def form_sent(posted: Posted) -> FormRow:
    """The form that was shown and is sent back."""
    try:
        form = msgspec.json.decode(posted.text("heading"), type=FormRow)
        questions = tuple(
            msgspec.json.decode(one, type=FormQuestion) for one in posted.all("question")
        )
        form = msgspec.structs.replace(form, questions=questions)
        form_of(form)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise Refused("没有读到表单的内容，请重新上传文件。", field="file") from None
    return form

"""From the bytes of an XLSForm to a package's form, or to what stands in the way, cell by cell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.packages.schema import FormQuestion, FormRow
from core.plugin import Finding, QuestionKind
from core.spreadsheets import OpenedSheet, open_book
from core.store.errors import Refused
from core.workbook.reading.notes import Notes
from core.xlsform.naming import QUESTION_KEY, keys_of
from core.xlsform.reading import settings
from core.xlsform.reading.draft import Draft, Drafts
from core.xlsform.reading.endings import endings_of
from core.xlsform.reading.lists import ChoiceList, lists_of
from core.xlsform.reading.saying import say
from core.xlsform.reading.sheet import Table, table_of
from core.xlsform.reading.skipping import Skip, skips_of
from core.xlsform.reading.survey import KNOWN, drafts_of
from core.xlsform.words import CHOICES, CHOICES_COLUMNS, OFFICE, SETTINGS, SURVEY

NEEDED = ("type", "name", "label")
#: More rows than any form that is asked by hand.
MOST_LINES = 3000


@dataclass(frozen=True, kw_only=True)
class ReadForm:
    """What an XLSForm says: ``form`` only when nothing blocks."""

    form: FormRow | None
    findings: tuple[Finding, ...]


def import_form(content: bytes, name: str) -> ReadForm:
    """Read the bytes of an XLSForm (.xlsx); ``name`` stands before the cell in every finding.

    Everything that the house does not know is said: an error where the form would ask something else.
    """
    try:
        opened = open_book(content).sheets
    except Refused as refused:
        notes = Notes(name=name)
        say(notes, "", "file", refused.say, "请改好后重新上传。")
        return ReadForm(form=None, findings=tuple(notes.findings))
    return read_sheets({sheet.name.strip().lower(): sheet for sheet in opened}, name)


def read_sheets(sheets: Mapping[str, OpenedSheet], name: str) -> ReadForm:
    """Read the sheets of an XLSForm, each under its name in lower case."""
    notes = Notes(name=name)
    form = None
    if SURVEY in sheets and sheets[SURVEY].rows:
        form = _form(sheets, name, notes)
    else:
        said = "没有 survey 工作表，或者它是空的。"
        say(notes, f"{SURVEY}!A1", "survey", said, "请上传 XLSForm。")
    findings = tuple(dict.fromkeys(notes.findings))
    return ReadForm(form=None if notes.blocked else form, findings=findings)


def _form(sheets: Mapping[str, OpenedSheet], name: str, notes: Notes) -> FormRow | None:
    for title, sheet in sheets.items():
        if title not in (SURVEY, CHOICES, SETTINGS, OFFICE) and sheet.rows:
            said = f"工作表“{sheet.name}”没有读入。"
            say(notes, f"{sheet.name}!A1", "sheet", said, "不需要的话，请确认。", warning=True)
    told = table_of(sheets.get(SETTINGS), settings.KNOWN, "", notes)
    default = told.lines[0]["default_language"] if told.lines else ""
    survey = table_of(sheets[SURVEY], KNOWN, default, notes)
    choices = table_of(sheets.get(CHOICES), CHOICES_COLUMNS, default, notes)
    _complete(survey, NEEDED, notes)
    if choices.lines:
        _complete(choices, CHOICES_COLUMNS, notes)
    if notes.blocked:
        return None
    lists = lists_of(choices, notes)
    drafts = drafts_of(survey, lists, notes)
    if not drafts.questions and not notes.blocked:
        say(notes, f"{survey.name}!A1", "empty", "表单里没有一道题。", "请补上题目。")
    _unused(lists, survey, notes)
    heading = settings.heading_of_form(told, name, notes)
    office = settings.office_of(sheets.get(OFFICE), notes)
    return FormRow(**heading, **office, questions=_questions(drafts, notes))


def _questions(drafts: Drafts, notes: Notes) -> tuple[FormQuestion, ...]:
    skips = skips_of(drafts, notes)
    endings = endings_of(drafts.questions, skips, notes)
    keys = keys_of((draft.name for draft in drafts.questions), QUESTION_KEY)
    for draft in drafts.questions:
        if keys[draft.name] != draft.name:
            said = f"编号“{draft.name}”改为“{keys[draft.name]}”。"
            remedy = "编号用小写字母、数字和下划线；请确认。"
            say(notes, draft.line.at("name"), "renamed", said, remedy, warning=True)
    return tuple(
        _question(draft, skips[draft.name], endings.get(draft.name, ()), keys)
        for draft in drafts.questions
    )


def _question(
    draft: Draft, skip: Skip, ends: tuple[str, ...], keys: Mapping[str, str]
) -> FormQuestion:
    listed = draft.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE) and draft.choices
    return FormQuestion(
        key=keys[draft.name],
        label=draft.label,
        kind=draft.kind.value,
        options=dict(draft.choices.labels) if listed and draft.choices else {},
        required=draft.required,
        unit=draft.unit,
        hint=draft.hint,
        section=draft.section,
        when_question=keys[skip.opened.name] if skip.opened else "",
        when_answers=skip.opened.answers if skip.opened else (),
        months=skip.months,
        other=draft.other,
        minimum=draft.minimum,
        maximum=draft.maximum,
        ends_form_on=ends,
    )


def _complete(table: Table, columns: Collection[str], notes: Notes) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        said = f"{table.name} 工作表缺少列：{'、'.join(missing)}。"
        say(notes, f"{table.name}!A1", "columns", said, "请补上这一列的表头和内容。")
    if len(table.lines) > MOST_LINES:
        said = f"{table.name} 工作表超过 {MOST_LINES} 行。"
        say(notes, f"{table.name}!A{MOST_LINES + 2}", "long", said, "请分成几张表单。")


def _unused(lists: Mapping[str, ChoiceList], survey: Table, notes: Notes) -> None:
    used = {word for line in survey.lines for word in line["type"].split()}
    for name, choices in lists.items():
        if name not in used:
            said = f"列表“{name}”没有一道题使用，没有读入。"
            say(notes, choices.at, "unused_list", said, "不需要的话，请确认。", warning=True)

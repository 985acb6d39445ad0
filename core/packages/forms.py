"""Package forms as the same declarations that plugins use, so that one template draws both."""

from core.packages.schema import FormQuestion, FormRow, Package
from core.plugin import Form, Option, Question, QuestionKind


def question_of(row: FormQuestion) -> Question:
    """One question of a package's form."""
    when = (row.when_question, row.when_answers) if row.when_question else None
    return Question(
        key=row.key,
        label=row.label,
        kind=QuestionKind(row.kind),
        options=tuple(Option(key=key, label=label) for key, label in row.options.items()),
        required=row.required,
        unit=row.unit,
        hint=row.hint,
        section=row.section,
        when=when,
        months=frozenset(row.months),
        other=row.other,
        minimum=row.minimum,
        maximum=row.maximum,
        ends_form_on=row.ends_form_on,
    )


def form_of(row: FormRow) -> Form:
    """A package's form."""
    return Form(
        key=row.key,
        label=row.label,
        kinds=row.kinds,
        version=row.version,
        questions=tuple(question_of(question) for question in row.questions),
        clause=row.clause,
    )


def forms_of(package: Package, use: str = "") -> tuple[Form, ...]:
    """The package's forms, all of them or those of one use (record, questionnaire …)."""
    return tuple(form_of(row) for row in package.form if not use or row.use == use)

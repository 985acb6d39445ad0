"""What a form asks: every question can be answered, and every condition can come true."""

from collections.abc import Mapping

from core.packages.check.coming_up import MONTHS, check_coming_up
from core.packages.check.references import KEY
from core.packages.check.report import Report
from core.packages.forms import question_of
from core.packages.schema import FormQuestion, FormRow, Package
from core.plugin import Question, QuestionKind
from core.plugin.catalogue import Catalogue

CHOICE = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)


def check_asking(package: Package, catalogue: Catalogue, report: Report) -> None:
    """The questions of every form, one by one and against those before them."""
    for form in package.form:
        check_form(form, package.package.type, catalogue, report)


def check_form(form: FormRow, contract_type: str, catalogue: Catalogue, report: Report) -> None:
    """The questions of one form of a package of that contract type."""
    taken = _asked_already(form, contract_type, catalogue)
    before: dict[str, FormQuestion] = {}
    for number, question in enumerate(form.questions, 1):
        place = f"form “{form.key}” questions[{number}]"
        _key(question, before, taken, place, report)
        _answers(question, place, report)
        _season(question, place, report)
        _opened(question, before, form, place, report)
        before.setdefault(question.key, question)
    check_coming_up(form, report)


def _asked_already(form: FormRow, contract_type: str, catalogue: Catalogue) -> Mapping[str, str]:
    """The questions that a record of the form's kinds answers anyhow: key → whose question it is."""
    if form.use != "record":
        return {}
    found: dict[str, str] = {}
    own_type = catalogue.contract_types.get(contract_type)
    for own in own_type.forms if own_type else ():
        if set(own.kinds) & set(form.kinds):
            found |= {question.key: f"表单“{own.label}”" for question in own.questions}
    for kind in (catalogue.kinds[key] for key in form.kinds if key in catalogue.kinds):
        found |= {question.key: f"“{kind.label}”" for question in kind.fields}
    return found


def _key(
    question: FormQuestion,
    before: Mapping[str, FormQuestion],
    taken: Mapping[str, str],
    place: str,
    report: Report,
) -> None:
    key = question.key
    if not KEY.match(key):
        say = f"题目编号“{key}”不能用。"
        report.error("form.key", f"{place} key", say, "请用小写英文字母、数字和下划线。")
    if key in before:
        say = f"“{question.label}”与“{before[key].label}”用了同一个题目编号“{key}”。"
        report.error("form.key_twice", f"{place} key", say, "请给后一题换一个编号。")
    if key in taken:
        say = f"“{question.label}”的编号“{key}”，{taken[key]}本来就问，这一题不会再出现。"
        remedy = "内容相同的，请删去这一题；不同的，请换一个编号。"
        report.error("form.key_taken", f"{place} key", say, remedy)


def _answers(question: FormQuestion, place: str, report: Report) -> None:
    if question.kind not in set(QuestionKind):
        known = "、".join(QuestionKind)
        say = f"没有题型“{question.kind}”。"
        report.error("form.kind", f"{place} kind", say, f"可用：{known}。")
        return
    if question.kind in CHOICE and not question.options:
        say = f"“{question.label}”是选择题，却没有选项。"
        report.error("form.no_options", f"{place} kind", say, "请补上选项，或改选题型。")
    if question.options and question.kind not in CHOICE:
        say = f"“{question.label}”不是单选或多选，选项用不上。"
        report.error("form.options", f"{place} kind", say, "请改选题型，或删去选项。")
    seen: set[str] = set()
    for number, label in enumerate(question.options.values(), 1):
        if label in seen:
            say = f"“{question.label}”有两个选项都写“{label}”。"
            remedy = "请改其中一个，或删去一个。"
            report.error("form.option_twice", f"{place} options[{number}]", say, remedy)
        seen.add(label)
    lowest, highest = question.minimum, question.maximum
    if lowest is not None and highest is not None and lowest > highest:
        say = f"“{question.label}”最小值 {lowest} 大于最大值 {highest}。"
        report.error("form.bounds", f"{place} minimum", say, "请核对两个数。")
    known_answers = _answer_keys(question_of(question))
    for answer in question.ends_form_on:
        if answer not in known_answers:
            say = f"“{question.label}”没有答案“{answer}”，答它结束不了表单。"
            report.error("form.answer", f"{place} ends_form_on", say, _among(question))


def _season(question: FormQuestion, place: str, report: Report) -> None:
    wrong = [month for month in question.months if month not in MONTHS]
    if wrong:
        say = f"“{question.label}”的月份里有 {'、'.join(map(str, wrong))}，没有这个月。"
        report.error("form.month", f"{place} months", say, "月份只能是 1 到 12。")


def _opened(
    question: FormQuestion,
    before: Mapping[str, FormQuestion],
    form: FormRow,
    place: str,
    report: Report,
) -> None:
    name = question.when_question
    if not name:
        if question.when_answers:
            say = f"“{question.label}”写了打开的答案，没有写由哪题打开。"
            report.error("form.when", f"{place} when_answers", say, "请补上那道题，或删去答案。")
        return
    where = f"{place} when_question"
    if name not in before:
        later = next((one for one in form.questions if one.key == name), None)
        say = f"“{question.label}”由“{name}”打开，这张表单里没有这道题。"
        if later is not None:
            say = f"“{question.label}”由“{later.label}”打开，那道题却不在它前面。"
        report.error("form.when", where, say, "请改成排在前面的一道选择题，或移动题目。")
        return
    opener = before[name]
    if opener.kind not in set(QuestionKind):
        return
    known = _answer_keys(question_of(opener))
    for answer in question.when_answers:
        if answer not in known:
            say = f"“{question.label}”要“{opener.label}”答“{answer}”才出现，那道题没有这个答案。"
            report.error("form.answer", f"{place} when_answers", say, _among(opener))


def _answer_keys(question: Question) -> set[str]:
    return {option.key for option in question.closed_answers}


def _among(question: FormQuestion) -> str:
    known = question_of(question).closed_answers
    shown = "、".join(f"{one.key}（{one.label}）" for one in known)
    return f"可用：{shown}。" if shown else "那道题没有可选的答案，请改由选择题打开。"

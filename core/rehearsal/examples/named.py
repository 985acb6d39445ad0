"""What the record of an example names: kinds, tiers, fields and answers that exist."""

from core.facts.vocabulary import AUDIENCES, EVIDENCE
from core.packages.check.report import Report
from core.packages.schema import Example, Package
from core.plugin.catalogue import Catalogue
from core.rehearsal.examples.facts import OF_THE_HOUSE


def all_known(row: Example, package: Package, catalogue: Catalogue, report: Report) -> bool:
    """Whether everything that the record of an example names exists."""
    place, before = f"example “{row.key}”", len(report.findings)
    questions = {*catalogue.questions, "value"}
    questions |= {question.key for form in package.form for question in form.questions}
    for field, found, known, what in (
        ("kind", (row.kind,), {*catalogue.kinds}, "记录种类"),
        ("tier", (row.tier,) if row.tier else (), {one.key for one in package.tier}, "分级"),
        ("audience", row.audience, {*AUDIENCES}, "受众"),
        ("evidence", row.evidence, {*EVIDENCE}, "佐证"),
        ("where", (name for name, _, _ in row.where), OF_THE_HOUSE | questions, "字段"),
    ):
        for one in found:
            if one not in known:
                say = f"没有“{one}”这个{what}。" if one else f"没有填写{what}。"
                report.error("example.word", f"{place} {field}", say, "请从下拉列表中选择。")
    for name, comparison, value in row.where:
        answers = _answers(name, row.kind, package, catalogue)
        given = [_answer(one) for one in (value if isinstance(value, list | tuple) else (value,))]
        wrong = [one for one in given if answers and one not in answers]
        for one in wrong:
            report.error(
                "example.word",
                f"{place} where",
                f"“{name}”没有“{one}”这个答案。",
                f"可用：{'、'.join(answers)}。",
            )
        if comparison != "=":
            report.error(
                "example.fact",
                f"{place} where",
                f"样例里的“{name}”要写实际的值，不能写“{comparison}”。",
                "比较请选“等于”，值写这条记录实际是多少。",
            )
    return len(report.findings) == before


def _answers(name: str, kind: str, package: Package, catalogue: Catalogue) -> tuple[str, ...]:
    """The answers that a question of the record offers; none where anything may be written."""
    own = catalogue.kinds[kind].fields if kind in catalogue.kinds else ()
    asked = next((one for one in own if one.key == name), None)
    if asked is None:
        forms = [form for form in package.form if kind in form.kinds]
        options = [q.options for form in forms for q in form.questions if q.key == name]
        return tuple(options[0]) if options else ()
    return tuple(option.key for option in asked.answers)


def _answer(value: object) -> str:
    """A value as an answer is keyed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)

"""Filling in a form as a browser posts it, and another version of a package's forms in force."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select

from core.packages.publish import publish, put_contract
from core.packages.read import decode_package, parse_toml
from core.packages.rows import CONTRACT, PACKAGE_VERSION
from core.packages.schema import ContractFile
from core.plugin import QuestionKind
from core.recording.answers import open_in
from core.workbook import canonical
from web.pages.record.answers import stored_answers

SHA = "ab" * 32
SIMPLE = {
    QuestionKind.NUMBER: "3",
    QuestionKind.YES_NO: "yes",
    QuestionKind.TIME: "09:30",
    QuestionKind.LONG_TEXT: "一切都好，\n没有别的事。",
}


def typed(question, pick: int, day: date, given: dict[str, str]) -> dict[str, Any]:
    """What is posted of one question: the ``pick``-th of its answers, with all that stands beside."""
    key, kind = question.key, question.kind
    if key in given:
        return {key: given[key]}
    if question.closed_answers:
        options = question.closed_answers
        chosen = options[pick % len(options)].key
        found = {key: "__other" if question.other and chosen == "other" else chosen}
        if chosen == "other" and question.other:
            found[f"{key}__other"] = "另外写明的"
        if chosen in question.with_note:
            found[f"{key}__note"] = f"{question.label}的情况"
        return found
    if kind is QuestionKind.DATE:
        return {key: day.isoformat()}
    if kind is QuestionKind.DURATION:
        return {f"{key}__from": "09:10", f"{key}__to": "10:00"} if pick else {key: "1小时30分"}
    if kind is QuestionKind.PROXY:
        return {key: "周大嫂", f"{key}__relation": "neighbour", f"{key}__phone": "13800000000"}
    if kind in (QuestionKind.PHOTO, QuestionKind.SIGNATURE):
        return {f"record.file.{key}": SHA}
    if question.link:
        return {key: "https://example.org/report"}
    return {key: SIMPLE.get(kind, "照实填写")}


def filled_in(forms, pick: int, day: date, given: dict[str, str] | None = None) -> dict[str, Any]:
    """Every question that comes up answered; more come up with each round of answers."""
    questions = [question for form in forms for question in form]
    posted: dict[str, Any] = {}
    for _ in range(len(questions)):
        before = len(posted)
        for question in open_in(forms, stored_answers(posted, questions), day):
            if not any(name.split("__")[0] == question.key for name in posted):
                posted |= typed(question, pick, day, given or {})
        if len(posted) == before:
            break
    return posted


def another_version(county, contract: str, change) -> None:
    """The contract's package with other forms, in force from the contract's first day on."""
    with county.act() as (unit, _):
        row = unit.connection.execute(select(CONTRACT).where(CONTRACT.c.key == contract)).one()
        file = msgspec.convert(row.text, ContractFile, strict=False)
        texts = select(PACKAGE_VERSION.c.text).where(PACKAGE_VERSION.c.key == file.package)
        text = unit.connection.execute(texts.order_by(PACKAGE_VERSION.c.version.desc())).scalars()
        package = decode_package(parse_toml(next(iter(text)), "x"), "x")
        head = msgspec.structs.replace(package.package, version=package.package.version + 1)
        newer = msgspec.structs.replace(package, package=head, form=change(package.form))
        number = publish(unit, newer, canonical(newer))
        pinned = msgspec.structs.replace(file, package_version=head.version)
        put_contract(unit, pinned, number, reason="表单改版")

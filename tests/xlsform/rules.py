"""The rules by which standard tools take or refuse an XLSForm, written down again for the tests."""

import io
import re

import openpyxl

NAME = re.compile(r"[A-Za-z_][\w.\-]*")
REFERENCE = re.compile(r"\$\{([^}]*)\}")
TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")
SELECT = re.compile(r"select_(one|multiple) (\S+)( or_other)?")
PLAIN = {"text", "decimal", "date", "time", "image"}
SURVEY = {
    "type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message",
    "appearance",
}  # fmt: skip


def sheet(content, title):
    """The rows of a sheet as mappings of heading → text, blank cells left out."""
    rows = list(openpyxl.load_workbook(io.BytesIO(content))[title].iter_rows(values_only=True))
    return [
        {head: cell for head, cell in zip(rows[0], row, strict=True) if cell is not None}
        for row in rows[1:]
    ]


def against_the_rules(content):
    """Everything that a standard tool would refuse; empty for a valid XLSForm."""
    survey, choices = sheet(content, "survey"), sheet(content, "choices")
    lists = {}
    wrong = []
    for row in choices:
        if set(row) != {"list_name", "name", "label"}:
            wrong.append(f"choice incomplete: {row}")
        elif row["name"] in lists.setdefault(row["list_name"], []) or re.search(r"\s", row["name"]):
            wrong.append(f"choice name: {row}")
        else:
            lists[row["list_name"]].append(row["name"])
    names = [row["name"] for row in survey if row["type"] != "end_group"]
    for row in survey:
        select = SELECT.fullmatch(row["type"])
        if select and not lists.get(select[2]):
            wrong.append(f"list: {row['type']}")
        if select and select[3]:
            names.append(f"{row['name']}_other")
            if "other" not in lists[select[2]]:
                wrong.append(f"other in English: {row['type']}")
        if not select and row["type"] not in PLAIN | {"begin_group", "end_group"}:
            wrong.append(f"type: {row['type']}")
        if set(row) - SURVEY:
            wrong.append(f"columns: {row}")
        if row["type"] != "end_group" and not row.get("label"):
            wrong.append(f"label: {row}")
        if any("${" in row.get(column, "") for column in ("label", "hint")):
            wrong.append(f"reference in a text: {row}")
        wrong += [f"expression: {row}" for column in ("relevant", "constraint")
                  if not well_formed(row.get(column, ""), names_of(survey))]  # fmt: skip
    wrong += [f"name: {name}" for name in names if not NAME.fullmatch(name)]
    if len(set(names)) < len(names):
        wrong.append(f"names twice: {names}")
    return wrong + ([] if balanced(survey) else ["groups"])


def names_of(survey):
    return {row["name"] for row in survey if row["type"] not in ("begin_group", "end_group")}


def well_formed(expression, known):
    bare = TEXT.sub("''", expression)
    level = 0
    for sign in bare:
        level += (sign == "(") - (sign == ")")
        if level < 0:
            return False
    return level == 0 and set(REFERENCE.findall(bare)) <= known


def balanced(survey):
    level = 0
    for row in survey:
        level += (row["type"] == "begin_group") - (row["type"] == "end_group")
        if level not in (0, 1):
            return False
    return level == 0

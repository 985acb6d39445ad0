"""The pick-lists: words on a hidden sheet, ids of other sheets where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from core.plugin.catalogue import Catalogue
from core.workbook.columns import CellKind, Column
from core.workbook.layout import sheets
from core.workbook.lookups import word_lists
from core.workbook.sheets import LISTS, SOURCE
from core.workbook.walk import Plain
from core.workbook.writing.look import PREPARED
from core.workbook.writing.rows import Head, heads_of


@dataclass(frozen=True, kw_only=True)
class Lists:
    """Where the words of each list stand on the hidden sheet, and the ids of each sheet."""

    words: Mapping[str, str]
    ids: Mapping[str, str]

    def source(self, column: Column) -> str:
        """The range that a column picks from; empty when it picks from none."""
        return self.words.get(column.words, "") or self.ids.get(column.refers, "")

    def owners(self, head: Head) -> dict[str, Any] | None:
        """The pick-list of a heading that names the owner of a row."""
        if not head.owners:
            return None
        if head.heading == SOURCE:
            return {"validate": "list", "source": list(head.owners)}
        only = self.ids.get(head.owners[0], "") if len(head.owners) == 1 else ""
        told = {"error_type": "information", "error_message": "没有这个编号，请核对。"}
        return {"validate": "list", "source": only, **told} if only else None


def write_lists(book: xlsxwriter.Workbook, tables: Plain, catalogue: Catalogue) -> Lists:
    """Write the hidden sheet; the kinds offered are those of the package's contract type."""
    page = book.add_worksheet(LISTS)
    words: dict[str, str] = {}
    lists = word_lists(catalogue)
    used = {column.words for sheet in sheets() for column in sheet.columns} & set(lists)
    declared = catalogue.contract_types.get(tables.get("package", {}).get("type", ""))
    for place, name in enumerate(sorted(used)):
        offered = lists[name].by_code
        if name == "kind" and declared is not None:
            offered = {kind.key: offered[kind.key] for kind in declared.activities}
        page.write_string(0, place, name)
        page.write_column(1, place, list(offered.values()))
        if offered:
            letter = xl_col_to_name(place)
            words[name] = f"={LISTS}!${letter}$2:${letter}${len(offered) + 1}"
    page.hide()
    return Lists(words=words, ids=_ids())


def _ids() -> dict[str, str]:
    """The column of ids of every sheet that has one."""
    found = {}
    for sheet in sheets():
        for place, head in enumerate(heads_of(sheet)):
            if head.column is not None and head.column.kind is CellKind.KEY and not sheet.upright:
                letter = xl_col_to_name(place)
                found[sheet.title] = f"='{sheet.title}'!${letter}$2:${letter}${PREPARED}"
    return found

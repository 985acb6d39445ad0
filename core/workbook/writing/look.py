"""How a workbook looks: colours, widths, what is locked, and the pick-lists of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from core.workbook.columns import CellKind, Column

#: Rows that carry pick-lists; more rows may be filled in all the same.
PREPARED = 3000
LONG = {
    "原文条款",
    "说明",
    "选定的意思",
    "问题",
    "服务内容",
    "备注",
    "上限的原文条款",
    "没有频次的说明",
}
MIDDLE = {"名称", "题目", "考核内容", "答案", "提示", "值", "方式", "报给谁", "发现了什么"}


@dataclass(frozen=True, kw_only=True)
class Formats:
    """The formats of one workbook."""

    required: Any
    optional: Any
    locked: Any
    view: Any
    open: Any
    marked: Any
    day: Any
    title: Any


def formats_of(book: xlsxwriter.Workbook) -> Formats:
    """The formats, made once for a workbook."""
    head = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
    cell = {"text_wrap": True, "valign": "top"}
    text = {**cell, "num_format": "@", "locked": False}
    return Formats(
        required=book.add_format({**head, "bg_color": "#FCE4D6"}),
        optional=book.add_format({**head, "bg_color": "#DDEBF7"}),
        locked=book.add_format({**cell, "num_format": "@", "bg_color": "#EDEDED"}),
        view=book.add_format({**cell, "font_color": "#7F7F7F", "italic": True}),
        open=book.add_format({**cell, "locked": False}),
        marked=book.add_format({**cell, "locked": False, "bg_color": "#FFF2CC"}),
        day=book.add_format({**cell, "num_format": "yyyy-mm-dd", "locked": False}),
        title=book.add_format({**text, "bold": True}),
    )


def width_of(heading: str) -> int:
    """Wide for sentences, narrow for numbers."""
    if heading in LONG:
        return 52
    return 28 if heading in MIDDLE else max(10, 2 * len(heading) + 3)


def validation_of(column: Column, source: str) -> Mapping[str, Any] | None:
    """The pick-list of a column; a list of several words is only questioned, never stopped."""
    told = {
        "error_title": column.heading[:32],
        "error_message": "请从下拉列表中选择；几个用顿号隔开。",
        "error_type": "information"
        if column.kind is CellKind.TEXTS or column.refers
        else "warning",
    }
    if column.kind is CellKind.YES_NO:
        return {"validate": "list", "source": ["是", "否"], **told}
    return {"validate": "list", "source": source, **told} if source else None


#: What protection leaves allowed: it guards the ids, it has no password.
PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}

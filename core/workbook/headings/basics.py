"""Headings of the cover, the choices, the conditions, and whom the service is for."""

from collections.abc import Mapping

from core.packages.schema import Choice, ConditionRow, Heading, Item, Row, Tier
from core.workbook.headings.words import CLAUSE, KEY, LABEL, SAY, Named

BASICS: Mapping[type[Row], Named] = {
    Heading: {
        "id": ("采购包编号", "小写英文字母、数字、连字符；一经给定不再改动。"),
        "type": ("合同类型", "从下拉列表中选择。"),
        "title": ("采购包名称", "照采购文件的名称。"),
        "version": ("版本", "第几版，整数；已发布的版本不能改，要改就加一。"),
        "effective_from": ("生效日期", "如 2026-01-01。"),
        "source": ("来源文件", "采购文件的名称或编号。"),
        **CLAUSE,
        "purchaser": ("采购人", "如 县民政局。"),
        "settlement_period": ("结算周期", "多久结一次账；不填为月。"),
        "sites": ("地点角色", "由各合同填写是哪里的地点，每行一个，如 示范社工室。"),
        "notes": ("备注", "其他需要说明的。"),
        "workers": ("社工人数", "整数，单位为人；只用来估算每人每天的工作量。"),
        "warn_hours": ("每天几小时提醒", "每名社工每天超过几小时就提醒，只填数字。"),
        "unstated_workload": ("不估算工作量的说明", "不估算的，写 原文未约定 或说明原因。"),
    },
    Choice: {
        "id": ("编号", "一经给定不再改动，如 A002-1。"),
        "about": ("问题", "原文没有说死的是什么。"),
        "choose": ("选定", "所列答案之一，或 原文未约定。"),
        "say": ("选定的意思", "用一句话说明选定的结果。"),
        "options": ("可选答案", "列在工作表“选项”中。"),
        "rule": ("计算规则", "这一选择决定哪条计算规则；不影响计算的不填。"),
        **CLAUSE,
    },
    ConditionRow: {
        "id": ("编号", "同一编号写几行的，满足其中一行即可。"),
        "all": ("全部满足", "列在工作表“条件明细”中。"),
        **SAY,
        **CLAUSE,
    },
    Tier: {
        **KEY,
        **LABEL,
        **CLAUSE,
        **SAY,
        "when": ("认定条件", "工作表“条件”中的编号，几个用顿号隔开。"),
        "price": ("单价（元）", "每人每个计价周期多少元。"),
        "price_per": ("计价周期", "从下拉列表中选择，如 月。"),
        "planned_people": ("计划人数", "整数，单位为人；只供对照，不参与计算。"),
        "unstated_quota": ("没有频次的说明", "没有频次要求的分级，写 原文未约定 或说明原因。"),
        "line": ("按哪条指标结算", "计了人数的指标编号，按这个单价结算。"),
    },
    Item: {
        "code": ("项目编码", "一经给定不再改动；单元格保持文本格式。"),
        **LABEL,
        **CLAUSE,
        "group": ("分组", "如 照料与康复。"),
        "content": ("服务内容", "包括哪些内容。"),
        "on_demand": ("按需开展", "填 是 或 否；不填为否。"),
        "minutes": ("每次时长", "整数，单位为分钟。"),
        "price": ("单价（元）", "每次多少元。"),
        "evidence": ("必备佐证", "缺了这一项服务就不计的佐证，几种用顿号隔开。"),
    },
}

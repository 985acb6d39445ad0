"""Roles 角色: frozen bundles of named permissions. Packages may not add to them.

A permission says what may be done; where and for which contract is said by the grant. The names
are stable: handlers declare them, and the application does not start with an unknown one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PERMISSIONS: Mapping[str, str] = {
    "today.see": "看今日应做",
    "record.see": "看记录",
    "record.create": "记一笔",
    "record.correct": "更正自己的记录",
    "record.approve": "审核他人的更正、补录与验收",
    "evidence.see": "看佐证缩略图与照片",
    "evidence.original": "说明理由后看佐证原件",
    "person.see": "看对象档案",
    "person.register": "登记对象",
    "person.confirm": "确认对象的等级与变动",
    "person.approve": "批准对象的等级与变动",
    "person.reveal": "说明理由后看证件号码与电话",
    "person.child": "看儿童与受侵害线索档案",
    "person.import": "导入对象名册",
    "need.see": "看需求与异常",
    "need.report": "上报需求与异常",
    "need.answer": "答复需求与异常",
    "case.see": "看个案与小组",
    "case.manage": "开案、结案与小组管理",
    "activity.see": "看活动",
    "indicator.see": "看指标",
    "overview.see": "看县域总览",
    "ledger.see": "看台账与文书",
    "paper.print": "打印文书",
    "month.see": "看月末清单与交账单",
    "month.hand_in": "月末交账",
    "month.seal": "提出封账",
    "month.approve": "批准封账与封账后调整",
    "contract.see": "看合同",
    "contract.manage": "建立与变更合同",
    "package.see": "看采购包",
    "package.edit": "编写采购包",
    "package.publish": "复核并发布采购包",
    "draw.see": "看抽查结果",
    "draw.make": "抽查与填写检查结果",
    "score.see": "看考核评分",
    "score.make": "评分",
    "score.appeal": "对评分提出申诉",
    "score.sign": "复核并签署评分",
    "settlement.see": "看结算单",
    "settlement.make": "编制结算单",
    "settlement.sign": "签署结算单",
    "export.make": "导出（不超过限额）",
    "export.request": "申请超限额导出",
    "export.approve": "批准超限额导出",
    "device.stop": "停用本单位人员的手机",
    "account.see": "看账号与授权",
    "account.propose": "提出账号与授权的变动",
    "account.manage": "建立与停用账号",
    "grant.manage": "授权与收回授权",
    "audit.see": "看审计记录",
    "audit.verify": "核验审计链",
    "calendar.manage": "调整工作日",
    "system.see": "看系统状态",
    "system.manage": "备份、恢复、设置与插件",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """One role: its key, the word on the screen, and what it may do."""

    key: str
    label: str
    may: frozenset[str]


_SEE_WORK = {
    "record.see",
    "evidence.see",
    "person.see",
    "need.see",
    "case.see",
    "activity.see",
    "indicator.see",
    "ledger.see",
    "contract.see",
}
_DO_WORK = {
    "today.see",
    "record.create",
    "record.correct",
    "person.register",
    "need.report",
    "case.manage",
    "paper.print",
}
_MANAGE_STATION = {
    "record.approve",
    "person.reveal",
    "person.child",
    "person.import",
    "need.answer",
    "month.see",
    "month.hand_in",
    "package.see",
    "draw.see",
    "score.see",
    "settlement.see",
    "export.request",
    "account.propose",
    "device.stop",
    "audit.see",
}
_COUNTY_SEES = {
    "today.see",
    "month.see",
    "evidence.original",
    "person.reveal",
    "person.child",
    "overview.see",
    "package.see",
    "draw.see",
    "score.see",
    "settlement.see",
    "paper.print",
    "audit.see",
}

#: The nine roles of people; machines act under names of their own.
ROLES: Mapping[str, Role] = {
    role.key: role
    for role in (
        Role(key="worker", label="社工", may=frozenset(_SEE_WORK | _DO_WORK)),
        Role(key="manager", label="站长", may=frozenset(_SEE_WORK | _DO_WORK | _MANAGE_STATION)),
        Role(
            key="agency",
            label="机构负责人",
            may=frozenset(
                _SEE_WORK
                | {
                    "month.see",
                    "package.see",
                    "draw.see",
                    "score.see",
                    "score.appeal",
                    "settlement.see",
                    "settlement.sign",
                    "paper.print",
                    "export.request",
                    "account.propose",
                }
            ),
        ),
        Role(
            key="township",
            label="乡镇民政",
            may=frozenset(
                _SEE_WORK
                | {
                    "today.see",
                    "person.confirm",
                    "person.reveal",
                    "person.child",
                    "need.answer",
                    "draw.see",
                    "paper.print",
                    "export.request",
                }
            ),
        ),
        Role(
            key="county",
            label="县民政局",
            may=frozenset(
                _SEE_WORK
                | _COUNTY_SEES
                | {
                    "person.approve",
                    "person.import",
                    "need.answer",
                    "month.seal",
                    "calendar.manage",
                    "contract.manage",
                    "package.edit",
                    "package.publish",
                    "draw.make",
                    "score.make",
                    "settlement.make",
                    "export.make",
                    "export.request",
                }
            ),
        ),
        Role(
            key="county_leader",
            label="分管领导",
            may=frozenset(
                _SEE_WORK
                | _COUNTY_SEES
                | {
                    "package.publish",
                    "month.approve",
                    "score.sign",
                    "settlement.sign",
                    "export.approve",
                }
            ),
        ),
        Role(
            key="auditor",
            label="审计管理员",
            may=frozenset(
                {
                    "indicator.see",
                    "overview.see",
                    "ledger.see",
                    "contract.see",
                    "package.see",
                    "draw.see",
                    "score.see",
                    "settlement.see",
                    "account.see",
                    "audit.see",
                    "audit.verify",
                    "system.see",
                }
            ),
        ),
        Role(
            key="security",
            label="安全管理员",
            may=frozenset({"account.see", "grant.manage", "audit.see", "system.see"}),
        ),
        Role(
            key="system",
            label="系统管理员",
            may=frozenset(
                {
                    "account.see",
                    "account.manage",
                    "calendar.manage",
                    "system.see",
                    "system.manage",
                }
            ),
        ),
    )
}

#: No person may hold two of these (GB/T 22239 8.1.5: the three administrators are separate).
KEPT_APART = frozenset({"system", "security", "auditor"})

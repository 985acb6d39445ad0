"""The root of the command line and the groups of its commands."""

import click

from web.cli import (
    contracts,
    doctor,
    drafting,
    files,
    forms,
    keeping,
    ledger,
    packages,
    people,
    plugins,
    rehearsing,
    running,
    workbooks,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """驿站：社会工作站的业务框架。"""


@main.group()
def package() -> None:
    """采购包：检查、试算、对照。"""


@main.group()
def form() -> None:
    """表单：与 XLSForm 互相转换。"""


@main.group()
def contract() -> None:
    """合同：建立、变更。"""


@main.group("ledger")
def ledger_group() -> None:
    """台账：重算、核对。"""


@main.group()
def audit() -> None:
    """审计链。"""


@main.group()
def month() -> None:
    """月份：封账。"""


@main.group("files")
def files_group() -> None:
    """照片文件。"""


@main.group("import")
def import_group() -> None:
    """导入。"""


@main.group("plugin")
def plugin_group() -> None:
    """插件：新建、检查、列出。"""


for command in (
    running.init,
    running.serve,
    running.worker,
    running.tick,
    running.demo,
    doctor.doctor,
    keeping.backup,
    keeping.restore,
):
    main.add_command(command)
for command in (packages.check, rehearsing.try_, packages.diff, drafting.draft_):
    package.add_command(command)
for command in (workbooks.convert, workbooks.blank):
    package.add_command(command)
for command in (forms.export, forms.import_):
    form.add_command(command)
for command in (ledger.rebuild_, ledger.verify_):
    ledger_group.add_command(command)
contract.add_command(contracts.put)
audit.add_command(ledger.audit_verify)
month.add_command(ledger.seal_)
files_group.add_command(files.tidy)
import_group.add_command(people.people)
import_group.add_command(people.records)
for command in (plugins.new, plugins.check, plugins.list_):
    plugin_group.add_command(command)

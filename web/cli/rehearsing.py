"""package try: a package on given records, to the last fen; no database is touched."""

from datetime import date
from pathlib import Path

import click
import msgspec

from core.packages.read import BadFile, decode_contract, load_toml
from core.packages.schema import ContractFile, Package
from core.packages.shelf import terms_of
from core.rehearsal import BadTable, read_csv_folder, rehearse
from web.cli.opening import rooms_and_catalogue
from web.cli.packages import checked
from web.cli.saying import as_json, day_option, fail, show_json, shown
from web.cli.trying import as_data, as_text


def _answered(package: Package, answers: tuple[str, ...]) -> Package:
    """The package with other answers to some of its choices, written ``A002-12=after_percent``."""
    for given in answers:
        key, _, answer = given.partition("=")
        found = next((row for row in package.choice if row.id == key), None)
        if found is None:
            fail(f"采购包里没有编号为“{key}”的选择。--choose 写成 编号=答案，编号在“选择”表里。")
        if answer not in found.options:
            among = "、".join(f"{name}（{say}）" for name, say in found.options.items())
            fail(f"“{key}”没有“{answer}”这个答案。可选：{among}。")
        rows = tuple(
            msgspec.structs.replace(row, choose=answer) if row is found else row
            for row in package.choice
        )
        package = msgspec.structs.replace(package, choice=rows)
    return package


def _contract(
    package: Package, file: Path | None, start: date | None, end: date | None
) -> ContractFile:
    head = package.package
    if file is not None:
        try:
            return decode_contract(load_toml(file), file.name)
        except BadFile as bad:
            fail("\n".join(shown(f) for f in bad.findings))
    first = start or head.effective_from.replace(month=1, day=1)
    last = end or first.replace(month=12, day=31)
    return ContractFile(
        key="contract",
        title=head.title,
        package=head.id,
        package_version=head.version,
        county="county",
        purchaser=head.purchaser or "purchaser",
        provider="provider",
        start=first,
        end=last,
    )


@click.command("try")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--facts",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="放 CSV 的文件夹。",
)
@day_option("--on", "看数字的那一天，默认为合同最后一天。")
@click.option(
    "--contract-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="合同文件；不给则合同期由 --start、--end 决定。",
)
@day_option("--start", "合同起始日。默认取 --on 那一年的第一天。")
@day_option("--end", "合同终止日。")
@click.option(
    "--period",
    default="",
    help="只看这一期的得分和金额，如 2026-03；不给则看每一个有评分表的期。",
)
@click.option(
    "--choose",
    "answers",
    multiple=True,
    metavar="编号=答案",
    help="换一种口径试算，如 A002-12=after_percent；可以写几次，不改采购包文件。",
)
@as_json
def try_(
    file: Path,
    facts: Path,
    on: date | None,
    contract_file: Path | None,
    start: date | None,
    end: date | None,
    period: str,
    answers: tuple[str, ...],
    as_json: bool,
) -> None:
    """用已有记录试算一个采购包，直到得分和金额；不动数据库。"""
    _, catalogue = rooms_and_catalogue()
    package = _answered(checked(file, catalogue), answers)
    if start is None and on is not None:
        start = on.replace(month=1, day=1)
    contract = _contract(package, contract_file, start, end)
    terms = terms_of(contract, package, catalogue)
    try:
        given = read_csv_folder(
            facts, contract=contract.key, provider=contract.provider, county=contract.county
        )
        day = on or contract.end
        rehearsal = rehearse([terms], given, day, catalogue, period=period)
    except BadTable as bad:
        fail(str(bad))
    result = as_data(terms, rehearsal, day)
    if period:
        result["periods"] = [one for one in result["periods"] if one["period"] == period]
    if as_json:
        show_json(result)
    else:
        click.echo(as_text(result))

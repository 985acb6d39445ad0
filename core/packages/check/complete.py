"""Completeness: what is served needs a form to be written on."""

from core.packages.check.report import Report
from core.packages.schema import Package
from core.plugin.catalogue import Catalogue


def check_complete(package: Package, catalogue: Catalogue, report: Report) -> None:
    """Every quota has a form: its own, one of the package or contract type, or its kind's questions."""
    contract_type = catalogue.contract_types[package.package.type]
    formed = {kind for form in package.form if form.use == "record" for kind in form.kinds}
    formed |= {kind for form in contract_type.forms for kind in form.kinds}
    formed |= {key for key, kind in catalogue.kinds.items() if kind.fields}
    for quota in package.quota:
        bare = [kind for kind in quota.kinds if kind not in formed]
        if bare and not quota.form:
            labels = "、".join(catalogue.label_of_kind(kind) for kind in bare)
            report.warn(
                "complete.quota_form",
                f"quota “{quota.key}” form",
                f"频次“{quota.label}”没有表单，做“{labels}”时没有可填的内容。",
                "请在“活动与表单”增加一张，并填在“使用表单”一列；确实不用的，请确认。",
            )

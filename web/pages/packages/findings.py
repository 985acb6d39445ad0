"""Every finding of the checks explained: what it means, why it matters, how to mend it."""

import re

from litestar import get
from litestar.params import FromPath

from core.packages.check.explained import FAMILIES, explanation_of, families
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk

CODE = re.compile(r"[a-z0-9_.-]{0,80}\*?")


@get("/packages/findings", opt={"permission": "package.see"}, sync_to_thread=True)
def findings(desk: Desk) -> Answer:
    """All of them, by family."""
    return page(
        desk,
        "pages/package_findings.html",
        groups=[(FAMILIES[family], found) for family, found in families().items()],
        one=None,
        code="",
    )


@get("/packages/findings/{code:str}", opt={"permission": "package.see"}, sync_to_thread=True)
def finding(desk: Desk, code: FromPath[str]) -> Answer:
    """One of them, where the finding itself leads."""
    one = explanation_of(code) if CODE.fullmatch(code) else None
    if one is None:
        raise Missing("没有这种检查发现。")
    return page(desk, "pages/package_findings.html", groups=[], one=one, code=code)


HANDLERS = [findings, finding]

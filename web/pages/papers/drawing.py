"""Drawing a paper: a room's own template, or the sheet that any form can be printed on."""

import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.plugin import OnPaper, Paper
from core.plugin.rooms import templates_of
from core.store.errors import Missing
from web.desk import HTML, Answer
from web.headers import CONTENT_SECURITY_POLICY


@cache
def _sheets(folder: Path) -> Environment:
    """The templates of one room; rooms are code of the house and are read once."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


def papers_of(station: Any, types: Iterable[str], kind: str) -> dict[str, tuple[str, Paper]]:
    """The papers of these contract types that one record of the kind is printed on, by key."""
    found: dict[str, tuple[str, Paper]] = {}
    for key in types:
        for paper in station.catalogue.contract_types[key].papers:
            if paper.fill is not None and kind in paper.kinds:
                found.setdefault(paper.key, (key, paper))
    return found


def own_paper(
    station: Any, papers: Mapping[str, tuple[str, Paper]], key: str, given: OnPaper
) -> Answer:
    """A room's own paper. Its style stands in the page, so this one answer lets it in by a nonce."""
    if key not in papers:
        raise Missing("没有这种文书。")
    contract_type, paper = papers[key]
    folder = templates_of(station.rooms, contract_type)
    if folder is None or paper.fill is None:
        raise Missing("没有这种文书。")
    nonce = secrets.token_urlsafe(16)
    text = (
        _sheets(folder).get_template(paper.template).render({**paper.fill(given), "nonce": nonce})
    )
    policy = CONTENT_SECURITY_POLICY.replace("style-src", f"style-src 'nonce-{nonce}'")
    return Answer(text, media_type=HTML, headers={"content-security-policy": policy})

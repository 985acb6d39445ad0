"""Keeping a county's own template: a revision with who, when and why; none is ever lost."""

import hashlib

from sqlalchemy import insert

from core.papers.listing import templates_kept
from core.papers.rows import PAPER_TEMPLATE
from core.places.typed_text import text_problem
from core.store import Unit, new_id
from core.store.errors import Conflict, Refused

LONGEST_NAME, LONGEST_REASON = 120, 400
STALE = "这份模板刚被别人换过，请看过新的一版再上传。"


def keep_template(
    unit: Unit,
    contract_type: str,
    paper: str,
    content: bytes,
    *,
    name: str,
    reason: str,
    revision: int,
) -> int:
    """Use this template from now on (empty: the standing one); answers its revision.

    ``revision`` is the one that was seen before, 0 for none. The caller has filled it once, so that
    nothing is kept that cannot be used.
    """
    why = text_problem(reason, "更换的原因", LONGEST_REASON, required=True)
    if why:
        raise Refused(why, field="reason")
    kept = templates_kept(unit.connection, unit.county, contract_type, paper)
    if (kept[0].revision if kept else 0) != revision:
        raise Conflict(STALE)
    uuid = new_id()
    unit.connection.execute(
        insert(PAPER_TEMPLATE).values(
            uuid=uuid,
            county=unit.county,
            contract_type=contract_type,
            paper=paper,
            revision=revision + 1,
            content=content,
            name=name[:LONGEST_NAME],
            reason=reason.strip(),
            made_at=unit.at,
            made_by=unit.actor.id,
        )
    )
    unit.audit(
        "paper.template",
        "paper_template",
        uuid,
        version=revision + 1,
        content={
            "contract_type": contract_type,
            "paper": paper,
            "sha256": hashlib.sha256(content).hexdigest(),
        },
        reason=reason.strip(),
    )
    return revision + 1

"""Regular visits and calls to people in special hardship (特殊困难群体探视巡访), tier by tier."""

from core.plugin import ContractType, hookimpl
from plugins.hardship_visits.manifest import HARDSHIP_VISITS


@hookimpl
def declare_contract_types() -> list[ContractType]:
    """The one contract type of this room."""
    return [HARDSHIP_VISITS]

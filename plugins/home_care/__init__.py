"""居家养老上门服务补贴: home care paid per elder and month, with appraisal (seeds/002)."""

from core.plugin import ContractType, hookimpl
from plugins.home_care.manifest import HOME_CARE


@hookimpl
def declare_contract_types() -> list[ContractType]:
    """The one contract type of this room."""
    return [HOME_CARE]

"""社工站服务指标: a station delivers what its tender's table of indicators counts (seeds/004)."""

from core.plugin import ContractType, hookimpl
from plugins.station_indicators.manifest import STATION_INDICATORS


@hookimpl
def declare_contract_types() -> list[ContractType]:
    """The one contract type of this room."""
    return [STATION_INDICATORS]

"""The contract type 社工站服务指标: what a package of station indicators may speak of."""

from core.plugin import ContractType
from plugins.station_indicators.activities import ACTIVITIES
from plugins.station_indicators.artefacts import ARTEFACTS
from plugins.station_indicators.checks import CHECKS
from plugins.station_indicators.forms import FORMS
from plugins.station_indicators.indicators import MEASURES, package_checks_of
from plugins.station_indicators.papers import PAPERS
from plugins.station_indicators.registers import REGISTERS

KINDS = (*ACTIVITIES, *REGISTERS, *ARTEFACTS)

#: The roster holds the 社区工作者 alone: 「每人每年」 is judged by person (seeds/004 R9.1).
STATION_INDICATORS = ContractType(
    key="station_indicators",
    label="社工站服务指标",
    sentence="按指标表为社工站（室）计数：场次、人次、户、份、例、支、学时各算各的，期期有底数，人人有底数。",
    activities=KINDS,
    forms=FORMS,
    measures=MEASURES,
    papers=PAPERS,
    checks=CHECKS,
    has_roster=True,
    package_checks=package_checks_of(KINDS, FORMS),
)

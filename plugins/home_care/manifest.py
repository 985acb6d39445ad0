"""The contract type 居家养老上门服务补贴, put together from the furniture of this room."""

from core.plugin import ContractType
from plugins.home_care.activities import ACTIVITIES
from plugins.home_care.checks import CHECKS
from plugins.home_care.forms import FORMS
from plugins.home_care.indicators import MEASURES
from plugins.home_care.package_checks import PACKAGE_CHECKS
from plugins.home_care.papers import PAPERS

HOME_CARE = ContractType(
    key="home_care",
    label="居家养老上门服务补贴",
    sentence="对名册上的经济困难失能老年人上门服务，按当月实际服务人数和分级标准结算，并逐月考核。",
    activities=ACTIVITIES,
    forms=FORMS,
    measures=MEASURES,
    papers=PAPERS,
    checks=CHECKS,
    has_roster=True,
    package_checks=PACKAGE_CHECKS,
)

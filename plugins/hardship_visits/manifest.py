"""The contract type 特殊困难群体探视巡访: who stands on a roster is owed visits and calls."""

from core.plugin import ContractType
from plugins.hardship_visits.activities import ACTIVITIES
from plugins.hardship_visits.checks import CHECKS
from plugins.hardship_visits.forms import FORMS
from plugins.hardship_visits.indicators import MEASURES, contact_lines_stay_on_the_roster
from plugins.hardship_visits.papers import PAPERS
from plugins.hardship_visits.quotas import (
    failed_contacts_are_left_out,
    proxies_answer_calls_only,
    quota_periods_are_frequencies,
    quotas_look_at_contacts,
)

HARDSHIP_VISITS = ContractType(
    key="hardship_visits",
    label="特殊困难群体探视巡访",
    sentence="按对象分级，定期上门探访、电话或视频问候，发现问题及时上报。",
    activities=ACTIVITIES,
    forms=FORMS,
    measures=MEASURES,
    papers=PAPERS,
    checks=CHECKS,
    has_roster=True,
    package_checks=(
        quotas_look_at_contacts,
        quota_periods_are_frequencies,
        proxies_answer_calls_only,
        failed_contacts_are_left_out,
        contact_lines_stay_on_the_roster,
    ),
)

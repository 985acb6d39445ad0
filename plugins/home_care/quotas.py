"""What quotas of home care may look at: contacts with the elder, at home or by phone.

seeds/002 states no frequency; another county's package may.
"""

from core.plugin.kinds import HOME_VISIT, PHONE_CALL
from plugins.home_care.activities import CARE_VISIT

CONTACT_KINDS = (CARE_VISIT.key, HOME_VISIT.key, PHONE_CALL.key)

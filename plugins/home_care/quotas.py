"""What quotas of home care may look at: contacts at the elder's home, and by phone.

seeds/002 states no frequency; another county's package may. Nobody answers for the elder: a care
visit is made to the person, so the only party whose answer counts on the phone is the person.
"""

from plugins.home_care.activities import CARE_VISIT, HOME_VISIT, PHONE_CALL

CONTACT_KINDS = (CARE_VISIT.key, HOME_VISIT.key, PHONE_CALL.key)
PROXIES: tuple[str, ...] = ()

"""Field work 外勤: phones, what they send, when it was made, and what two of them say differently.

A record is made where the service takes place and arrives when there is a signal. This folder takes
it in once: its phone is known, its three clocks are kept beside it, and a second version of the
same record is kept beside the first one until somebody has chosen.
"""

from core.field.clocks import Clocks, Verdict, judge
from core.field.devices import Device, enrol, revoke_device

__all__ = ["Clocks", "Device", "Verdict", "enrol", "judge", "revoke_device"]

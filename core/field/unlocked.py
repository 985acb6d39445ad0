"""The PIN's proof: a phone that was just opened shows that it holds the key of its outbox.

That key stands on the phone only wrapped by the PIN, and with the station; so whoever seals
something under it has entered the PIN. The station learns nothing about the PIN.
"""

import binascii
from base64 import urlsafe_b64decode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, select

from core.field.devices import RECOVERY, Device
from core.field.rows import DEVICE
from core.trust.secrets import Sealer

#: Bytes of the nonce in front of what is sealed.
NONCE = 12


def unlocked(connection: Connection, sealer: Sealer, device: Device, proof: str) -> bool:
    """Whether the proof (base64url) was sealed for this account under this phone's key."""
    row = connection.execute(select(DEVICE.c.recovery).where(DEVICE.c.id == device.number)).one()
    key = sealer.unseal(row.recovery, RECOVERY, f"{device.id}/{device.account}")
    try:
        given = urlsafe_b64decode(proof)
        bound = f"unlocked:{device.account}".encode()
        AESGCM(urlsafe_b64decode(key + "=")).decrypt(given[:NONCE], given[NONCE:], bound)
    except (InvalidTag, ValueError, binascii.Error):
        return False
    return True

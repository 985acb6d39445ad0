"""Sending 发出: one message to one address, by a maintained library; nothing else goes out."""

from collections.abc import Callable
from urllib.parse import urlsplit

from core.notices.addresses import SCHEMES

#: Address, title, text: whether the other side has taken it.
Send = Callable[[str, str, str], bool]


def send(address: str, title: str, text: str) -> bool:
    """Whether the other side took the message; an address of any other kind is never tried.

    A robot that knows its token but not its group answers as if all were well: whoever tries one
    looks into the group.
    """
    if urlsplit(address).scheme not in SCHEMES:
        return False
    # Loads some hundred modules: only the process that sends needs them.
    from apprise import Apprise, AppriseAsset

    asset = AppriseAsset(app_id="Yizhan", app_desc="驿站", http_redirects=False, app_url="")
    # No plugin from outside, no files, no configuration: only what this address says.
    messenger = Apprise(asset=asset)
    return bool(messenger.add(address)) and bool(messenger.notify(title=title, body=text))

"""Bodies of /api: JSON of a known shape; anything else is refused in one plain sentence."""

from typing import TypeVar

import msgspec

from core.store.errors import Refused

Shape = TypeVar("Shape")
UNREADABLE = "内容无法识别：{what}。请更新手机上的应用后重试，没发出的记录还在手机上。"


def decoded(body: bytes, shape: type[Shape]) -> Shape:
    """The body as a value of this shape; unknown fields, wrong kinds and broken JSON are refused."""
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as error:
        raise Refused(UNREADABLE.format(what=_place(error))) from None
    except (msgspec.DecodeError, UnicodeError):
        raise Refused(UNREADABLE.format(what="不是完整的 JSON")) from None


def _place(error: msgspec.ValidationError) -> str:
    """Where it does not fit, as the decoder names it: `$.items[0].seq`."""
    _, _, place = str(error).rpartition(" - at ")
    return place.strip("`") if place else "有不认识或缺少的内容"

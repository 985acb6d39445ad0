"""Photos on their way out: bytes of a fixed type, and what is said to whom they are not for."""

from urllib.parse import quote

from litestar import Response

NOBODY = "没有这张照片，或者不在您的权限范围内。"
SHELTERED = "照片里有未成年人，只有记录人、责任社工和授权人员可以看。"
#: In the browser of whoever may see it, and in no cache between.
CACHE = "private, max-age=3600"


def served(content: bytes, media: str, name: str, how: str, cache: str) -> Response[bytes]:
    """Bytes of a fixed type under a name as RFC 6266 spells it."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    disposition = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"content-disposition": disposition, "cache-control": cache}
    return Response(content, media_type=media, headers=headers)

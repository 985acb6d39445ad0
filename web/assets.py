"""Static files, read once, named by their content: a browser may keep them for ever."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

STATIC = Path(__file__).with_name("static")
MEDIA = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its address with the hash in it, its bytes, plain and compressed."""

    address: str
    media_type: str
    content: bytes = field(repr=False)
    compressed: bytes = field(repr=False)


def read_assets(folder: Path = STATIC) -> dict[str, Asset]:
    """Every file that browsers may load, by its path below the folder."""
    assets = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix in MEDIA:
            name = file.relative_to(folder).as_posix()
            content = file.read_bytes()
            mark = hashlib.sha256(content).hexdigest()[:12]
            address = f"/static/{name.removesuffix(file.suffix)}.{mark}{file.suffix}"
            packed = gzip.compress(content, mtime=0)
            assets[name] = Asset(address, MEDIA[file.suffix], content, packed)
    return assets


def asset_address(assets: Mapping[str, Asset], name: str) -> str:
    """Where a file is served; empty when it has not been fetched (web/setup/browser_parts.py)."""
    return assets[name].address if name in assets else ""


@get("/static/{path:path}", opt={"permission": "public", "visit": False}, sync_to_thread=False)
def static(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    """A static file under its hashed name; any other name does not exist."""
    found: Asset | None = request.app.state.by_address.get(f"/static/{path.lstrip('/')}")
    if found is None:
        raise NotFoundException
    headers = {"cache-control": FOREVER, "vary": "accept-encoding"}
    content = found.content
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = found.compressed
        headers["content-encoding"] = "gzip"
    return Response(content, media_type=found.media_type, headers=headers)

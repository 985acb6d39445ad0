"""Static files, read once, named by their content: a browser may keep them for ever."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
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
}
FOREVER = "public, max-age=31536000, immutable"
#: How one script names another beside it: import { x } from "./other.js".
IMPORT = re.compile(rb'((?:from|import) ")\./([a-z_/]+\.js)(")')


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its address with the hash in it, its bytes, plain and compressed."""

    address: str
    media_type: str
    content: bytes = field(repr=False)
    compressed: bytes = field(repr=False)


@cache
def read_assets() -> Mapping[str, Asset]:
    """Every file that browsers may load, by its path below the folder; read once.

    Scripts import each other by the name of the file; they are served with the hashed name in its
    place, so that a changed script changes the name of whatever uses it. Raises RecursionError
    when two scripts import each other.
    """
    files = {file.relative_to(STATIC).as_posix(): file for file in sorted(STATIC.rglob("*"))}
    assets: dict[str, Asset] = {}

    def put(name: str) -> Asset:
        if name not in assets:
            near = PurePosixPath(name).parent
            content = files[name].read_bytes()
            if name.endswith(".js"):
                content = IMPORT.sub(
                    lambda m: m[1] + put(f"{near}/{m[2].decode()}").address.encode() + m[3], content
                )
            assets[name] = _asset(name, content)
        return assets[name]

    for name, file in files.items():
        if file.is_file() and file.suffix in MEDIA:
            put(name)
    return MappingProxyType(assets)


def _asset(name: str, content: bytes) -> Asset:
    suffix = PurePosixPath(name).suffix
    mark = hashlib.sha256(content).hexdigest()[:12]
    address = f"/static/{name.removesuffix(suffix)}.{mark}{suffix}"
    return Asset(address, MEDIA[suffix], content, gzip.compress(content, mtime=0))


def asset_address(assets: Mapping[str, Asset], name: str) -> str:
    """Where a file is served; empty when it has not been fetched (web/setup/browser_parts.py)."""
    return assets[name].address if name in assets else ""


@cache
def app_version() -> str:
    """The version of what browsers load: a hash of the assets."""
    addresses = "\n".join(sorted(asset.address for asset in read_assets().values()))
    return hashlib.sha256(addresses.encode()).hexdigest()[:12]


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

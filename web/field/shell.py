"""The shell of the phone app: pages that hold nothing personal, so that they may be kept in plain.

The shell draws 今日, the short cards, 记一笔 and 待发送 from what the phone keeps encrypted
(web/static/js/field/). Its worker answers for those addresses when there is no signal.
"""

import hashlib
import json
from functools import cache
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from web.assets import FOREVER, app_version, read_assets
from web.desk import HTML
from web.field.icons import SIZES, icon_png
from web.templating import rendered

PLAIN = {"permission": "public", "visit": False}
#: What the shell needs besides its own page.
NEEDED = ("css/yizhan.css", "icon.svg", "js/yizhan.js", "js/sign.js")
COLOUR = "#faf8f4"


@cache
def shell_page(demo: bool) -> str:
    """The one page of the shell."""
    scripts = [a.address for name, a in read_assets().items() if name.startswith("js/field/")]
    return rendered("field/shell.html", {"demo": demo, "scripts": scripts})


@cache
def worker_script(demo: bool) -> str:
    """The service worker with the files it keeps; its cache is named by their hash."""
    assets = read_assets()
    wanted = [name for name in assets if name in NEEDED or name.startswith("js/field/")]
    files = ["/field", *(assets[name].address for name in wanted)]
    mark = hashlib.sha256(f"{app_version()}\n{shell_page(demo)}".encode()).hexdigest()[:12]
    given = f"const VERSION = {json.dumps(mark)};\nconst FILES = {json.dumps(files)};\n"
    return given + assets["js/worker.js"].content.decode()


def _demo(request: Request[Any, Any, Any]) -> bool:
    state = request.app.state
    return bool(state.settings.demo or state.station.demo)


def _shell(request: Request[Any, Any, Any]) -> Response[str]:
    return Response(
        shell_page(_demo(request)), media_type=HTML, headers={"cache-control": "no-cache"}
    )


@get("/field", opt=PLAIN, sync_to_thread=False)
def field(request: Request[Any, Any, Any]) -> Response[str]:
    """The shell."""
    return _shell(request)


@get("/outbox", opt=PLAIN, sync_to_thread=False)
def outbox(request: Request[Any, Any, Any]) -> Response[str]:
    """待发送: drawn by the phone from what it keeps; the server knows nothing of it."""
    return _shell(request)


@get("/sw.js", opt=PLAIN, sync_to_thread=False)
def worker(request: Request[Any, Any, Any]) -> Response[str]:
    """The service worker, from the root, asked for anew each time."""
    headers = {"cache-control": "no-cache", "service-worker-allowed": "/"}
    return Response(worker_script(_demo(request)), media_type="text/javascript", headers=headers)


@get("/manifest.webmanifest", opt=PLAIN, sync_to_thread=False)
def manifest() -> Response[Any]:
    """What a phone needs to put the app on its home screen."""
    icons = [
        {"src": f"/icons/{size}", "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES
    ]
    svg = {"src": read_assets()["icon.svg"].address, "sizes": "any", "type": "image/svg+xml"}
    content = {
        "id": "/field",
        "name": "驿站",
        "short_name": "驿站",
        "lang": "zh-CN",
        "start_url": "/today",
        "scope": "/",
        "display": "standalone",
        "background_color": COLOUR,
        "theme_color": COLOUR,
        "icons": [svg, *icons],
    }
    headers = {"cache-control": "no-cache"}
    return Response(content, media_type="application/manifest+json", headers=headers)


@get("/icons/{size:str}", opt=PLAIN, sync_to_thread=False)
def icon(size: FromPath[str]) -> Response[bytes]:
    """The icon as a picture of one of a few sizes."""
    return Response(icon_png(size), media_type="image/png", headers={"cache-control": FOREVER})


HANDLERS = [field, outbox, worker, manifest, icon]

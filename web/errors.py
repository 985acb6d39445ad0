"""Every error as a plain Chinese answer: a page, a fragment for htmx, or JSON for programs."""

import logging
import secrets
import traceback
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap
from msgspec import Struct
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.evidence.limits import TooMuch
from core.field.devices import DeviceRevoked
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.trust.service.sign_in import TooMany
from web.permissions import NotSignedIn, StaleForm
from web.templating import rendered

LOG = logging.getLogger("yizhan.errors")

SENTENCES = {
    400: "请求的内容不正确，无法处理。请返回上一页检查后重试。",
    401: "请先登录。",
    403: "没有权限做这件事。",
    404: "没有这个页面，或者不在您的权限范围内。",
    405: "这个地址不支持这种操作，请从页面上的按钮进入。",
    408: "上传太慢，连接已断开。请在信号好的地方重试，填写的内容会保留。",
    411: "请求的内容不完整，请重试。",
    413: "提交的内容太大。请压缩照片或分几次提交。",
    415: "不支持这种内容格式。",
    422: "填写的内容有误，请检查后重试。",
    429: "操作太频繁，请稍后再试。",
    431: "请求的内容太大。",
    500: "系统出了差错，填写的内容请先不要关闭。请稍后重试。",
    503: "系统正忙，暂时不能保存。请稍等几秒再试，填写的内容会保留。",
}
HEADINGS = {
    401: "请先登录",
    403: "不能这样做",
    404: "没有找到",
    409: "内容已有变动",
    422: "没有办成",
    429: "请稍后再试",
    500: "出了差错",
    503: "请稍等",
}


class ErrorSaid(Struct, frozen=True):
    """What went wrong, for a person; ``reference`` names the line of the log."""

    say: str
    problems: dict[str, str]
    reference: str


class ErrorTold(Struct, frozen=True, omit_defaults=True):
    """An error as programs are told it. ``code`` is ``signed_out``, ``stale_token`` (ask for the
    session again) or ``device_revoked``; ``wipe`` comes with the last."""

    error: ErrorSaid
    code: str = ""
    wipe: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What an error says: status, sentence, problems by field, headers; ``code`` and ``wipe`` are
    for programs, which act on them."""

    status: int
    say: str
    problems: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    reference: str = ""
    code: str = ""
    wipe: bool = False


def said_by(error: Exception) -> Said:
    """The answer that an error deserves. What we do not know is a 500 with a reference."""
    match error:
        case TooMany():
            return Said(status=429, say=error.say, headers={"retry-after": "900"})
        case TooMuch():
            return Said(status=413, say=error.say, problems=error.problems)
        case DeviceRevoked():
            return Said(status=403, say=error.say, code="device_revoked", wipe=True)
        case StaleForm():
            return Said(status=403, say=error.say, code="stale_token")
        case Missing():
            return Said(status=404, say=error.say)
        case Forbidden():
            return Said(status=403, say=error.say)
        case Conflict():
            return Said(status=409, say=error.say, problems=error.problems)
        case Refused():
            return Said(status=422, say=error.say, problems=error.problems)
        case NotSignedIn():
            return Said(status=401, say=SENTENCES[401], code="signed_out")
        case ValidationException():
            keys = [str(one.get("key", "")) for one in error.extra or () if isinstance(one, dict)]
            named = "、".join(key for key in keys if key and key.isidentifier())
            say = f"地址里的参数不正确：{named}。" if named else SENTENCES[400]
            return Said(status=400, say=say)
        case HTTPException() if error.status_code < 500:
            say = SENTENCES.get(error.status_code, SENTENCES[400])
            allow = {k: v for k, v in (error.headers or {}).items() if k.lower() == "allow"}
            return Said(status=error.status_code, say=say, headers=allow)
        case RecursionError() | UnicodeError():
            return Said(status=400, say=SENTENCES[400])
        case MemoryError():
            return Said(status=413, say=SENTENCES[413])
        case DBAPIError() | PoolTimeout() | OSError():  # a disk that is full, a store that is away
            return Said(status=503, say=SENTENCES[503], headers={"retry-after": "5"})
        case _:
            return Said(status=500, say=SENTENCES[500])


def reference_of(error: Exception, status: int) -> str:
    """Log where it happened, without the words of the error, which may name a person; returns the
    reference under which the log says it."""
    reference = secrets.token_hex(4)
    frames = [*traceback.walk_tb(error.__traceback__)][-12:]
    where = " < ".join(f"{frame.f_code.co_filename}:{line}" for frame, line in reversed(frames))
    LOG.error("%s %s %s at %s", reference, status, type(error).__name__, where)
    return reference


def wants_json(request: Request[Any, Any, Any]) -> bool:
    """Whether a program asks, which reads no page."""
    accept = request.headers.get("accept", "")
    asked = "application/json" in accept and "text/html" not in accept
    return asked or f"{request.scope['path']}/".startswith("/api/")


def as_json(said: Said) -> Response[Any]:
    """The error for a program."""
    error = ErrorSaid(say=said.say, problems=said.problems, reference=said.reference)
    body = ErrorTold(error=error, code=said.code, wipe=said.wipe)
    return Response(body, status_code=said.status, headers=said.headers)


def _to_sign_in(request: Request[Any, Any, Any]) -> Response[str]:
    """To the sign-in page and, for a page that was only looked at, back again."""
    path, query = quote(request.scope["path"]), request.scope["query_string"]
    to = "/sign-in"
    if request.method == "GET" and path != "/":
        back = f"{path}?{query.decode('ascii', 'replace')}" if query else path
        to += f"?next={quote(back, safe='')}"
    if request.headers.get("hx-request") == "true":
        headers = {"hx-redirect": "/sign-in"}
        return Response("", status_code=200, headers=headers, media_type="text/html")
    return Response("", status_code=303, headers={"location": to}, media_type="text/html")


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The exception handler for everything."""
    said = said_by(error)
    if said.status >= 500 or isinstance(error, RecursionError | MemoryError):
        said = Said(
            status=said.status,
            say=said.say,
            headers=said.headers,
            reference=reference_of(error, said.status),
        )
    if wants_json(request):
        return as_json(said)
    if said.status == 401:
        return _to_sign_in(request)
    heading = HEADINGS.get(said.status, "无法处理")
    context = {"said": said, "heading": heading}
    headers = dict(said.headers)
    template = "error.html"
    if request.headers.get("hx-request") == "true":
        template = "fragments/refused.html"
        headers |= {"hx-retarget": "#flash", "hx-reswap": "innerHTML show:window:top"}
    media = "text/html"
    text = rendered(template, context)
    return Response(text, status_code=said.status, headers=headers, media_type=media)


HANDLERS: ExceptionHandlersMap = {Exception: answer, HTTPException: answer}

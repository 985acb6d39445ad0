"""The description of /api (OpenAPI 3.1), made of the routes themselves; no page that runs scripts."""

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, get

from web.api.operation import Operation
from web.errors import SENTENCES, ErrorTold

JSON = "application/json"
TOKEN = {
    "name": "x-csrf-token",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The csrf of GET /api/session.",
}


@get("/api/openapi.json", opt={"permission": "signed_in"}, sync_to_thread=True)
def openapi(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """This description."""
    return Response(described(request.app))


@cache
def described(app: Litestar) -> dict[str, Any]:
    """Every route under /api with its permission, body, answer and refusals."""
    handlers = list(_handlers(app))
    shapes: list[Any] = [ErrorTold]
    for _, _, handler in handlers:
        operation: Operation = handler.opt.get("api", Operation())
        shapes += [one for one in (operation.body, operation.answer, *operation.parts) if one]
    shapes = list(dict.fromkeys(shapes))
    found, components = msgspec.json.schema_components(
        shapes, ref_template="#/components/schemas/{name}"
    )
    refs = dict(zip(shapes, found, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for path, method, handler in handlers:
        paths.setdefault(path, {})[method.lower()] = _operation(method, handler, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Yizhan 驿站", "version": "1", "description": "See web/README.md."},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "yizhan"}},
        },
        "security": [{"session": []}],
    }


def _handlers(app: Litestar) -> Iterator[tuple[str, str, Any]]:
    for route in sorted(app.routes, key=lambda one: one.path):
        if route.path.startswith("/api/"):
            for handler in getattr(route, "route_handlers", ()):
                for method in sorted(handler.http_methods - {"OPTIONS"}):
                    yield route.path, method, handler


def _operation(method: str, handler: Any, refs: dict[Any, Any]) -> dict[str, Any]:
    operation: Operation = handler.opt.get("api", Operation())
    answer: dict[str, Any] = {"description": "Done."}
    if operation.answer:
        answer["content"] = {JSON: {"schema": refs[operation.answer]}}
    told: dict[str, Any] = {
        "summary": (inspect.getdoc(handler.fn) or "").partition("\n")[0],
        "description": f"Permission: {handler.opt['permission']}.",
        "responses": {
            str(handler.status_code): answer,
            **{str(status): _error(status, refs) for status in operation.errors},
        },
    }
    if method != "GET":
        told["parameters"] = [TOKEN]
    if operation.body:
        told["requestBody"] = {
            "required": True,
            "content": {JSON: {"schema": refs[operation.body]}},
        }
    return told


def _error(status: int, refs: dict[Any, Any]) -> dict[str, Any]:
    return {
        "description": SENTENCES[status],
        "content": {JSON: {"schema": refs[ErrorTold]}},
    }


HANDLERS = [openapi]

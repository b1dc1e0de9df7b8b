"""What the person's side of the HTTP interface shares: JSON in, JSON out, plain sentences on error."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from .errors import PersonError
from .local import ensure_own_page
from .model import Json
from .request import MAX_BODY, is_encodable

Handler = Callable[[web.Request], Awaitable[Any]]


def json_handler(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Make a route of a function: what it returns becomes JSON, a PersonError becomes 4xx."""

    async def run(request: web.Request) -> web.StreamResponse:
        ensure_own_page(request)
        try:
            result = await handler(request)
        except PersonError as error:
            return _reply({"error": error.sentence, **error.extra}, error.status)
        except (ValueError, TypeError, KeyError) as error:
            return _reply({"error": f"this does not fit: {error}"}, 400)
        return result if isinstance(result, web.StreamResponse) else _reply(result, 200)

    return run


def _reply(value: Any, status: int) -> web.Response:
    body = json.dumps(value, ensure_ascii=False).encode()
    return web.Response(
        body=body, status=status, content_type="application/json", headers={"Cache-Control": "no-store"}
    )


async def body_of(request: web.Request) -> Json:
    """The JSON object of a request; an absent body is an empty one."""
    raw = bytearray()
    async for chunk in request.content.iter_any():
        raw += chunk
        if len(raw) > MAX_BODY:
            raise PersonError("the request is too large", 413)
    if not raw.strip():
        return {}
    try:
        value = json.loads(raw)
    except ValueError:
        raise PersonError("the body is not JSON") from None
    if not is_encodable(bytes(raw), value):
        raise PersonError("the body has characters that are none")
    if not isinstance(value, dict):
        raise PersonError("the body must be a JSON object")
    return value


def required(body: Json, name: str) -> Any:
    """A value that must be there."""
    value = body.get(name)
    if value is None or value == "":
        raise PersonError(f"{name} is missing")
    return value


def whole(request: web.Request, name: str, default: int) -> int:
    """A whole number of the query string."""
    text = request.query.get(name)
    if text is None or text == "":
        return default
    try:
        return int(text)
    except ValueError:
        raise PersonError(f"{name} must be a whole number") from None


def moment(text: object) -> datetime:
    """An ISO-8601 time; without a zone it is UTC."""
    try:
        value = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        raise PersonError(f"{text!r} is not an ISO-8601 time") from None
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)

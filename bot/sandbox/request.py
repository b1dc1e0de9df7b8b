"""The parameters of a Bot API call, however they came: JSON, form, multipart or query string."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import aiohttp
from aiohttp import hdrs, web

from .errors import ApiError, bad_request
from .files import Upload
from .model import Json

MAX_BODY: Final = 64 * 1024 * 1024
_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
_TRUE: Final = frozenset({"true", "yes", "y", "t", "1"})


def whole_number(value: Any, default: int = 0) -> int:
    """A whole number as Telegram reads it: what is none counts as absent."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return default


class Params:
    """Raw values by name, with the lenient readings Telegram gives them."""

    __slots__ = ("raw",)

    def __init__(self, raw: Json) -> None:
        self.raw = raw

    def text(self, name: str) -> str:
        """A string; an absent one is empty."""
        value = self.raw.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, Upload):
            return value.content.decode("utf-8", "replace")
        return json.dumps(value) if isinstance(value, (dict, list, bool)) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as absent, as in Telegram."""
        return whole_number(self.raw.get(name, default), default)

    def number(self, name: str) -> float | None:
        """A number, or None."""
        try:
            return float(self.raw[name])
        except (KeyError, TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        """A truth value in any of Telegram's spellings."""
        value = self.raw.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def get(self, name: str) -> Any:
        """The value as it came."""
        return self.raw.get(name)

    def parsed(self, name: str, complaint: str) -> Any:
        """A JSON value, decoded when it came as a string; None when absent. `complaint` is the refusal."""
        value = self.raw.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def upload(self, value: Any) -> Upload | None:
        """The uploaded file a value means: itself, or the part named by `attach://`."""
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.raw.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload) else None

    def for_log(self) -> Json:
        """The values without the contents of files."""
        return {k: f"<{v.name}>" if isinstance(v, Upload) else v for k, v in self.raw.items()}


async def read_params(request: web.Request) -> Params:
    """All parameters of a request; those of the body win over those of the query string."""
    raw: Json = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if not request.can_read_body:
        return Params(raw)
    if kind.startswith("multipart/"):
        await _read_multipart(request.headers, request.content, raw)
        return Params(raw)
    body = await _read_body(request)
    read_plain(kind, body, raw)
    return Params(raw)


async def read_answer(response: aiohttp.ClientResponse) -> Params:
    """Parameters from the body of a webhook's answer (which may be a call of a method)."""
    raw: Json = {}
    if response.content_type.startswith("multipart/"):
        await _read_multipart(response.headers, response.content, raw)
    else:
        read_plain(response.content_type, await response.read(), raw)
    return Params(raw)


def read_plain(kind: str, body: bytes, into: Json) -> None:
    """Read a JSON or urlencoded body into a dictionary."""
    if kind == "application/json":
        if not body.strip():
            return
        try:
            values = json.loads(body)
        except ValueError:
            raise bad_request("can't parse request body as JSON object") from None
        if not is_encodable(body, values):
            raise bad_request("strings must be encoded in UTF-8")
        if isinstance(values, Mapping):
            into.update(values)
        return
    if kind == "application/x-www-form-urlencoded":
        try:
            into.update(_form(body))
        except UnicodeDecodeError:
            raise bad_request("strings must be encoded in UTF-8") from None


def _form(body: bytes) -> dict[str, str]:
    """A urlencoded form. Cyrillic text is one long run of escapes there, so runs are decoded at once."""
    pairs = (pair.partition(b"=") for pair in body.split(b"&") if pair)
    return {_unescaped(name): _unescaped(value) for name, _, value in pairs}


def _unescaped(raw: bytes) -> str:
    raw = raw.replace(b"+", b" ")
    if b"%" in raw:
        raw = _ESCAPES.sub(lambda run: bytes.fromhex(run.group().replace(b"%", b"").decode()), raw)
    return raw.decode()


def is_encodable(body: bytes, values: Any) -> bool:
    """Whether decoded JSON has no lone surrogates (they can only come from escapes in its source)."""
    if b"\\ud" not in body and b"\\uD" not in body:
        return True
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


async def _read_body(request: web.Request) -> bytes:
    if (request.content_length or MAX_BODY) <= 1024 * 1024:
        return await request.read()
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MAX_BODY:
            raise ApiError(413, "Request Entity Too Large")
    return bytes(body)


class _TooLargeError(Exception):
    pass


async def _read_multipart(headers: Mapping[str, str], content: aiohttp.StreamReader, into: Json) -> None:
    try:
        await _read_parts(
            aiohttp.MultipartReader(headers, content, client_max_size=MAX_BODY, max_size_error_cls=_TooLargeError),
            into,
        )
    except _TooLargeError:
        raise ApiError(413, "Request Entity Too Large") from None
    except (ValueError, AssertionError):
        raise bad_request("can't parse multipart request") from None


async def _read_parts(reader: aiohttp.MultipartReader, into: Json) -> None:
    async for part in reader:
        if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            into[part.name] = content.decode("utf-8", "replace")
        else:
            mime = part.headers.get(hdrs.CONTENT_TYPE, "application/octet-stream").partition(";")[0]
            into[part.name] = Upload(part.filename, content, mime)

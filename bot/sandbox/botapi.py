"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
from typing import Final

from aiohttp import web

from . import methods_bot, methods_chats, methods_edit, methods_media, methods_messages, methods_updates  # noqa: F401 - they register themselves
from .errors import ApiError
from .faults import Fault
from .limits import too_many_requests
from .local import ensure_local
from .model import Json
from .registry import METHODS, UNKNOWN, execute, failure
from .request import Params, read_params
from .world import World

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_HEADERS: Final = {"Content-Type": "application/json"}
_RESET = struct.pack("ii", 1, 0)


class BotApi:
    """The two routes of the Bot API for one token."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self._closing = asyncio.Event()

    def add_routes(self, app: web.Application) -> None:
        """Mount the routes."""
        app.router.add_route("*", "/bot{token}/{method}", self.call)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    def close(self) -> None:
        """Let calls held by a fault go."""
        self._closing.set()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Any method, GET or POST."""
        ensure_local(request)
        if request.match_info["token"] != self._token:
            return _answer(401, failure(ApiError(401, "Unauthorized")))
        name = request.match_info["method"].lower()
        if name not in METHODS:
            return _answer(404, failure(UNKNOWN))
        if name == "getupdates":
            return await self._run(request, name)
        quiet = self._world.quiet
        quiet.begin()
        try:
            return await self._run(request, name)
        finally:
            quiet.end()

    async def _run(self, request: web.Request, name: str) -> web.StreamResponse:
        try:
            params = await read_params(request)
        except ApiError as error:
            return _answer(error.code, failure(error))
        faults = self._world.faults
        fault = faults.take(name, params.raw.get("chat_id")) if faults.active else None
        if fault is not None:
            return await self._fail(request, name, params, fault)
        status, answer = await execute(self._world, name, params)
        return _answer(status, answer)

    async def _fail(self, request: web.Request, name: str, params: Params, fault: Fault) -> web.StreamResponse:
        if fault.kind in ("429", "500"):
            error = (
                too_many_requests(fault.retry_after) if fault.kind == "429" else ApiError(500, "Internal Server Error")
            )
            self._world.log(METHODS[name][0], params.for_log(), error.description, 0.0)
            return _answer(error.code, failure(error))
        status, answer = 504, failure(ApiError(504, "Gateway Timeout"))
        if fault.kind.endswith("_after"):
            status, answer = await execute(self._world, name, params)
        else:
            self._world.log(METHODS[name][0], params.for_log(), f"fault: {fault.kind}", 0.0)
        if fault.kind.startswith("reset"):
            _cut(request)
            return web.Response()
        if fault.kind == "gateway":
            return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
        await self._hold(request, fault.seconds)
        return _answer(status, answer)

    async def _hold(self, request: web.Request, seconds: float) -> None:
        """Wait, but not longer than the caller does."""
        deadline = time.monotonic() + seconds
        while not self._closing.is_set() and (left := deadline - time.monotonic()) > 0:
            if request.transport is None or request.transport.is_closing():
                return
            try:
                await asyncio.wait_for(self._closing.wait(), min(left, 0.05))
            except TimeoutError:
                continue

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file whose path getFile gave."""
        ensure_local(request)
        if request.match_info["token"] != self._token:
            return _answer(401, failure(ApiError(401, "Unauthorized")))
        file = self._world.files.at_path(request.match_info["path"])
        if file is None:
            return _answer(404, failure(ApiError(404, "Not Found")))
        return web.Response(body=file.content, content_type="application/octet-stream")


def _cut(request: web.Request) -> None:
    """Reset the connection: the caller sees it break, not end."""
    transport = request.transport
    if transport is None:
        return
    sock = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    transport.abort()


def _answer(status: int, answer: Json) -> web.Response:
    return web.Response(body=_ENCODE(answer).encode(), status=status, headers=_HEADERS)

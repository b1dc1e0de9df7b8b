"""The sandbox as a whole: its routes on any aiohttp application, or a server of its own on the loopback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from aiohttp import web

from .admin import AdminRoutes
from .botapi import BotApi
from .groups import GroupRoutes
from .local import ensure_own_page, is_loopback
from .people import PeopleRoutes
from .stream import EventStream
from .world import World

STATIC: Final = Path(__file__).with_name("static")
DEMO_TOKEN: Final = "42:sandbox"  # noqa: S105 - an invented token that opens nothing but this sandbox
API: Final = "/sandbox/api"


class Sandbox:
    """Telegram on this machine: the Bot API for `token`, people with phones, a clock that can be moved.

    Raises ValueError for a token that does not begin with the bot's number and a colon.
    """

    def __init__(
        self, *, token: str = DEMO_TOKEN, bot_name: str = "Кадры будущего", bot_username: str = "kadry_demo_bot"
    ) -> None:
        number, colon, rest = token.partition(":")
        if not (number.isdigit() and colon and rest):
            raise ValueError("a token looks like 42:letters")
        self.token = token
        self.world = World(int(number), bot_name, bot_username)
        self._bot_api = BotApi(self.world, token)
        self._stream = EventStream(self.world)

    @property
    def offset(self) -> timedelta:
        """How far the sandbox's clock is ahead of the real one."""
        return self.world.clock.offset

    @property
    def on_time_shift(self) -> list[Callable[[], None]]:
        """Functions called after the clock was moved."""
        return self.world.clock.on_shift

    @property
    def busy_hooks(self) -> list[Callable[[], bool]]:
        """Functions that all must return False before the bot counts as quiet (for tests in the same process)."""
        return self.world.quiet.hooks

    def now(self) -> datetime:
        """The sandbox's time, aware, UTC."""
        return self.world.clock.now()

    def add_routes(self, app: web.Application) -> None:
        """Mount the Bot API, the person's side and the page. Requests from beyond the loopback are refused."""
        self._bot_api.add_routes(app)
        PeopleRoutes(self.world).add_routes(app, API)
        GroupRoutes(self.world).add_routes(app, API)
        AdminRoutes(self.world).add_routes(app, API)
        app.router.add_get(f"{API}/events", self._stream.events)
        app.router.add_get("/sandbox/files/{id}", self._file)
        app.router.add_get("/sandbox", self._to_page)
        app.router.add_get("/sandbox/", self._page)
        app.router.add_get("/sandbox/static/{path:.+}", self._static)

    async def _to_page(self, request: web.Request) -> web.StreamResponse:
        ensure_own_page(request)
        raise web.HTTPFound("/sandbox/")

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return _part(request, "index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return _part(request, request.match_info["path"])

    async def _file(self, request: web.Request) -> web.StreamResponse:
        ensure_own_page(request)
        file = self.world.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound(text="There is no such file.")
        shown = file.mime.startswith(("image/", "audio/", "video/")) and "svg" not in file.mime
        headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
        if not shown:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=file.content, content_type=file.mime, headers=headers)

    async def close(self) -> None:
        """End long polls, event streams and webhook deliveries. The sandbox cannot be used afterwards."""
        self._stream.close()
        self._bot_api.close()
        world = self.world
        world.updates.close()
        world.hub.wake_all()
        hook = world.updates.webhook
        if hook is not None:
            world.updates.webhook = None
            await hook.close()


def _part(request: web.Request, path: str) -> web.StreamResponse:
    """A file of the page; asked for anew each time, so that its parts never mix versions."""
    ensure_own_page(request)
    file = (STATIC / path).resolve()
    if not file.is_relative_to(STATIC.resolve()) or not file.is_file():
        raise web.HTTPNotFound(text="There is no such page.")
    return web.FileResponse(file, headers={"Cache-Control": "no-cache"})


@dataclass(slots=True)
class RunningServer:
    """A sandbox listening on the loopback. `url` has no slash at its end."""

    url: str
    port: int
    sandbox: Sandbox
    runner: web.AppRunner

    async def stop(self) -> None:
        """Close the sandbox and the listening socket."""
        await self.sandbox.close()
        await self.runner.cleanup()


async def serve(sandbox: Sandbox, *, host: str = "127.0.0.1", port: int = 0) -> RunningServer:
    """Start a server for the sandbox alone; port 0 takes a free one. ValueError for a host beyond the loopback."""
    if not is_loopback(host):
        raise ValueError(f"the sandbox listens on the loopback only, not on {host}")
    app = web.Application()
    sandbox.add_routes(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    taken = runner.addresses[0][1]
    shown = f"[{host}]" if ":" in host else host
    return RunningServer(f"http://{shown}:{taken}", taken, sandbox, runner)

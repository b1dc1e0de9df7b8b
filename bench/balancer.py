"""What stands between Telegram and several replicas: a reverse proxy in a few lines, for the bench and the tests."""

import contextlib
import itertools
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web


class Balancer:
    """Each update goes to the next replica that answers."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = itertools.cycle(ports)
        self._attempts = len(ports)
        self._session = aiohttp.ClientSession()

    async def pass_on(self, request: web.Request) -> web.Response:
        """Give the request to a replica."""
        body = await request.read()
        for port in itertools.islice(self._ports, self._attempts):
            url = f"http://127.0.0.1:{port}{request.path}"
            with contextlib.suppress(aiohttp.ClientError):
                async with self._session.post(url, data=body, headers=request.headers) as answer:
                    return web.Response(status=answer.status)
        return web.Response(status=502)

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[None]:
        """Telegram may call."""
        app = web.Application()
        app.router.add_post("/{path:.*}", self.pass_on)
        runner = web.AppRunner(app, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
        await runner.cleanup()
        await self._session.close()


def free_ports(number: int) -> list[int]:
    """Ports of this machine on which nobody listens."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]

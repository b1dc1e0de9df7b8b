"""Server-Sent Events: what changed, as it happens (/sandbox/api/events)."""

from __future__ import annotations

import asyncio
import json
from typing import Final

from aiohttp import web

from .local import ensure_own_page
from .world import World

HEARTBEAT: Final = 15.0


class EventStream:
    """The route of the event stream. A reader who comes back with Last-Event-ID misses nothing that is still kept;
    one who missed too much gets a "reset" event and should read everything again.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._closing = False
        self._open: set[asyncio.Event] = set()

    def close(self) -> None:
        """End all streams."""
        self._closing = True
        for listener in self._open:
            listener.set()

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream until the reader goes."""
        ensure_own_page(request)
        hub = self._world.hub
        last = request.headers.get("Last-Event-ID", request.query.get("last_event_id", ""))
        seq = int(last) if last.isdigit() else hub.last_seq
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        listener = hub.listen()
        self._open.add(listener)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            while not self._closing:
                listener.clear()
                seq = await self._write_since(response, seq)
                try:
                    await asyncio.wait_for(listener.wait(), HEARTBEAT)
                except TimeoutError:
                    await response.write(b": still here\n\n")
        except ConnectionResetError:
            pass
        finally:
            hub.unlisten(listener)
            self._open.discard(listener)
        return response

    async def _write_since(self, response: web.StreamResponse, seq: int) -> int:
        hub = self._world.hub
        missed = hub.since(seq)
        if missed is None:
            missed = [(hub.last_seq, {"type": "reset"})]
        if not missed:
            return min(seq, hub.last_seq)
        lines = (f"id: {number}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n" for number, event in missed)
        await response.write("".join(lines).encode())
        return missed[-1][0]

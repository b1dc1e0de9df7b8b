"""HTTP for whoever runs the show: the bot, quiet, time machine, faults, limits, the log (/sandbox/api)."""

from __future__ import annotations

import itertools

from aiohttp import web

from .clock import iso
from .errors import PersonError
from .http import body_of, json_handler, moment, required, whole
from .model import Json
from .world import World

MAX_QUIET_WAIT = 120.0


class AdminRoutes:
    """Everything under /sandbox/api that is nobody's phone."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application, prefix: str) -> None:
        """Mount the routes under `prefix`."""
        for verb, path, handler in (
            ("GET", "bot", self.bot),
            ("PUT", "bot", self.change_bot),
            ("GET", "quiet", self.quiet),
            ("GET", "time", self.time),
            ("POST", "time", self.shift),
            ("PUT", "time/marks", self.marks),
            ("POST", "faults", self.add_fault),
            ("DELETE", "faults", self.clear_faults),
            ("GET", "limits", self.limits),
            ("PUT", "limits", self.change_limits),
            ("GET", "calls", self.calls),
            ("GET", "stats", self.stats),
            ("POST", "reset", self.reset),
        ):
            app.router.add_route(verb, f"{prefix}/{path}", json_handler(handler))

    async def bot(self, _request: web.Request) -> Json:
        """Who the bot is and how it gets its updates."""
        bot, updates = self._world.bot, self._world.updates
        return {
            "id": bot.id,
            "first_name": bot.first_name,
            "username": bot.username,
            "updates_waiting": updates.waiting(),
            "mode": updates.mode,
            "privacy": self._world.privacy,
        }

    async def change_bot(self, request: web.Request) -> Json:
        """Switch privacy mode in groups."""
        self._world.privacy = bool(required(await body_of(request), "privacy") is True)
        return await self.bot(request)

    async def quiet(self, request: web.Request) -> Json:
        """Wait until the bot has nothing to do. Says what is under way when it does not come to rest."""
        calm = float(request.query.get("for_ms", 150)) / 1000
        timeout = min(float(request.query.get("timeout", 10)), MAX_QUIET_WAIT)
        if await self._world.quiet.wait(calm, timeout):
            return {"quiet": True}
        return {
            "quiet": False,
            "updates_waiting": self._world.updates.waiting(),
            "in_flight": self._world.quiet.in_flight,
        }

    async def time(self, _request: web.Request) -> Json:
        """The sandbox's clock."""
        clock = self._world.clock
        return {
            "now": iso(clock.seconds()),
            "offset_seconds": clock.offset.total_seconds(),
            "marks": [{"label": label, "at": iso(at.timestamp())} for label, at in clock.marks],
        }

    async def shift(self, request: web.Request) -> Json:
        """Move the clock forward, or back to the real time."""
        body = await body_of(request)
        clock = self._world.clock
        if body.get("reset"):
            clock.reset()
        else:
            seconds = (
                moment(body["to"]).timestamp() - clock.seconds()
                if body.get("to")
                else float(required(body, "shift_seconds"))
            )
            if seconds < 0:
                raise PersonError("time only moves forward here, or back to the real time with reset", 409)
            clock.shift(seconds)
        self._world.quiet.touch()
        self._world.hub.publish("time", now=iso(clock.seconds()))
        return await self.time(request)

    async def marks(self, request: web.Request) -> Json:
        """Name the moments worth going to."""
        body = await request.json()
        if not isinstance(body, list):
            raise PersonError("marks are a list of {label, at}")
        self._world.clock.marks = [(str(mark["label"]), moment(mark["at"])) for mark in body]
        self._world.hub.publish("time", now=iso(self._world.clock.seconds()))
        return await self.time(request)

    async def add_fault(self, request: web.Request) -> Json:
        """Let something go wrong."""
        return {"id": self._world.faults.add(await body_of(request))}

    async def clear_faults(self, _request: web.Request) -> Json:
        """No more faults."""
        self._world.faults.clear()
        return {"ok": True}

    async def limits(self, _request: web.Request) -> Json:
        """The flood limits in force."""
        return self._world.limits.describe()

    async def change_limits(self, request: web.Request) -> Json:
        """Change the flood limits; null is off."""
        self._world.limits.change(await body_of(request))
        return self._world.limits.describe()

    async def calls(self, request: web.Request) -> list[Json]:
        """The log of Bot API calls, oldest first: the newest `limit` of those that fit."""
        method = request.query.get("method", "").lower()
        chat_id = request.query.get("chat_id")
        since = whole(request, "since_seq", 0)
        newest = (
            call
            for call in itertools.takewhile(lambda call: call.seq > since, reversed(self._world.calls))
            if (not method or call.method.lower() == method) and (chat_id is None or str(call.chat_id) == chat_id)
        )
        found = list(itertools.islice(newest, max(whole(request, "limit", 200), 1)))
        return [
            {
                "seq": call.seq,
                "at": iso(call.at),
                "method": call.method,
                "params": call.params,
                "ok": call.error is None,
                "error": call.error,
                "chat_id": call.chat_id,
                "ms": round(call.ms, 3),
            }
            for call in reversed(found)
        ]

    async def stats(self, _request: web.Request) -> Json:
        """Counts since the start or the last reset."""
        world = self._world
        return {
            "calls": world.stats,
            "floods": world.limits.floods,
            "errors": world.errors,
            "messages": world.posted,
        }

    async def reset(self, request: web.Request) -> Json:
        """Start afresh."""
        self._world.clear(keep_people=bool((await body_of(request)).get("keep_people")))
        self._world.hub.publish("reset")
        return {"ok": True}

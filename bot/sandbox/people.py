"""HTTP for people: their phones' screens and everything they do on them (/sandbox/api/people)."""

from __future__ import annotations

import time
from typing import Any

from aiohttp import web

from . import actions
from .errors import PersonError
from .http import body_of, json_handler, required, whole
from .model import Chat, Json, Person
from .screen import SHOWN, chat_json, message_view, person_json, screen
from .taps import tap
from .world import World

MAX_WAIT = 60.0


class PeopleRoutes:
    """The routes under /sandbox/api/people."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application, prefix: str) -> None:
        """Mount the routes under `prefix`."""
        one = f"{prefix}/people/{{id}}"
        app.router.add_get(f"{prefix}/people", json_handler(self.people))
        app.router.add_post(f"{prefix}/people", json_handler(self.add))
        for name in ("chats", "screen", "wait"):
            app.router.add_get(f"{one}/{name}", json_handler(getattr(self, name)))
        for name in (
            *("read", "start", "say", "tap", "contact", "send", "edit", "forward", "delete"),
            *("block", "unblock", "leave"),
        ):
            app.router.add_post(f"{one}/{name}", json_handler(getattr(self, name)))

    def _person(self, request: web.Request) -> Person:
        return find_person(self._world, request.match_info["id"])

    def _seen(self, message: Any, person: Person) -> Json:
        return message_view(self._world, message, person)

    async def people(self, _request: web.Request) -> list[Json]:
        """Everybody."""
        return [person_json(person) for person in self._world.people.values()]

    async def add(self, request: web.Request) -> Json:
        """A new person."""
        body = await body_of(request)
        first_name = str(required(body, "first_name")).strip()
        person_id = body.get("id")
        if person_id is not None and (int(person_id) <= 0 or int(person_id) in self._world.people):
            raise PersonError(f"the id {person_id} is taken or not positive", 409)
        username = body.get("username")
        if username and str(username).lower() in self._world.usernames:
            raise PersonError(f"the username {username} is taken", 409)
        person = self._world.add_person(
            first_name=first_name,
            last_name=body.get("last_name") or None,
            username=username or None,
            language_code=str(body.get("language_code") or "ru"),
            phone=body.get("phone") or None,
            person_id=int(person_id) if person_id is not None else None,
            label=body.get("label") or None,
            accent=body.get("accent") or None,
            pinned=bool(body.get("pinned")),
        )
        return person_json(person)

    async def chats(self, request: web.Request) -> list[Json]:
        """The person's chats, the one with the bot first."""
        person = self._person(request)
        chats = [self._world.private_chat(person), *person.groups]
        return [chat_json(self._world, chat, person) for chat in chats]

    async def screen(self, request: web.Request) -> Json:
        """One chat as the person sees it."""
        person = self._person(request)
        chat = actions.chat_of(self._world, person, request.query.get("chat_id"))
        return screen(self._world, person, chat, min(max(whole(request, "limit", SHOWN), 1), 5000))

    async def wait(self, request: web.Request) -> Json:
        """The screen as soon as it shows something newer than told, or at the time-out.

        Told is `after_version` (any change), or `after_message_id` and `after_toast_id`; without any, as of now.
        """
        person = self._person(request)
        chat = actions.chat_of(self._world, person, request.query.get("chat_id"))
        limit = min(max(whole(request, "limit", SHOWN), 1), 5000)
        deadline = time.monotonic() + min(float(request.query.get("timeout", 5)), MAX_WAIT)
        known = _Known(request, person, chat)
        while not known.outdated(person, chat):
            left = deadline - time.monotonic()
            if left <= 0:
                return {**screen(self._world, person, chat, limit), "timed_out": True}
            await self._world.hub.changed(person, left)
        return {**screen(self._world, person, chat, limit), "timed_out": False}

    async def read(self, request: web.Request) -> Json:
        """Clear the unread count of a chat."""
        person, chat, _ = await self._all(request)
        actions.read(self._world, person, chat)
        return {"ok": True}

    async def _all(self, request: web.Request) -> tuple[Person, Chat, Json]:
        person = self._person(request)
        body = await body_of(request)
        return person, actions.chat_of(self._world, person, body.get("chat_id")), body

    async def start(self, request: web.Request) -> Json:
        """Press «Start»."""
        person, _, body = await self._all(request)
        payload = body.get("payload")
        return self._seen(actions.start(self._world, person, str(payload) if payload else None), person)

    async def say(self, request: web.Request) -> Json:
        """Write a text."""
        person, chat, body = await self._all(request)
        return self._seen(
            actions.say(self._world, person, str(required(body, "text")), chat, body.get("reply_to")), person
        )

    async def tap(self, request: web.Request) -> Json:
        """Press a button."""
        person, chat, body = await self._all(request)
        return tap(self._world, person, chat, body)

    async def contact(self, request: web.Request) -> Json:
        """Share a contact."""
        person, chat, body = await self._all(request)
        owner = find_person(self._world, body["person_id"]) if body.get("person_id") else person
        return self._seen(actions.share_contact(self._world, person, chat, owner), person)

    async def send(self, request: web.Request) -> Json:
        """Send a photo, a file and the like."""
        person, chat, body = await self._all(request)
        return self._seen(actions.send(self._world, person, chat, body), person)

    async def edit(self, request: web.Request) -> Json:
        """Edit one's own message."""
        person, chat, body = await self._all(request)
        text = str(required(body, "text"))
        return self._seen(actions.edit(self._world, person, chat, required(body, "message_id"), text), person)

    async def forward(self, request: web.Request) -> Json:
        """Forward a message into a chat (default: to the bot)."""
        person = self._person(request)
        body = await body_of(request)
        source = actions.chat_of(self._world, person, body.get("from_chat_id"))
        target = actions.chat_of(self._world, person, body.get("to_chat_id"))
        message = actions.message_in(source, required(body, "message_id"))
        return self._seen(actions.forward(self._world, person, message, target), person)

    async def delete(self, request: web.Request) -> Json:
        """Delete a message."""
        _, chat, body = await self._all(request)
        actions.delete(self._world, actions.message_in(chat, required(body, "message_id")))
        return {"ok": True}

    async def block(self, request: web.Request) -> Json:
        """Block the bot."""
        person = self._person(request)
        actions.set_blocked(self._world, person, blocked=True)
        return person_json(person)

    async def unblock(self, request: web.Request) -> Json:
        """Unblock the bot."""
        person = self._person(request)
        actions.set_blocked(self._world, person, blocked=False)
        return person_json(person)

    async def leave(self, request: web.Request) -> Json:
        """Delete the account."""
        person = self._person(request)
        actions.leave_telegram(self._world, person)
        return person_json(person)


class _Known:
    """What the caller of `wait` has already seen."""

    def __init__(self, request: web.Request, person: Person, chat: Chat) -> None:
        query = request.query
        self._by_id = "after_message_id" in query or "after_toast_id" in query
        self._version = whole(request, "after_version", person.version)
        last = chat.last()
        self._message = whole(request, "after_message_id", last.id if last is not None else 0)
        self._toast = whole(request, "after_toast_id", person.toasts[-1].id if person.toasts else 0)

    def outdated(self, person: Person, chat: Chat) -> bool:
        """Whether there is something newer now."""
        if not self._by_id:
            return person.version > self._version
        last = chat.last()
        newer = last is not None and last.id > self._message
        return newer or bool(person.toasts and person.toasts[-1].id > self._toast)


def find_person(world: World, person_id: object) -> Person:
    """A person by id."""
    try:
        person = world.people.get(int(str(person_id)))
    except ValueError:
        person = None
    if person is None:
        raise PersonError(f"there is no person {person_id}", 404)
    return person

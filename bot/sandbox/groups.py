"""HTTP for groups: making them, who comes and goes, the bot's standing in them (/sandbox/api/groups)."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from .errors import PersonError
from .http import body_of, json_handler, required
from .methods_chats import depart, join
from .model import BotStatus, Chat, Json, Person
from .people import find_person
from .screen import chat_json
from .world import World

_STANDING: Final[dict[str, BotStatus]] = {
    "add": "member",
    "promote": "administrator",
    "demote": "member",
    "kick": "kicked",
}


class GroupRoutes:
    """The routes under /sandbox/api/groups."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application, prefix: str) -> None:
        """Mount the routes under `prefix`."""
        app.router.add_post(f"{prefix}/groups", json_handler(self.create))
        app.router.add_post(f"{prefix}/groups/by-link", json_handler(self.by_link))
        app.router.add_post(f"{prefix}/groups/{{id}}/members", json_handler(self.members))
        app.router.add_post(f"{prefix}/groups/{{id}}/bot", json_handler(self.bot))
        app.router.add_post(f"{prefix}/groups/{{id}}/upgrade", json_handler(self.upgrade))

    def _group(self, request: web.Request) -> Chat:
        try:
            chat = self._world.chats.get(int(request.match_info["id"]))
        except ValueError:
            chat = None
        if chat is None or chat.person is not None:
            raise PersonError(f"there is no group {request.match_info['id']}", 404)
        return chat

    async def create(self, request: web.Request) -> Json:
        """A new group; its first member owns it. With `bot_admin` the bot runs it, else it is a plain member."""
        body = await body_of(request)
        kind = str(body.get("type") or "supergroup")
        if kind not in ("group", "supergroup"):
            raise PersonError("type must be group or supergroup")
        people = [find_person(self._world, i) for i in body.get("members") or ()]
        if not people:
            raise PersonError("a group needs at least one member")
        with_bot = bool(body.get("with_bot", True))
        chat = self._world.add_group(str(required(body, "title")), kind, bot_status="left")
        for person in people:
            chat.members[person.id] = person
            person.groups.append(chat)
        self._world.post(chat, people[0], service=f"{people[0].name}: создана группа «{chat.title}»")
        if with_bot:
            self._stand(chat, people[0], "administrator" if body.get("bot_admin") else "member")
        return chat_json(self._world, chat, people[0])

    def _stand(self, chat: Chat, actor: Person, status: BotStatus) -> None:
        """Change the bot's standing, with the updates Telegram sends."""
        old, chat.bot_status = chat.bot_status, status
        self._world.bot_member_changed(chat, actor, old, status)
        bot = self._world.bot
        if old in ("left", "kicked") and status in ("member", "administrator"):
            extra: Json = {"new_chat_members": [bot.user]}
            message = self._world.post(chat, actor, extra=extra, service=f"{bot.first_name} теперь в группе")
            self._world.tell_bot(message)
        elif status == "kicked":
            self._world.post(chat, actor, service=f"{bot.first_name} больше не в группе")

    async def members(self, request: web.Request) -> Json:
        """Somebody joins, leaves, or asks to be let in."""
        chat = self._group(request)
        body = await body_of(request)
        person = find_person(self._world, required(body, "person_id"))
        action = body.get("action")
        inside = person.id in chat.members
        if action not in ("join", "leave", "request"):
            raise PersonError("action must be join, leave or request")
        if (action == "leave") != inside:
            raise PersonError(f"{person.name} is {'already' if inside else 'not'} in the group", 409)
        if person.id in chat.banned:
            raise PersonError(f"{person.name} was removed from the group for good", 409)
        if action == "join":
            join(self._world, chat, person, person)
        elif action == "leave":
            depart(self._world, chat, person)
        else:
            self._ask(chat, person, body)
        return {"ok": True}

    async def by_link(self, request: web.Request) -> Json:
        """Somebody follows an invitation: comes in, or asks to be let in where the link wants approval."""
        body = await body_of(request)
        person = find_person(self._world, required(body, "person_id"))
        url = str(required(body, "invite_link"))
        chat, link = self._invitation(url)
        if person.id in chat.banned:
            raise PersonError(f"{person.name} was removed from the group for good", 409)
        if person.id not in chat.members:
            if link["creates_join_request"]:
                self._ask(chat, person, body)
            else:
                join(self._world, chat, person, person)
        return {"chat_id": chat.id, "joined": person.id in chat.members}

    def _invitation(self, url: str) -> tuple[Chat, Json]:
        for chat in self._world.chats.values():
            link = chat.invite_links.get(url)
            if link is not None:
                late = link.get("expire_date") and link["expire_date"] <= self._world.clock.seconds()
                if link["is_revoked"] or late:
                    break
                return chat, link
        raise PersonError("this invitation is not valid (any more)", 404)

    def _ask(self, chat: Chat, person: Person, body: Json) -> None:
        chat.requests[person.id] = person
        if chat.bot_status != "administrator":
            return
        update: Json = {
            "chat": chat.payload,
            "from": person.user,
            "user_chat_id": person.id,
            "date": int(self._world.clock.seconds()),
        }
        link = chat.invite_links.get(str(body.get("invite_link")))
        if link is not None:
            update["invite_link"] = link
        self._world.updates.add("chat_join_request", update, chat.id)

    async def bot(self, request: web.Request) -> Json:
        """The owner adds, promotes, demotes or kicks the bot."""
        chat = self._group(request)
        action = str((await body_of(request)).get("action"))
        if action not in _STANDING:
            raise PersonError(f"action must be one of {', '.join(_STANDING)}")
        actor: Person = next(iter(chat.members.values()))
        if chat.bot_status != _STANDING[action]:
            self._stand(chat, actor, _STANDING[action])
        return {"bot_status": chat.bot_status}

    async def upgrade(self, request: web.Request) -> Json:
        """Turn a group into a supergroup with another id, as happens in Telegram."""
        chat = self._group(request)
        if chat.type != "group" or chat.migrated_to:
            raise PersonError("only a group that is not yet upgraded can be", 409)
        world = self._world
        new = world.add_group(chat.title, "supergroup", bot_status=chat.bot_status)
        new.members = dict(chat.members)
        owner: Any = next(iter(new.members.values()))
        for person in new.members.values():
            person.groups[person.groups.index(chat)] = new
        chat.migrated_to = new.id
        service = "Группа стала супергруппой"
        world.tell_bot(world.post(chat, owner, extra={"migrate_to_chat_id": new.id}, service=service))
        world.tell_bot(world.post(new, owner, extra={"migrate_from_chat_id": chat.id}, service=service))
        return chat_json(world, new, owner)

"""The Python client of the person's side: phones that say, tap and read, for tests that read like a story."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

import aiohttp

from .objects import Json, Screen

CALM_MS = 25
SETTLE_TIMEOUT = 10.0
SCREEN_LIMIT = 60


class SandboxError(Exception):
    """The sandbox refused: `status` is the HTTP status, `body` its JSON."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status}: {body.get('error', body)}")
        self.status = status
        self.body = body


class NotQuietError(Exception):
    """The bot did not come to rest in time."""


class SandboxClient:
    """A client of one sandbox. Use it as an async context manager, or close it.

    `calm_ms` is for how long nothing may happen before the bot counts as quiet, `settle_timeout` (seconds) how
    long to wait for that.
    """

    def __init__(self, base_url: str, *, calm_ms: float = CALM_MS, settle_timeout: float = SETTLE_TIMEOUT) -> None:
        self.base_url = base_url.rstrip("/")
        self.calm_ms = calm_ms
        self.settle_timeout = settle_timeout
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, verb: str, path: str, *, query: Json | None = None, body: Any = None) -> Any:
        """Any call under /sandbox/api; its JSON. SandboxError when it is refused."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=180))
        params = {key: str(value) for key, value in (query or {}).items() if value is not None}
        url = f"{self.base_url}/sandbox/api/{path}"
        async with self._session.request(verb, url, params=params, json=body) as response:
            answer = await response.json()
            if response.status >= 400:
                raise SandboxError(response.status, answer)
            return answer

    # --- people and groups

    async def person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        phone: str | None = None,
        username: str | None = None,
        language_code: str = "ru",
        person_id: int | None = None,
        label: str | None = None,
        accent: str | None = None,
        pinned: bool = False,
    ) -> Phone:
        """A new person, as their phone."""
        body = {
            "first_name": first_name,
            "last_name": last_name,
            "phone": phone,
            "username": username,
            "language_code": language_code,
            "id": person_id,
            "label": label,
            "accent": accent,
            "pinned": pinned,
        }
        return Phone(self, await self.call("POST", "people", body=body))

    async def people(self) -> list[Phone]:
        """The phones of everybody there is."""
        return [Phone(self, person) for person in await self.call("GET", "people")]

    async def group(
        self,
        title: str,
        members: list[Phone],
        *,
        kind: str = "supergroup",
        with_bot: bool = True,
        bot_admin: bool = False,
    ) -> int:
        """A new group; its chat id. The first member owns it."""
        ids = [phone.id for phone in members]
        body = {"title": title, "members": ids, "type": kind, "with_bot": with_bot, "bot_admin": bot_admin}
        chat: Json = await self.call("POST", "groups", body=body)
        return int(chat["id"])

    async def group_member(self, chat_id: int, phone: Phone, action: str, invite_link: str | None = None) -> None:
        """Somebody does `action` (join, leave, request) in a group."""
        body = {"person_id": phone.id, "action": action, "invite_link": invite_link}
        await self.call("POST", f"groups/{chat_id}/members", body=body)

    async def follow_invitation(self, phone: Phone, invite_link: str) -> Json:
        """Somebody follows a link into a group: {"chat_id", "joined"}."""
        body = {"person_id": phone.id, "invite_link": invite_link}
        answer: Json = await self.call("POST", "groups/by-link", body=body)
        return answer

    async def group_bot(self, chat_id: int, action: str) -> None:
        """The owner does `action` (add, promote, demote, kick) with the bot."""
        await self.call("POST", f"groups/{chat_id}/bot", body={"action": action})

    async def upgrade(self, chat_id: int) -> int:
        """Turn a group into a supergroup; the new chat id."""
        chat: Json = await self.call("POST", f"groups/{chat_id}/upgrade")
        return int(chat["id"])

    # --- the bot at rest

    async def quiet(self, *, calm_ms: float | None = None, timeout: float | None = None) -> bool:
        """Wait until the bot has nothing to do; False when it does not come to rest."""
        query = {"for_ms": calm_ms or self.calm_ms, "timeout": timeout or self.settle_timeout}
        answer: Json = await self.call("GET", "quiet", query=query)
        return bool(answer["quiet"])

    async def settle(self) -> None:
        """As `quiet`, but NotQuietError says what is still under way."""
        query = {"for_ms": self.calm_ms, "timeout": self.settle_timeout}
        answer: Json = await self.call("GET", "quiet", query=query)
        if not answer["quiet"]:
            raise NotQuietError(
                f"after {self.settle_timeout} s: {answer['updates_waiting']} updates unconfirmed, "
                f"{answer['in_flight']} calls in flight"
            )

    async def bot(self) -> Json:
        """Who the bot is, how many updates wait, and how it gets them."""
        answer: Json = await self.call("GET", "bot")
        return answer

    async def set_privacy(self, *, on: bool) -> None:
        """Privacy mode in groups (on at first)."""
        await self.call("PUT", "bot", body={"privacy": on})

    # --- time

    async def now(self) -> datetime:
        """The sandbox's time."""
        answer: Json = await self.call("GET", "time")
        return datetime.fromisoformat(answer["now"].replace("Z", "+00:00"))

    async def shift(self, by: timedelta | None = None, *, settle: bool = True, **parts: float) -> datetime:
        """Move the clock forward: by a timedelta, or `days=1, hours=2`. The new time."""
        seconds = (by or timedelta(**parts)).total_seconds()
        return await self._move({"shift_seconds": seconds}, settle=settle)

    async def go_to(self, moment: datetime, *, settle: bool = True) -> datetime:
        """Move the clock forward to a moment (aware)."""
        return await self._move({"to": moment.isoformat()}, settle=settle)

    async def reset_time(self, *, settle: bool = True) -> datetime:
        """Back to the real time."""
        return await self._move({"reset": True}, settle=settle)

    async def _move(self, body: Json, *, settle: bool) -> datetime:
        answer: Json = await self.call("POST", "time", body=body)
        if settle:
            await self.settle()
        return datetime.fromisoformat(answer["now"].replace("Z", "+00:00"))

    async def set_marks(self, marks: list[tuple[str, datetime]]) -> None:
        """Name the moments the page draws buttons for."""
        body = [{"label": label, "at": moment.isoformat()} for label, moment in marks]
        await self.call("PUT", "time/marks", body=body)

    # --- faults, limits, the log

    async def fault(
        self,
        kind: str,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 30.0,
    ) -> int:
        """Let calls fail: 429, 500, timeout, timeout_after, reset_before, reset_after, gateway. The fault's id."""
        body = {"kind": kind, "times": times, "retry_after": retry_after, "seconds": seconds}
        if method is not None:
            body["method"] = method
        if chat_id is not None:
            body["chat_id"] = chat_id
        answer: Json = await self.call("POST", "faults", body=body)
        return int(answer["id"])

    async def clear_faults(self) -> None:
        """No more faults."""
        await self.call("DELETE", "faults")

    async def limits(self) -> Json:
        """The flood limits in force."""
        answer: Json = await self.call("GET", "limits")
        return answer

    async def set_limits(self, **limits: float | None) -> Json:
        """Change flood limits, e.g. `overall_per_second=None` (off)."""
        answer: Json = await self.call("PUT", "limits", body=limits)
        return answer

    async def no_limits(self) -> None:
        """Switch all flood limits off."""
        await self.set_limits(overall_per_second=None, per_chat_per_second=None, per_group_per_minute=None)

    async def calls(
        self, method: str | None = None, *, chat_id: int | None = None, since_seq: int = 0, limit: int = 200
    ) -> list[Json]:
        """The log of Bot API calls, oldest first."""
        query = {"method": method, "chat_id": chat_id, "since_seq": since_seq, "limit": limit}
        answer: list[Json] = await self.call("GET", "calls", query=query)
        return answer

    async def stats(self) -> Json:
        """Counts of calls, floods, errors and messages."""
        answer: Json = await self.call("GET", "stats")
        return answer

    async def reset(self, *, keep_people: bool = False) -> None:
        """Start afresh."""
        await self.call("POST", "reset", body={"keep_people": keep_people})


class Phone:
    """A person with a phone. Actions wait until the bot is quiet and return the screen, unless `settle=False`."""

    def __init__(self, client: SandboxClient, person: Json) -> None:
        self.client = client
        self.id: int = person["id"]
        self.first_name: str = person["first_name"]
        self.last_name: str | None = person["last_name"]
        self.phone: str | None = person["phone"]
        self._version = 0

    def __repr__(self) -> str:
        return f"Phone({self.first_name!r}, id={self.id})"

    async def _do(self, action: str, body: Json | None = None) -> Any:
        clean = {key: value for key, value in (body or {}).items() if value is not None}
        return await self.client.call("POST", f"people/{self.id}/{action}", body=clean)

    async def _after(self, settle: bool, chat_id: int | None = None) -> Screen:
        if settle:
            await self.client.settle()
        return await self.screen(chat_id=chat_id)

    async def screen(self, *, chat_id: int | None = None, limit: int = SCREEN_LIMIT) -> Screen:
        """What the person sees now."""
        query = {"chat_id": chat_id, "limit": limit}
        return self._read(await self.client.call("GET", f"people/{self.id}/screen", query=query))

    def _read(self, raw: Json) -> Screen:
        self._version = raw["version"]
        return Screen.read(raw)

    async def wait(self, *, timeout: float = 5.0, chat_id: int | None = None, limit: int = SCREEN_LIMIT) -> Screen:
        """The screen as soon as it differs from the one last read here; TimeoutError if it does not."""
        query = {"after_version": self._version, "timeout": timeout, "chat_id": chat_id, "limit": limit}
        raw = await self.client.call("GET", f"people/{self.id}/wait", query=query)
        if raw["timed_out"]:
            raise TimeoutError(f"nothing new on the phone of {self.first_name} in {timeout} s")
        return self._read(raw)

    async def start(self, payload: str | None = None, *, settle: bool = True) -> Screen:
        """Press «Start», perhaps through a deep link with a payload."""
        await self._do("start", {"payload": payload})
        return await self._after(settle)

    async def say(
        self, text: str, *, chat_id: int | None = None, reply_to: int | None = None, settle: bool = True
    ) -> Screen:
        """Write a text."""
        await self._do("say", {"text": text, "chat_id": chat_id, "reply_to": reply_to})
        return await self._after(settle, chat_id)

    async def press(self, **which: Any) -> Json:
        """Press a button (text, data, row and col, message_id, chat_id, force) without waiting; what came of it."""
        answer: Json = await self._do("tap", which)
        return answer

    async def tap(
        self, text: str, message_id: int | None = None, *, chat_id: int | None = None, settle: bool = True
    ) -> Screen:
        """Press the button with this visible text, inline or on the keyboard."""
        await self.press(text=text, message_id=message_id, chat_id=chat_id)
        return await self._after(settle, chat_id)

    async def forge(
        self, data: str, message_id: int | None = None, *, chat_id: int | None = None, settle: bool = True
    ) -> Screen:
        """Send a callback with data that no button carries."""
        await self.press(data=data, message_id=message_id, chat_id=chat_id, force=True)
        return await self._after(settle, chat_id)

    async def share_contact(
        self, other: Phone | None = None, *, chat_id: int | None = None, settle: bool = True
    ) -> Screen:
        """Share one's own contact or another person's."""
        await self._do("contact", {"person_id": other.id if other is not None else None, "chat_id": chat_id})
        return await self._after(settle, chat_id)

    async def send(
        self,
        kind: str,
        *,
        content: bytes | None = None,
        chat_id: int | None = None,
        settle: bool = True,
        **details: Any,
    ) -> Screen:
        """Send a photo, voice, sticker, document, video_note or location.

        `details`: caption, file_name, emoji, lat, lon, duration. Without `content` a sample is sent.
        """
        body = {"kind": kind, "chat_id": chat_id, **details}
        if content is not None:
            body["content_base64"] = base64.b64encode(content).decode()
        await self._do("send", body)
        return await self._after(settle, chat_id)

    async def edit(self, message_id: int, text: str, *, chat_id: int | None = None, settle: bool = True) -> Screen:
        """Change one's own message."""
        await self._do("edit", {"message_id": message_id, "text": text, "chat_id": chat_id})
        return await self._after(settle, chat_id)

    async def forward(
        self, message_id: int, *, from_chat_id: int | None = None, to_chat_id: int | None = None, settle: bool = True
    ) -> Screen:
        """Forward a message, to the bot unless told otherwise."""
        await self._do("forward", {"message_id": message_id, "from_chat_id": from_chat_id, "to_chat_id": to_chat_id})
        return await self._after(settle, to_chat_id)

    async def delete(self, message_id: int, *, chat_id: int | None = None) -> None:
        """Delete a message for everybody."""
        await self._do("delete", {"message_id": message_id, "chat_id": chat_id})

    async def read(self, *, chat_id: int | None = None) -> None:
        """See everything in a chat."""
        await self._do("read", {"chat_id": chat_id})

    async def chats(self) -> list[Json]:
        """The list of chats, the one with the bot first."""
        answer: list[Json] = await self.client.call("GET", f"people/{self.id}/chats")
        return answer

    async def block(self, *, settle: bool = True) -> None:
        """Block the bot."""
        await self._do("block")
        if settle:
            await self.client.settle()

    async def unblock(self, *, settle: bool = True) -> None:
        """Unblock the bot."""
        await self._do("unblock")
        if settle:
            await self.client.settle()

    async def leave(self) -> None:
        """Delete the account."""
        await self._do("leave")

"""Everything the stand-in holds, and the few changes both sides make: a chat opens, a message appears or goes."""

from __future__ import annotations

import itertools
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Any, Final

from .clock import Clock
from .events import EventHub
from .faults import Faults
from .files import FileStore
from .keyboards import Markup
from .limits import Limits
from .model import BotProfile, CallbackQuery, Chat, Json, Keyboard, Message, Person, Toast
from .quiet import QuietWatch
from .updates import UpdateQueue
from .wire import member_json, message_json, private_chat_json, user_json

FIRST_PERSON: Final = 7_000_000_001
FIRST_GROUP: Final = 4_000_001
FIRST_SUPERGROUP: Final = 1_002_000_000_001
CALLS_KEPT: Final = 20_000
QUERIES_KEPT: Final = 50_000


@dataclass(slots=True)
class Call:
    """One line of the log of Bot API calls. `ms` is how long the answer took."""

    seq: int
    at: float
    method: str
    params: Json
    error: str | None
    chat_id: Any
    ms: float


class World:
    """The state of one sandbox. Nothing here awaits: every change is a step of its own."""

    def __init__(self, bot_id: int, bot_name: str, bot_username: str) -> None:
        self.clock = Clock()
        self.quiet = QuietWatch()
        self.hub = EventHub()
        self.limits = Limits()
        self.faults = Faults()
        self.updates = UpdateQueue(self.quiet)
        user = {"id": bot_id, "is_bot": True, "first_name": bot_name, "username": bot_username}
        self.bot = BotProfile(bot_id, bot_name, bot_username, user)
        self.privacy = True
        self.webhook_first_pause = 1.0
        self.people: dict[int, Person] = {}
        self._calls_seq = 0
        self._message_ids = itertools.count(1)
        self._person_ids = itertools.count(FIRST_PERSON)
        self._group_ids = itertools.count(FIRST_GROUP)
        self._supergroup_ids = itertools.count(FIRST_SUPERGROUP)
        self._ids = itertools.count(1)
        self.clear(keep_people=False)

    def number_after(self, *, update: int, message: int, person: int) -> None:
        """Go on above the numbers a bot remembers from an earlier sandbox: it would take the same ones for repeated."""
        self._person_ids = itertools.count(max(next(self._person_ids), person + 1))
        self.updates.number_after(update)
        self._message_ids = itertools.count(max(next(self._message_ids), message + 1))

    def clear(self, *, keep_people: bool) -> None:
        """Forget chats, messages, files, faults and the log; people too unless kept (then they start anew).

        Numbers are never given twice: ids go on where they were. The clock and the limits stay.
        """
        people = list(self.people.values()) if keep_people else []
        self.people = {}
        self.usernames: dict[str, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.queries: OrderedDict[str, CallbackQuery] = OrderedDict()
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.stats: dict[str, int] = {}
        self.errors = 0
        self.posted = 0
        self.limits.floods = 0
        self.faults.clear()
        self.updates.drop_all()
        for old in people:
            self.add_person(
                first_name=old.first_name,
                last_name=old.last_name,
                username=old.username,
                language_code=old.language_code,
                phone=old.phone,
                person_id=old.id,
                label=old.label,
                accent=old.accent,
                pinned=old.pinned,
            )

    def next_serial(self) -> int:
        """A number not given before (for query ids, toasts, links)."""
        return next(self._ids)

    # --- people and chats

    def add_person(
        self,
        *,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str = "ru",
        phone: str | None = None,
        person_id: int | None = None,
        label: str | None = None,
        accent: str | None = None,
        pinned: bool = False,
    ) -> Person:
        """A new person with a phone. Ids are beyond 32 bits, as they may be in Telegram."""
        if person_id is None:
            person_id = next(i for i in self._person_ids if i not in self.people)
        user = user_json(person_id, first_name, last_name, username, language_code)
        person = Person(person_id, first_name, last_name, username, language_code, phone, label, accent, pinned, user)
        self.people[person_id] = person
        if username:
            self.usernames[username.lower()] = person
        self.hub.publish("person", (person,), person_id=person_id)
        return person

    def private_chat(self, person: Person) -> Chat:
        """The person's private chat with the bot, made at the first need."""
        if person.chat is None:
            person.chat = Chat(person.id, "private", private_chat_json(person), person=person)
            self.chats[person.id] = person.chat
        return person.chat

    def add_group(self, title: str, kind: str, *, bot_status: Any) -> Chat:
        """A new group or supergroup without members."""
        if kind == "group":
            chat = Chat(-next(self._group_ids), "group", {}, title=title, bot_status=bot_status)
        else:
            chat = Chat(-next(self._supergroup_ids), "supergroup", {}, title=title, bot_status=bot_status)
        chat.payload = {"id": chat.id, "type": chat.type, "title": title}
        self.chats[chat.id] = chat
        return chat

    # --- messages

    def post(
        self,
        chat: Chat,
        sender: Person | None,
        *,
        text: str | None = None,
        entities: list[Json] | None = None,
        media: Any = None,
        markup: Markup | None = None,
        reply_to: Message | None = None,
        extra: Json | None = None,
        service: str | None = None,
    ) -> Message:
        """Put a message into a chat: `sender` None is the bot. Telling the bot about it is the caller's."""
        if chat.type == "supergroup":
            message_id = chat.next_message_id
            chat.next_message_id += 1
        else:
            message_id = next(self._message_ids)
        message = Message(
            message_id,
            chat,
            sender,
            int(self.clock.seconds()),
            text,
            entities,
            media,
            None,
            0,
            reply_to,
            extra,
            service,
        )
        chat.messages[message_id] = message
        if markup is not None:
            self._apply_markup(chat, message, markup)
        if sender is None and not service:
            chat.typing_until = 0.0
        self.posted += 1
        audience = chat.audience()
        unread = chat.unread
        for person in audience:
            if person is not sender:
                unread[person.id] = unread.get(person.id, 0) + 1
        self.quiet.touch()
        self.hub.publish("message", audience, chat_id=chat.id, message_id=message_id)
        return message

    def _apply_markup(self, chat: Chat, message: Message, markup: Markup) -> None:
        if markup.inline is not None:
            message.markup = markup.inline
            chat.with_buttons[message.id] = message
            return
        if markup.is_inline:
            return
        message.had_keyboard = True
        chat.force_reply = markup.force_reply
        if markup.keyboard is not None:
            keyboard = markup.keyboard
            chat.keyboard = Keyboard(
                keyboard["keyboard"],
                keyboard["resize_keyboard"],
                keyboard["one_time_keyboard"],
                keyboard["is_persistent"],
                keyboard["input_field_placeholder"],
                message.id,
            )
        elif markup.remove:
            chat.keyboard = None
        self.hub.publish("keyboard", chat.audience(), chat_id=chat.id)

    def edited(self, message: Message) -> None:
        """A message's content or buttons changed: stamp it and tell its readers."""
        message.edit_date = int(self.clock.seconds())
        chat = message.chat
        if message.markup is not None:
            if message.id not in chat.with_buttons:
                chat.with_buttons[message.id] = message
                chat.with_buttons = dict(sorted(chat.with_buttons.items()))
        else:
            chat.with_buttons.pop(message.id, None)
        self.quiet.touch()
        self.hub.publish("edited", chat.audience(), chat_id=chat.id, message_id=message.id)

    def delete(self, message: Message) -> None:
        """Remove a message from everybody's screen; a reply keyboard it brought goes with it."""
        chat = message.chat
        chat.messages.pop(message.id, None)
        chat.with_buttons.pop(message.id, None)
        chat.pinned.pop(message.id, None)
        if chat.keyboard is not None and chat.keyboard.message_id == message.id:
            chat.keyboard = None
        self.quiet.touch()
        self.hub.publish("deleted", chat.audience(), chat_id=chat.id, message_id=message.id)

    def message_json(self, message: Message) -> Json:
        """The message as the bot sees it."""
        return message_json(message, self.bot.user)

    # --- updates and answers

    def tell_bot(self, message: Message, kind: str = "message") -> None:
        """Queue the update about a message, if the bot may see it."""
        self.updates.add(kind, self.message_json(message), message.chat.id)

    def bot_member_changed(self, chat: Chat, actor: Person, old: str, new: str) -> None:
        """The my_chat_member update: somebody blocked, unblocked, added, promoted or removed the bot."""
        self.updates.add(
            "my_chat_member",
            {
                "chat": chat.payload,
                "from": actor.user,
                "date": int(self.clock.seconds()),
                "old_chat_member": member_json(self.bot.user, old),
                "new_chat_member": member_json(self.bot.user, new),
            },
            chat.id,
        )

    def member_changed(self, chat: Chat, actor: Person, person: Person, old: str, new: str) -> None:
        """The chat_member update (for bots that asked for it and are administrators)."""
        if chat.bot_status == "administrator":
            self.updates.add(
                "chat_member",
                {
                    "chat": chat.payload,
                    "from": actor.user,
                    "date": int(self.clock.seconds()),
                    "old_chat_member": member_json(person.user, old),
                    "new_chat_member": member_json(person.user, new),
                },
                chat.id,
            )

    def add_query(self, person: Person, chat: Chat, message_id: int) -> CallbackQuery:
        """Remember a press of a button until it is answered."""
        query_id = str(person.id * 4294967296 + self.next_serial())
        query = CallbackQuery(query_id, person, chat.id, message_id, self.clock.seconds())
        self.queries[query_id] = query
        if len(self.queries) > QUERIES_KEPT:
            self.queries.popitem(last=False)
        return query

    def toast(self, person: Person, text: str, *, alert: bool) -> None:
        """Show a callback answer on a person's screen."""
        toast = Toast(self.next_serial(), text, alert, self.clock.seconds())
        person.toasts.append(toast)
        self.quiet.touch()
        self.hub.publish("toast", (person,), person_id=person.id, toast={"id": toast.id, "text": text, "alert": alert})

    # --- the log

    def log(self, method: str, params: Json, error: str | None, ms: float) -> None:
        """Write a Bot API call down and count it."""
        self._calls_seq += 1
        self.stats[method] = self.stats.get(method, 0) + 1
        if error is not None:
            self.errors += 1
        self.calls.append(Call(self._calls_seq, self.clock.seconds(), method, params, error, params.get("chat_id"), ms))

"""What exists in the stand-in: people, chats, messages, callback queries, the bot's own settings.

Plain objects with slots, so that a hundred thousand of them stay small. Rules live elsewhere.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup"]
BotStatus = Literal["member", "administrator", "left", "kicked"]

TOASTS_KEPT: Final = 20


@dataclass(slots=True, eq=False)
class StoredFile:
    """A file in memory. `unique_id` depends on the bytes only, as two uploads of the same bytes share them."""

    id: str
    unique_id: str
    kind: str
    path: str
    content: bytes
    name: str
    mime: str
    width: int = 0
    height: int = 0
    duration: int = 0


@dataclass(slots=True, eq=False)
class Media:
    """What a message carries beside text: `kind` is the Bot API field, `payload` its value."""

    kind: str
    payload: Any
    file: StoredFile | None = None


@dataclass(slots=True, eq=False)
class Toast:
    """The visible answer to a callback query. `at` is in seconds since the epoch, by the sandbox clock."""

    id: int
    text: str
    alert: bool
    at: float


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a phone. `user` is the Bot API's User object, built once and shared."""

    id: int
    first_name: str
    last_name: str | None
    username: str | None
    language_code: str
    phone: str | None
    label: str | None
    accent: str | None
    pinned: bool
    user: Json
    chat: Chat | None = None
    blocked: bool = False
    deactivated: bool = False
    started: bool = False
    groups: list[Chat] = field(default_factory=list)
    toasts: deque[Toast] = field(default_factory=lambda: deque(maxlen=TOASTS_KEPT))
    version: int = 0

    @property
    def name(self) -> str:
        """First and last name, as a messenger shows them."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(slots=True, eq=False)
class Keyboard:
    """The reply keyboard in force in a chat, and the message that brought it."""

    rows: list[list[Json]]
    resize: bool
    one_time: bool
    persistent: bool
    placeholder: str | None
    message_id: int


@dataclass(slots=True, eq=False)
class Message:
    """A message of a chat. `sender` None is the bot. `text` is the caption where there is media.

    `entities` are Bot API entities (offsets in UTF-16 units); `markup` is an inline keyboard; `extra` holds
    rarer Bot API fields as they are shown to the bot; `service` is the grey line people see.
    """

    id: int
    chat: Chat
    sender: Person | None
    date: int
    text: str | None = None
    entities: list[Json] | None = None
    media: Media | None = None
    markup: Json | None = None
    edit_date: int = 0
    reply_to: Message | None = None
    extra: Json | None = None
    service: str | None = None
    reaction: str | None = None
    pinned: bool = False
    had_keyboard: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat of one person with the bot (its id is the person's), or a group.

    `messages` keeps the order of arrival and is the index by id; `with_buttons` holds those with inline keyboards,
    `pinned` those pinned, in the order of pinning.
    `flood_at` belongs to the flood limit: the monotonic moment at which the chat's bucket would be empty again.
    """

    id: int
    type: ChatType
    payload: Json
    person: Person | None = None
    title: str = ""
    members: dict[int, Person] = field(default_factory=dict)
    requests: dict[int, Person] = field(default_factory=dict)
    banned: dict[int, Person] = field(default_factory=dict)
    bot_status: BotStatus = "member"
    migrated_to: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    with_buttons: dict[int, Message] = field(default_factory=dict)
    pinned: dict[int, Message] = field(default_factory=dict)
    unread: dict[int, int] = field(default_factory=dict)
    next_message_id: int = 1
    keyboard: Keyboard | None = None
    force_reply: bool = False
    typing_until: float = 0.0
    flood_at: float = 0.0
    invite_links: dict[str, Json] = field(default_factory=dict)
    description: str | None = None

    def audience(self) -> tuple[Person, ...]:
        """Everybody whose phone shows this chat."""
        return (self.person,) if self.person is not None else tuple(self.members.values())

    def last(self) -> Message | None:
        """The newest message still there."""
        return next(reversed(self.messages.values()), None)


@dataclass(slots=True, eq=False)
class CallbackQuery:
    """A press of an inline button, waiting for its answer. `at` is by the sandbox clock."""

    id: str
    person: Person
    chat_id: int
    message_id: int
    at: float
    answered: bool = False


@dataclass(slots=True, eq=False)
class BotProfile:
    """The bot as Telegram knows it: its user and everything it has set about itself."""

    id: int
    first_name: str
    username: str
    user: Json
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

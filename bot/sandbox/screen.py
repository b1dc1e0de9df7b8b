"""What a person sees: chats, messages, keyboards, toasts as plain JSON for the page and for tests."""

from __future__ import annotations

import itertools
import time
from typing import Any, Final

from .clock import iso
from .entities import to_html
from .model import CallbackQuery, Chat, Json, Message, Person
from .world import World

SHOWN: Final = 200


def person_json(person: Person) -> Json:
    """A person as the page and the tests know them."""
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language_code,
        "phone": person.phone,
        "label": person.label,
        "accent": person.accent,
        "blocked": person.blocked,
        "deactivated": person.deactivated,
        "started": person.started,
        "pinned": person.pinned,
    }


def chat_json(world: World, chat: Chat, person: Person) -> Json:
    """A chat as a line of this person's list of chats."""
    last = chat.last()
    return {
        "id": chat.id,
        "type": chat.type,
        "title": world.bot.first_name if chat.person is not None else chat.title,
        "unread": chat.unread.get(person.id, 0),
        "last_text": None if last is None else summary(last),
        "last_at": None if last is None else iso(last.date),
    }


_OPTIONAL: Final = (
    *("text", "html", "caption", "caption_html", "photo", "document", "voice", "sticker", "video_note", "video"),
    *("location", "contact", "album_id", "forwarded_from"),
)
_KIND_WORDS: Final = {
    "photo": "Фото",
    "document": "Файл",
    "voice": "Голосовое сообщение",
    "video": "Видео",
    "animation": "GIF",
    "audio": "Аудио",
    "sticker": "Стикер",
    "video_note": "Видеосообщение",
    "location": "Геопозиция",
    "contact": "Контакт",
}


def summary(message: Message) -> str:
    """A message in one line, for lists and replies."""
    if message.service:
        return message.service
    text = (message.text or "").replace("\n", " ")
    if message.media is None:
        return text
    kind = _KIND_WORDS.get(message.media.kind, "")
    return f"{kind}: {text}" if text else kind


def message_view(world: World, message: Message, viewer: Person) -> Json:
    """A message as this person sees it."""
    sender = message.sender
    author = (
        {"id": world.bot.id, "name": world.bot.first_name, "is_bot": True}
        if sender is None
        else {"id": sender.id, "name": sender.name, "is_bot": False}
    )
    view: Json = dict.fromkeys(_OPTIONAL)
    view.update(
        {
            "id": message.id,
            "chat_id": message.chat.id,
            "from": author,
            "out": sender is viewer,
            "date": iso(message.date),
            "edited": bool(message.edit_date),
            "reply_to": _reply(message),
            "buttons": _buttons(message),
            "reaction": message.reaction,
            "pinned": message.pinned,
            "service": message.service,
        }
    )
    if message.media is None:
        if message.text is not None:
            view["text"], view["html"] = message.text, to_html(message.text, message.entities)
    else:
        view.update(_media(message))
        if message.text:
            view["caption"], view["caption_html"] = message.text, to_html(message.text, message.entities)
    if message.extra:
        view["album_id"] = message.extra.get("media_group_id")
        origin = message.extra.get("forward_origin")
        if origin is not None:
            user = origin["sender_user"]
            view["forwarded_from"] = " ".join(filter(None, (user["first_name"], user.get("last_name"))))
    return view


def _reply(message: Message) -> Json | None:
    target = message.reply_to
    return None if target is None else {"id": target.id, "text": summary(target)}


def _buttons(message: Message) -> list[list[Json]] | None:
    if message.markup is None:
        return None
    return [[_button(button) for button in row] for row in message.markup["inline_keyboard"]]


def _button(button: Json) -> Json:
    if "callback_data" in button:
        return {"text": button["text"], "kind": "callback", "data": button["callback_data"]}
    if "url" in button:
        return {"text": button["text"], "kind": "url", "url": button["url"]}
    if "web_app" in button:
        return {"text": button["text"], "kind": "web_app", "url": button["web_app"]["url"]}
    if "copy_text" in button:
        return {"text": button["text"], "kind": "copy", "data": button["copy_text"]["text"]}
    return {"text": button["text"], "kind": "switch"}


def _media(message: Message) -> Json:
    media = message.media
    if media is None:
        return {}
    payload: Any = media.payload
    if media.kind == "location":
        return {"location": {"lat": payload["latitude"], "lon": payload["longitude"]}}
    if media.kind == "contact":
        name = " ".join(filter(None, (payload["first_name"], payload.get("last_name"))))
        return {"contact": {"phone": payload["phone_number"], "name": name, "user_id": payload.get("user_id")}}
    file = media.file
    if file is None:
        return {}
    base: Json = {"url": f"/sandbox/files/{file.id}"}
    if media.kind == "photo":
        return {"photo": {**base, "width": file.width or 1, "height": file.height or 1}}
    if media.kind == "sticker":
        return {"sticker": {**base, "emoji": payload["emoji"]}}
    if media.kind in ("voice", "video_note"):
        return {media.kind: {**base, "duration": file.duration}}
    described = {**base, "name": file.name, "size": len(file.content), "mime": file.mime}
    if media.kind in ("video", "animation"):
        return {"video": {**described, "width": payload["width"], "height": payload["height"]}, "document": described}
    return {"document": described}


def commands_for(world: World, person: Person, chat: Chat) -> list[Json]:
    """The commands in force, by Telegram's order of scopes, each first in the person's language."""
    if chat.person is not None:
        scopes = [f"chat:{chat.id}", "all_private_chats", "default"]
    else:
        scopes = [f"chat_member:{chat.id}:{person.id}", f"chat:{chat.id}", "all_group_chats", "default"]
        if next(iter(chat.members), None) == person.id:
            scopes[1:1] = [f"chat_administrators:{chat.id}"]
            scopes[3:3] = ["all_chat_administrators"]
    for scope in scopes:
        for language in (person.language_code, ""):
            commands = world.bot.commands.get((scope, language))
            if commands:
                return commands
    return []


def screen(world: World, person: Person, chat: Chat, limit: int = SHOWN) -> Json:
    """The whole screen: the last `limit` messages of the chat (oldest first) and everything around them."""
    bot = world.bot
    language = person.language_code
    newest = list(itertools.islice(reversed(chat.messages.values()), limit))
    keyboard = chat.keyboard
    return {
        "person": person_json(person),
        "chat": chat_json(world, chat, person),
        "bot": {
            "id": bot.id,
            "first_name": bot.names.get(language) or bot.names.get("") or bot.first_name,
            "username": bot.username,
            "description": bot.descriptions.get(language) or bot.descriptions.get(""),
        },
        "messages": [message_view(world, message, person) for message in reversed(newest)],
        "keyboard": None
        if keyboard is None
        else {
            "rows": [[_key(key) for key in row] for row in keyboard.rows],
            "resize": keyboard.resize,
            "one_time": keyboard.one_time,
            "persistent": keyboard.persistent,
            "placeholder": keyboard.placeholder,
        },
        "force_reply": chat.force_reply,
        "commands": commands_for(world, person, chat),
        "menu_button": _menu_button(world, chat),
        "typing": chat.typing_until > time.monotonic(),
        "toasts": [{"id": t.id, "text": t.text, "alert": t.alert, "at": iso(t.at)} for t in person.toasts],
        "pending": _pending(world, person),
        "now": iso(world.clock.seconds()),
        "has_started": person.started,
        "start_payload_hint": None,
        "version": person.version,
    }


def _key(key: Json) -> Json:
    return {
        "text": key["text"],
        "request_contact": bool(key.get("request_contact")),
        "request_location": bool(key.get("request_location")),
    }


def _menu_button(world: World, chat: Chat) -> Json:
    buttons = world.bot.menu_buttons
    raw = buttons.get(chat.id) or buttons.get(0) or {"type": "commands" if world.bot.commands else "default"}
    if raw.get("type") == "web_app":
        return {"type": "web_app", "text": raw.get("text"), "url": raw["web_app"]["url"]}
    return {"type": raw["type"]}


def _pending(world: World, person: Person) -> list[Json]:
    """Pressed buttons still waiting for the bot's answer, newest last (of the newest 200 presses of all people)."""
    newest: list[CallbackQuery] = list(itertools.islice(reversed(world.queries.values()), SHOWN))
    return [
        {"query_id": query.id, "message_id": query.message_id, "chat_id": query.chat_id}
        for query in reversed(newest)
        if query.person is person and not query.answered
    ]

"""Pressing buttons: found by the text a person sees, by place or by data; forged ones too."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, Final

from . import actions
from .errors import PersonError
from .model import Chat, Json, Media, Message, Person
from .wire import gone_json
from .world import World

#: How many of the newest messages with buttons are looked through for a text.
LOOKED_THROUGH: Final = 300
NEAR: Final = (50.2907, 127.5272)


def tap(world: World, person: Person, chat: Chat, raw: Json) -> Json:
    """Press the button the request means; what came of it: query_id and message_id, or a url, or a copied text."""
    if person.deactivated:
        raise PersonError(f"the account of {person.name} is deleted", 409)
    if raw.get("force"):
        return _forged(world, person, chat, raw)
    messages = _messages(chat, raw.get("message_id"))
    if raw.get("row") is not None:
        return _press(world, person, chat, *_at(messages, int(raw["row"]), int(raw.get("col") or 0)))
    if raw.get("data") is not None:
        wanted = str(raw["data"])
        for message in messages:
            for button in _buttons(message):
                if button.get("callback_data") == wanted:
                    return _press(world, person, chat, message, button)
        raise PersonError(f"no button carries «{wanted}»", 404)
    text = str(raw.get("text") or "")
    if not text:
        raise PersonError("say which button: text, data, or row and col")
    return _by_text(world, person, chat, messages, text, raw.get("message_id") is not None)


def _messages(chat: Chat, message_id: object) -> list[Message]:
    if message_id is not None:
        return [actions.message_in(chat, message_id)]
    return list(itertools.islice(reversed(chat.with_buttons.values()), LOOKED_THROUGH))


def _buttons(message: Message) -> Iterator[Json]:
    if message.markup is not None:
        yield from itertools.chain.from_iterable(message.markup["inline_keyboard"])


def _at(messages: list[Message], row: int, col: int) -> tuple[Message, Json]:
    for message in messages:
        rows = message.markup["inline_keyboard"] if message.markup is not None else []
        if 0 <= row < len(rows) and 0 <= col < len(rows[row]):
            return message, rows[row][col]
    raise PersonError(f"there is no button in row {row}, column {col}", 404)


def _by_text(world: World, person: Person, chat: Chat, messages: list[Message], text: str, only_inline: bool) -> Json:
    keys = [] if only_inline or chat.keyboard is None else list(itertools.chain.from_iterable(chat.keyboard.rows))
    for exact in (True, False):
        for message in messages:
            button = _named(_buttons(message), text, exact)
            if button is not None:
                return _press(world, person, chat, message, button)
        key = _named(keys, text, exact)
        if key is not None:
            return _press_key(world, person, chat, key)
    shown = [[b["text"] for b in _buttons(message)] for message in messages[:1]]
    inline, reply = (shown[0] if shown else []), [key["text"] for key in keys]
    raise PersonError(
        f"there is no button «{text}»; on the newest message: {_quoted(inline)}; on the keyboard: {_quoted(reply)}",
        404,
        buttons=inline,
        keyboard=reply,
    )


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"«{text}»" for text in texts) or "none"


def _named(buttons: Iterable[Json], text: str, exact: bool) -> Json | None:
    """The button with this text, or the only one that begins with or else contains it."""
    if exact:
        return next((button for button in buttons if button["text"] == text), None)
    several = list(buttons)
    for fits in (str.startswith, str.__contains__):
        found = [button for button in several if fits(button["text"], text)]
        if len(found) == 1:
            return found[0]
    return None


def _press(world: World, person: Person, chat: Chat, message: Message, button: Json) -> Json:
    data = button.get("callback_data")
    if data is not None:
        return _query(world, person, chat, message.id, data)
    if "copy_text" in button:
        return {"query_id": None, "message_id": message.id, "copied": button["copy_text"]["text"]}
    url = button["url"] if "url" in button else button.get("web_app", {}).get("url")
    if url is None:
        raise PersonError(f"the button «{button['text']}» opens another chat, which the sandbox has not", 409)
    payload = actions.deep_link(world, url)
    if payload is not None:
        sent = actions.start(world, person, payload or None)
        return {"query_id": None, "message_id": sent.id, "url": url}
    return {"query_id": None, "message_id": message.id, "url": url}


def _query(world: World, person: Person, chat: Chat, message_id: int, data: str) -> Json:
    if chat.person is not None and person.blocked:
        raise PersonError(f"{person.name} has blocked the bot: unblock it first", 409)
    query = world.add_query(person, chat, message_id)
    message = chat.messages.get(message_id)
    payload: Json = {
        "id": query.id,
        "from": person.user,
        "message": world.message_json(message) if message is not None else gone_json(chat, message_id),
        "chat_instance": str(chat.id * 7919),
        "data": data,
    }
    world.updates.add("callback_query", payload, chat.id)
    world.hub.publish("pressed", (person,), person_id=person.id, query_id=query.id, message_id=message_id)
    return {"query_id": query.id, "message_id": message_id}


def _forged(world: World, person: Person, chat: Chat, raw: Json) -> Json:
    """A callback whose button need not exist; also on a deleted message. Default: the bot's newest message."""
    if raw.get("data") is None:
        raise PersonError("a forged press needs data")
    message_id: Any = raw.get("message_id")
    if message_id is None:
        newest = next((m for m in reversed(chat.messages.values()) if m.sender is None and not m.service), None)
        if newest is None:
            raise PersonError("the bot has sent no message to forge a press on", 404)
        message_id = newest.id
    return _query(world, person, chat, int(message_id), str(raw["data"]))


def _press_key(world: World, person: Person, chat: Chat, key: Json) -> Json:
    keyboard = chat.keyboard
    brought_by = chat.messages.get(keyboard.message_id) if keyboard is not None else None
    if key.get("request_contact"):
        sent = actions.share_contact(world, person, chat, person, reply_to=brought_by)
    elif key.get("request_location"):
        place = Media("location", {"latitude": NEAR[0], "longitude": NEAR[1]})
        sent = actions.write(world, person, chat, media=place, reply_to=brought_by)
    else:
        sent = actions.say(world, person, key["text"], chat)
    if keyboard is not None and keyboard.one_time and chat.keyboard is keyboard:
        chat.keyboard = None
        world.hub.publish("keyboard", (person,), chat_id=chat.id)
    return {"query_id": None, "message_id": sent.id}

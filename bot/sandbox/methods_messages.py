"""Bot API: sending text, places, contacts; and what every sending method shares."""

from __future__ import annotations

import time
from typing import Any

from .entities import MAX_CAPTION, MAX_TEXT
from .errors import ApiError, bad_request, forbidden
from .keyboards import Markup, read_markup
from .markup import read_text
from .model import Chat, Json, Media, Message, Person
from .registry import method
from .request import Params, whole_number
from .world import World

TYPING_SECONDS = 5.0
_ACTIONS = frozenset(
    f"{verb}_{what}" for verb in ("upload", "record") for what in ("photo", "video", "voice", "document", "video_note")
) | {"typing", "choose_sticker", "find_location"}


def known_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat a parameter names, even one the bot may not write to any more."""
    raw = params.raw.get(name)
    if raw is None or raw == "":
        raise bad_request(f"{name} is empty")
    chat_id = whole_number(raw)
    if not chat_id:
        person = world.usernames.get(str(raw).removeprefix("@").lower())
        if person is None:
            raise bad_request("chat not found")
        chat_id = person.id
    chat = world.chats.get(chat_id)
    if chat is None:
        known = world.people.get(chat_id)
        if known is not None and _asks_to_join(world, known):
            return world.private_chat(known)
        if known is not None:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")
    return chat


def _asks_to_join(world: World, person: Person) -> bool:
    """Whoever asks to be let into a group the bot runs may be written to until the request is answered."""
    return any(person.id in chat.requests and chat.bot_status == "administrator" for chat in world.chats.values())


def writable_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """The chat, if the bot may write there; Telegram's refusal if not."""
    chat = known_chat(world, params, name)
    person = chat.person
    if person is not None:
        if person.deactivated:
            raise forbidden("user is deactivated")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started and not _asks_to_join(world, person):
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    if chat.migrated_to:
        raise ApiError(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def message_of(chat: Chat, params: Params, what: str, name: str = "message_id") -> Message:
    """The message a parameter names, or "… not found". `what` as in "message to edit"."""
    message_id = params.integer(name)
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def reply_target(chat: Chat, params: Params) -> Message | None:
    """The message being replied to, from `reply_parameters` or the older pair of parameters."""
    raw = params.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if isinstance(raw, dict):
        if "message_id" not in raw:
            raise bad_request('can\'t find field "message_id"')
        message_id, optional = raw["message_id"], bool(raw.get("allow_sending_without_reply"))
    else:
        message_id, optional = params.integer("reply_to_message_id"), params.flag("allow_sending_without_reply")
    if not message_id:
        return None
    target = chat.messages.get(whole_number(message_id))
    if target is None and not optional:
        raise bad_request("message to be replied not found")
    return target


def send(
    world: World,
    chat: Chat,
    params: Params,
    *,
    text: str | None = None,
    entities: list[Json] | None = None,
    media: Media | None = None,
    extra: Json | None = None,
) -> Json:
    """Post a message of the bot with the parameters every sending method takes; the Message it became."""
    raw_markup = params.raw.get("reply_markup")
    markup: Markup | None = read_markup(raw_markup) if raw_markup else None
    reply_to = reply_target(chat, params) if _replies(params.raw) else None
    world.limits.charge(chat)
    if params.flag("protect_content"):
        extra = {**(extra or {}), "has_protected_content": True}
    message = world.post(
        chat, None, text=text, entities=entities, media=media, markup=markup, reply_to=reply_to, extra=extra
    )
    return world.message_json(message)


def _replies(raw: Json) -> bool:
    return "reply_parameters" in raw or "reply_to_message_id" in raw


def real_mentions(world: World, entities: list[Json] | None) -> list[Json] | None:
    """Mentions by id get the person's User; those of nobody known are dropped, as in Telegram."""
    if not entities or not any(entity["type"] == "text_mention" for entity in entities):
        return entities
    kept = []
    for entity in entities:
        if entity["type"] == "text_mention":
            user = entity["user"] if isinstance(entity["user"], dict) else {}
            person: Person | None = world.people.get(whole_number(user.get("id")))
            if person is None:
                continue
            entity = {**entity, "user": person.user}
        kept.append(entity)
    return kept or None


def caption_of(world: World, params: Params) -> tuple[str | None, list[Json] | None]:
    """Caption and its entities, None when there is none."""
    caption = params.text("caption")
    if not caption:
        return None, None
    text, entities = read_text(
        caption, params.text("parse_mode"), params.get("caption_entities"), MAX_CAPTION, caption=True
    )
    return text or None, real_mentions(world, entities)


@method("sendMessage")
def send_message(world: World, params: Params) -> Json:
    """Text, with formatting and a keyboard."""
    text = params.text("text")
    if not text:
        raise bad_request("message text is empty")
    text, entities = read_text(text, params.text("parse_mode"), params.raw.get("entities"), MAX_TEXT)
    if not text:
        raise bad_request("message text is empty")
    chat = writable_chat(world, params)
    return send(world, chat, params, text=text, entities=real_mentions(world, entities))


@method("sendLocation")
def send_location(world: World, params: Params) -> Json:
    """A point on the map."""
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if latitude is None or not -90 <= latitude <= 90:
        raise bad_request("latitude is empty" if latitude is None else "wrong latitude specified")
    if longitude is None or not -180 <= longitude <= 180:
        raise bad_request("longitude is empty" if longitude is None else "wrong longitude specified")
    chat = writable_chat(world, params)
    return send(world, chat, params, media=Media("location", {"latitude": latitude, "longitude": longitude}))


@method("sendContact")
def send_contact(world: World, params: Params) -> Json:
    """A card with a telephone number."""
    phone, first_name = params.text("phone_number"), params.text("first_name")
    for name, value in (("phone_number", phone), ("first_name", first_name)):
        if not value:
            raise bad_request(f'parameter "{name}" is required')
    contact = {"phone_number": phone, "first_name": first_name}
    if params.text("last_name"):
        contact["last_name"] = params.text("last_name")
    chat = writable_chat(world, params)
    return send(world, chat, params, media=Media("contact", contact))


@method("sendChatAction")
def send_chat_action(world: World, params: Params) -> bool:
    """Typing, for five seconds or until the next message."""
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(world, params)
    chat.typing_until = time.monotonic() + TYPING_SECONDS
    until = world.clock.seconds() + TYPING_SECONDS
    world.hub.publish("typing", chat.audience(), chat_id=chat.id, until=until)
    return True


@method("setMessageReaction")
def set_message_reaction(world: World, params: Params) -> bool:
    """The bot's reaction on a message; an empty list takes it away."""
    chat = writable_chat(world, params)
    message = message_of(chat, params, "message to react")
    reactions: Any = params.parsed("reaction", "can't parse reaction types JSON object") or []
    if not isinstance(reactions, list) or len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    first = reactions[0] if reactions else {}
    if not isinstance(first, dict):
        raise bad_request("can't parse ReactionType: expected an Object")
    message.reaction = str(first.get("emoji") or "") or None
    world.hub.publish("reaction", chat.audience(), chat_id=chat.id, message_id=message.id)
    world.quiet.touch()
    return True

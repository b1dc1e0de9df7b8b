"""Bot API: changing, removing, copying and forwarding messages that exist."""

from __future__ import annotations

from typing import Any, Final

from .entities import MAX_TEXT
from .errors import bad_request
from .keyboards import Markup, read_inline
from .markup import read_text
from .methods_media import media_from_input
from .methods_messages import caption_of, known_chat, message_of, real_mentions, send, writable_chat
from .model import Chat, Json, Message
from .registry import method
from .request import Params, whole_number
from .world import World

DELETE_WITHIN: Final = 48 * 3600
MANY: Final = 100

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def _editable(world: World, params: Params) -> Message:
    chat = writable_chat(world, params)
    message = message_of(chat, params, "message to edit")
    if message.sender is not None or message.had_keyboard or message.service or _is_forward(message):
        raise bad_request("message can't be edited")
    return message


def _is_forward(message: Message) -> bool:
    return message.extra is not None and "forward_origin" in message.extra


def _finish(world: World, message: Message) -> Json:
    world.edited(message)
    return world.message_json(message)


@method("editMessageText")
def edit_message_text(world: World, params: Params) -> Json:
    """New text and buttons; buttons not given are taken away."""
    text = params.text("text")
    if not text:
        raise bad_request("message text is empty")
    text, entities = read_text(text, params.text("parse_mode"), params.raw.get("entities"), MAX_TEXT)
    message = _editable(world, params)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    markup = read_inline(params.raw.get("reply_markup"))
    entities = real_mentions(world, entities)
    if message.text == text and message.entities == entities and message.markup == markup:
        raise bad_request(_SAME)
    world.limits.charge(message.chat, overall=False)
    message.text, message.entities, message.markup = text, entities, markup
    return _finish(world, message)


@method("editMessageCaption")
def edit_message_caption(world: World, params: Params) -> Json:
    """New caption and buttons of a media message."""
    caption, entities = caption_of(world, params)
    message = _editable(world, params)
    if message.media is None or message.media.kind in ("location", "contact"):
        raise bad_request("there is no caption in the message to edit")
    markup = read_inline(params.raw.get("reply_markup"))
    if message.text == caption and message.entities == entities and message.markup == markup:
        raise bad_request(_SAME)
    world.limits.charge(message.chat, overall=False)
    message.text, message.entities, message.markup = caption, entities, markup
    return _finish(world, message)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> Json:
    """New buttons only."""
    message = _editable(world, params)
    markup = read_inline(params.raw.get("reply_markup"))
    if message.markup == markup:
        raise bad_request(_SAME)
    world.limits.charge(message.chat, overall=False)
    message.markup = markup
    return _finish(world, message)


@method("editMessageMedia")
def edit_message_media(world: World, params: Params) -> Json:
    """Another photo or file in place of the old one."""
    raw = params.parsed("media", "can't parse input media JSON object")
    message = _editable(world, params)
    if message.media is None:
        raise bad_request("there is no media in the message to edit")
    media, caption, entities = media_from_input(world, params, raw)
    markup = read_inline(params.raw.get("reply_markup"))
    same = message.media.file is not None and media.file is message.media.file
    if same and message.text == caption and message.entities == entities and message.markup == markup:
        raise bad_request(_SAME)
    world.limits.charge(message.chat, overall=False)
    message.media, message.text, message.entities, message.markup = media, caption, entities, markup
    return _finish(world, message)


def _ensure_deletable(world: World, message: Message) -> None:
    chat = message.chat
    if message.sender is not None and chat.type != "private" and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted")
    if world.clock.seconds() - message.date > DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")


@method("deleteMessage")
def delete_message(world: World, params: Params) -> bool:
    """Remove one message, within 48 hours of its date."""
    chat = known_chat(world, params)
    message = message_of(chat, params, "message to delete")
    _ensure_deletable(world, message)
    world.delete(message)
    return True


def _ids(params: Params) -> list[int]:
    ids = params.parsed("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MANY:
        raise bad_request("too many message identifiers specified")
    return [whole_number(i) for i in ids]


@method("deleteMessages")
def delete_messages(world: World, params: Params) -> bool:
    """Remove up to a hundred messages; those not found are skipped."""
    chat = known_chat(world, params)
    for message_id in _ids(params):
        message = chat.messages.get(message_id)
        if message is not None:
            _ensure_deletable(world, message)
            world.delete(message)
    return True


def _source(world: World, params: Params) -> Chat:
    if not params.text("from_chat_id"):
        raise bad_request('parameter "from_chat_id" is required')
    return known_chat(world, params, "from_chat_id")


def _ensure_free(message: Message, verb: str) -> None:
    if message.service:
        raise bad_request(f"message can't be {verb}")
    if message.extra is not None and message.extra.get("has_protected_content"):
        raise bad_request(f"message has protected content and can't be {verb}")


@method("copyMessage")
def copy_message(world: World, params: Params) -> Json:
    """The same content as a new message of the bot, with another caption if one is given."""
    chat = writable_chat(world, params)
    message = message_of(_source(world, params), params, "message to copy")
    _ensure_free(message, "copied")
    text, entities = message.text, message.entities
    if message.media is not None and "caption" in params.raw:
        text, entities = caption_of(world, params)
    sent = send(world, chat, params, text=text, entities=entities, media=message.media)
    return {"message_id": sent["message_id"]}


@method("forwardMessage")
def forward_message(world: World, params: Params) -> Json:
    """The message with its origin."""
    chat = writable_chat(world, params)
    message = message_of(_source(world, params), params, "message to forward")
    _ensure_free(message, "forwarded")
    return send(
        world,
        chat,
        params,
        text=message.text,
        entities=message.entities,
        media=message.media,
        extra=origin(world, message),
    )


def origin(world: World, message: Message) -> Json:
    """The Bot API fields that say where a forwarded message came from."""
    if message.extra is not None and "forward_origin" in message.extra:
        return {"forward_origin": message.extra["forward_origin"]}
    user = world.bot.user if message.sender is None else message.sender.user
    return {"forward_origin": {"type": "user", "date": message.date, "sender_user": user}}


def _several(world: World, params: Params, verb: str) -> list[Json]:
    chat, source = writable_chat(world, params), _source(world, params)
    found = [message for i in _ids(params) if (message := source.messages.get(i)) is not None and not message.service]
    if not found:
        raise bad_request(f"there are no messages to {verb}")
    world.limits.charge(chat, len(found))
    albums: dict[Any, str] = {}
    result = []
    for message in found:
        extra = origin(world, message) if verb == "forward" else {}
        album = (message.extra or {}).get("media_group_id")
        if album is not None:
            extra["media_group_id"] = albums.setdefault(album, str(world.next_serial()))
        sent = world.post(
            chat,
            None,
            text=message.text,
            entities=message.entities,
            media=message.media,
            markup=Markup(),
            extra=extra or None,
        )
        result.append({"message_id": sent.id})
    return result


@method("copyMessages")
def copy_messages(world: World, params: Params) -> list[Json]:
    """Several at once; those not found are skipped, albums stay albums."""
    return _several(world, params, "copy")


@method("forwardMessages")
def forward_messages(world: World, params: Params) -> list[Json]:
    """Several at once with their origins; those not found are skipped."""
    return _several(world, params, "forward")

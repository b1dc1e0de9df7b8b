"""What a person can do with their phone: write, press, share, send, edit, block. Each step tells the bot as Telegram would."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from .entities import MAX_CAPTION, MAX_TEXT, trimmed, utf16_len, with_found
from .errors import PersonError
from .files import Upload, image_size, sample_png
from .methods_edit import origin
from .methods_media import media_of
from .model import Chat, Json, Media, Message, Person
from .world import World

KINDS: Final = ("photo", "voice", "sticker", "document", "video_note", "location")
_SAMPLES: Final = {
    "photo": ("photo.png", "image/png"),
    "voice": ("voice.oga", "audio/ogg"),
    "sticker": ("sticker.webp", "image/webp"),
    "document": ("document.txt", "text/plain"),
    "video_note": ("video.mp4", "video/mp4"),
}
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


def chat_of(world: World, person: Person, chat_id: object = None) -> Chat:
    """The chat a person means: their private chat with the bot, or a group they are in."""
    if chat_id in (None, person.id, str(person.id)):
        return world.private_chat(person)
    try:
        chat = world.chats.get(int(str(chat_id)))
    except ValueError:
        raise PersonError(f"{chat_id!r} is not a chat id") from None
    if chat is None or person.id not in chat.members:
        raise PersonError(f"{person.name} is in no chat {chat_id}", 404)
    return chat


def message_in(chat: Chat, message_id: object) -> Message:
    """A message still in a chat."""
    message = chat.messages.get(int(message_id)) if isinstance(message_id, (int, str)) else None
    if message is None:
        raise PersonError(f"there is no message {message_id} in this chat", 404)
    return message


def write(world: World, person: Person, chat: Chat, **content: Any) -> Message:
    """Put a person's message into a chat and tell the bot. The common end of everything a person sends."""
    if person.deactivated:
        raise PersonError(f"the account of {person.name} is deleted", 409)
    if chat.person is not None:
        if person.blocked:
            raise PersonError(f"{person.name} has blocked the bot: unblock it first", 409)
        person.started = True
    chat.unread.pop(person.id, None)
    chat.force_reply = False
    message = world.post(chat, person, **content)
    if chat.person is not None or _bot_hears(world, chat, message):
        world.tell_bot(message)
    return message


def _bot_hears(world: World, chat: Chat, message: Message) -> bool:
    """Privacy mode: in groups a bot hears commands and replies to itself, everything as an administrator."""
    if chat.bot_status not in ("member", "administrator"):
        return False
    if chat.bot_status == "administrator" or not world.privacy:
        return True
    if message.reply_to is not None and message.reply_to.sender is None:
        return True
    first = (message.text or "").split(maxsplit=1)[:1]
    if not first or not first[0].startswith("/"):
        return False
    _, _, addressee = first[0].partition("@")
    return not addressee or addressee.lower() == world.bot.username.lower()


def say(world: World, person: Person, text: str, chat: Chat, reply_to: object = None) -> Message:
    """A text, with the entities a messenger finds."""
    clean, _ = trimmed(text, [])
    if not clean:
        raise PersonError("there is no text to say")
    if utf16_len(clean) > MAX_TEXT:
        raise PersonError(f"a message holds {MAX_TEXT} characters, this one has {utf16_len(clean)}")
    target = message_in(chat, reply_to) if reply_to is not None else None
    return write(world, person, chat, text=clean, entities=with_found(clean, []), reply_to=target)


def start(world: World, person: Person, payload: str | None = None) -> Message:
    """Press «Start»: unblock if needed and send /start, with the payload of a deep link if there is one."""
    if payload is not None and payload != "" and not _PAYLOAD.match(payload):
        raise PersonError("a payload has 1 to 64 characters out of A-Z, a-z, 0-9, _ and -")
    if person.blocked:
        set_blocked(world, person, blocked=False)
    return say(world, person, f"/start {payload}" if payload else "/start", world.private_chat(person))


def share_contact(world: World, person: Person, chat: Chat, owner: Person, reply_to: Message | None = None) -> Message:
    """Share one's own contact or another person's."""
    if not owner.phone:
        raise PersonError(f"{owner.name} has no phone number")
    contact = {"phone_number": owner.phone.removeprefix("+"), "first_name": owner.first_name, "user_id": owner.id}
    if owner.last_name:
        contact["last_name"] = owner.last_name
    return write(world, person, chat, media=Media("contact", contact), reply_to=reply_to)


def send(world: World, person: Person, chat: Chat, raw: Json) -> Message:
    """A photo, voice, sticker, document, round video or location."""
    kind = str(raw.get("kind"))
    if kind not in KINDS:
        raise PersonError(f"kind must be one of {', '.join(KINDS)}")
    caption = str(raw.get("caption") or "").strip() or None
    if caption is not None and utf16_len(caption) > MAX_CAPTION:
        raise PersonError(f"a caption holds {MAX_CAPTION} characters")
    entities = with_found(caption, []) if caption is not None else None
    if kind == "location":
        place = {"latitude": float(raw.get("lat", 50.2907)), "longitude": float(raw.get("lon", 127.5272))}
        return write(world, person, chat, media=Media("location", place))
    name, mime = _SAMPLES[kind]
    content = _content(raw.get("content_base64"), kind)
    if kind == "photo" and image_size(content) is None:
        raise PersonError("this is not a picture (PNG, JPEG, GIF or WebP)")
    upload = Upload(str(raw.get("file_name") or name), content, mime if kind != "document" else "")
    file = world.files.add(kind, upload, duration=int(raw.get("duration") or (3 if kind != "photo" else 0)))
    return write(world, person, chat, text=caption, entities=entities, media=media_of(file, raw.get("emoji")))


def _content(encoded: object, kind: str) -> bytes:
    if not encoded:
        return sample_png() if kind == "photo" else f"a sample {kind}".encode()
    try:
        return base64.b64decode(str(encoded), validate=True)
    except (binascii.Error, ValueError):
        raise PersonError("content_base64 is not base64") from None


def edit(world: World, person: Person, chat: Chat, message_id: object, text: str) -> Message:
    """Change one's own text or caption; the bot gets edited_message."""
    message = message_in(chat, message_id)
    if message.sender is not person or message.service:
        raise PersonError("only one's own messages can be edited", 403)
    clean = text.strip()
    if not clean:
        raise PersonError("there is no text to say")
    message.text, message.entities = clean, with_found(clean, [])
    world.edited(message)
    if not person.blocked and (chat.person is not None or _bot_hears(world, chat, message)):
        world.tell_bot(message, "edited_message")
    return message


def forward(world: World, person: Person, message: Message, target: Chat) -> Message:
    """Forward any message one can see."""
    if message.service:
        raise PersonError("this line cannot be forwarded")
    return write(
        world,
        person,
        target,
        text=message.text,
        entities=message.entities,
        media=message.media,
        extra=origin(world, message),
    )


def delete(world: World, message: Message) -> None:
    """Delete a message for everybody; Telegram does not tell bots."""
    world.delete(message)


def set_blocked(world: World, person: Person, *, blocked: bool) -> None:
    """Block or unblock the bot; it gets my_chat_member, as in Telegram."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = world.private_chat(person)
    world.bot_member_changed(chat, person, *(("member", "kicked") if blocked else ("kicked", "member")))
    world.hub.publish("person", (person,), person_id=person.id)


def leave_telegram(world: World, person: Person) -> None:
    """Delete the account: the bot is not told, its next message fails."""
    person.deactivated = True
    world.hub.publish("person", (person,), person_id=person.id)


def read(world: World, person: Person, chat: Chat) -> None:
    """Everything in the chat is seen."""
    if chat.unread.pop(person.id, 0):
        world.hub.publish("read", (person,), person_id=person.id, chat_id=chat.id)


def deep_link(world: World, url: str) -> str | None:
    """The start payload of a link to this bot (empty when it has none), None for any other link."""
    parts = urlsplit(url)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        query = parse_qs(parts.query)
        named, payload = query.get("domain", [""])[0], query.get("start", [""])[0]
    elif (parts.hostname or "") in ("t.me", "telegram.me"):
        named, payload = parts.path.strip("/"), parse_qs(parts.query).get("start", [""])[0]
    else:
        return None
    return payload if named.lower() == world.bot.username.lower() else None

"""Bot API: photos, documents, voices, stickers, albums; files by upload or by file_id; getFile."""

from __future__ import annotations

from typing import Any, Final

from .entities import MAX_CAPTION
from .errors import ApiError, bad_request
from .files import Upload, image_size, photo_sizes
from .keyboards import Markup
from .markup import read_text
from .methods_messages import caption_of, real_mentions, reply_target, send, writable_chat
from .model import Json, Media, StoredFile
from .registry import method
from .request import Params, whole_number
from .world import World

MAX_PHOTO: Final = 10 * 1024 * 1024
MAX_UPLOAD: Final = 50 * 1024 * 1024
MAX_DOWNLOAD: Final = 20 * 1024 * 1024
ALBUM: Final = 10

_NAMES: Final = {"video_note": "VideoNote"}
_ALBUM_KINDS: Final = ("photo", "video", "document", "audio")


def stored(world: World, params: Params, value: Any, kind: str, *, duration: int = 0) -> StoredFile:
    """The file a parameter means: an upload (checked and kept) or the file_id of one kept before."""
    upload = params.upload(value)
    if upload is not None:
        _check(upload, kind)
        return world.files.add(kind, upload, duration=duration)
    file = world.files.get(str(value))
    if file is None:
        if str(value).startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {_type_name(file.kind)} as {_type_name(kind)}")
    return file


def _type_name(kind: str) -> str:
    return _NAMES.get(kind, kind.capitalize())


def _check(upload: Upload, kind: str) -> None:
    size = len(upload.content)
    if not size:
        raise bad_request("file must be non-empty")
    if size > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind != "photo":
        return
    if size > MAX_PHOTO:
        raise bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes")
    dimensions = image_size(upload.content)
    if dimensions is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = dimensions
    if not width or not height or width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def media_of(file: StoredFile, emoji: str | None = None) -> Media:
    """A file as the Media of a message."""
    if file.kind == "photo":
        return Media("photo", photo_sizes(file), file)
    payload: Json = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.content)}
    if file.kind == "sticker":
        payload.update(
            {
                "type": "regular",
                "width": 512,
                "height": 512,
                "is_animated": False,
                "is_video": False,
                "emoji": emoji or "🙂",
            }
        )
        return Media("sticker", payload, file)
    if file.kind == "video_note":
        payload.update({"length": 240, "duration": file.duration})
        return Media("video_note", payload, file)
    payload["mime_type"] = file.mime
    if file.kind in ("document", "video", "animation", "audio") and file.name:
        payload["file_name"] = file.name
    if file.kind in ("voice", "video", "animation", "audio"):
        payload["duration"] = file.duration
    if file.kind in ("video", "animation"):
        payload.update({"width": file.width or 640, "height": file.height or 360})
    return Media(file.kind, payload, file)


def media_from_input(
    world: World, params: Params, raw: Any, *, in_album: bool = False
) -> tuple[Media, str | None, list[Json] | None]:
    """An InputMedia object: the media, its caption and the caption's entities."""
    if not isinstance(raw, dict):
        raise _bad_media("expected an Object")
    kind = raw.get("type")
    if not kind:
        raise _bad_media('Can\'t find field "type"')
    if kind == "animation" and in_album:
        raise _bad_media('type "animation" can\'t be used in sendMediaGroup')
    if kind not in (*_ALBUM_KINDS, "animation"):
        raise _bad_media(f'type "{kind}" is unsupported')
    source = raw.get("media")
    if not source or (str(source).startswith("attach://") and params.upload(source) is None):
        raise _bad_media("media not found")
    file = stored(world, params, source, kind, duration=whole_number(raw.get("duration")))
    caption = str(raw.get("caption") or "")
    if not caption:
        return media_of(file), None, None
    text, entities = read_text(
        caption, str(raw.get("parse_mode") or ""), raw.get("caption_entities"), MAX_CAPTION, caption=True
    )
    return media_of(file), text or None, real_mentions(world, entities)


def _bad_media(reason: str) -> ApiError:
    return bad_request(f"can't parse InputMedia: {reason}")


def _send_file(world: World, params: Params, kind: str) -> Json:
    if params.get(kind) in (None, ""):
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    chat = writable_chat(world, params)
    file = stored(world, params, params.get(kind), kind, duration=params.integer("duration"))
    caption, entities = caption_of(world, params) if kind not in ("sticker", "video_note") else (None, None)
    return send(world, chat, params, text=caption, entities=entities, media=media_of(file, params.text("emoji")))


@method("sendPhoto")
def send_photo(world: World, params: Params) -> Json:
    """A picture (PNG or JPEG, up to 10 MB)."""
    return _send_file(world, params, "photo")


@method("sendDocument")
def send_document(world: World, params: Params) -> Json:
    """A file of any kind, up to 50 MB."""
    return _send_file(world, params, "document")


@method("sendVoice")
def send_voice(world: World, params: Params) -> Json:
    """A voice message."""
    return _send_file(world, params, "voice")


@method("sendVideo")
def send_video(world: World, params: Params) -> Json:
    """A video."""
    return _send_file(world, params, "video")


@method("sendAnimation")
def send_animation(world: World, params: Params) -> Json:
    """A silent moving picture."""
    return _send_file(world, params, "animation")


@method("sendAudio")
def send_audio(world: World, params: Params) -> Json:
    """Music."""
    return _send_file(world, params, "audio")


@method("sendVideoNote")
def send_video_note(world: World, params: Params) -> Json:
    """A round video."""
    return _send_file(world, params, "video_note")


@method("sendSticker")
def send_sticker(world: World, params: Params) -> Json:
    """A sticker."""
    return _send_file(world, params, "sticker")


@method("sendMediaGroup")
def send_media_group(world: World, params: Params) -> list[Json]:
    """An album: photos and videos together, or documents only. Nothing is sent when one of them is wrong."""
    if params.get("media") in (None, ""):
        raise bad_request('parameter "media" is required')
    chat = writable_chat(world, params)
    raw = params.parsed("media", "can't parse media JSON object")
    if not isinstance(raw, list):
        raise bad_request("expected an Array of InputMedia")
    if not raw:
        raise bad_request("there are no messages to send")
    if len(raw) > ALBUM:
        raise bad_request("too many messages to send as an album")
    items = [_album_item(world, params, number, item) for number, item in enumerate(raw, 1)]
    kinds = {media.kind for media, _, _ in items}
    alone = kinds - {"photo", "video"}
    if len(kinds) > 1 and alone:
        raise bad_request(f"{min(alone)} can't be mixed with other media types")
    reply_to = reply_target(chat, params)
    world.limits.charge(chat, len(items))
    extra = {"media_group_id": str(world.next_serial() + 13_000_000_000)} if len(items) > 1 else None
    return [
        world.message_json(
            world.post(
                chat,
                None,
                text=caption,
                entities=entities,
                media=media,
                markup=Markup(),
                reply_to=reply_to,
                extra=extra,
            )
        )
        for media, caption, entities in items
    ]


def _album_item(world: World, params: Params, number: int, raw: Any) -> tuple[Media, str | None, list[Json] | None]:
    try:
        return media_from_input(world, params, raw, in_album=True)
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        if reason.startswith("can't parse"):
            raise
        message = f'failed to send message #{number} with the error message "{reason[0].upper()}{reason[1:]}"'
        raise bad_request(message) from error


@method("getFile")
def get_file(world: World, params: Params) -> Json:
    """Where to download a file."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }

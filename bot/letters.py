"""A text with its files and buttons as the one Bot API call that sends it: the same for a preview and for the outbox."""

from collections.abc import Sequence
from typing import Any

from aiogram.methods import SendDocument, SendMediaGroup, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, InputFile, InputMediaDocument, InputMediaPhoto

from bot.domain.attachments import Attachment, FileKind


def letter(
    chat_id: int, text: str, markup: InlineKeyboardMarkup | None, files: Sequence[Attachment] = ()
) -> TelegramMethod[Any]:
    """The call. Several files are an album: the text is the caption of the first, and an album has no buttons."""
    match files:
        case []:
            return SendMessage(chat_id=chat_id, text=text, reply_markup=markup)
        case [file]:
            return with_file(chat_id, text, markup, file.file_id, picture=file.kind is FileKind.PHOTO)
    kind = InputMediaPhoto if files[0].kind is FileKind.PHOTO else InputMediaDocument
    bearer = caption_bearer(files) % len(files)
    media: list[Any] = [
        kind(media=file.file_id, caption=text or None if place == bearer else None) for place, file in enumerate(files)
    ]
    return SendMediaGroup(chat_id=chat_id, media=media)


def caption_bearer(files: Sequence[Attachment]) -> int:
    """Which file bears the text: the first picture, but the last document, below which an album shows it."""
    return 0 if files[0].kind is FileKind.PHOTO else -1


def with_file(
    chat_id: int, text: str, markup: InlineKeyboardMarkup | None, source: str | InputFile, *, picture: bool
) -> TelegramMethod[Any]:
    """The call that sends one file, as a picture or as a document."""
    if picture:
        return SendPhoto(chat_id=chat_id, photo=source, caption=text or None, reply_markup=markup)
    return SendDocument(chat_id=chat_id, document=source, caption=text or None, reply_markup=markup)

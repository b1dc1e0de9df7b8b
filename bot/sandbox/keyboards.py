"""`reply_markup`: the four kinds, read and checked as strictly as Telegram does, in its words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from .entities import checked_url
from .errors import ApiError, bad_request
from .model import Json

MAX_BUTTONS: Final = 100
MAX_CALLBACK_DATA: Final = 64
MAX_COPY_TEXT: Final = 256

_SWITCHES: Final = ("switch_inline_query", "switch_inline_query_current_chat")


@dataclass(slots=True, frozen=True)
class Markup:
    """A checked `reply_markup`: an inline keyboard as it is stored, or a change of the reply keyboard."""

    inline: Json | None = None
    keyboard: Json | None = None
    remove: bool = False
    force_reply: bool = False

    @property
    def is_inline(self) -> bool:
        """Whether messages with it can be edited later."""
        return not (self.keyboard or self.remove or self.force_reply)


NOTHING: Final = Markup()


def read_markup(raw: Any) -> Markup:
    """The `reply_markup` parameter (a JSON string or an object), or an ApiError saying what is wrong."""
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except ValueError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if raw is None:
        return NOTHING
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if raw.get("keyboard") is not None:
        rows = _rows(raw, "keyboard", "ReplyKeyboardMarkup", _key)
        flags = {
            name: _flag(raw, name) for name in ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")
        }
        return Markup(
            keyboard={"keyboard": rows, **flags, "input_field_placeholder": raw.get("input_field_placeholder")}
        )
    if raw.get("inline_keyboard") is not None:
        rows = _rows(raw, "inline_keyboard", "InlineKeyboardMarkup", _inline_button)
        return Markup(inline={"inline_keyboard": rows}) if rows else NOTHING
    return Markup(remove=_flag(raw, "remove_keyboard"), force_reply=_flag(raw, "force_reply"))


def read_inline(raw: Any) -> Json | None:
    """As `read_markup`, where only an inline keyboard makes sense (edits)."""
    markup = read_markup(raw)
    if not markup.is_inline:
        raise bad_request("inline keyboard expected")
    return markup.inline


def _flag(raw: Json, name: str) -> bool:
    value = raw.get(name, False)
    if not isinstance(value, bool) and value is not None:
        raise bad_request(f'field "{name}" must be of type Boolean')
    return bool(value)


def _rows(raw: Json, field: str, owner: str, read: Any) -> list[list[Json]]:
    if not isinstance(raw[field], list):
        raise bad_request(f'field "{field}" must be of type Array')
    rows = []
    count = 0
    for row in raw[field]:
        if not isinstance(row, list):
            raise bad_request(f'field "{field}" of the {owner} must be an Array of Arrays')
        if row:
            rows.append([read(button) for button in row])
            count += len(row)
    if count > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _key(raw: Any) -> Json:
    """A button of the reply keyboard; a bare string is one too."""
    if isinstance(raw, str):
        raw = {"text": raw}
    if not isinstance(raw, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    button: Json = {"text": _text(raw, "keyboard button")}
    for name in ("request_contact", "request_location"):
        if _flag(raw, name):
            button[name] = True
    if isinstance(raw.get("web_app"), dict):
        button["web_app"] = {"url": _https(raw["web_app"].get("url"), "keyboard button Web App URL")}
    return button


def _text(raw: Json, what: str) -> str:
    text = raw.get("text")
    if text is None:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(text, str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    return text


def _inline_button(raw: Any) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    button: Json = {"text": _text(raw, "inline keyboard button")}
    data = raw.get("callback_data")
    if data:
        button["callback_data"] = _callback_data(data)
    elif raw.get("url"):
        button["url"] = checked_url(str(raw["url"]), "inline keyboard button URL")
    else:
        button.update(_rare_action(raw))
    if not button["text"].strip():
        raise bad_request("inline keyboard button text is empty")
    return button


def _callback_data(data: object) -> str:
    if not isinstance(data, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if len(data) > MAX_CALLBACK_DATA or len(data.encode()) > MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _rare_action(raw: Json) -> Json:
    if isinstance(raw.get("web_app"), dict):
        return {"web_app": {"url": _https(raw["web_app"].get("url"), "inline keyboard button Web App URL")}}
    if isinstance(raw.get("copy_text"), dict):
        text = str(raw["copy_text"].get("text") or "")
        if not 1 <= len(text) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"copy_text": {"text": text}}
    for name in _SWITCHES:
        if isinstance(raw.get(name), str):
            return {name: raw[name]}
    if isinstance(raw.get("login_url"), dict):
        return {"url": checked_url(str(raw["login_url"].get("url") or ""), "inline keyboard button login URL")}
    if raw.get("pay") or raw.get("callback_game") is not None:
        raise bad_request("BUTTON_TYPE_INVALID")
    raise _no_action()


def _no_action() -> ApiError:
    return bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _https(url: object, what: str) -> str:
    if not isinstance(url, str) or not url.lower().startswith("https://"):
        raise bad_request(f"{what} '{url or ''}' is invalid: Only HTTPS links are allowed")
    return checked_url(url, what)

"""Formatted text: entities in UTF-16 units, those Telegram finds by itself, and their rendering as safe HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any, Final

from .errors import bad_request
from .model import Json

MAX_TEXT: Final = 4096
MAX_CAPTION: Final = 1024

_PLAIN_KINDS: Final = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code"}
)
#: Kinds Telegram finds by itself; given ones are passed over.
_FOUND_KINDS: Final = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
_CLOSED_KINDS: Final = frozenset({"code", "pre", "text_link", "text_mention", "url", "email"})
_ORDER: Final = {"blockquote": 0, "expandable_blockquote": 0, "pre": 1, "code": 1, "text_link": 2}

_MAYBE_AUTO = re.compile(r"[/@#]|\w\.\w")
_AUTO = re.compile(
    r"(?P<url>(?:https?|ftp|tg)://[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]'])"
    r"|(?P<email>(?<![\w.+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?P<host>(?<![\w@.-])(?:[\w-]+\.)+(?:ru|рф|su|com|org|net|info|me|io|dev|app|edu|gov|by|kz|pro|online)"
    r"(?![\w-])(?!\.\w)(?:/[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]'])?)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z]\w{3,31}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/]))"
)

_OPEN: Final = {
    "bold": "<b>",
    "italic": "<i>",
    "underline": "<u>",
    "strikethrough": "<s>",
    "spoiler": '<span class="tg-spoiler">',
    "code": "<code>",
    "pre": "<pre>",
    "blockquote": "<blockquote>",
    "expandable_blockquote": "<blockquote>",
}
_SAFE_LINK = re.compile(r"(?:https?|tg|mailto|tel):", re.IGNORECASE)


def utf16_len(text: str) -> int:
    """Length in UTF-16 units, in which Telegram counts. Lone surrogates are refused as Telegram refuses them."""
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space at both ends, as Telegram does, and move the entities along; emptied ones vanish."""
    right = text.rstrip()
    clean = right.lstrip()
    if len(clean) == len(text) or not entities:
        return clean, entities
    shift = utf16_len(right[: len(right) - len(clean)])
    size = utf16_len(clean)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return clean, kept


def with_found(text: str, entities: list[Json]) -> list[Json] | None:
    """Add the links, mentions, hashtags and commands Telegram finds by itself; sorted, None when there are none."""
    if _MAYBE_AUTO.search(text):
        taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _CLOSED_KINDS]
        astral = len(text) != utf16_len(text)
        found: list[Json] = []
        for match in _AUTO.finditer(text):
            start, end = match.span()
            if astral:
                start, end = utf16_len(text[:start]), utf16_len(text[:end])
            if not any(start < until and end > since for since, until in taken):
                kind = "url" if match.lastgroup == "host" else str(match.lastgroup)
                found.append({"type": kind, "offset": start, "length": end - start})
        entities = entities + found
    if not entities:
        return None
    if len(entities) > 1:
        entities.sort(key=lambda e: (e["offset"], -e["length"], _ORDER.get(e["type"], 9)))
    return entities


def checked(raw: object, text: str) -> list[Json]:
    """Entities a bot gave itself, checked with Telegram's complaints; ranges are in UTF-16 units of `text`."""
    if not isinstance(raw, list):
        return []
    size = utf16_len(text)
    result = []
    for item in raw:
        if not isinstance(item, dict):
            raise bad_request("can't parse MessageEntity: Expected an Object")
        offset, length = (_number(item, key) for key in ("offset", "length"))
        entity = _entity(item)
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if length < 0:
            raise bad_request(f"receive an entity with incorrect length {length}")
        if offset > size:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + length > size:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + length}"
            )
        if length and entity:
            result.append({**entity, "offset": offset, "length": length})
    return result


def _number(item: Json, key: str) -> int:
    value = item.get(key)
    if value is None:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{key}\"")
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise bad_request(f'can\'t parse MessageEntity: Field "{key}" must be of type Number') from None


def _entity(item: Json) -> Json:
    """The entity without its place; empty for a kind that is passed over."""
    kind = str(item.get("type"))
    if kind in _FOUND_KINDS:
        return {}
    if kind in _PLAIN_KINDS:
        return {"type": kind}
    if kind == "pre":
        return {"type": kind, "language": item["language"]} if item.get("language") else {"type": kind}
    required = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}.get(kind)
    if required is None:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if item.get(required) is None:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{required}\"")
    if kind == "text_link":
        return {"type": kind, "url": checked_url(str(item["url"]), "entity URL")}
    return {"type": kind, required: item[required]}


def checked_url(url: str, what: str) -> str:
    """The address as Telegram keeps it, or its refusal. `what` names the place of the address."""
    normal = normal_url(url)
    if normal is None:
        scheme, separator, _ = url.strip().partition("://")
        reason = "Unsupported URL protocol" if separator and scheme not in ("http", "https") else "Wrong HTTP URL"
        raise bad_request(f"{what} '{url}' is invalid: {reason if url.strip() else 'URL host is empty'}")
    return normal


_HOST = re.compile(r"(?:[^\s/?#@:]+@)?(?P<host>[\w-]+(?:\.[\w-]+)+|\[[0-9A-Fa-f:]+\])(?::\d+)?(?:[/?#]\S*)?\Z")


def normal_url(url: str) -> str | None:
    """The address as Telegram keeps it (a scheme added, a slash after a bare host), or None when it is not one."""
    url = url.strip()
    scheme, separator, rest = url.partition("://")
    if not separator:
        scheme, rest = "http", url
        if re.match(r"(?:mailto|tel|tg):", url):
            return url if url.startswith("tg:") else None
    scheme = scheme.lower()
    if scheme in ("tg", "ton", "tonsite"):
        return f"{scheme}://{rest}" if rest else None
    if scheme not in ("http", "https"):
        return None
    match = _HOST.match(rest)
    if match is None:
        return None
    return f"{scheme}://{rest}" if re.search(r"[/?#]", rest) else f"{scheme}://{rest}/"


def to_html(text: str, entities: Iterable[Json] | None) -> str:
    """Safe HTML of a formatted text: only b, i, u, s, code, pre, a, blockquote and span.tg-spoiler; line breaks stay.

    Overlapping entities are closed and opened again, so that the result always nests.
    """
    if not entities:
        return html.escape(text)
    units = text if text.isascii() else None
    raw = b"" if units is not None else text.encode("utf-16-le")

    def piece(start: int, end: int) -> str:
        part = units[start:end] if units is not None else raw[start * 2 : end * 2].decode("utf-16-le", "replace")
        return html.escape(part)

    spans = [(e["offset"], e["offset"] + e["length"], *_tags(e, piece)) for e in entities]
    spans = [span for span in spans if span[2]]
    size = len(text) if units is not None else len(raw) // 2
    stops = sorted({0, size, *(s[0] for s in spans), *(s[1] for s in spans)})
    out: list[str] = []
    stack: list[tuple[int, int, str, str]] = []
    for here, following in zip(stops, [*stops[1:], size], strict=True):
        _close(stack, here, out)
        for span in spans:
            if span[0] == here:
                stack.append(span)
                out.append(span[2])
        out.append(piece(here, following))
    _close(stack, size, out)
    return "".join(out)


def _close(stack: list[tuple[int, int, str, str]], here: int, out: list[str]) -> None:
    again: list[tuple[int, int, str, str]] = []
    while any(span[1] <= here for span in stack):
        span = stack.pop()
        out.append(span[3])
        if span[1] > here:
            again.append(span)
    for span in reversed(again):
        stack.append(span)
        out.append(span[2])


def _tags(entity: Json, piece: Any) -> tuple[str, str]:
    """The opening and closing tag of an entity; empty strings when it is shown as plain text."""
    kind = entity["type"]
    if kind in _OPEN:
        tag = _OPEN[kind]
        return tag, f"</{tag[1:].split(' ')[0].rstrip('>')}>"
    if kind == "text_link":
        link = html.escape(str(entity["url"]))
    elif kind in ("url", "email"):
        shown = piece(entity["offset"], entity["offset"] + entity["length"])
        link = f"mailto:{shown}" if kind == "email" else shown if "://" in shown else f"http://{shown}"
    else:
        return "", ""
    return (f'<a href="{link}">', "</a>") if _SAFE_LINK.match(link) else ("", "")

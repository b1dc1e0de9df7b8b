"""The parse modes: Telegram's HTML into text and entities, with Telegram's complaints and byte offsets.

MarkdownV2 and Markdown are refused with a clear error: programs under test here write HTML.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from . import entities as fmt
from .errors import ApiError, bad_request
from .model import Json

_SIMPLE: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS: Final = frozenset(_SIMPLE) | {"a", "tg-emoji", "pre", "code", "blockquote"}
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,10})|(lt|gt|amp|quot));?")
_SPECIAL = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)\Z")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    parts: int


def read_text(
    text: str, parse_mode: str, given: object, limit: int, *, caption: bool = False
) -> tuple[str, list[Json] | None]:
    """Text and entities of a message as Telegram would keep them. Too long a text is refused in Telegram's words.

    `given` is the raw `entities` parameter (a JSON string or a list), looked at when there is no parse mode.
    """
    found: list[Json] = []
    mode = parse_mode.lower()
    if mode == "html":
        if "<" in text or "&" in text:
            text, found = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        raise bad_request(f"can't parse entities: parse mode {parse_mode} is not supported by the sandbox, use HTML")
    elif mode and mode != "none":
        raise bad_request("unsupported parse_mode")
    elif given:
        found = fmt.checked(_json(given), text)
    if "\0" in text or "\r" in text:
        text = text.replace("\0", "").replace("\r", "")
    clean, found = fmt.trimmed(text, found)
    if text and not clean and not caption:
        raise bad_request("text must be non-empty")
    text = clean
    if len(text) * 2 > limit and fmt.utf16_len(text) > limit:
        raise bad_request("message caption is too long" if caption else "message is too long")
    return text, fmt.with_found(text, found)


def _json(given: object) -> object:
    """The value; what is not JSON counts as absent, as in Telegram."""
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except ValueError:
        return None


def parse_html(text: str) -> tuple[str, list[Json]]:
    """Telegram's HTML: its tags, its leniency (an ampersand may stand alone) and its errors."""
    return _HtmlReader(text).read()


class _HtmlReader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        text = self.text
        while self.at < len(text):
            special = _SPECIAL.search(text, self.at)
            if special is None:
                self._emit(text[self.at :])
                break
            self._emit(text[self.at : special.start()])
            self.at = special.start()
            if text[self.at] == "&":
                self._ampersand()
            elif text.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            entity.pop("_language", None)
        return "".join(self.out), self.entities

    def _error(self, what: str, at: int | None = None) -> ApiError:
        where = "" if at is None else f" at byte offset {len(self.text[:at].encode())}"
        return bad_request(f"can't parse entities: {what}{where}")

    def _emit(self, part: str) -> None:
        if part:
            self.out.append(part)
            self.units += fmt.utf16_len(part)

    def _ampersand(self) -> None:
        character, after = _reference(self.text, self.at)
        self._emit(character or "&")
        self.at = after if character else self.at + 1

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        part = found.group() if found is not None else ""
        self.at += len(part)
        return part

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._match(_TAG_NAME).lower()
        if not self._peek():
            raise self._error("Unclosed start tag", begin)
        if tag not in _TAGS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value, argument)
        if tag == "span" and argument != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.at += 1
        self.open.append(_Open(tag, argument, self.units, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._match(_ATTRIBUTE_NAME)
        if not name:
            if not self._peek():
                raise self._error("Unclosed start tag", begin)
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_space()
        if self._peek() != "=":
            if not self._peek():
                raise self._error(f'Unclosed start tag "{tag}"', begin)
            return name, ""
        self.at += 1
        self._skip_space()
        quote = self._peek()
        if not quote:
            raise self._error("Unclosed start tag", begin)
        value = self._literal(quote) if quote in "\"'" else self._name_token()
        if not self._peek():
            raise self._error("Unclosed start tag", begin)
        return name, value

    def _name_token(self) -> str:
        begin = self.at
        value = self._match(_TOKEN).lower()
        following = self._peek()
        if following and not following.isspace() and following != ">":
            raise self._error("Unexpected end of name token", begin)
        return value

    def _literal(self, quote: str) -> str:
        end = self.text.find(quote, self.at + 1)
        if end < 0:
            self.at = len(self.text)
            return ""
        raw = self.text[self.at + 1 : end]
        self.at = end + 1
        return _REFERENCE.sub(lambda m: _reference(m.group(), 0)[0] or m.group(), raw)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._error("Unexpected end tag", begin)
        self.at += 2
        found = self._match(_TAG_NAME)
        self._skip_space()
        if self._peek() != ">":
            raise self._error("Unclosed end tag", begin)
        self.at += 1
        top = self.open.pop()
        if found and found.lower() != top.tag:
            where = len(self.text[:begin].encode())
            raise self._error(f'Unmatched end tag at byte offset {where}, expected "</{top.tag}>", found "</{found}>"')
        if self.units > top.offset:
            self._close(top, {"offset": top.offset, "length": self.units - top.offset})

    def _close(self, top: _Open, span: Json) -> None:
        if top.tag in _SIMPLE:
            self.entities.append({"type": _SIMPLE[top.tag], **span})
        elif top.tag == "blockquote":
            self.entities.append({"type": "expandable_blockquote" if top.argument else "blockquote", **span})
        elif top.tag == "tg-emoji":
            self.entities.append({"type": "custom_emoji", "custom_emoji_id": top.argument, **span})
        elif top.tag == "a":
            self._close_link(top, span)
        else:
            self._close_code(top, span)

    def _close_link(self, top: _Open, span: Json) -> None:
        address = top.argument or "".join(self.out[top.parts :])
        user = _USER_LINK.match(address)
        if user is not None:
            self.entities.append({"type": "text_mention", "user": {"id": int(user.group(1))}, **span})
            return
        url = fmt.normal_url(address)
        if url is not None:
            self.entities.append({"type": "text_link", "url": url, **span})

    def _close_code(self, top: _Open, span: Json) -> None:
        inner = self.entities[-1] if self.entities else None
        same = inner is not None and inner["offset"] == span["offset"] and inner["length"] == span["length"]
        if same and inner is not None and top.tag == "pre" and inner["type"] == "code":
            language = inner.pop("_language", "")
            inner.update({"type": "pre", **({"language": language} if language else {})})
        elif same and inner is not None and top.tag == "code" and inner["type"] == "pre":
            if top.argument:
                inner["language"] = top.argument
        elif top.tag == "code" and top.argument and self.open and self.open[-1].tag == "pre":
            self.entities.append({"type": "code", "_language": top.argument, **span})
        else:
            self.entities.append({"type": top.tag, **span})


def _reference(text: str, at: int) -> tuple[str, int]:
    """The character a reference at `at` stands for and the place after it; an empty string when it is none."""
    match = _REFERENCE.match(text, at)
    if match is None:
        return "", at
    if match.group(3):
        return _NAMED[match.group(3)], match.end()
    code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "", at
    return chr(code), match.end()


def _argument(tag: str, name: str, value: str, before: str) -> str:
    """What a tag's attribute contributes; other attributes are ignored, as Telegram ignores them."""
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, name) == ("blockquote", "expandable"):
        return "1"
    return before

"""What the Python client hands out: a screen and what is on it, as frozen dataclasses with helpers for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: kind is callback, url, web_app, copy, switch, or key (of the reply keyboard)."""

    text: str
    kind: str
    data: str | None = None
    url: str | None = None
    request_contact: bool = False
    request_location: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """A callback answer with text."""

    id: int
    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class ScreenMessage:
    """A message as a person sees it. `text` is the caption where there is media; `raw` has everything else."""

    id: int
    chat_id: int
    out: bool
    from_bot: bool
    text: str
    html: str
    date: datetime
    edited: bool
    rows: tuple[tuple[Button, ...], ...]
    raw: Json = field(repr=False, compare=False)

    @property
    def buttons(self) -> list[str]:
        """The texts of its buttons, row after row."""
        return [button.text for row in self.rows for button in row]

    def button(self, text: str) -> Button:
        """The button with this text; KeyError names those there are."""
        for row in self.rows:
            for button in row:
                if button.text == text:
                    return button
        raise KeyError(f"no button {text!r} among {self.buttons}")

    @property
    def kind(self) -> str:
        """What it carries: text, service, photo, document, voice, sticker, video_note, location, contact, …"""
        if self.raw["service"]:
            return "service"
        kinds = ("photo", "video", "document", "voice", "sticker", "video_note", "location", "contact")
        return next((kind for kind in kinds if self.raw[kind]), "text")


def _message(raw: Json) -> ScreenMessage:
    rows = tuple(
        tuple(Button(b["text"], b["kind"], b.get("data"), b.get("url")) for b in row) for row in raw["buttons"] or ()
    )
    return ScreenMessage(
        raw["id"],
        raw["chat_id"],
        raw["out"],
        raw["from"]["is_bot"],
        raw["text"] or raw["caption"] or raw["service"] or "",
        raw["html"] or raw["caption_html"] or "",
        datetime.fromisoformat(raw["date"].replace("Z", "+00:00")),
        raw["edited"],
        rows,
        raw,
    )


@dataclass(frozen=True, slots=True)
class Screen:
    """One chat on one phone. Messages are oldest first; `raw` is the whole answer of the server."""

    messages: tuple[ScreenMessage, ...]
    keyboard_rows: tuple[tuple[Button, ...], ...]
    toast_list: tuple[Toast, ...]
    typing: bool
    now: datetime
    raw: Json = field(repr=False, compare=False)

    @classmethod
    def read(cls, raw: Json) -> Screen:
        """From the server's JSON."""
        keyboard = raw["keyboard"]
        rows = tuple(
            tuple(
                Button(k["text"], "key", request_contact=k["request_contact"], request_location=k["request_location"])
                for k in row
            )
            for row in (keyboard["rows"] if keyboard else ())
        )
        return cls(
            tuple(_message(message) for message in raw["messages"]),
            rows,
            tuple(Toast(toast["id"], toast["text"], toast["alert"]) for toast in raw["toasts"]),
            raw["typing"],
            datetime.fromisoformat(raw["now"].replace("Z", "+00:00")),
            raw,
        )

    @property
    def from_bot(self) -> list[ScreenMessage]:
        """The bot's messages, oldest first."""
        return [message for message in self.messages if message.from_bot and not message.raw["service"]]

    @property
    def last(self) -> ScreenMessage:
        """The bot's newest message; LookupError when there is none."""
        found = next((m for m in reversed(self.messages) if m.from_bot and not m.raw["service"]), None)
        if found is None:
            raise LookupError("the bot has sent nothing here")
        return found

    @property
    def text(self) -> str:
        """The text of the bot's newest message, empty when there is none."""
        found = self.from_bot
        return found[-1].text if found else ""

    @property
    def texts(self) -> list[str]:
        """The texts of the bot's messages, oldest first."""
        return [message.text for message in self.from_bot]

    @property
    def with_buttons(self) -> ScreenMessage | None:
        """The newest message that has buttons."""
        return next((message for message in reversed(self.messages) if message.rows), None)

    @property
    def buttons(self) -> list[str]:
        """The texts of the buttons of the newest message that has any."""
        message = self.with_buttons
        return message.buttons if message is not None else []

    @property
    def keyboard(self) -> list[str]:
        """The texts of the reply keyboard in force, row after row."""
        return [button.text for row in self.keyboard_rows for button in row]

    @property
    def toasts(self) -> list[str]:
        """The texts of the callback answers seen, oldest first (the last 20)."""
        return [toast.text for toast in self.toast_list]

    @property
    def toast(self) -> str:
        """The newest callback answer, empty when there is none."""
        return self.toast_list[-1].text if self.toast_list else ""

    @property
    def commands(self) -> dict[str, str]:
        """The command menu in force: command to description."""
        return {command["command"]: command["description"] for command in self.raw["commands"]}

    @property
    def pending(self) -> int:
        """How many pressed buttons are still without an answer."""
        return len(self.raw["pending"])

    def find(self, text: str) -> ScreenMessage | None:
        """The newest message that contains the text."""
        return next((message for message in reversed(self.messages) if text in message.text), None)

    def shows(self, text: str) -> bool:
        """Whether some message contains the text."""
        return self.find(text) is not None

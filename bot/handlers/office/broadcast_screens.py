"""What the office sees of its broadcasts: the list, the choice of recipients, the preview, the live card."""

import html
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendMessage, SendPhoto, TelegramMethod
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.db.models import Broadcast
from bot.db.queries.broadcasts import Option
from bot.domain.broadcasts import Audience, AudiencePart
from bot.domain.enums import BroadcastStatus
from bot.domain.text_arguments import Html
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Screen
from bot.services.broadcasts import Progress
from bot.texts import Translate, join_lines

PAGE = 8
_BAR = 12
_NAMED = 3
_SNIPPET = 28


class BroadcastList(CallbackData, prefix="bcl"):
    """A page of the list."""

    page: PageNumber


class BroadcastDo(CallbackData, prefix="bcd"):
    """Something to be done with a broadcast (0: a new one)."""

    act: str
    id: RowId = 0


class AudiencePage(CallbackData, prefix="bcp"):
    """The values of one part of the audience."""

    id: RowId
    part: AudiencePart
    page: PageNumber


class AudienceToggle(CallbackData, prefix="bct"):
    """Put a value in or take it out; ``token`` stands for a value too long for a button."""

    id: RowId
    part: AudiencePart
    token: str
    page: PageNumber


def token(value: str) -> str:
    """Eight characters for a value."""
    return f"{crc32(value.encode()):08x}"


def _do(t: Translate, act: str, broadcast_id: int, **arguments: Any) -> InlineKeyboardButton:
    return button(t.plain(f"broadcast-do-{act}", **arguments), BroadcastDo(act=act, id=broadcast_id))


def list_screen(t: Translate, found: Sequence[Broadcast], *, page: int, total: int) -> Screen:
    """All broadcasts, the newest first."""
    rows = [[button(_line(t, broadcast), BroadcastDo(act="open", id=broadcast.id))] for broadcast in found]
    turn = page_row(t, page=page, pages=math.ceil(total / PAGE), data=lambda number: BroadcastList(page=number))
    text = t("broadcast-list", count=total)
    return Screen(text, keyboard([[_do(t, "new", 0)], *rows, turn, [back_to("office", t)]]))


def _line(t: Translate, broadcast: Broadcast) -> str:
    state = t.plain(f"broadcast-mark-{broadcast.status.value}")
    day = t.day(broadcast.queued_at or broadcast.created_at)
    return t.plain("broadcast-line", state=state, day=day, snippet=_snippet(broadcast, t))


def _snippet(broadcast: Broadcast, t: Translate) -> str:
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", "", broadcast.text_html)).split())
    if not words:
        return t.plain("broadcast-photo-only")
    return words if len(words) <= _SNIPPET else words[: _SNIPPET - 1].rstrip() + "…"


def compose_screen(t: Translate) -> Screen:
    """«Пришлите текст…»"""
    return Screen(t("broadcast-compose"), keyboard([[back_to("broadcast", t)]]))


def audience_screen(t: Translate, broadcast: Broadcast, count: int, names: Mapping[str, str]) -> Screen:
    """Who gets it, and by what that can be narrowed down. ``names`` are those of the chosen values."""
    audience = Audience.from_dict(broadcast.audience)
    rows = [[_part_button(t, broadcast.id, part, len(audience.values(part)))] for part in AudiencePart]
    rows.append([_do(t, "preview", broadcast.id)])
    if broadcast.audience:
        rows.append([_do(t, "everybody", broadcast.id)])
    text = t("broadcast-audience", audience=_describe(t, audience, names), count=count)
    return Screen(text, keyboard([*rows, [back_to("broadcast", t)]]))


def _part_button(t: Translate, broadcast_id: int, part: AudiencePart, chosen: int) -> InlineKeyboardButton:
    name = t.plain(f"broadcast-part-{part.value}")
    text = t.plain("broadcast-part-chosen", part=name, count=chosen) if chosen else name
    return button(text, AudiencePage(id=broadcast_id, part=part, page=0))


def option_name(t: Translate, part: AudiencePart, option: Option) -> str:
    """A value as people read it."""
    if option.answer:
        return t.plain(f"broadcast-answer-{option.answer}", event=option.name)
    return option.name or t.plain(f"broadcast-{part.value}-{option.value}")


def _describe(t: Translate, audience: Audience, names: Mapping[str, str]) -> Html:
    lines = []
    for part in AudiencePart:
        values = audience.values(part)
        if not values:
            continue
        shown = ", ".join(names.get(f"{part.value}:{value}", "—") for value in values[:_NAMED])
        more = len(values) - _NAMED
        lines.append(
            t("broadcast-audience-line", part=t.plain(f"broadcast-part-{part.value}"), values=shown, more=more)
        )
    return join_lines(lines) if lines else Html(t("broadcast-audience-all"))


def options_screen(
    t: Translate, broadcast: Broadcast, part: AudiencePart, found: Sequence[Option], *, page: int, count: int
) -> Screen:
    """The values of one part, ticked or not."""
    chosen = Audience.from_dict(broadcast.audience).values(part)
    pages = math.ceil(len(found) / PAGE)
    page = min(max(page, 0), max(pages - 1, 0))
    rows = []
    for option in found[page * PAGE : (page + 1) * PAGE]:
        mark = "✅ " if option.value in chosen else ""
        data = AudienceToggle(id=broadcast.id, part=part, token=token(option.value), page=page)
        rows.append([button(mark + option_name(t, part, option), data)])
    turn = page_row(
        t, page=page, pages=pages, data=lambda number: AudiencePage(id=broadcast.id, part=part, page=number)
    )
    key = "broadcast-options" if found else "broadcast-options-none"
    text = t(key, part=t.plain(f"broadcast-part-{part.value}"), count=count)
    back = button(t.plain("button-back"), BroadcastDo(act="audience", id=broadcast.id))
    return Screen(text, keyboard([*rows, turn, [back]]))


def as_received(broadcast: Broadcast, chat_id: int) -> TelegramMethod[Any]:
    """The very message recipients get."""
    if broadcast.photo_file_id is not None:
        return SendPhoto(chat_id=chat_id, photo=broadcast.photo_file_id, caption=broadcast.text_html or None)
    return SendMessage(chat_id=chat_id, text=broadcast.text_html)


def confirm_screen(t: Translate, broadcast: Broadcast, count: int, names: Mapping[str, str]) -> Screen:
    """Under the preview: to whom, how many, and the button that sends it."""
    audience = _describe(t, Audience.from_dict(broadcast.audience), names)
    rows = [
        [_do(t, "send", broadcast.id, count=count)] if count else [],
        [_do(t, "test", broadcast.id)],
        [_do(t, "text", broadcast.id), _do(t, "audience", broadcast.id)],
        [_do(t, "drop", broadcast.id)],
        [back_to("broadcast", t)],
    ]
    return Screen(t("broadcast-confirm", audience=audience, count=count), keyboard(rows))


def card(t: Translate, state: Progress, speed: float | None) -> tuple[str, InlineKeyboardMarkup]:
    """How far a broadcast is, with what can be done about it; at its end the report."""
    lines = [t("broadcast-card-title", number=state.id, status=t.plain(f"broadcast-state-{state.status.value}"))]
    if not state.is_over:
        done = state.settled / state.recipients if state.recipients else 1.0
        lines.append(t("broadcast-card-bar", bar=_bar(done), percent=math.floor(done * 100)))
    lines.append(t("broadcast-card-sent", sent=state.sent, recipients=state.recipients))
    amounts = {
        "left": state.left,
        "blocked": state.blocked - state.deleted,
        "deleted": state.deleted,
        "withdrawn": state.withdrawn,
        "failed": state.failed,
    }
    lines += [t(f"broadcast-card-{name}", count=count) for name, count in amounts.items() if count]
    lines += [t("broadcast-card-reason", reason=reason, count=count) for reason, count in state.reasons]
    if speed is not None and state.left:
        minutes = math.ceil(state.left / speed / 60)
        lines.append(t("broadcast-card-speed", speed=round(speed, 1), minutes=minutes))
    acts = {BroadcastStatus.SENDING: ("pause", "cancel"), BroadcastStatus.PAUSED: ("resume", "cancel")}
    row = [_do(t, act, state.id) for act in acts.get(state.status, ())]
    # Not the common way back: leaving the card must also end its being written over.
    return str(join_lines(lines)), keyboard([row, [_do(t, "list", state.id)]])


def _bar(done: float) -> str:
    full = math.floor(done * _BAR)
    return "▓" * full + "░" * (_BAR - full)


def cancel_screen(t: Translate, broadcast_id: int, left: int) -> Screen:
    """«Точно отменить?»"""
    return Screen(
        t("broadcast-cancel-ask", count=left),
        keyboard([[_do(t, "stop", broadcast_id)], [_do(t, "open", broadcast_id)]]),
    )


@notice_keyboard("broadcast-finished")
def finished_keyboard(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """The way to the report."""
    return keyboard([[_do(t, "report", args["broadcast"])]])

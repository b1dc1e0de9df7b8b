"""What the office sees of its broadcasts: the list, the choice of recipients, the preview, the live card."""

import math
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.methods import TelegramMethod
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.db.models import Broadcast
from bot.db.queries.audiences import Example
from bot.domain.attachments import files_from
from bot.domain.audiences import Audience
from bot.domain.broadcasts import limit_of, text_length, visible
from bot.domain.enums import BroadcastStatus
from bot.domain.paging import page_count
from bot.handlers.broadcasts import under_broadcast
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.notices import notice_keyboard
from bot.handlers.office.audience_screens import describe, example_line
from bot.handlers.office.broadcast_callbacks import BroadcastDo, BroadcastList, do
from bot.handlers.screens import Screen
from bot.letters import letter
from bot.papers.calls import reason_text
from bot.services.broadcasts import Progress
from bot.texts import Translate, join_lines

PAGE = 8
EXAMPLES = 5
_BAR = 12
_SNIPPET = 28


def list_screen(t: Translate, found: Sequence[Broadcast], *, page: int, total: int) -> Screen:
    """All broadcasts, the newest first."""
    rows = [[button(_line(t, broadcast), BroadcastDo(act="open", id=broadcast.id))] for broadcast in found]
    turn = page_row(t, page=page, pages=page_count(total, PAGE), data=lambda number: BroadcastList(page=number))
    text = t("broadcast-list", count=total)
    return Screen(text, keyboard([[do(t, "new", 0)], *rows, turn, [back_to("office", t)]]))


def _line(t: Translate, broadcast: Broadcast) -> str:
    state = t.plain(f"broadcast-mark-{broadcast.status.value}")
    day = t.day((broadcast.queued_at or broadcast.created_at).astimezone(ZoneInfo(t.home_zone)))
    return t.plain("broadcast-line", state=state, day=day, snippet=_snippet(broadcast, t))


def _snippet(broadcast: Broadcast, t: Translate) -> str:
    words = " ".join(visible(broadcast.text_html).split())
    if not words:
        return t.plain("broadcast-photo-only")
    return words if len(words) <= _SNIPPET else words[: _SNIPPET - 1].rstrip() + "…"


def compose_screen(t: Translate) -> Screen:
    """«Пришлите текст…»"""
    return Screen(t("broadcast-compose"), keyboard([[back_to("broadcast", t)]]))


def as_received(t: Translate, broadcast: Broadcast, chat_id: int) -> list[TelegramMethod[Any]]:
    """The very messages recipients get: in each language there is."""
    files = files_from(broadcast.files)
    markup = under_broadcast(t, {"buttons": broadcast.buttons}) if broadcast.buttons else None
    texts = [broadcast.text_html, *([broadcast.text_html_en] if broadcast.text_html_en else [])]
    return [letter(chat_id, text, markup, files) for text in texts]


def confirm_screen(
    t: Translate, broadcast: Broadcast, count: int, names: Mapping[str, str], examples: Sequence[Example]
) -> Screen:
    """Under the preview: to whom, how many, some of them by name, and the button that sends it."""
    audience = describe(t, Audience.from_dict(broadcast.audience), names)
    rows = [
        [do(t, "send", broadcast.id, count=count)] if count else [],
        [do(t, "test", broadcast.id), do(t, "when", broadcast.id)],
        [do(t, "text", broadcast.id), do(t, "english", broadcast.id)],
        [do(t, "files", broadcast.id), do(t, "buttons", broadcast.id)],
        [do(t, "audience", broadcast.id), do(t, "drop", broadcast.id)],
        [back_to("broadcast", t)],
    ]
    blocks = [t("broadcast-confirm", audience=audience, count=count)]
    if examples:
        more = count - len(examples)
        shown = join_lines(example_line(t, each) for each in examples)
        blocks.append(t("broadcast-confirm-examples", examples=shown, more=more))
    blocks.append(f"{when_line(t, broadcast)}\n{_length_line(t, broadcast)}")
    return Screen("\n\n".join(blocks), keyboard(rows))


def _length_line(t: Translate, broadcast: Broadcast) -> str:
    """«Длина: 120 из 4096», of the longer version."""
    lengths = [text_length(visible(text)) for text in (broadcast.text_html, broadcast.text_html_en)]
    limit = limit_of(files=bool(broadcast.files))
    return t("broadcast-length", length=max(lengths), limit=limit, files=len(broadcast.files))


def when_line(t: Translate, broadcast: Broadcast) -> str:
    """«Когда: …; ночью ждёт утра»."""
    quiet = "yes" if broadcast.ignores_quiet else "no"
    if broadcast.send_at is None:
        return t("broadcast-when-soon", night=quiet)
    return t("broadcast-when-at", at=broadcast.send_at, local="yes" if broadcast.local_time else "no", night=quiet)


def review_screen(t: Translate, broadcast: Broadcast, names: Mapping[str, str]) -> Screen:
    """Under the preview, for the second administrator."""
    audience = describe(t, Audience.from_dict(broadcast.audience), names)
    text = t("broadcast-review", number=broadcast.id, audience=audience, count=broadcast.recipients)
    rows = [[do(t, "approve", broadcast.id)], [do(t, "refuse", broadcast.id)], [back_to("broadcast", t)]]
    return Screen(f"{text}\n\n{when_line(t, broadcast)}", keyboard(rows))


def card(t: Translate, state: Progress, speed: float | None) -> tuple[str, InlineKeyboardMarkup]:
    """How far a broadcast is, with what can be done about it; at its end the report."""
    lines = [t("broadcast-card-title", number=state.id, status=t.plain(f"broadcast-state-{state.status.value}"))]
    if state.status in (BroadcastStatus.APPROVAL, BroadcastStatus.QUEUED):
        return _waiting_card(t, state, lines)
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
    lines += [t("broadcast-card-reason", reason=reason_text(reason, t), count=count) for reason, count in state.reasons]
    if speed is not None and state.left:
        minutes = math.ceil(state.left / speed / 60)
        lines.append(t("broadcast-card-speed", speed=round(speed, 1), minutes=minutes))
    if state.resumes_at is not None:
        lines.append(t("broadcast-card-night", at=state.resumes_at))
    lines += _after_lines(t, state)
    acts = {BroadcastStatus.SENDING: ("pause", "cancel"), BroadcastStatus.PAUSED: ("resume", "cancel")}
    row = [do(t, act, state.id) for act in acts.get(state.status, ())]
    # Not the common way back: leaving the card must also end its being written over.
    return str(join_lines(lines)), keyboard([row, *_after_rows(t, state), [do(t, "list", state.id)]])


def _after_lines(t: Translate, state: Progress) -> list[str]:
    """Who has done what it asked for, and how far a correction or a recall is."""
    lines = []
    if state.asked is not None:
        lines.append(t("broadcast-card-done", done=state.done, undone=max(0, state.sent - state.done)))
    if state.changed is not None:
        key = "broadcast-card-recalled" if state.changed.recall else "broadcast-card-corrected"
        lines.append(t(key, done=state.changed.done, all=state.changed.all, left=state.changed.left))
    return lines


def _after_rows(t: Translate, state: Progress) -> list[list[InlineKeyboardButton]]:
    """What can be done once messages have arrived."""
    if state.status is BroadcastStatus.SENDING or not state.settled:
        return []
    recalled = state.changed is not None and state.changed.recall
    changes = [] if recalled or not state.sent else [do(t, "correct", state.id), do(t, "recall", state.id)]
    tasks = [do(t, "repeat", state.id), do(t, "refresh", state.id)] if state.asked is not None else []
    missed = state.blocked + state.failed + state.withdrawn
    return [changes, tasks, [do(t, "calls", state.id, count=missed)] if missed else []]


def _waiting_card(t: Translate, state: Progress, lines: list[str]) -> tuple[str, InlineKeyboardMarkup]:
    """Nothing has left yet: until when it can be taken back."""
    lines.append(t("broadcast-card-recipients", count=state.recipients))
    if state.starts_at is not None:
        lines.append(t("broadcast-card-starts", at=state.starts_at))
    hurry = [do(t, "hurry", state.id)] if state.status is BroadcastStatus.QUEUED else []
    rows = [[do(t, "take-back", state.id)], hurry, [do(t, "list", state.id)]]
    return str(join_lines(lines)), keyboard(rows)


def _bar(done: float) -> str:
    full = math.floor(done * _BAR)
    return "▓" * full + "░" * (_BAR - full)


def cancel_screen(t: Translate, broadcast_id: int, left: int) -> Screen:
    """«Точно отменить?»"""
    return Screen(
        t("broadcast-cancel-ask", count=left),
        keyboard([[do(t, "stop", broadcast_id)], [do(t, "open", broadcast_id)]]),
    )


@notice_keyboard("broadcast-approval")
def approval_keyboard(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """The way to what is to be approved."""
    return keyboard([[do(t, "review", args["broadcast"])]])


@notice_keyboard("broadcast-approved")
@notice_keyboard("broadcast-refused")
def answered_keyboard(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """The way to the broadcast."""
    return keyboard([[do(t, "look", args["broadcast"])]])


@notice_keyboard("broadcast-finished")
def finished_keyboard(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """The way to the report."""
    return keyboard([[do(t, "report", args["broadcast"])]])

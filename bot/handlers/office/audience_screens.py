"""What the office sees while it chooses a broadcast's recipients."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.db.models import Broadcast, SavedAudience
from bot.db.queries.audiences import Example, Option
from bot.domain.audiences import OFFERED_PARTS, Audience, AudiencePart
from bot.domain.paging import page_count
from bot.domain.text_arguments import Html
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.office.broadcast_callbacks import BroadcastDo, do
from bot.handlers.screens import Screen
from bot.texts import Translate, join_lines

PAGE = 8
PEOPLE_PAGE = 20
_NAMED = 3


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


class AudiencePeople(CallbackData, prefix="bcw"):
    """A page of those who would get it."""

    id: RowId
    page: PageNumber = 0


class SavedAct(CallbackData, prefix="bcs"):
    """``list``, ``use``, ``ask`` or ``forget`` a choice kept by name; ``id`` is the draft's."""

    act: str
    id: RowId
    saved: RowId = 0


def token(value: str) -> str:
    """Eight characters for a value."""
    return f"{crc32(value.encode()):08x}"


def audience_screen(t: Translate, broadcast: Broadcast, count: int, names: Mapping[str, str]) -> Screen:
    """Who gets it, and by what that can be narrowed down. ``names`` are those of the chosen values."""
    audience = Audience.from_dict(broadcast.audience)
    parts = [_part_button(t, broadcast.id, part, len(audience.values(part))) for part in OFFERED_PARTS]
    rows = [parts[place : place + 2] for place in range(0, len(parts), 2)]
    people = button(t.plain("audience-people"), AudiencePeople(id=broadcast.id))
    saved = button(t.plain("audience-saved"), SavedAct(act="list", id=broadcast.id))
    rows.append([people, saved] if count else [saved])
    if broadcast.audience:
        rows.append([do(t, "save", broadcast.id), do(t, "everybody", broadcast.id)])
    rows += [[do(t, "preview", broadcast.id)], [back_to("broadcast", t)]]
    return Screen(t("broadcast-audience", audience=describe(t, audience, names), count=count), keyboard(rows))


def _part_button(t: Translate, broadcast_id: int, part: AudiencePart, chosen: int) -> InlineKeyboardButton:
    name = t.plain(f"broadcast-part-{part.value}")
    text = t.plain("broadcast-part-chosen", part=name, count=chosen) if chosen else name
    return button(text, AudiencePage(id=broadcast_id, part=part, page=0))


def option_name(t: Translate, part: AudiencePart, option: Option) -> str:
    """A value as people read it."""
    if option.answer:
        return t.plain(f"broadcast-answer-{option.answer}", event=option.name)
    if part is AudiencePart.UNDONE and option.name:
        return t.plain("broadcast-undone-event", event=option.name)
    return option.name or t.plain(f"broadcast-{part.value}-{option.value}")


def describe(t: Translate, audience: Audience, names: Mapping[str, str]) -> Html:
    """The choice in words, a line for each part."""
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
    pages = page_count(len(found), PAGE)
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
    return Screen(text, keyboard([*rows, turn, [_to_audience(t, broadcast.id)]]))


def _to_audience(t: Translate, broadcast_id: int) -> InlineKeyboardButton:
    return button(t.plain("button-back"), BroadcastDo(act="audience", id=broadcast_id))


def example_line(t: Translate, example: Example) -> str:
    """«Иванова Анна · участник, Белогорск»."""
    known = [t.plain(f"role-{example.role.value}")] if example.role is not None else []
    known += [example.municipality] if example.municipality else []
    name = example.name or t.plain("audience-nameless")
    return t("audience-example", name=name, known=", ".join(known) or "—")


def people_screen(t: Translate, broadcast: Broadcast, found: Sequence[Example], *, page: int, count: int) -> Screen:
    """Those who would get it, by name."""
    pages = page_count(count, PEOPLE_PAGE)
    turn = page_row(t, page=page, pages=pages, data=lambda number: AudiencePeople(id=broadcast.id, page=number))
    text = t("audience-people-title", count=count, people=join_lines(example_line(t, each) for each in found))
    return Screen(text, keyboard([turn, [_to_audience(t, broadcast.id)]]))


def saved_screen(t: Translate, broadcast_id: int, found: Sequence[SavedAudience]) -> Screen:
    """The choices kept by name: a tap uses one."""
    rows = [
        [
            button(each.name, SavedAct(act="use", id=broadcast_id, saved=each.id)),
            button("🗑", SavedAct(act="ask", id=broadcast_id, saved=each.id)),
        ]
        for each in found
    ]
    text = t("audience-saved-title", count=len(found))
    return Screen(text, keyboard([*rows, [_to_audience(t, broadcast_id)]]))


def forget_screen(t: Translate, broadcast_id: int, saved_id: int) -> Screen:
    """«Точно удалить?»"""
    yes = button(t.plain("audience-forget"), SavedAct(act="forget", id=broadcast_id, saved=saved_id))
    no = button(t.plain("button-back"), SavedAct(act="list", id=broadcast_id))
    return Screen(t("audience-forget-ask"), keyboard([[yes], [no]]))


def name_screen(t: Translate, broadcast_id: int) -> Screen:
    """«Как назвать?»"""
    return Screen(t("audience-name-ask"), keyboard([[_to_audience(t, broadcast_id)]]))

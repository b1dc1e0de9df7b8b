"""Events for those who come: the list, the card, «Иду» and «Не иду», the buttons under notices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Event, Person
from bot.domain.enums import EventStatus, RegistrationStatus
from bot.domain.paging import page_count
from bot.domain.text_arguments import Moment
from bot.handlers.callbacks import Open, PageNumber, RowId
from bot.handlers.document_lines import lacking_lines, own_screen
from bot.handlers.keyboards import Row, back_to, button, keyboard, page_row, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, Screen, show
from bot.services import documents, events
from bot.services.events import Standing
from bot.texts import Translate

router = Router(name="events")

_PAGE = 8
_TITLE_LIMIT = 40
_MARKS = {RegistrationStatus.GOING: "✅", RegistrationStatus.WAITING: "⏳", RegistrationStatus.DECLINED: "✖️", None: "▫️"}


class EventsPage(CallbackData, prefix="evp"):
    """A page of the list."""

    page: PageNumber


class EventAct(CallbackData, prefix="evt"):
    """``open``, ``go``, ``stay``, ``calendar`` or ``documents``."""

    act: str
    event: RowId


@router.message(Command("events"))
@router.callback_query(Open.filter(F.screen == "events"))
async def open_events(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """/events: what is ahead and open to this person."""
    return show(event, await _list(session, actor, now, t, 0))


@router.callback_query(EventsPage.filter())
async def turn_page(
    query: CallbackQuery, callback_data: EventsPage, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Another page."""
    return show(query, await _list(session, actor, now, t, callback_data.page))


async def _list(session: AsyncSession, actor: Person, now: datetime, t: Translate, page: int) -> Screen:
    found = await events.upcoming(session, actor, now=now)
    if not found:
        return Screen(t("events-none"), keyboard([[to_menu(t)]]))
    pages = page_count(len(found), _PAGE)
    page = min(max(page, 0), pages - 1)
    rows = [
        [button(event_label(event, _MARKS[status], t), EventAct(act="open", event=event.id))]
        for event, status in found[page * _PAGE : (page + 1) * _PAGE]
    ]
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda number: EventsPage(page=number))))
    rows.append([to_menu(t)])
    text = t("events-title")
    if any(status is not None for _, status in found):
        text += "\n\n" + t("events-legend")
    return Screen(text, keyboard(rows))


def event_label(event: Event, mark: str, t: Translate) -> str:
    """An event on a button: mark, day, title."""
    title = event.title if len(event.title) <= _TITLE_LIMIT else event.title[: _TITLE_LIMIT - 1].rstrip() + "…"
    return t.plain("event-row", mark=mark, day=t.day(event.starts_at.astimezone(ZoneInfo(event.zone))), title=title)


@router.callback_query(EventAct.filter(F.act == "open"))
async def open_event(
    query: CallbackQuery, callback_data: EventAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The card."""
    return show(query, event_card(await events.standing(session, actor, callback_data.event), now, t))


@router.callback_query(EventAct.filter(F.act == "go"))
async def go(
    query: CallbackQuery, callback_data: EventAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> list[Reply]:
    """«Иду»."""
    return _answered(query, await events.join(session, actor, callback_data.event, now=now), now, t)


@router.callback_query(EventAct.filter(F.act == "stay"))
async def stay(
    query: CallbackQuery, callback_data: EventAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> list[Reply]:
    """«Не иду»."""
    return _answered(query, await events.leave(session, actor, callback_data.event, now=now), now, t)


@router.callback_query(EventAct.filter(F.act == "documents"))
async def open_documents(
    query: CallbackQuery, callback_data: EventAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Документы»: what is there, and what to bring where."""
    found = await documents.own(session, actor, callback_data.event)
    back = button(t.plain("button-back"), EventAct(act="open", event=callback_data.event))
    return show(query, own_screen(found, [[back]], now, t))


def _answered(query: CallbackQuery, standing: Standing, now: datetime, t: Translate) -> list[Reply]:
    replies: list[Reply] = [show(query, event_card(standing, now, t))]
    if not standing.changed:
        replies.insert(0, AnswerCallbackQuery(callback_query_id=query.id, text=t.plain("event-already")))
    return replies


def event_card(standing: Standing, now: datetime, t: Translate) -> Screen:
    """An event with the person's answer and the buttons to change it."""
    event = standing.event
    ahead = event.status is EventStatus.ANNOUNCED and now < event.starts_at
    blocks = [event_head(event, t), *_state_lines(standing, ahead, t)]
    if standing.documents and event.status is EventStatus.ANNOUNCED:
        blocks.append(lacking_lines(standing.documents, now, t))
    rows: list[Row] = [_answers(standing, t) if ahead else []]
    if ahead and _comes(standing.status):
        rows.append([button(t.plain("event-calendar"), EventAct(act="calendar", event=event.id))])
    if standing.documents and event.status is EventStatus.ANNOUNCED:
        rows.append([button(t.plain("documents-open"), EventAct(act="documents", event=event.id))])
    rows.append([back_to("events", t)])
    return Screen("\n\n".join(blocks), keyboard(rows))


def event_head(event: Event, t: Translate) -> str:
    """Title, description, times by both clocks, place; Telegram HTML."""
    lines = [t("event-line-title", title=event.title)]
    if event.description:
        lines += ["", t("event-line-about", about=event.description)]
    starts, place = Moment(event.starts_at, event.zone), ZoneInfo(event.zone)
    ends = event.ends_at.astimezone(place)
    lines.append("")
    if event.starts_at.astimezone(place).date() == ends.date():
        lines.append(t("event-line-start-until", starts=starts, until=f"{ends:%H:%M}"))
    else:
        lines += [t("event-line-start", starts=starts), t("event-line-end", ends=Moment(event.ends_at, event.zone))]
    if event.place:
        lines.append(t("event-line-place", place=event.place))
    return "\n".join(lines)


def _state_lines(standing: Standing, ahead: bool, t: Translate) -> list[str]:
    event = standing.event
    if event.status is EventStatus.CANCELLED:
        return [t("event-line-cancelled")]
    lines = []
    if not ahead:
        lines.append(t("event-line-started"))
    elif standing.free is not None and not _comes(standing.status):
        lines.append(t("event-line-free", free=standing.free))
    match standing.status:
        case RegistrationStatus.GOING:
            lines.append(t("event-line-going"))
            if standing.came:
                lines.append(t("event-marked", days="; ".join(t.day(day) for day in standing.came)))
        case RegistrationStatus.WAITING if ahead:
            lines.append(t("event-line-waiting", position=standing.position, waiting=standing.waiting))
        case RegistrationStatus.DECLINED if ahead:
            lines.append(t("event-line-declined"))
    return lines


def _answers(standing: Standing, t: Translate) -> list[Any]:
    event_id, status = standing.event.id, standing.status
    go_key = "event-wait" if standing.free == 0 else "event-go"
    going = [] if _comes(status) else [button(t.plain(go_key), EventAct(act="go", event=event_id))]
    staying = [] if status is RegistrationStatus.DECLINED else [_stay(t, event_id)]
    return [*going, *staying]


def _comes(status: RegistrationStatus | None) -> bool:
    return status in {RegistrationStatus.GOING, RegistrationStatus.WAITING}


def _stay(t: Translate, event_id: int) -> Any:
    return button(t.plain("event-stay"), EventAct(act="stay", event=event_id))


def _details(t: Translate, event_id: int) -> Any:
    return button(t.plain("event-open"), EventAct(act="open", event=event_id))


@notice_keyboard("event-announced")
@notice_keyboard("reminder-event-silent")
def under_announcement(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Иду», «Не иду», «Подробнее»."""
    event_id = int(args["event"])
    going = button(t.plain("event-go"), EventAct(act="go", event=event_id))
    return keyboard([[going, _stay(t, event_id)], [_details(t, event_id)]])


@notice_keyboard("event-promoted")
@notice_keyboard("event-changed")
@notice_keyboard("reminder-event")
@notice_keyboard("reminder-stage")
def under_notice(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Подробнее», «Не иду»."""
    event_id = int(args["event"])
    return keyboard([[_details(t, event_id), _stay(t, event_id)]])


@notice_keyboard("event-cancellation")
def under_cancellation(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """The way to what else there is."""
    return keyboard([[button(t.plain("events-open"), Open(screen="events"))]])

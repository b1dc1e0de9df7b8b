"""What the office sees of events: the list, the card, who comes."""

from datetime import datetime
from typing import Any

from aiogram.filters.callback_data import CallbackData
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Event, Person
from bot.db.queries import events as queries
from bot.domain.access import Permission
from bot.domain.enums import EventStatus, RegistrationStatus
from bot.domain.paging import page_count
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.events import event_head, event_label
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.office.document_callbacks import DocumentsOf
from bot.handlers.office.event_callbacks import OfficeEvent, RollOf
from bot.handlers.screens import Screen
from bot.services import event_office, seasons
from bot.services.office import ensure_allowed
from bot.texts import Translate

_PAGE = 8
_PEOPLE_PAGE = 10
_MARKS = {EventStatus.DRAFT: "📝", EventStatus.ANNOUNCED: "📣", EventStatus.CANCELLED: "❌"}
_MINUTES_OF_A_DAY = 24 * 60


class OfficeEvents(CallbackData, prefix="oep"):
    """A page of the office's list."""

    page: PageNumber


class OfficeAttendance(CallbackData, prefix="oea"):
    """A page of those who go, wait or have declined."""

    event: RowId
    status: RegistrationStatus
    page: PageNumber = 0


async def event_list(session: AsyncSession, actor: Person, now: datetime, t: Translate, page: int) -> Screen:
    """The season's events, those ahead first."""
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    season = await seasons.current(session)
    offset = max(page, 0) * _PAGE
    found, total = await queries.for_office(session, season.id, now=now, offset=offset, limit=_PAGE)
    rows = [
        [button(event_label(event, _mark(event, now), t), OfficeEvent(act="open", event=event.id))] for event in found
    ]
    pages = page_count(total, _PAGE)
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda number: OfficeEvents(page=number))))
    rows.append([button(t.plain("event-office-new"), OfficeEvent(act="new"))])
    rows.append([back_to("office", t)])
    return Screen(t("event-office-list", count=total), keyboard(rows))


def _mark(event: Event, now: datetime) -> str:
    return "🏁" if event.ends_at <= now and event.status is EventStatus.ANNOUNCED else _MARKS[event.status]


async def card(
    session: AsyncSession, actor: Person, event_id: int, now: datetime, t: Translate, *, note: str = ""
) -> Screen:
    """One event with its numbers and what can be done about it, under ``note`` (HTML)."""
    event, counts = await event_office.open_event(session, actor, event_id)
    lines = [
        t("event-office-status", status=t.plain(f"event-status-{event.status}")),
        t("event-office-kind", kind=t.plain(f"event-ask-kind-{event.kind}")),
        t("event-office-capacity", capacity=event.capacity) if event.capacity else t("event-office-no-limit"),
        t("event-office-audience", audience=_audience(event, t)),
        t("event-office-reminders", reminders=_reminders(event, t)),
    ]
    if event.status is not EventStatus.DRAFT:
        lines.append(t("event-office-counts", going=counts.going, waiting=counts.waiting, declined=counts.declined))
    blocks = [note, event_head(event, t), "\n".join(lines)]
    return Screen("\n\n".join(block for block in blocks if block), keyboard(_card_rows(event, now, t)))


def _audience(event: Event, t: Translate) -> str:
    names = [t.plain(f"event-ask-audience-{value}") for value in event.audience]
    return ", ".join(names) if names else t.plain("event-ask-audience-skip")


def _reminders(event: Event, t: Translate) -> str:
    names = [_before(minutes, t) for minutes in sorted(event.reminder_offsets, reverse=True)]
    return ", ".join(names) if names else t.plain("event-ask-remind-skip")


def _before(minutes: int, t: Translate) -> str:
    if minutes % _MINUTES_OF_A_DAY == 0:
        return t.plain("event-office-days-before", days=minutes // _MINUTES_OF_A_DAY)
    return t.plain("event-office-hours-before", hours=minutes // 60)


def _card_rows(event: Event, now: datetime, t: Translate) -> list[Any]:
    def act(key: str, name: str) -> Any:
        return button(t.plain(key), OfficeEvent(act=name, event=event.id, version=event.version))

    rows: list[Any] = []
    if event.status is EventStatus.DRAFT:
        rows += [[act("event-office-announce", "ask-announce")], [act("event-office-edit", "edit")]]
        rows.append([act("event-office-drop", "ask-cancel")])
    else:
        rows.append([_attendance_button(t, event, RegistrationStatus.GOING)])
        rows.append([_attendance_button(t, event, RegistrationStatus.WAITING)])
        if event.status is EventStatus.ANNOUNCED:
            rows.append([button(t.plain("attendance-open"), RollOf(event=event.id))])
        if event.status is EventStatus.ANNOUNCED and now < event.starts_at:
            rows.append([act("event-office-invite", "invite")])
            rows.append([act("event-office-edit", "edit"), act("event-office-cancel", "ask-cancel")])
    if event.status is not EventStatus.CANCELLED:
        rows.append([button(t.plain("documents-open"), DocumentsOf(event=event.id))])
    rows.append([back_to("event", t)])
    return rows


def _attendance_button(t: Translate, event: Event, status: RegistrationStatus) -> Any:
    return button(t.plain(f"event-office-{status}"), OfficeAttendance(event=event.id, status=status))


async def question(session: AsyncSession, actor: Person, event_id: int, t: Translate, *, act: str) -> Screen:
    """«Объявить?» or «Отменить?» with the number of those who will be told."""
    event, counts = await event_office.open_event(session, actor, event_id)
    if act == "announce":
        told = await queries.count_invited(session, event)
    else:
        told = counts.going + counts.waiting
    yes = button(t.plain(f"event-office-{act}-yes"), OfficeEvent(act=act, event=event.id, version=event.version))
    no = button(t.plain("button-cancel"), OfficeEvent(act="open", event=event.id))
    text = t(f"event-office-{act}-ask", title=event.title, told=told)
    return Screen(text, keyboard([[yes], [no]]))


async def attendance(
    session: AsyncSession,
    actor: Person,
    event_id: int,
    status: RegistrationStatus,
    page: int,
    now: datetime,
    t: Translate,
) -> Screen:
    """Who goes (waits), in the order in which they came."""
    offset = max(page, 0) * _PEOPLE_PAGE
    event, found = await event_office.see_attendance(
        session, actor, event_id, status, offset=offset, limit=_PEOPLE_PAGE, now=now
    )
    lines = [
        t("event-office-person", number=offset + number, name=person.full_name or f"№ {person.id}")
        for number, person in enumerate(found.people, start=1)
    ]
    head = t(f"event-office-{status}-title", title=event.title, count=found.total)
    pages = page_count(found.total, _PEOPLE_PAGE)

    def to_page(number: int) -> OfficeAttendance:
        return OfficeAttendance(event=event.id, status=status, page=number)

    rows = [page_row(t, page=page, pages=pages, data=to_page)]
    rows.append([button(t.plain("button-back"), OfficeEvent(act="open", event=event.id))])
    return Screen("\n".join([head, "", *lines]).rstrip(), keyboard(rows))

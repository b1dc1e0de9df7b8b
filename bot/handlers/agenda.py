"""/my, «Что дальше?»: one card per person with the stage, the next step, its term and who answers questions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    PinChatMessage,
    SendDocument,
    UnpinChatMessage,
)
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.agenda import Agenda, Stage, Step
from bot.domain.documents import due_at
from bot.domain.enums import OfficeRole
from bot.domain.languages import in_language
from bot.domain.text_arguments import Html, Moment
from bot.handlers.callbacks import Open
from bot.handlers.document_lines import due_text, title_of
from bot.handlers.events import EventAct
from bot.handlers.guardians import ChildDocuments
from bot.handlers.keyboards import Row, button, keyboard, to_menu
from bot.handlers.screens import STAYS, Reply, Screen, show
from bot.handlers.stop import Resume
from bot.papers import made
from bot.papers.calendars import ALL, CALENDAR
from bot.services import agenda, calendars
from bot.services.agenda import Coming, View
from bot.services.teams import tutor_name
from bot.texts import Translate, join_lines

router = Router(name="agenda")


class AgendaAct(CallbackData, prefix=STAYS):
    """On the card itself: ``refresh``, ``pin``, ``unpin``, ``calendar``."""

    act: str


_WAYS: Mapping[Step, str] = {
    Step.REGISTER: "register",
    Step.FINISH_FORM: "resume",
    Step.TOO_LATE: "faq",
    Step.WAIT_OPENING: "stages",
    Step.APPLY: "apply",
    Step.FINISH_DRAFT: "apply",
    Step.SIGN: "privacy",
    Step.SIGN_AGAIN: "privacy",
    Step.ASK_GUARDIAN: "guardian",
    Step.WAIT_DECISION: "apply",
    Step.WAIT_PLACE: "apply",
    Step.CONFIRM_PLACE: "apply",
    Step.REOPEN: "apply",
    Step.ANSWER_OFFER: "teams",
    Step.WAIT_TEAM: "events",
    Step.WAIT_OFFER: "events",
    Step.MEET_TEAM: "team",
    Step.LEAD_TEAM: "teams",
    Step.SIGN_FOR_CHILD: "child",
    Step.WATCH_CHILD: "child",
    Step.FIND_CHILD: "help",
    Step.SEE_EVENTS: "events",
    Step.OPEN_DESK: "office",
    Step.READ_NEWS: "events",
}
"""step → the screen its button opens, labelled ``agenda-open-<screen>``; steps about an event open the event."""

_AT_A_MOMENT = frozenset({Step.COME, Step.ANSWER_EVENT, Step.WAIT_OPENING})
"""Steps whose moment is when something happens, not until when something is to be done."""

_PAPERS = frozenset({Step.HAND_IN, Step.HAND_IN_FOR_CHILD})
"""Steps about an event that are done at home, by the programme's own clock."""

_SHOWN_DOCUMENTS = 5


@router.message(Command("my"))
@router.message(F.text.casefold().in_({"что дальше", "что дальше?", "my"}))
@router.callback_query(Open.filter(F.screen == "my"))
async def open_agenda(
    event: Message | CallbackQuery,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """/my: the card, as a new message or in place of the menu; the card before it goes."""
    await state.clear()
    return show(event, await agenda_screen(session, actor, office_role, now, t))


@router.callback_query(AgendaAct.filter(F.act.in_({"refresh", "pin", "unpin"})))
async def touch_card(
    query: CallbackQuery,
    callback_data: AgendaAct,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    now: datetime,
    t: Translate,
) -> list[Reply]:
    """«Обновить», «Закрепить», «Открепить»: the card as it is now, in its place."""
    if not isinstance(query.message, Message):
        return [show(query, await agenda_screen(session, actor, office_role, now, t))]
    place: dict[str, Any] = {"chat_id": query.message.chat.id, "message_id": query.message.message_id}
    more: list[Reply] = []
    if callback_data.act != "refresh":
        pinned = callback_data.act == "pin"
        await agenda.pin(session, actor, place["message_id"], pinned=pinned, now=now)
        more.append(PinChatMessage(**place, disable_notification=True) if pinned else UnpinChatMessage(**place))
    view = await agenda.view(session, actor, office_role, now=now)
    text, markup = render(view, actor, t, pinned=await agenda.is_pinned(session, actor))
    done = AnswerCallbackQuery(callback_query_id=query.id, text=t.plain(f"agenda-done-{callback_data.act}"))
    return [done, EditMessageText(**place, text=text, reply_markup=markup), *more]


@router.callback_query(AgendaAct.filter(F.act == "calendar"))
async def send_calendar(query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """«В календарь»: one's own events as a file."""
    await calendars.ensure_any(session, actor)
    return calendar_file(query, actor, ALL, t)


@router.callback_query(EventAct.filter(F.act == "calendar"))
async def send_event(
    query: CallbackQuery, callback_data: EventAct, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«В календарь» on an event's card."""
    await calendars.ensure_any(session, actor, event_id=callback_data.event)
    return calendar_file(query, actor, callback_data.event, t)


def calendar_file(query: CallbackQuery, actor: Person, event_id: int, t: Translate) -> Reply:
    """The file, made when it leaves; what it says is then of that moment."""
    document = made(CALENDAR, t, f"{actor.id}.{event_id}")
    return SendDocument(chat_id=query.from_user.id, document=document, caption=t("agenda-calendar-caption"))


async def agenda_screen(
    session: AsyncSession, person: Person, office_role: OfficeRole | None, now: datetime, t: Translate
) -> Screen:
    """The person's card as it is now."""
    view = await agenda.view(session, person, office_role, now=now)
    return agenda_card(view, person, t, pinned=await agenda.is_pinned(session, person))


def render(view: View, person: Person, t: Translate, *, pinned: bool) -> tuple[str, InlineKeyboardMarkup | None]:
    """The card for whoever edits it from outside."""
    screen = agenda_card(view, person, t, pinned=pinned)
    return screen.text, screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None


def agenda_card(view: View, person: Person, t: Translate, *, pinned: bool) -> Screen:
    """The card: where the person stands, what to do, what is ahead, who answers."""
    title = t("agenda-title", name=person.first_name) if person.first_name else t("agenda-title-stranger")
    blocks = [
        title,
        "\n".join([_stage(view, person, t), _step(view.agenda, t), *_term(view, t)]),
        _papers(view, t),
        _ahead(view, t),
        "\n".join([*_programme(view, t), *_contacts(view, t)]),
        t("agenda-silent") if person.stopped_at is not None else "",
    ]
    return Screen("\n\n".join(block for block in blocks if block), keyboard(_rows(view, person, t, pinned=pinned)))


def _stage(view: View, person: Person, t: Translate) -> str:
    return t(
        f"agenda-stage-{view.agenda.stage}",
        number=view.number or "",
        position=view.position or 0,
        team=view.team or "",
        named=bool(view.team),
        tutors=person.role is not None and person.role.value == "tutor",
        desk=view.desk,
    )


def _step(agenda: Agenda, t: Translate) -> str:
    under_way = agenda.step is Step.COME and agenda.until is None
    text = t(
        f"agenda-step-{agenda.step}",
        title=agenda.event.title if agenda.event is not None else "",
        under_way=under_way,
        overdue=agenda.until is None,
        child=agenda.child or "",
    )
    return t("agenda-step", step=Html(text))


def _term(view: View, t: Translate) -> list[str]:
    agenda = view.agenda
    if agenda.until is None:
        return []
    home = agenda.event is None or (agenda.step in _PAPERS and agenda.until != agenda.event.starts_at)
    zone = view.season.zone if home or agenda.event is None else agenda.event.zone
    key = "agenda-when" if agenda.step in _AT_A_MOMENT else "agenda-until"
    return [t(key, moment=Moment(agenda.until, zone))]


def _papers(view: View, t: Translate) -> str:
    lacking = view.papers
    if lacking is None:
        return ""
    starts, shown = lacking.event.starts_at, lacking.items[:_SHOWN_DOCUMENTS]
    lines = [
        t("agenda-document", title=title_of(item, t), due=due_text(item, due_at(starts, item.due_minutes), t))
        for item in shown
    ]
    return t(
        "agenda-documents", title=lacking.event.title, lines=join_lines(lines), rest=len(lacking.items) - len(lines)
    )


def _ahead(view: View, t: Translate) -> str:
    lines = [_coming_line(one, t) for one in view.coming]
    return t("agenda-ahead", lines=join_lines(lines)) if lines else ""


def _coming_line(one: Coming, t: Translate) -> str:
    when = Moment(one.event.starts_at, one.event.zone)
    key = "agenda-event-child" if one.child is not None else "agenda-event-waiting" if one.waiting else "agenda-event"
    given: dict[str, Any] = {"child": one.child} if one.child is not None else {}
    return t(key, title=one.event.title, when=when, **given)


def _programme(view: View, t: Translate) -> list[str]:
    if view.agenda.stage in {Stage.OVER, Stage.OFFICE}:
        return []
    return [
        t(
            "agenda-programme",
            title=in_language(stage["title"], t.language),
            ends=t.day(date.fromisoformat(stage["ends_on"])),
        )
        for stage in view.stages
    ]


def _contacts(view: View, t: Translate) -> list[str]:
    if view.agenda.stage is Stage.OFFICE:
        return []
    office = t("agenda-asks-office", contact=view.season.contact)
    return [t("agenda-asks-tutor", tutor=tutor_name(view.tutor)), office] if view.tutor is not None else [office]


def _rows(view: View, person: Person, t: Translate, *, pinned: bool) -> list[Row]:
    keep = "unpin" if pinned else "pin"
    rows: list[Row] = [[_way(view, t)]]
    if any(one.child is None for one in view.coming):
        rows.append([button(t.plain("agenda-calendar"), AgendaAct(act="calendar"))])
    if person.stopped_at is not None:
        rows.append([button(t.plain("stop-resume"), Resume())])
    rows.append([button(t.plain(f"agenda-{act}"), AgendaAct(act=act)) for act in (keep, "refresh")])
    rows.append([to_menu(t)])
    return rows


def _way(view: View, t: Translate) -> InlineKeyboardButton:
    agenda, lacking = view.agenda, view.papers
    if lacking is not None and agenda.step is Step.HAND_IN:
        return button(t.plain("documents-open"), EventAct(act="documents", event=lacking.event.id))
    if lacking is not None and agenda.step is Step.HAND_IN_FOR_CHILD:
        way = ChildDocuments(child=lacking.person.id, event=lacking.event.id)
        return button(t.plain("documents-open"), way)
    if agenda.event is not None:
        return button(t.plain("agenda-open-event"), EventAct(act="open", event=agenda.event.id))
    screen = _WAYS[agenda.step]
    return button(t.plain(f"agenda-open-{screen}"), Open(screen=screen))

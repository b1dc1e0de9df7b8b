"""The office's dialogs about an event: a new one, and changing one that is there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiogram.fsm.context import FSMContext
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Event, FormDraft, Person
from bot.domain.access import Permission
from bot.domain.enums import EventKind, EventStatus, QuestionKind, Role
from bot.domain.errors import RuleViolation
from bot.domain.event_input import parse_moment, write_moment
from bot.domain.events import ACCEPTED_ONLY
from bot.domain.questions import Option, Question
from bot.handlers.forms import FormKind, Refused, open_form, register
from bot.handlers.office import event_screens
from bot.handlers.screens import Screen
from bot.services import event_office, seasons
from bot.services.event_office import EventDetails, details_of
from bot.services.office import ensure_allowed
from bot.texts import Translate

NEW, EDIT = "event", "event-edit"
VERSION = "version"
"""Beside the answers: which version of the event was on the screen when the dialog began."""

_MOSCOW = "Europe/Moscow"
_LONGEST_ABOUT = 1500
_LARGEST = 100_000
_OFFSETS = {"week": 7 * 24 * 60, "day": 24 * 60, "two-hours": 2 * 60}
_AUDIENCES = (Role.STUDENT, Role.TUTOR, Role.MENTOR, Role.GUARDIAN, ACCEPTED_ONLY)


def _options(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value, {}) for value in values)


def _question(key: str, kind: QuestionKind, **more: Any) -> Question:
    return Question(key=key, kind=kind, text_key=f"event-ask-{key}", **more)


_KIND = _question("kind", QuestionKind.CHOICE, options=_options(*EventKind))
_TITLE = _question("title", QuestionKind.TEXT, max_length=120)
_ABOUT = _question("about", QuestionKind.TEXT, required=False, max_length=_LONGEST_ABOUT)
_ZONE = _question("zone", QuestionKind.CHOICE, options=_options("home", "moscow"))
_STARTS = _question("starts", QuestionKind.TEXT, hint_key="event-ask-starts-hint", max_length=60)
_ENDS = _question("ends", QuestionKind.TEXT, hint_key="event-ask-ends-hint", max_length=60)
_PLACE = _question("place", QuestionKind.TEXT, required=False, max_length=300)
_CAPACITY = _question("capacity", QuestionKind.NUMBER, required=False, lowest=1, highest=_LARGEST)
_AUDIENCE = _question("audience", QuestionKind.CHOICES, required=False, options=_options(*_AUDIENCES))
_REMIND = _question("remind", QuestionKind.CHOICES, required=False, options=_options(*_OFFSETS))
_ALL = (_KIND, _TITLE, _ABOUT, _ZONE, _STARTS, _ENDS, _PLACE, _CAPACITY, _AUDIENCE, _REMIND)
_OF_THE_ANNOUNCED = (_TITLE, _ABOUT, _ZONE, _STARTS, _ENDS, _PLACE, _CAPACITY, _REMIND)


async def _questions_of_new(
    session: AsyncSession, actor: Person, draft: FormDraft, now: datetime
) -> Sequence[Question]:
    return _ALL


async def _questions_of_edit(
    session: AsyncSession, actor: Person, draft: FormDraft, now: datetime
) -> Sequence[Question]:
    event, _ = await event_office.open_event(session, actor, draft.subject_id)
    # Whom it is for has been told: the circle of the invited does not change afterwards.
    return _ALL if event.status is EventStatus.DRAFT else _OF_THE_ANNOUNCED


async def _check(
    session: AsyncSession, actor: Person, draft: FormDraft, question: Question, answer: Any, now: datetime, t: Translate
) -> Any:
    """Moments are kept as «20.09.2026 10:00», numbers as whole ones."""
    if question.key not in {"starts", "ends"}:
        return answer
    zone = await _zone(session, draft)
    starts = _moment(draft.answers.get("starts"), zone, now)
    try:
        at = parse_moment(answer, zone=zone, now=now, day_of=starts if question.key == "ends" else None)
    except RuleViolation as violation:
        # Said here, so that the question is asked again below the reason.
        return Refused(t(violation.key, **violation.arguments))
    if question.key == "starts" and at <= now:
        return Refused(t("event-in-the-past", starts=at))
    if question.key == "ends" and starts is not None and at <= starts:
        return Refused(t("event-ends-before-start", starts=starts, ends=at))
    return write_moment(at, zone)


async def _zone(session: AsyncSession, draft: FormDraft) -> str:
    if draft.answers.get("zone") == "moscow":
        return _MOSCOW
    return (await seasons.current(session)).zone


def _moment(written: str | None, zone: str, now: datetime) -> datetime | None:
    return parse_moment(written, zone=zone, now=now) if written is not None else None


def answers_of(event: Event) -> dict[str, Any]:
    """An event as answers of the form."""
    return {
        "kind": event.kind.value,
        "title": event.title,
        "about": event.description or None,
        "zone": "moscow" if event.zone == _MOSCOW else "home",
        "starts": write_moment(event.starts_at, event.zone),
        "ends": write_moment(event.ends_at, event.zone),
        "place": event.place or None,
        "capacity": event.capacity,
        "audience": [value for value in _AUDIENCES if value in event.audience] or None,
        "remind": [name for name, minutes in _OFFSETS.items() if minutes in event.reminder_offsets] or None,
        VERSION: event.version,
    }


async def _details(session: AsyncSession, draft: FormDraft, now: datetime) -> EventDetails:
    answers, zone = draft.answers, await _zone(session, draft)
    capacity = answers.get("capacity")
    return EventDetails(
        kind=EventKind(answers["kind"]),
        title=answers["title"],
        description=answers.get("about") or "",
        place=answers.get("place") or "",
        starts_at=parse_moment(answers["starts"], zone=zone, now=now),
        ends_at=parse_moment(answers["ends"], zone=zone, now=now),
        zone=zone,
        capacity=int(capacity) if capacity is not None else None,
        audience=tuple(answers.get("audience") or ()),
        reminder_offsets=tuple(_OFFSETS[name] for name in answers.get("remind") or ()),
    )


async def _create(session: AsyncSession, actor: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    event = await event_office.create(session, actor, await _details(session, draft, now), now=now)
    return await event_screens.card(session, actor, event.id, now, t, note=t("event-office-created"))


async def _save(session: AsyncSession, actor: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    event, _ = await event_office.open_event(session, actor, draft.subject_id)
    changes = _changes(event, await _details(session, draft, now), answers_of(event), draft.answers)
    if not changes:
        return await event_screens.card(session, actor, event.id, now, t, note=t("event-office-unchanged"))
    version = draft.answers[VERSION]
    told = await event_office.change(session, actor, event.id, changes, version=version, now=now)
    return await event_screens.card(session, actor, event.id, now, t, note=t("event-office-changed", told=told))


def _changes(event: Event, new: EventDetails, were: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """What differs. Answers that were left alone change nothing, even where the form knows less than the event."""
    touched = {key for key, value in were.items() if answers.get(key) != value}
    fields = {"about": "description", "remind": "reminder_offsets"}
    names = {fields.get(key, key) for key in touched - {"starts", "ends", "zone", VERSION}}
    changes = {name: getattr(new, name) for name in names}
    if touched & {"starts", "ends", "zone"}:
        old = details_of(event)
        changes |= {"zone": new.zone if "zone" in touched else old.zone, "starts_at": new.starts_at}
        # Who moves the start alone moves the event as a whole.
        alone = "starts" in touched and "ends" not in touched
        changes["ends_at"] = new.starts_at + (old.ends_at - old.starts_at) if alone else new.ends_at
    return changes


register(
    FormKind(
        name=NEW,
        title_key="event-form",
        questions=_questions_of_new,
        check=_check,
        finish=_create,
        cancel_screen="event",
    )
)
register(
    FormKind(
        name=EDIT,
        title_key="event-form-edit",
        questions=_questions_of_edit,
        check=_check,
        finish=_save,
        cancel_screen="event",
    )
)


async def open_new(session: AsyncSession, actor: Person, state: FSMContext, t: Translate, now: datetime) -> Screen:
    """The first question of a new event, or the offer to go on with one that was begun."""
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    return await open_form(session, actor, state, t, now, form=NEW)


async def open_edit(
    session: AsyncSession, actor: Person, state: FSMContext, t: Translate, now: datetime, event_id: int
) -> Screen:
    """The summary of an event as it stands; always anew, for it may have changed since the last time."""
    event, _ = await event_office.open_event(session, actor, event_id)
    answers = answers_of(event)
    return await open_form(session, actor, state, t, now, form=EDIT, subject_id=event.id, answers=answers, fresh=True)

"""Reminders: rows plus a tick. Rows say when to look; who is reminded is decided when it is due, and again at the send.

A kind of reminder is an audience in ``AUDIENCES`` and a text ``reminder-<kind>``.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Call, Person, Reminder
from bot.db.queries import reminders as queries
from bot.domain.enums import Priority
from bot.domain.events import ReminderTime, is_reminder_due, reminder_due, reminder_times
from bot.domain.people import needs_guardian
from bot.domain.quiet import later
from bot.services import outbox
from bot.services.outbox import Notice

Audience = Callable[[AsyncSession, int, datetime], Awaitable[list[tuple[Person, dict[str, Any]]]]]
StillWanted = Callable[[AsyncSession, int, int, datetime], Awaitable[bool]]

AUDIENCES: dict[str, Audience] = {}
"""kind → (session, subject id, now) → whom to remind, each with the arguments of the text."""

_STILL_WANTED: dict[str, StillWanted] = {}

_HOUR = 60
_DAY = 24 * _HOUR
CALL_OFFSETS = {"application-draft": (3 * _DAY, _DAY, 3 * _HOUR)}
"""Minutes before a call closes."""
CONSENT_OFFSETS = {"guardian-consent": (3 * _DAY, _DAY), "guardian-signature": (3 * _DAY, _DAY)}
"""Minutes before the guardians' deadline: the first is for the child, the second for the guardian."""

_SUBJECTS_PER_TICK = 20


def register(kind: str, audience: Audience, *, still_wanted: StillWanted | None = None) -> None:
    """Add a kind of reminder. ``still_wanted(session, subject id, person id, now)`` answers for one person at the send
    what the audience answers for all of them."""
    AUDIENCES[kind] = audience
    if still_wanted is not None:
        _STILL_WANTED[kind] = still_wanted
    outbox.RECHECKS[f"reminder-{kind}"] = still_due


async def plan(
    session: AsyncSession,
    *,
    kind: str,
    subject_id: int,
    at: datetime,
    offsets: Iterable[int],
    useful_until: datetime | None = None,
    now: datetime,
) -> None:
    """Remind the audience of ``kind`` of a subject, ``offsets`` minutes before ``at``; call it again when that moves.

    What waits to be sent about another moment is taken back; offsets no longer named are withdrawn; those whose time
    has gone by are closed as late. ``useful_until`` (default ``at``) ends the usefulness of every one of them.
    """
    if kind not in AUDIENCES:
        raise KeyError(kind)
    wanted = set(offsets)
    until = min(useful_until or at, at)
    fresh = {"kind": kind, "subject_id": subject_id, "at": at, "due_at": at, "useful_until": until}
    await insert_new(session, Reminder, [{**fresh, "offset_minutes": offset} for offset in sorted(wanted)])
    rows = await queries.locked_rows(session, kind, subject_id)
    if any(row.at != at for row in rows):
        await queries.withdraw_unsent(session, kind, subject_id, now=now)
    zones = await queries.zones(session)
    for row in rows:
        moved = row.at != at
        row.at, row.useful_until = at, until
        if row.offset_minutes not in wanted:
            _close(row, queries.WITHDRAWN, now)
        else:
            _schedule(row, zones, now, afresh=moved)


def _schedule(row: Reminder, zones: Iterable[str], now: datetime, *, afresh: bool) -> None:
    ahead = _looks_ahead(row, zones, now)
    if ahead:
        row.due_at, row.closed_at = min(ahead), None
        if afresh or row.outcome == queries.WITHDRAWN:
            row.outcome = None
    elif row.closed_at is None or afresh:
        row.due_at = _due(row, zones)
        _close(row, row.outcome if row.outcome == "sent" and not afresh else "late", now)


async def withdraw(session: AsyncSession, *, kind: str, subject_id: int, now: datetime) -> None:
    """Nobody is to be reminded any more: nothing becomes due, and what waits in the outbox is taken back."""
    for row in await queries.locked_rows(session, kind, subject_id):
        if row.closed_at is None:
            _close(row, queries.WITHDRAWN, now)
    await queries.withdraw_unsent(session, kind, subject_id, now=now)


async def plan_call(session: AsyncSession, call: Call, *, now: datetime) -> None:
    """The reminders of a call's deadlines; for whoever sets or moves them."""
    for rules, at in ((CALL_OFFSETS, call.closes_at), (CONSENT_OFFSETS, call.consent_closes_at)):
        for kind, offsets in rules.items():
            await plan(session, kind=kind, subject_id=call.id, at=at, offsets=offsets, now=now)


async def tick(session: AsyncSession, *, now: datetime) -> None:
    """Promise what has become due. After downtime each person gets the latest reminder that is still useful, once."""
    for kind, subject_id in await queries.claim_due_subjects(
        session, AUDIENCES.keys(), now=now, limit=_SUBJECTS_PER_TICK
    ):
        await _remind(session, kind, subject_id, now)


async def _remind(session: AsyncSession, kind: str, subject_id: int, now: datetime) -> None:
    rows = [row for row in await queries.locked_rows(session, kind, subject_id) if row.outcome != queries.WITHDRAWN]
    open_rows = {row.offset_minutes: row for row in rows if row.closed_at is None}
    zones = await queries.zones(session)
    due_now = {zone: _due_now(rows, zone, now) for zone in zones}
    home, away = await queries.home_zone(session), await queries.zones_away(session, now=now)
    notices = []
    for person, args in await AUDIENCES[kind](session, subject_id, now):
        zone = away.get(person.id) or person.zone or home
        time = due_now[zone]
        row = open_rows.get(_minutes(time.offset)) if time is not None else None
        if time is None or row is None:
            continue
        until = min(time.useful_until, row.useful_until)
        notices.append((person, _notice(row, person, args, not_before=later(now, zone), until=until)))
    await outbox.promise(session, notices, now=now)
    reached = {_minutes(time.offset) for time in due_now.values() if time is not None}
    for offset, row in open_rows.items():
        if offset in reached:
            row.outcome = "sent"
        ahead = _looks_ahead(row, zones, now)
        if ahead:
            row.due_at = min(ahead)
        else:
            _close(row, row.outcome or "late", now)


def _due_now(rows: Sequence[Reminder], zone: str, now: datetime) -> ReminderTime | None:
    """The one reminder whose time it is in a zone: a nearer one that has become due replaces those before it.

    After downtime it may have become night there: what would not be useful in the morning is not sent at all.
    """
    if not rows:
        return None
    morning = later(now, zone)
    times = reminder_times(rows[0].at, [timedelta(minutes=row.offset_minutes) for row in rows], zone)
    due = (time for time in times if is_reminder_due(time, now))
    return next((time for time in due if morning < min(time.useful_until, rows[0].useful_until)), None)


def _looks_ahead(row: Reminder, zones: Iterable[str], now: datetime) -> list[datetime]:
    return [due for due in _dues(row, zones) if due > now]


def _due(row: Reminder, zones: Iterable[str]) -> datetime:
    return min(_dues(row, zones))


def _dues(row: Reminder, zones: Iterable[str]) -> list[datetime]:
    dues = (reminder_due(row.at, timedelta(minutes=row.offset_minutes), zone) for zone in zones)
    return [due for due in dues if due is not None]


def _close(row: Reminder, outcome: str, now: datetime) -> None:
    row.closed_at, row.outcome = now, outcome


def _minutes(offset: timedelta) -> int:
    return int(offset.total_seconds()) // 60


def _version(row: Reminder) -> int:
    """What the moment reminded of was: a moved subject is another promise."""
    return int(row.at.timestamp())


def _notice(row: Reminder, person: Person, args: Mapping[str, Any], *, not_before: datetime, until: datetime) -> Notice:
    return Notice(
        key=f"reminder:{row.kind}:{row.subject_id}:{row.offset_minutes}:{_version(row)}:{person.id}",
        template=f"reminder-{row.kind}",
        args=args,
        priority=Priority.REMINDER,
        subject=f"{row.kind}:{row.subject_id}",
        not_before=not_before,
        expires_at=until,
    )


async def still_due(session: AsyncSession, row: Any, now: datetime) -> bool:
    """At the send: whether the subject has not moved or gone, and this person still has not acted.

    ``row`` is an outbox row or a selection of it with ``key`` and ``person_id``.
    """
    _, kind, subject_id, offset, version, _ = row.key.split(":")
    reminder = await queries.one(session, kind, int(subject_id), int(offset))
    if reminder is None or reminder.outcome == queries.WITHDRAWN or str(_version(reminder)) != version:
        return False
    if now >= reminder.useful_until:
        return False
    if still_wanted := _STILL_WANTED.get(kind):
        return await still_wanted(session, int(subject_id), row.person_id, now)
    audience = await AUDIENCES[kind](session, int(subject_id), now)
    return any(person.id == row.person_id for person, _ in audience)


async def _who_has_a_draft(session: AsyncSession, call_id: int, now: datetime) -> list[tuple[Person, dict[str, Any]]]:
    call, people = await queries.people_with_draft(session, call_id)
    return [(person, _call_args(call)) for person in people] if call is not None else []


async def _who_lacks_a_guardian(
    session: AsyncSession, call_id: int, now: datetime
) -> list[tuple[Person, dict[str, Any]]]:
    call, people = await queries.people_without_guardian(session, call_id)
    if call is None:
        return []
    today = now.astimezone(ZoneInfo(await queries.home_zone(session))).date()
    minors = [p for p in people if p.birth_date is not None and needs_guardian(p.birth_date, today)]
    return [(person, {"call": call.title, "closes": call.consent_closes_at}) for person in minors]


async def _who_has_not_signed(
    session: AsyncSession, call_id: int, now: datetime
) -> list[tuple[Person, dict[str, Any]]]:
    return await _asked_to_sign(session, call_id, now)


async def _asked_to_sign(
    session: AsyncSession, call_id: int, now: datetime, guardian_id: int | None = None
) -> list[tuple[Person, dict[str, Any]]]:
    call, pairs = await queries.guardians_to_sign(session, call_id, now=now, guardian_id=guardian_id)
    if call is None:
        return []
    children: dict[int, list[str]] = {}
    for guardian, child in pairs:
        children.setdefault(guardian.id, []).append(child.first_name or "—")
    people = {guardian.id: guardian for guardian, _ in pairs}
    return [
        (people[number], {"names": ", ".join(names), "closes": call.consent_closes_at})
        for number, names in children.items()
    ]


async def _has_not_signed(session: AsyncSession, call_id: int, person_id: int, now: datetime) -> bool:
    return bool(await _asked_to_sign(session, call_id, now, person_id))


def _call_args(call: Call) -> dict[str, Any]:
    return {"call": call.title, "closes": call.closes_at}


async def _who_has_an_offer(session: AsyncSession, offer_id: int, now: datetime) -> list[tuple[Person, dict[str, Any]]]:
    found = await queries.open_offer(session, offer_id)
    if found is None:
        return []
    offer, team, mentor = found
    return [(mentor, {"offer": offer.id, "team": team.name, "deadline": offer.deadline_at})]


register("application-draft", _who_has_a_draft)
register("guardian-consent", _who_lacks_a_guardian)
register("guardian-signature", _who_has_not_signed, still_wanted=_has_not_signed)
register("mentor-offer", _who_has_an_offer)

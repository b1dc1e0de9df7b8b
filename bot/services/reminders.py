"""Reminders: rows plus a tick. Rows say when to look; who is reminded is decided when it is due, and again at the send.

What is reminded of and who is, is said by rules (``services.reminder_rules``); a capability with reminders no rule can
describe registers an audience of its own, with a text ``reminder-<kind>``.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Call, Event, Meeting, MentorOffer, OutboxMessage, Person, Reminder, ReminderRule
from bot.db.queries import outbox as outbox_queries
from bot.db.queries import reminders as queries
from bot.domain.enums import Priority
from bot.domain.events import ReminderTime, is_reminder_due, reminder_due, reminder_times
from bot.domain.quiet import later
from bot.domain.reminder_rules import OF_EVENTS, Subject
from bot.services import outbox
from bot.services import reminder_rules as rules
from bot.services.outbox import Notice, decode_arguments
from bot.services.reminder_rules import Matter

Told = list[tuple[Person, dict[str, Any]]]
Audience = Callable[[AsyncSession, int, datetime], Awaitable[Told]]
StillWanted = Callable[[AsyncSession, int, int, datetime], Awaitable[bool]]

AUDIENCES: dict[str, Audience] = {}
"""kind → (session, subject id, now) → whom to remind, each with the arguments of the text; kinds that are no rules."""

_STILL_WANTED: dict[str, StillWanted] = {}

_SUBJECTS_PER_TICK = 20


def register(kind: str, audience: Audience, *, still_wanted: StillWanted | None = None) -> None:
    """Add a kind of reminder that is no rule. ``still_wanted(session, subject id, person id, now)`` answers for one
    person at the send what the audience answers for all of them."""
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
    if kind not in AUDIENCES and await rules.by_code(session, kind) is None:
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
    # Written a moment ago with its subject's own moment, or about another moment than before.
    new = afresh or row.due_at == row.at
    if ahead:
        # What has become due and has not been looked at yet stays due: planning again loses nothing.
        due = min(ahead)
        row.due_at = due if new or row.closed_at is not None else min(due, row.due_at)
        row.closed_at = None
        if afresh or row.outcome == queries.WITHDRAWN:
            row.outcome = None
    elif new:
        row.due_at = _due(row, zones)
        _close(row, "late", now)


async def withdraw(session: AsyncSession, *, kind: str, subject_id: int, now: datetime) -> None:
    """Nobody is to be reminded any more: nothing becomes due, and what waits in the outbox is taken back."""
    for row in await queries.locked_rows(session, kind, subject_id):
        if row.closed_at is None:
            _close(row, queries.WITHDRAWN, now)
    await queries.withdraw_unsent(session, kind, subject_id, now=now)


async def plan_call(session: AsyncSession, call: Call, *, now: datetime) -> None:
    """The reminders of a call's deadlines; for whoever sets or moves them. Who was told another date is told the new."""
    for rule in await rules.of_season(session):
        about = rules.about_call(rule, call, await queries.home_zone(session))
        if about is not None:
            before = await queries.planned_for(session, rule.code, call.id)
            await _plan_rule(session, rule, about, now)
            if before is not None and before != about.at and about.at > now:
                await _tell_moved(session, rule, about, before, now)


async def plan_event(session: AsyncSession, event: Event, *, now: datetime) -> None:
    """The reminders of an event, of its stages and its documents; for whoever announces or changes it."""
    for rule in await rules.of_season(session):
        if rule.subject in OF_EVENTS:
            await _plan_of_event(session, rule, event, now)


async def plan_documents(session: AsyncSession, event: Event, *, now: datetime) -> None:
    """The reminders of an event's documents alone; for whoever changes what it asks for."""
    for rule in await rules.of_season(session):
        if rule.subject is Subject.DOCUMENTS:
            await _plan_of_event(session, rule, event, now)


async def _plan_of_event(session: AsyncSession, rule: ReminderRule, event: Event, now: datetime) -> None:
    about = await rules.matter(session, rule, event.id, now=now)
    if about is not None:
        await _plan_rule(session, rule, about, now)
    else:
        await withdraw(session, kind=rule.code, subject_id=event.id, now=now)


async def plan_offer(session: AsyncSession, offer: MentorOffer, *, now: datetime) -> None:
    """The reminders of an offer's term; for whoever makes it."""
    for rule in await rules.of_season(session):
        if rule.subject is Subject.OFFER:
            about = await rules.matter(session, rule, offer.id, now=now)
            if about is not None:
                await _plan_rule(session, rule, about, now)


async def plan_meeting(session: AsyncSession, meeting: Meeting, *, now: datetime) -> None:
    """The reminders of a team's meeting; for whoever plans, moves or cancels it."""
    for rule in await rules.of_season(session):
        if rule.subject is not Subject.MEETING:
            continue
        about = await rules.matter(session, rule, meeting.id, now=now)
        if about is not None:
            await _plan_rule(session, rule, about, now)
        else:
            await withdraw(session, kind=rule.code, subject_id=meeting.id, now=now)


async def replan(session: AsyncSession, rule: ReminderRule, *, now: datetime) -> None:
    """All reminders of a rule that has been changed."""
    wanted = {about.id: about for about in await rules.ahead(session, rule, now=now)}
    for about in wanted.values():
        await _plan_rule(session, rule, about, now)
    for subject_id in await queries.open_subjects(session, rule.code):
        if subject_id not in wanted:
            await withdraw(session, kind=rule.code, subject_id=subject_id, now=now)


async def _plan_rule(session: AsyncSession, rule: ReminderRule, about: Matter, now: datetime) -> None:
    if rule.enabled:
        offsets = rules.offsets_of(rule, about)
        await plan(session, kind=rule.code, subject_id=about.id, at=about.at, offsets=offsets, now=now)
    else:
        await withdraw(session, kind=rule.code, subject_id=about.id, now=now)


async def _tell_moved(
    session: AsyncSession, rule: ReminderRule, about: Matter, before: datetime, now: datetime
) -> None:
    """«Было / Стало» to those who were reminded of the old date and still have not acted; «Было» is what each was told."""
    subject = f"moved:{rule.code}:{about.id}"
    unread = await outbox_queries.take_back(session, OutboxMessage.subject == subject, now=now)
    told = await queries.told(session, rule.code, about.id) | unread.keys()
    notices = []
    for person, args in await rules.recipients(session, rule, about, now=now) if told else []:
        old = decode_arguments(unread[person.id])["old"] if person.id in unread else before
        if person.id in told and old != about.at:
            notice = Notice(
                key=f"{subject}:{int(now.timestamp() * 1_000_000)}:{person.id}",
                template="reminder-moved",
                args={"call": args["call"], "consents": rule.subject is Subject.CONSENTS, "old": old, "new": about.at},
                subject=subject,
                expires_at=about.at,
            )
            notices.append((person, notice))
    await outbox.promise(session, notices, now=now)


async def tick(session: AsyncSession, *, now: datetime) -> None:
    """Promise what has become due. After downtime each person gets the latest reminder that is still useful, once."""
    await queries.close_held(session, now=now)
    found = {rule.code: rule for rule in await rules.of_season(session)}
    kinds = [*AUDIENCES, *found]
    for kind, subject_id in await queries.claim_due_subjects(session, kinds, now=now, limit=_SUBJECTS_PER_TICK):
        await _remind(session, kind, subject_id, now, found.get(kind))


async def let_go(session: AsyncSession, row: Reminder, *, now: datetime) -> None:
    """A reminder the office has kept back goes on; the next tick tells whether it is still useful."""
    ahead = _looks_ahead(row, await queries.zones(session), now)
    row.held_at, row.due_at = None, min(ahead, default=now)


async def follow_zones(session: AsyncSession, *, now: datetime) -> None:
    """Look earlier where somebody has come to live by another clock since a reminder was planned."""
    zones = await queries.zones(session)
    for row in await queries.open_rows(session):
        ahead = _looks_ahead(row, zones, now)
        if ahead and min(ahead) < row.due_at:
            row.due_at = min(ahead)


async def follow_deadlines(session: AsyncSession, *, now: datetime) -> None:
    """Go on to the next deadline of a checklist when one has passed; a rule that has just come is planned as well."""
    for rule in await rules.of_season(session):
        if rule.subject is not Subject.DOCUMENTS or not rule.enabled:
            continue
        for about in await rules.ahead(session, rule, now=now):
            before = await queries.planned_for(session, rule.code, about.id)
            if before == about.at:
                continue
            if before is not None and before <= now:
                # What the office has kept back was about the deadline that is over.
                await queries.forget_holds(session, rule.code, about.id)
            await _plan_rule(session, rule, about, now)


async def _remind(session: AsyncSession, kind: str, subject_id: int, now: datetime, rule: ReminderRule | None) -> None:
    rows = [row for row in await queries.locked_rows(session, kind, subject_id) if row.outcome != queries.WITHDRAWN]
    open_rows = {row.offset_minutes: row for row in rows if row.closed_at is None and row.held_at is None}
    zones = await queries.zones(session)
    due_now = {zone: _due_now(rows, zone, now) for zone in zones}
    home, away = await queries.home_zone(session), await queries.zones_away(session, now=now)
    notices, template = [], _template(kind, rule)
    for person, args in await _audience(session, kind, subject_id, now, rule):
        zone = away.get(person.id) or person.zone or home
        time = due_now[zone]
        row = open_rows.get(_minutes(time.offset)) if time is not None else None
        if time is None or row is None:
            continue
        until = min(time.useful_until, row.useful_until)
        notices.append((person, _notice(row, template, person, args, not_before=later(now, zone), until=until)))
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


def _template(kind: str, rule: ReminderRule | None) -> str:
    return rules.TEMPLATES[rule.subject, rule.audience] if rule is not None else f"reminder-{kind}"


async def _audience(
    session: AsyncSession, kind: str, subject_id: int, now: datetime, rule: ReminderRule | None
) -> Told:
    if rule is None:
        return await AUDIENCES[kind](session, subject_id, now)
    about = await rules.matter(session, rule, subject_id, now=now)
    if about is None or not rule.enabled or about.at <= now:
        return []
    return await rules.recipients(session, rule, about, now=now)


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


def _notice(
    row: Reminder, template: str, person: Person, args: Mapping[str, Any], *, not_before: datetime, until: datetime
) -> Notice:
    return Notice(
        key=f"reminder:{row.kind}:{row.subject_id}:{row.offset_minutes}:{_version(row)}:{person.id}",
        template=template,
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
    if kind in AUDIENCES:
        if still_wanted := _STILL_WANTED.get(kind):
            return await still_wanted(session, int(subject_id), row.person_id, now)
        return any(person.id == row.person_id for person, _ in await AUDIENCES[kind](session, int(subject_id), now))
    rule = await rules.by_code(session, kind)
    about = await rules.matter(session, rule, int(subject_id), now=now) if rule is not None and rule.enabled else None
    if rule is None or about is None or reminder.held_at is not None or about.at <= now:
        return False
    # One small question about one person: the audience may be thousands.
    return bool(await rules.recipients(session, rule, about, now=now, person_id=row.person_id))


async def _moved_still_matters(session: AsyncSession, row: Any, now: datetime) -> bool:
    _, kind, subject_id, _, person_id = row.key.split(":")
    rule = await rules.by_code(session, kind)
    about = await rules.matter(session, rule, int(subject_id), now=now) if rule is not None else None
    if rule is None or about is None:
        return False
    return bool(await rules.recipients(session, rule, about, now=now, person_id=int(person_id)))


outbox.RECHECKS |= dict.fromkeys(rules.TEMPLATES.values(), still_due)
outbox.RECHECKS["reminder-moved"] = _moved_still_matters

"""Reminders for the office: the rules, what a rule would come to, and everything that is to leave in the next days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, Person, Reminder, ReminderRule
from bot.db.queries import reminder_rules as rule_queries
from bot.db.queries import reminders as queries
from bot.domain.access import Permission
from bot.domain.enums import EventKind, Priority, Role
from bot.domain.errors import NotFound, Stale
from bot.domain.events import reminder_due
from bot.domain.reminder_rules import Audience, Subject, ensure_fits, ensure_offsets
from bot.services import audit, reminder_rules, reminders, seasons
from bot.services.office import ensure_allowed
from bot.services.reminder_rules import Matter

AHEAD = timedelta(days=14)
_MATTERS = 30
"""A preview looks at so many subjects of a rule at most: the nearest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a new rule is to be about."""

    subject: Subject
    event_kind: EventKind | None = None
    role: Role | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """One moment at which a rule would remind, at home, and how many people if it were now."""

    due: datetime
    about: Matter
    offset: int
    people: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the schedule. ``id`` is the reminder's, the broadcast's, or the first of the messages that wait."""

    kind: str
    id: int
    due: datetime
    people: int
    held: bool = False
    rule: ReminderRule | None = None
    title: str = ""
    priority: Priority | None = None


async def open_rules(session: AsyncSession, actor: Person) -> Sequence[ReminderRule]:
    """The season's rules."""
    await ensure_allowed(session, actor, Permission.MANAGE_REMINDERS)
    return await reminder_rules.of_season(session)


async def open_rule(session: AsyncSession, actor: Person, rule_id: int) -> ReminderRule:
    """One rule, for those who may change it."""
    await ensure_allowed(session, actor, Permission.MANAGE_REMINDERS)
    rule = await session.get(ReminderRule, rule_id)
    if rule is None:
        raise NotFound("rule-unknown")
    return rule


async def targets(session: AsyncSession, actor: Person) -> list[Target]:
    """What a rule can be about in this season."""
    await ensure_allowed(session, actor, Permission.MANAGE_REMINDERS)
    season = await seasons.current(session)
    made = [Target(subject=Subject.CALL, role=role) for role in (Role.STUDENT, Role.TUTOR, Role.MENTOR)]
    made += [Target(subject=Subject.CONSENTS, role=Role.STUDENT), Target(subject=Subject.OFFER)]
    made.append(Target(subject=Subject.MEETING))
    made += [Target(subject=Subject.EVENT, event_kind=kind) for kind in EventKind]
    made += [Target(subject=Subject.DOCUMENTS)]
    made += [Target(subject=Subject.DOCUMENTS, event_kind=kind) for kind in EventKind]
    stages = await rule_queries.stages(session, season.id)
    return made + [Target(subject=Subject.STAGE, event_kind=kind, stage=code) for kind, code in stages]


async def proposed(
    session: AsyncSession,
    *,
    rule: ReminderRule | None,
    target: Target | None = None,
    audience: Audience | None = None,
    offsets: Sequence[int],
) -> ReminderRule:
    """A rule as it would be: a copy that nobody saves, to be looked at before it is decided."""
    if rule is not None:
        target = Target(subject=rule.subject, event_kind=rule.event_kind, role=rule.role, stage=rule.stage)
        audience = rule.audience
    if target is None or audience is None:
        raise NotFound("rule-unknown")
    ensure_fits(target.subject, audience)
    season = await seasons.current(session)
    return ReminderRule(
        season_id=season.id, code=rule.code if rule is not None else "", subject=target.subject, audience=audience,
        event_kind=target.event_kind, role=target.role, stage=target.stage, offsets=list(offsets), enabled=True,
        words=rule.words if rule is not None else None, version=1,
    )  # fmt: skip


async def forecast(session: AsyncSession, rule: ReminderRule, *, now: datetime) -> list[Planned]:
    """When the rule would remind from now on, and how many; in the order of time."""
    home, found = await queries.home_zone(session), []
    for about in (await reminder_rules.ahead(session, rule, now=now))[:_MATTERS]:
        dues = {
            due: offset
            for offset in sorted(reminder_rules.offsets_of(rule, about), reverse=True)
            if (due := reminder_due(about.at, timedelta(minutes=offset), home)) is not None and due > now
        }
        people = await reminder_rules.count(session, rule, about, now=now) if dues else 0
        found += [Planned(due, about, offset, people) for due, offset in dues.items()]
    return sorted(found, key=lambda one: (one.due, one.about.id))


async def change(
    session: AsyncSession, actor: Person, rule_id: int, changes: dict[str, Any], *, now: datetime
) -> ReminderRule:
    """Change ``offsets``, ``words`` or ``enabled``; what is planned follows at once."""
    await open_rule(session, actor, rule_id)
    rule = await rule_queries.locked(session, rule_id)
    if rule is None:
        raise NotFound("rule-unknown")
    if "offsets" in changes:
        rule.offsets = list(ensure_offsets(changes["offsets"]))
    if "words" in changes:
        rule.words = {language: text for language, text in changes["words"].items() if text} or None
    rule.enabled = bool(changes.get("enabled", rule.enabled))
    rule.version += 1
    await session.flush()
    await reminders.replan(session, rule, now=now)
    detail = ",".join(sorted(changes))
    audit.record(
        session, "reminder_rule.changed", actor=actor, now=now, subject=f"reminder_rule:{rule_id}", detail=detail
    )
    return rule


async def create(session: AsyncSession, actor: Person, rule: ReminderRule, *, now: datetime) -> ReminderRule:
    """Save what ``proposed`` has made as a new rule."""
    await ensure_allowed(session, actor, Permission.MANAGE_REMINDERS)
    rule.offsets = list(ensure_offsets(rule.offsets))
    # The code names the outbox's keys: it is the rule's own for ever.
    rule.code = f"new-{int(now.timestamp() * 1_000_000)}"
    session.add(rule)
    await session.flush()
    await reminders.replan(session, rule, now=now)
    audit.record(session, "reminder_rule.created", actor=actor, now=now, subject=f"reminder_rule:{rule.id}")
    return rule


async def schedule(
    session: AsyncSession, actor: Person, *, offset: int, limit: int, now: datetime
) -> tuple[list[Line], Counter[str]]:
    """A page of what is to leave in the next days, in the order of time, and how many lines of each kind there are."""
    await ensure_allowed(session, actor, Permission.MANAGE_REMINDERS)
    until = now + AHEAD
    lines = [*await _of_reminders(session, now, until), *await _of_broadcasts(session, now, until)]
    lines += [
        Line("waiting", group.first, group.due, group.people, group.held, priority=Priority(group.priority))
        for group in await queries.waiting_messages(session, after=now, until=until)
    ]
    lines.sort(key=lambda line: (line.due, line.kind, line.id))
    page = lines[offset : offset + limit]
    return [await _counted(session, line, now) for line in page], Counter(line.kind for line in lines)


async def _of_reminders(session: AsyncSession, now: datetime, until: datetime) -> list[Line]:
    home = await queries.home_zone(session)
    known = {rule.code: rule for rule in await reminder_rules.of_season(session)}
    lines = []
    for row in await queries.unclosed(session):
        due = reminder_due(row.at, timedelta(minutes=row.offset_minutes), home)
        if due is not None and due <= until and (due > now or row.held_at is not None):
            lines.append(Line("reminder", row.id, due, 0, row.held_at is not None, known.get(row.kind)))
    return lines


async def _of_broadcasts(session: AsyncSession, now: datetime, until: datetime) -> list[Line]:
    found: Sequence[Broadcast] = await queries.broadcasts_to_come(session, after=now, until=until)
    return [
        Line("broadcast", each.id, moment, each.recipients)
        for each in found
        if (moment := each.starts_at or each.send_at) is not None
    ]


async def _counted(session: AsyncSession, line: Line, now: datetime) -> Line:
    if line.kind != "reminder":
        return line
    row = await session.get_one(Reminder, line.id)
    rule = line.rule
    about = await reminder_rules.matter(session, rule, row.subject_id, now=now) if rule is not None else None
    if line.rule is None or about is None:
        return line
    people = await reminder_rules.count(session, line.rule, about, now=now)
    return Line(line.kind, line.id, line.due, people, line.held, line.rule, about.title)


async def hold(session: AsyncSession, actor: Person, kind: str, line_id: int, *, held: bool, now: datetime) -> None:
    """Keep one line of the schedule back, or let it go; what is let go too late is not sent any more.

    Raises Stale ``schedule-line-gone`` for what has left meanwhile.
    """
    await ensure_allowed(session, actor, Permission.MANAGE_REMINDERS)
    if kind == "waiting":
        if not await queries.hold_messages(session, line_id, held=held):
            raise Stale("schedule-line-gone")
    else:
        row = await queries.locked_one(session, line_id)
        if row is None or row.closed_at is not None:
            raise Stale("schedule-line-gone")
        if held:
            row.held_at = now
        else:
            await reminders.let_go(session, row, now=now)
    act = "held" if held else "let_go"
    audit.record(session, f"schedule.{act}", actor=actor, now=now, subject=f"{kind}:{line_id}")

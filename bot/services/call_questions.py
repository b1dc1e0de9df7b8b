"""The office changes the questions of a call; applicants who owe a new answer are told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Person, Season
from bot.db.queries import applications as queries
from bot.domain import call_questions as rules
from bot.domain.applications import is_past
from bot.domain.call_questions import WITH_OPTIONS, Since, Switch
from bot.domain.errors import NotFound
from bot.domain.event_input import parse_moment
from bot.domain.questions import Question
from bot.services import audit, outbox
from bot.services.applications import call_to_edit, questions_of
from bot.services.outbox import Notice


async def listed(session: AsyncSession, actor: Person, call_id: int) -> tuple[Call, Sequence[Question]]:
    """The call with all its questions, retired ones last."""
    call = await call_to_edit(session, actor, call_id)
    questions = questions_of(call)
    return call, sorted(questions, key=lambda question: question.retired)


async def one(session: AsyncSession, actor: Person, call_id: int, key: str) -> tuple[Call, Question]:
    """One question. Raises Stale ``call-question-gone``."""
    call, questions = await listed(session, actor, call_id)
    return call, rules.find(questions, key)


async def write(
    session: AsyncSession, actor: Person, call_id: int, key: str | None, answers: Mapping[str, Any], *, now: datetime
) -> Question:
    """Add a question, or change the one of this key. Raises those of ``domain.call_questions``."""
    call, questions = await _held(session, actor, call_id)
    if key is None:
        question = rules.read_question(rules.new_key(questions), answers, None)
        await _keep(session, actor, call, rules.added(questions, question), "question_added", question.key, now)
    else:
        before = rules.find(questions, key)
        question = rules.read_question(key, answers, before)
        chosen = await queries.chosen_options(session, call_id, key) if before.kind in WITH_OPTIONS else ()
        changed = rules.changed(questions, question, chosen=chosen)
        await _keep(session, actor, call, changed, "question_changed", key, now)
    return question


async def move(session: AsyncSession, actor: Person, call_id: int, key: str, *, up: bool, now: datetime) -> None:
    """One place up or down."""
    call, questions = await _held(session, actor, call_id)
    await _keep(session, actor, call, rules.moved(questions, key, up=up), "question_moved", key, now)


async def switch(
    session: AsyncSession, actor: Person, call_id: int, key: str, what: Switch, on: bool, *, now: datetime
) -> None:
    """Required or not, shown to reviewers or not, retired or not; who owes an answer now is told."""
    call, questions = await _held(session, actor, call_id)
    changed = rules.switched(questions, key, what, on)
    await _keep(session, actor, call, changed, f"question_{what.name.lower()}_{'on' if on else 'off'}", key, now)
    question = rules.find(changed, key)
    if (what, on) in {(Switch.REQUIRED, True), (Switch.RETIRED, False)} and question.required:
        await _tell(session, call, question, now=now)


async def read_moment(session: AsyncSession, actor: Person, call_id: int, text: str, *, now: datetime) -> datetime:
    """What was typed as the moment from which something holds. Raises those of ``parse_moment``."""
    call = await call_to_edit(session, actor, call_id)
    season = await session.get_one(Season, call.season_id)
    return parse_moment(text, zone=season.zone, now=now, day_of=call.closes_at)


async def date(
    session: AsyncSession, actor: Person, call_id: int, key: str, since: Since, at: datetime | None, *, now: datetime
) -> None:
    """From a moment on answers stay as they are, or are required; None: not any more."""
    call, questions = await _held(session, actor, call_id)
    changed = rules.dated(questions, key, since, at)
    await _keep(session, actor, call, changed, f"question_{since.value}", key, now)


async def _held(session: AsyncSession, actor: Person, call_id: int) -> tuple[Call, Sequence[Question]]:
    await call_to_edit(session, actor, call_id)
    call = await queries.lock_call(session, call_id)
    if call is None:
        raise NotFound("call-unknown")
    return call, questions_of(call)


async def _keep(
    session: AsyncSession, actor: Person, call: Call, questions: Sequence[Question], act: str, key: str, now: datetime
) -> None:
    call.questions = [question.to_dict() for question in questions]
    call.questions_changed_at = now
    await session.flush()
    audit.record(session, f"call.{act}", actor=actor, now=now, subject=f"call:{call.id}", detail=key)


async def _tell(session: AsyncSession, call: Call, question: Question, *, now: datetime) -> None:
    """Those who have sent their application and do not answer it; who still writes is asked by the form."""
    if is_past(call.closes_at, now):
        return
    texts = question.text or {}
    notices = [
        (
            person,
            Notice(
                key=f"call-question:{call.id}:{question.key}:{now.timestamp():.0f}:{person.id}",
                template="call-question-required",
                args={"question": texts.get(person.language) or texts.get("ru", ""), "closes": call.closes_at},
                subject=f"call-question:{call.id}:{question.key}",
                expires_at=call.closes_at,
            ),
        )
        for person in await queries.sent_without(session, call.id, question.key)
    ]
    await outbox.promise(session, notices, now=now)

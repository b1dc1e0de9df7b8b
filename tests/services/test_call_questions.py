"""Questions and criteria changed in the chat: what applicants are told and asked, what a season's file leaves alone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application, ApplicationVersion, AuditEntry, Call, OutboxMessage, Person, ReviewRound
from bot.domain.call_questions import Since, Switch
from bot.domain.enums import OfficeRole, Role
from bot.domain.errors import NotAllowed, RuleViolation
from bot.services import applications, call_questions, rubrics, seasons
from tests.cast import OPEN, apply, load_season, office_member, participant
from tests.engines import SEASON_FILE

LATER = OPEN + timedelta(hours=1)
NEW = {"kind": "text", "text_ru": "Какой у тебя девиз?", "text_en": "What is your motto?"}


@pytest.fixture
def database(season_database: Database) -> Database:
    """The season is there already."""
    return season_database


async def _sent(session: AsyncSession, account: int = 5) -> tuple[Person, Call, Application]:
    call = (await load_season(session))[Role.STUDENT]
    person = await participant(session, account)
    return person, call, await apply(session, person, call, now=OPEN)


async def _told(session: AsyncSession) -> list[tuple[str, Any]]:
    rows = await session.execute(select(OutboxMessage.template, OutboxMessage.args).order_by(OutboxMessage.id))
    return [(template, args.get("question")) for template, args in rows if template == "call-question-required"]


async def test_new_question_is_asked_and_who_has_sent_is_told_when_it_is_required(database: Database) -> None:
    async with database.transaction() as session:
        person, call, application = await _sent(session)
        clerk = await office_member(session, OfficeRole.OPERATOR)
        question = await call_questions.write(session, clerk, call.id, None, NEW, now=LATER)
        assert await _told(session) == []
        await call_questions.switch(session, clerk, call.id, question.key, Switch.REQUIRED, False, now=LATER)
        await call_questions.switch(session, clerk, call.id, question.key, Switch.REQUIRED, True, now=LATER)
        assert await _told(session) == [("call-question-required", "Какой у тебя девиз?")]
        asked = await applications.asked_of(session, person, call, now=LATER)
        assert question.key in [each.key for each in asked]
        with pytest.raises(RuleViolation, match="answers-missing"):
            await applications.submit(session, person, call.id, application.answers, now=LATER)
        answers = application.answers | {question.key: "Вперёд"}
        await applications.submit(session, person, call.id, answers, now=LATER)
        assert application.answers[question.key] == "Вперёд"
        await call_questions.switch(session, clerk, call.id, question.key, Switch.REQUIRED, False, now=LATER)
        await call_questions.switch(session, clerk, call.id, question.key, Switch.REQUIRED, True, now=LATER)
        assert len(await _told(session)) == 1
        acts = (
            await session.scalars(
                select(AuditEntry.action).where(AuditEntry.action.like("call.question%")).order_by(AuditEntry.id)
            )
        ).all()
        assert acts[:3] == ["call.question_added", "call.question_required_off", "call.question_required_on"]


async def test_retired_question_leaves_new_forms_and_stays_in_what_was_sent(database: Database) -> None:
    async with database.transaction() as session:
        person, call, application = await _sent(session)
        clerk = await office_member(session, OfficeRole.OPERATOR)
        before = application.answers["motivation"]
        await call_questions.switch(session, clerk, call.id, "motivation", Switch.RETIRED, True, now=LATER)
        assert "motivation" not in [each.key for each in await applications.asked_of(session, person, call, now=LATER)]
        assert "motivation" not in [each.key for each in applications.current_questions(call)]
        await applications.submit(session, person, call.id, {**application.answers, "motivation": "x"}, now=LATER)
        assert application.answers["motivation"] == before
        versions = (await session.scalars(select(ApplicationVersion.answers))).all()
        assert [answers["motivation"] for answers in versions] == [before, before]


async def test_frozen_answer_cannot_be_changed_from_its_moment_on(database: Database) -> None:
    async with database.transaction() as session:
        person, call, application = await _sent(session)
        clerk = await office_member(session, OfficeRole.OPERATOR)
        before = application.answers["motivation"]
        await call_questions.date(session, clerk, call.id, "motivation", Since.FROZEN, LATER, now=OPEN)
        early = LATER - timedelta(seconds=1)
        changed = before + " И ещё."
        await applications.submit(session, person, call.id, {**application.answers, "motivation": changed}, now=early)
        assert application.answers["motivation"] == changed
        await applications.submit(session, person, call.id, {**application.answers, "motivation": before}, now=LATER)
        assert application.answers["motivation"] == changed


async def test_chosen_option_cannot_be_taken_away(database: Database) -> None:
    async with database.transaction() as session:
        _, call, application = await _sent(session)
        clerk = await office_member(session, OfficeRole.OPERATOR)
        chosen = application.answers["direction_first"]
        _, question = await call_questions.one(session, clerk, call.id, "direction_first")
        others = [option for option in question.options if option.value != chosen]
        answers = {"text_ru": "?", "text_en": "?", "options": "\n".join(each.label["ru"] for each in others)}
        with pytest.raises(RuleViolation, match="question-option-chosen"):
            await call_questions.write(session, clerk, call.id, question.key, answers, now=LATER)


@pytest.mark.parametrize("role", [OfficeRole.EXPERT, OfficeRole.OBSERVER])
async def test_others_change_neither_questions_nor_criteria(database: Database, role: OfficeRole) -> None:
    async with database.transaction() as session:
        _, call, _ = await _sent(session)
        clerk = await office_member(session, role)
    for act in (
        lambda session: call_questions.write(session, clerk, call.id, None, NEW, now=LATER),
        lambda session: call_questions.move(session, clerk, call.id, "motivation", up=True, now=LATER),
        lambda session: rubrics.weigh(session, clerk, call.id, "idea", 5, now=LATER),
        lambda session: rubrics.read(session, clerk, call.id),
    ):
        with pytest.raises(NotAllowed):
            async with database.transaction() as session:
                await act(session)


async def test_criteria_change_until_scoring_begins(database: Database) -> None:
    async with database.transaction() as session:
        _, call, _ = await _sent(session)
        clerk = await office_member(session, OfficeRole.OPERATOR)
        answers = {"label_ru": "Речь", "label_en": "Speech", "weight": 2, "levels": "Нет | No\nДа | Yes"}
        await rubrics.write(session, clerk, call.id, None, answers, now=LATER)
        await rubrics.weigh(session, clerk, call.id, "c1", 4, now=LATER)
        _, rubric, open_ = await rubrics.read(session, clerk, call.id)
        assert (rubric[-1].key, rubric[-1].weight, open_) == ("c1", 4, True)
        this = ReviewRound(
            call_id=call.id, rubric=call.rubric, reviews=2, days=5, seed=1, created_at=OPEN,
            started_at=LATER, closes_at=LATER, changed_at=LATER,
        )  # fmt: skip
        session.add(this)
        await session.flush()
        with pytest.raises(RuleViolation, match="rubric-locked"):
            await rubrics.drop(session, clerk, call.id, "c1", now=LATER)


async def test_season_file_leaves_alone_what_the_office_has_changed(database: Database) -> None:
    data = seasons.read_file(SEASON_FILE)
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        asked = len(call.questions)
        await call_questions.write(session, clerk, call.id, None, NEW, now=LATER)
        season = await seasons.load(session, data, now=LATER)
        assert len(call.questions) == asked + 1
        assert await seasons.changed_in_chat(session, season) == [(Role.STUDENT, "questions")]
        await seasons.load(session, data, now=LATER, overwrite=True)
        assert len(call.questions) == asked
        assert await seasons.changed_in_chat(session, season) == []

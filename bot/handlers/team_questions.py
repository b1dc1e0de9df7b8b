"""Questions between a mentor and a tutor, typed into the chat with the bot."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.callbacks import RowId
from bot.handlers.keyboards import button, keyboard, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, Screen, send
from bot.services import team_questions, teams
from bot.texts import Translate

router = Router(name="team-questions")


class AskTeam(CallbackData, prefix="tqa"):
    """Ask the tutor (or the mentor) of a team."""

    team: RowId


class AnswerTeam(CallbackData, prefix="tqr"):
    """Answer a question."""

    question: RowId


class Asking(StatesGroup):
    """The person is typing; the data names the ``team`` or the ``question``."""

    question = State()
    answer = State()


@router.callback_query(AskTeam.filter())
async def ask_for_question(
    query: CallbackQuery, callback_data: AskTeam, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """«Задать вопрос»."""
    team, other = await team_questions.addressee(session, actor, callback_data.team)
    await state.set_state(Asking.question)
    await state.set_data({"team": team.id})
    name = teams.tutor_name(other) if other.id == team.tutor_id else teams.mentor_name(other)
    text = t("team-question-ask", team=team.name, name=name, limit=team_questions.LIMIT)
    return send(query, Screen(text, keyboard([[to_menu(t)]])))


@router.callback_query(AnswerTeam.filter())
async def ask_for_answer(
    query: CallbackQuery,
    callback_data: AnswerTeam,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Ответить»."""
    found = await team_questions.asked(session, actor, callback_data.question)
    await state.set_state(Asking.answer)
    await state.set_data({"question": found.id})
    text = t("team-answer-ask", text=found.question, limit=team_questions.LIMIT)
    return send(query, Screen(text, keyboard([[to_menu(t)]])))


@router.message(Asking.question, F.text, ~F.text.startswith("/"))
async def question_typed(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """The question goes to the other of the two."""
    team_id = (await state.get_data())["team"]
    await team_questions.ask(session, actor, team_id, message.text or "", now=now)
    await state.clear()
    return send(message, Screen(t("team-question-sent"), keyboard([[to_menu(t)]])))


@router.message(Asking.answer, F.text, ~F.text.startswith("/"))
async def answer_typed(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """The answer goes back."""
    question_id = (await state.get_data())["question"]
    await team_questions.answer(session, actor, question_id, message.text or "", now=now)
    await state.clear()
    return send(message, Screen(t("team-answer-sent"), keyboard([[to_menu(t)]])))


@router.message(Asking.question, ~F.text)
@router.message(Asking.answer, ~F.text)
async def not_a_text(message: Message, t: Translate) -> Reply:
    """A voice, a photo, a sticker: the question stays."""
    return send(message, Screen(t("team-question-text-only"), keyboard([[to_menu(t)]])))


def ask_button(team_id: int, t: Translate) -> InlineKeyboardButton:
    """«❓ Задать вопрос», on the pages of mentor and tutor."""
    return button(t.plain("team-question-open"), AskTeam(team=team_id))


@notice_keyboard("team-question")
def to_answer(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Ответить»."""
    return keyboard([[button(t.plain("team-answer-open"), AnswerTeam(question=args["question"]))]])


@notice_keyboard("team-answer")
def to_ask_again(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«❓ Задать вопрос»."""
    return keyboard([[ask_button(args["team_id"], t)]])

"""What anybody may read about the programme without giving any data: its stages with their dates, questions and answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from aiogram.types import InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Season
from bot.db.queries import seasons as season_queries
from bot.domain import languages
from bot.domain.text_arguments import Html
from bot.handlers.keyboards import keyboard
from bot.handlers.screens import Screen
from bot.texts import Translate


async def stages_screen(session: AsyncSession, t: Translate, *, back: InlineKeyboardButton) -> Screen:
    """The stages; ``back`` leads where the reader came from."""
    season = await season_queries.newest(session)
    lines = [_stage_line(stage, t) for stage in season.texts.get("stages", ())] if season is not None else []
    text = t("start-stages-list", lines=Html("\n\n".join(lines))) if lines else t("start-nothing-yet")
    return Screen(text, keyboard([[back]]))


async def faq_screen(session: AsyncSession, t: Translate, *, back: InlineKeyboardButton) -> Screen:
    """Questions and answers of the season; ``back`` leads where the reader came from."""
    season = await season_queries.newest(session)
    text = _faq(season, t) if season is not None and season.texts.get("faq") else t("start-nothing-yet")
    return Screen(text, keyboard([[back]]))


def in_language(texts: object, t: Translate) -> str:
    """A text of the season's file in the reader's language, else in the first one; empty where there is none."""
    return languages.in_language(texts, t.language).strip() if isinstance(texts, dict) else ""


def _stage_line(stage: Mapping[str, Any], t: Translate) -> str:
    starts, ends = date.fromisoformat(str(stage["starts_on"])), date.fromisoformat(str(stage["ends_on"]))
    return t("start-stage", title=in_language(stage.get("title"), t), starts=t.day(starts), ends=t.day(ends))


def _faq(season: Season, t: Translate) -> str:
    lines = [
        t("start-question", question=in_language(one.get("question"), t), answer=in_language(one.get("answer"), t))
        for one in season.texts["faq"]
    ]
    return t("start-faq-list", lines=Html("\n\n".join(lines)), contact=season.contact)

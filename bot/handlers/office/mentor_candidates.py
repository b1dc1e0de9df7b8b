"""Whom a team could be offered to: the office's own choice of a mentor, asked or put down at once."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.errors import Stale
from bot.domain.mentor_profiles import Profile
from bot.domain.paging import page_count
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import RowId
from bot.handlers.keyboards import button, keyboard, page_row
from bot.handlers.office.mentors import slot_screen
from bot.handlers.office.team_callbacks import Candidates, MentorSlot
from bot.handlers.screens import Reply, Screen, show
from bot.services import mentor_matching, mentors, teams
from bot.services.mentors import Candidate
from bot.texts import Translate

router = Router(name="office-mentor-candidates")
router.callback_query.middleware(OfficeDoor())

_PAGE = 8


class OfferTo(CallbackData, prefix="tmo"):
    """``ask`` about this mentor, ``offer`` the team to them, or ``appoint`` them without asking."""

    team: RowId
    mentor: RowId
    act: str = "ask"


@router.callback_query(Candidates.filter())
async def choose(
    query: CallbackQuery, callback_data: Candidates, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Everybody with room for another team, the best match first."""
    team_id = callback_data.team
    slot = await mentors.open_slot(session, actor, team_id)
    found = await mentors.candidates(session, actor, team_id)
    pages = page_count(len(found), _PAGE)
    page = min(max(callback_data.page, 0), pages - 1)
    rows = [
        [button(_candidate(each, slot.line.team.direction_id, t), OfferTo(team=team_id, mentor=each.person.id))]
        for each in found[page * _PAGE : (page + 1) * _PAGE]
    ]
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda number: Candidates(team=team_id, page=number))))
    rows.append([button(t.plain("button-back"), MentorSlot(team=team_id))])
    text = t("mentors-candidates", team=slot.line.team.name, direction=slot.line.direction or "—")
    return show(query, Screen(text if found else t("mentors-candidates-empty"), keyboard(rows)))


def _candidate(candidate: Candidate, direction: str | None, t: Translate) -> str:
    mentor = candidate.mentor
    line = t.plain(
        "mentors-candidate",
        match=direction in mentor.directions,
        name=teams.mentor_name(candidate.person),
        load=mentor.load,
        limit=mentor.limit,
        asked=candidate.asked.value if candidate.asked is not None else "none",
    )
    return t.plain("mentors-candidate-reserve", line=line) if mentor.reserve else line


@router.callback_query(OfferTo.filter(F.act == "ask"))
async def ask_how(
    query: CallbackQuery, callback_data: OfferTo, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """The office's own choice: ask the mentor, or put them down at once."""
    team_id = callback_data.team
    slot = await mentors.open_slot(session, actor, team_id)
    found = await mentors.candidates(session, actor, team_id)
    chosen = next((each for each in found if each.person.id == callback_data.mentor), None)
    if chosen is None:
        raise Stale("mentors-candidate-gone")
    rows = [
        [button(t.plain(f"mentors-choose-{act}"), callback_data.model_copy(update={"act": act}))]
        for act in ("offer", "appoint")
    ]
    rows.append([button(t.plain("button-back"), Candidates(team=team_id))])
    text = t(
        "mentors-choose",
        team=slot.line.team.name,
        mentor=teams.mentor_name(chosen.person),
        format=chosen.profile.format.value,
        load=chosen.mentor.load,
        limit=chosen.mentor.limit,
    )
    return show(query, Screen("\n\n".join([text, *_told(chosen.profile, t)]), keyboard(rows)))


def _told(profile: Profile, t: Translate) -> list[str]:
    """What a mentor has said of themselves since the application, and when."""
    lines = [t("mentors-choose-wishes", wishes=profile.wishes)] if profile.wishes else []
    if profile.changed_at is not None:
        lines.append(t("mentors-profile-changed", at=profile.changed_at))
    return lines


@router.callback_query(OfferTo.filter(F.act == "offer"))
async def offer_to(
    query: CallbackQuery, callback_data: OfferTo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Offer the team to them."""
    await mentors.offer_to(session, actor, callback_data.team, callback_data.mentor, now=now)
    return show(query, await slot_screen(session, actor, callback_data.team, t))


@router.callback_query(OfferTo.filter(F.act == "appoint"))
async def appoint(
    query: CallbackQuery, callback_data: OfferTo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """They have agreed elsewhere."""
    await mentor_matching.appoint(session, actor, callback_data.team, callback_data.mentor, now=now)
    return show(query, await slot_screen(session, actor, callback_data.team, t))

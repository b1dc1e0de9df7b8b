"""The office sets a call's review up, starts it, follows it and closes it."""

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries.review_rounds import ReviewerLine
from bot.domain.enums import Role
from bot.domain.paging import page_count
from bot.handlers.keyboards import button, keyboard, page_row
from bot.handlers.office.selection_callbacks import RoundAct, RoundPerson
from bot.handlers.office.selection_screens import Queue, Rows
from bot.handlers.screens import Reply, Screen, show
from bot.services import review_rounds
from bot.services.review_rounds import RoundView
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-review-rounds")

_PAGE = 8


@router.callback_query(RoundAct.filter(F.act == "open"))
async def open_round(
    query: CallbackQuery, callback_data: RoundAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """How the review is set up, or how far it is."""
    return show(query, round_screen(await review_rounds.view(session, actor, callback_data.call, now=now), t))


@router.callback_query(RoundAct.filter(F.act.in_({"reviews", "municipality", "calibration", "later", "sooner"})))
async def change_round(
    query: CallbackQuery, callback_data: RoundAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One setting turned on."""
    found = await review_rounds.view(session, actor, callback_data.call, now=now)
    await review_rounds.change(session, actor, found.round.id, callback_data.act, now=now)
    return show(query, round_screen(await review_rounds.view(session, actor, callback_data.call, now=now), t))


@router.callback_query(RoundAct.filter(F.act.in_({"ask-start", "ask-finish"})))
async def ask(
    query: CallbackQuery, callback_data: RoundAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Начать?», «Закрыть?»"""
    found = await review_rounds.view(session, actor, callback_data.call, now=now)
    act = callback_data.act.removeprefix("ask-")
    text = t(
        f"review-ask-{act}",
        role=found.call.role.value,
        reviewers=found.reviewers,
        applications=found.progress.applications,
        reviews=found.round.reviews,
        closes=found.round.closes_at,
        left=found.progress.wanted - found.progress.given,
    )
    rows = [
        [button(t.plain(f"review-yes-{act}"), RoundAct(call=found.call.id, act=act))],
        [button(t.plain("button-cancel"), RoundAct(call=found.call.id))],
    ]
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(RoundAct.filter(F.act == "start"))
async def start(
    query: CallbackQuery, callback_data: RoundAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Everything is given out, everybody is told."""
    found = await review_rounds.view(session, actor, callback_data.call, now=now)
    await review_rounds.start(session, actor, found.round.id, now=now)
    found = await review_rounds.view(session, actor, callback_data.call, now=now)
    return show(query, round_screen(found, t, note=t("review-started-note")))


@router.callback_query(RoundAct.filter(F.act == "finish"))
async def finish(
    query: CallbackQuery, callback_data: RoundAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The phase closes now."""
    found = await review_rounds.view(session, actor, callback_data.call, now=now)
    await review_rounds.finish(session, actor, found.round.id, now=now)
    return show(query, round_screen(await review_rounds.view(session, actor, callback_data.call, now=now), t))


@router.callback_query(RoundAct.filter(F.act.in_({"people", "experts", "tutors"})))
async def open_people(
    query: CallbackQuery, callback_data: RoundAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Who reviews; «все эксперты» and «все тьюторы» take them in together."""
    found = await review_rounds.view(session, actor, callback_data.call, now=now)
    if callback_data.act != "people":
        tutors = callback_data.act == "tutors"
        await review_rounds.add_all(session, actor, found.round.id, tutors=tutors, now=now)
    return show(query, await _people(session, actor, found, callback_data.page, now, t))


@router.callback_query(RoundPerson.filter())
async def toggle_person(
    query: CallbackQuery, callback_data: RoundPerson, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """In or out."""
    found = await review_rounds.view(session, actor, callback_data.call, now=now)
    await review_rounds.toggle(session, actor, found.round.id, callback_data.person, now=now)
    return show(query, await _people(session, actor, found, callback_data.page, now, t))


def round_screen(found: RoundView, t: Translate, *, note: str = "") -> Screen:
    """The settings before the start, the progress after it."""
    this, call = found.round, found.call

    state = "draft" if this.started_at is None else "open" if found.open else "over"
    rows: Rows = []
    if state == "draft":
        rows += [
            [
                button(t.plain("review-set-reviews", count=this.reviews), RoundAct(call=call.id, act="reviews")),
                button(
                    t.plain("review-set-calibration", on=this.calibrated), RoundAct(call=call.id, act="calibration")
                ),
            ],
            [
                button(
                    t.plain("review-set-municipality", on=this.avoid_municipality),
                    RoundAct(call=call.id, act="municipality"),
                )
            ],
        ]
    if state != "over":
        rows.append([button(t.plain("review-people", count=found.reviewers), RoundAct(call=call.id, act="people"))])
    rows.append(
        [
            button(t.plain("review-sooner"), RoundAct(call=call.id, act="sooner")),
            button(t.plain("review-later"), RoundAct(call=call.id, act="later")),
        ]
    )
    if state == "draft":
        rows.append([button(t.plain("review-start-button"), RoundAct(call=call.id, act="ask-start"))])
    elif state == "open":
        rows.append([button(t.plain("review-finish-button"), RoundAct(call=call.id, act="ask-finish"))])
    rows.append([button(t.plain("button-back"), Queue(call=call.id))])
    numbers = found.progress
    text = t(
        "review-round",
        role=call.role.value,
        state=state,
        reviewers=found.reviewers,
        reviews=this.reviews,
        applications=numbers.applications,
        ready=numbers.ready,
        given=numbers.given,
        wanted=numbers.wanted,
        overdue=numbers.overdue,
        closes=this.closes_at,
        criteria=len(call.rubric),
    )
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(rows))


async def _people(
    session: AsyncSession, actor: Person, found: RoundView, page: int, now: datetime, t: Translate
) -> Screen:
    call = found.call
    lines, total = await review_rounds.reviewers(session, actor, found.round.id, page=page, size=_PAGE, now=now)
    rows: Rows = [
        [button(_line(line, t), RoundPerson(call=call.id, person=line.person.id, page=page))] for line in lines
    ]
    pages = page_count(total, _PAGE)
    rows.append(
        page_row(t, page=page, pages=pages, data=lambda number: RoundAct(call=call.id, act="people", page=number))
    )
    everybody = [button(t.plain("review-all-experts"), RoundAct(call=call.id, act="experts"))]
    if call.role is Role.STUDENT:
        everybody.append(button(t.plain("review-all-tutors"), RoundAct(call=call.id, act="tutors")))
    rows += [everybody, [button(t.plain("button-back"), RoundAct(call=call.id))]]
    return Screen(t("review-people-title", role=call.role.value, count=total), keyboard(rows))


def _line(line: ReviewerLine, t: Translate) -> str:
    person = line.person
    name = f"{person.surname} {person.first_name}" if person.surname and person.first_name else person.full_name
    return t.plain(
        "review-person",
        name=name or f"№ {person.id}",
        chosen=line.chosen,
        office=line.office_role is not None,
        given=line.given,
        all=line.given + line.waiting,
        overdue=line.overdue,
    )

"""The screens of the selection: the queue with its filters, one card, what is staged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import seats as seat_queries
from bot.db.queries.selection import Decided, QueueFilter, QueueRow
from bot.domain.access import Permission, permissions_of
from bot.domain.applications import TRANSITIONS
from bot.domain.enums import ApplicationStatus, OfficeRole, Outcome, QuestionKind
from bot.domain.paging import page_count
from bot.domain.people import age_on
from bot.domain.questions import Question
from bot.domain.selection import STATUS_OF
from bot.domain.short_names import short_place
from bot.domain.text_arguments import Html
from bot.handlers.application_answers import answer_pages
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import back_to, beside, button, keyboard, page_row
from bot.handlers.office.seat_callbacks import SeatsOf, WhyAct
from bot.handlers.office.selection_callbacks import CardAct, RankingPage, RoundAct, VersionAct
from bot.handlers.screens import Screen
from bot.services import applications, selection
from bot.services.selection import Card, reason_arguments
from bot.texts import Translate, join_lines

PAGE = 8
Rows = list[Sequence[InlineKeyboardButton]]


class Queue(CallbackData, prefix="sq"):
    """A page of a call's applications and what is shown of them; with a municipality's id it just fits a button."""

    call: RowId
    page: PageNumber = 0
    status: str = ""
    decided: str = ""
    bare: bool = False
    place: str = ""


class Places(CallbackData, prefix="sp"):
    """The list of municipalities to filter a call's queue by."""

    call: RowId


class ReasonAct(CallbackData, prefix="sr"):
    """Why an application is rejected: a ready reason, or ``own`` to type one."""

    app: RowId
    code: str


class StagedAct(CallbackData, prefix="st"):
    """``act`` on what is staged in a call: open, ask, release (exactly the state ``seen``)."""

    call: RowId
    act: str = "open"
    seen: int = 0


class FirstAct(CallbackData, prefix="sf"):
    """Accept the first ``count`` undecided ones (0: ask how many), of one municipality if given."""

    call: RowId
    count: PageNumber = 0
    place: str = ""


_STATUSES = (
    "",
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.REJECTED,
    ApplicationStatus.WITHDRAWN,
)
_DECIDED = (Decided.ANY, Decided.NONE, Decided.STAGED)


def filter_of(shown: Queue) -> QueueFilter:
    """What the button says as a filter of the query; words nobody knows count as none."""
    return QueueFilter(
        status=ApplicationStatus(shown.status) if shown.status in set(ApplicationStatus) else None,
        decided=Decided(shown.decided) if shown.decided in set(Decided) else Decided.ANY,
        consent_missing=shown.bare,
        municipality_id=shown.place or None,
    )


async def queue_screen(
    session: AsyncSession, actor: Person, office_role: OfficeRole | None, shown: Queue, now: datetime, t: Translate
) -> Screen:
    """A page of the queue: numbers and municipalities, no names."""
    call = await selection.call_for_office(session, actor, shown.call)
    found, total = await selection.queue(
        session, actor, shown.call, filter_of(shown), page=max(shown.page, 0), size=PAGE, now=now
    )
    pages = page_count(total, PAGE)
    rows: Rows = [[button(_row(row, t), CardAct(app=row.application.id))] for row in found]
    rows.append(page_row(t, page=shown.page, pages=pages, data=lambda page: shown.model_copy(update={"page": page})))
    rows += _filters(shown, t)
    rows += _tools(shown, office_role, t)
    rows.append([back_to("selection", t)])
    place = (await seat_queries.municipality(session, shown.place) if shown.place else None) or ""
    text = t("selection-queue", role=call.role.value, count=total, place=place, placed=bool(place))
    return Screen(text, keyboard(rows))


def _row(row: QueueRow, t: Translate) -> str:
    return t.plain(
        "selection-row",
        number=row.application.number,
        place=short_place(row.municipality or "—"),
        status=row.application.status.value,
        staged=row.staged.value if row.staged is not None else "none",
        consented=row.consented,
    )


def _filters(shown: Queue, t: Translate) -> Rows:
    """Each button says what is shown and changes it to the next; the page starts anew."""
    status = _STATUSES[(_place_in(_STATUSES, shown.status) + 1) % len(_STATUSES)]
    decided = _DECIDED[(_place_in(_DECIDED, shown.decided) + 1) % len(_DECIDED)]

    def changed(**what: Any) -> Queue:
        return shown.model_copy(update={"page": 0, **what})

    return [
        [
            button(t.plain("selection-filter-status", status=shown.status or "all"), changed(status=str(status))),
            button(t.plain("selection-filter-decided", decided=shown.decided or "all"), changed(decided=str(decided))),
        ],
        [
            button(t.plain("selection-filter-consent", missing=shown.bare), changed(bare=not shown.bare)),
            button(t.plain("selection-filter-place", chosen=bool(shown.place)), Places(call=shown.call)),
        ],
    ]


def _place_in(values: Sequence[str], value: str) -> int:
    return values.index(value) if value in values else len(values) - 1


def _tools(shown: Queue, office_role: OfficeRole | None, t: Translate) -> Rows:
    if Permission.DECIDE not in permissions_of(office_role):
        return []
    return [
        [
            button(t.plain("selection-first"), FirstAct(call=shown.call, place=shown.place)),
            button(t.plain("selection-staged"), StagedAct(call=shown.call)),
        ],
        [
            button(t.plain("review-desk"), RoundAct(call=shown.call)),
            button(t.plain("ranking-desk"), RankingPage(call=shown.call)),
        ],
        [button(t.plain("seats-open"), SeatsOf(call=shown.call))],
    ]


async def places_screen(session: AsyncSession, actor: Person, call_id: int, now: datetime, t: Translate) -> Screen:
    """Municipalities people have applied from, to filter by."""
    call = await selection.call_for_office(session, actor, call_id)
    found = await selection.municipalities(session, call.id, now=now)
    buttons = [
        button(t.plain("selection-place", place=name, count=count), Queue(call=call.id, place=id_))
        for id_, name, count in found
    ]
    rows: Rows = beside(buttons)
    rows += [[button(t.plain("selection-place-any"), Queue(call=call.id))], [back_to("selection", t)]]
    return Screen(t("selection-places"), keyboard(rows))


def readable(card: Card) -> list[Question]:
    """The questions this reader may see the answers to: without names only those meant for reviewers."""
    questions = applications.questions_of(card.row.call)
    return [question for question in questions if card.named or question.visible_to_reviewers]


def files_of(card: Card) -> list[dict[str, str]]:
    """What the applicant has attached, as far as this reader may see it."""
    answers = card.row.application.answers
    asked = [question.key for question in readable(card) if question.kind is QuestionKind.FILE]
    return [answers[key] for key in asked if answers.get(key)]


def card_screen(card: Card, t: Translate, *, page: int = 0, back: Queue, note: str = "") -> Screen:
    """One application with its answers and what can be decided about it."""
    app = card.row.application
    pages = answer_pages(readable(card), app.answers, t)
    page = min(max(page, 0), len(pages) - 1)
    rows: Rows = [page_row(t, page=page, pages=len(pages), data=lambda number: CardAct(app=app.id, page=number))]
    if files_of(card):
        rows.append([button(t.plain("selection-file"), CardAct(app=app.id, act="file"))])
    if app.version > 1:
        rows.append([button(t.plain("application-versions", count=app.version), VersionAct(app=app.id))])
    rows += _decisions(card, t)
    if app.decided_at is not None:
        rows.append([button(t.plain("seats-why-open"), WhyAct(app=app.id))])
    rows.append(
        [
            button(t.plain("selection-to-queue"), back),
            button(t.plain("selection-next"), CardAct(app=app.id, act="next")),
        ]
    )
    text = t("selection-card", head=Html(_head(card, t)), answers=pages[page])
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(rows))


def _decisions(card: Card, t: Translate) -> Rows:
    """Only what the rules let happen now; the decision that stands is offered to be taken back."""
    if not card.may_decide:
        return []
    app = card.row.application
    acts = {Outcome.ACCEPTED: "accepted", Outcome.RESERVE: "reserve", Outcome.REJECTED: "reject"}
    rows: Rows = [
        [
            button(t.plain(f"selection-{act}"), CardAct(app=app.id, act=act))
            for outcome, act in acts.items()
            if STATUS_OF[outcome] in TRANSITIONS[app.status]
        ]
    ]
    if card.row.staged is not None:
        rows.append([button(t.plain("selection-unstage"), CardAct(app=app.id, act="unstage"))])
    return rows


def _head(card: Card, t: Translate) -> str:
    row, person = card.row, card.row.person
    age = age_on(person.birth_date, row.call.age_reference_on) if person.birth_date is not None else 0
    lines = [
        t(
            "selection-card-head",
            number=row.application.number,
            role=row.call.role.value,
            status=row.application.status.value,
            sent=row.application.submitted_at,
            version=row.application.version,
        )
    ]
    if row.staged is not None:
        outcome = row.staged.outcome.value
        lines.append(t("selection-card-staged", outcome=outcome, **reason_arguments(row.staged.reason)))
    if card.changed_since_staged:
        lines.append(t("selection-card-changed"))
    if card.named:
        lines.append(t("selection-card-name", name=person.full_name))
        lines.append(t("selection-card-school", organisation=row.organisation or "—", grade=person.grade or "—"))
    lines.append(t("selection-card-about", age=age, place=short_place(row.municipality or "—")))
    if row.second:
        lines.append(t("selection-card-second"))
    elif not row.consented:
        lines.append(t("selection-card-no-consent"))
    return join_lines(lines)


def reasons_screen(application_id: int, number: str | None, t: Translate) -> Screen:
    """Why it is rejected: the applicant will read it."""
    rows: Rows = [
        [button(t.plain(f"selection-reason-{code}"), ReasonAct(app=application_id, code=code))]
        for code in (*selection.REASON_CODES, "own")
    ]
    rows.append([button(t.plain("button-back"), CardAct(app=application_id))])
    return Screen(t("selection-reasons", number=number), keyboard(rows))

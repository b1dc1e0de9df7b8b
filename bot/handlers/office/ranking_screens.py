"""The screens of the ranking: numbers and scores, no applicants' names."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.queries.ranking import RankingFilter, RankingRow
from bot.domain.enums import ApplicationStatus, Outcome
from bot.domain.paging import page_count
from bot.domain.ranking import Basis
from bot.domain.review import read_rubric
from bot.domain.short_names import short_place
from bot.domain.text_arguments import Html
from bot.handlers.keyboards import beside, button, keyboard, page_row
from bot.handlers.office.exports import Export
from bot.handlers.office.selection_callbacks import CardAct, LineAct, RankedApp, RankingAct, RankingPage
from bot.handlers.office.selection_screens import Queue
from bot.handlers.review_screens import points
from bot.handlers.screens import Screen
from bot.services import selection
from bot.services.exports import What
from bot.services.ranking import LinePlan, RankedCard, RankingView
from bot.texts import Translate, join_lines

PAGE = 10
MOST = 100_000
EVERYTHING = RankingFilter()
_FEW, _COMMENT = 4, 600
"""The calibration set is read by everybody: comments of more than a few, and long ones, are in the table only."""
_FLIPPED, _UNREVIEWED = "f", "u"
_STATUSES = (
    "",
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.REJECTED,
)
Rows = list[Sequence[InlineKeyboardButton]]


def filter_of(shown: RankingPage) -> RankingFilter:
    """What the button says as a filter of the query; words nobody knows count as none."""
    return RankingFilter(
        status=ApplicationStatus(shown.status) if shown.status in set(_STATUSES) - {""} else None,
        municipality_id=shown.place or None,
        unreviewed=shown.only == _UNREVIEWED,
        flips=shown.only == _FLIPPED,
    )


def ranking_screen(found: RankingView, shown: RankingPage, t: Translate) -> Screen:
    """A page of the ranking with both ways of counting side by side."""
    call = found.call
    rows: Rows = [[button(_row(row, found, t), RankedApp(app=row.ranked.application_id))] for row in found.rows]
    pages = page_count(found.total, PAGE)
    rows.append(page_row(t, page=shown.page, pages=pages, data=lambda page: shown.model_copy(update={"page": page})))
    rows += _filters(shown, found, t)
    rows += [
        [
            button(t.plain("ranking-line"), RankingAct(call=call.id, act="ask-line")),
            button(t.plain("ranking-recompute"), RankingAct(call=call.id, act="recompute")),
        ],
        [
            button(t.plain("ranking-basis", basis=found.round.basis.value), _other_basis(found)),
            button(t.plain("ranking-how"), RankingAct(call=call.id, act="rules")),
        ],
        [
            button(t.plain("ranking-export"), Export(what=What.RANKING)),
            button(t.plain("button-back"), Queue(call=call.id)),
        ],
    ]
    text = t(
        "ranking",
        role=call.role.value,
        count=found.total,
        at=found.round.ranked_at,
        stale=found.stale,
        basis=found.round.basis.value,
        line=found.line,
        flipped=found.flipped,
    )
    return Screen(text, keyboard(rows))


def _other_basis(found: RankingView) -> RankingAct:
    other = Basis.MEAN if found.round.basis is Basis.ADJUSTED else Basis.ADJUSTED
    return RankingAct(call=found.call.id, act=other.value)


def _row(row: RankingRow, found: RankingView, t: Translate) -> str:
    ranked = row.ranked
    place, other = ranked.place, ranked.adjusted_place
    flipped = place is not None and other is not None and (place <= found.line) != (other <= found.line)
    if found.round.basis is Basis.ADJUSTED:
        place = other
    if place is None:
        return t.plain("ranking-row-unreviewed", number=row.number, status=row.status.value, staged=_staged(row))
    return t.plain(
        "ranking-row",
        place=place,
        number=row.number,
        status=row.status.value,
        staged=_staged(row),
        mean=points(ranked.mean),
        median=points(ranked.median),
        adjusted=points(ranked.adjusted),
        flipped=flipped,
    )


def _staged(row: RankingRow) -> str:
    return row.staged.value if row.staged is not None else "none"


def _filters(shown: RankingPage, found: RankingView, t: Translate) -> Rows:
    status = _STATUSES[(_STATUSES.index(shown.status) + 1 if shown.status in _STATUSES else 0) % len(_STATUSES)]

    def changed(**what: str) -> RankingPage:
        return shown.model_copy(update={"page": 0, **what})

    def only(which: str) -> RankingPage:
        return changed(only="" if shown.only == which else which)

    return [
        [
            button(t.plain("selection-filter-status", status=shown.status or "all"), changed(status=str(status))),
            button(
                t.plain("selection-filter-place", chosen=bool(shown.place)),
                RankingAct(call=shown.call, act="places"),
            ),
        ],
        [
            button(t.plain("ranking-only-flipped", count=found.flipped, chosen=shown.only == _FLIPPED), only(_FLIPPED)),
            button(t.plain("ranking-only-unreviewed", chosen=shown.only == _UNREVIEWED), only(_UNREVIEWED)),
        ],
    ]


async def places_screen(session: AsyncSession, call_id: int, now: datetime, t: Translate) -> Screen:
    """Municipalities people have applied from."""
    found = await selection.municipalities(session, call_id, now=now)
    buttons = [
        button(t.plain("selection-place", place=name, count=count), RankingPage(call=call_id, place=number))
        for number, name, count in found
    ]
    rows: Rows = beside(buttons)
    rows.append([button(t.plain("selection-place-any"), RankingPage(call=call_id))])
    return Screen(t("selection-places"), keyboard(rows))


def scores_screen(card: RankedCard, t: Translate) -> Screen:
    """One application: both scores and places, every review with its author, levels and comment."""
    ranked, row = card.row.ranked, card.row
    rubric = read_rubric(card.round.rubric)
    blocks = []
    for review, reviewer in card.reviews:
        levels = " ".join(f"{review.levels.get(each.key, '—')}/{each.highest}" for each in rubric)
        text = t(
            "ranking-review",
            name=reviewer.full_name or f"№ {reviewer.id}",
            score=points(review.score),
            levels=levels,
            third=review.cause == "third",
            comment=(review.comment or "")[:_COMMENT],
            commented=bool(review.comment) and len(card.reviews) <= _FEW,
        )
        blocks.append(text)
    text = t(
        "ranking-card",
        number=row.number,
        place=short_place(row.municipality or "—"),
        reviewed=ranked.place is not None,
        mean=points(ranked.mean),
        median=points(ranked.median),
        adjusted=points(ranked.adjusted),
        rank=ranked.place or 0,
        adjusted_rank=ranked.adjusted_place or 0,
        spread=points((ranked.highest or 0) - (ranked.lowest or 0)),
        reviews=Html("\n\n".join(blocks)),
    )
    rows: Rows = [
        [button(t.plain("ranking-to-application"), CardAct(app=ranked.application_id))],
        [button(t.plain("ranking-to-ranking"), RankingPage(call=card.call.id))],
    ]
    return Screen(text, keyboard(rows))


def line_screen(plan: LinePlan, shown: LineAct, t: Translate) -> Screen:
    """What a line would stage, with the balance of the municipalities."""
    call = plan.call
    lines = [t("ranking-balance-line", place=name, taken=taken, of=of) for name, taken, of in plan.balance]
    reserve = 0 if shown.reserve else call.reserve
    rows: Rows = [
        [
            button(t.plain("ranking-line-reserve", count=shown.reserve), shown.model_copy(update={"reserve": reserve})),
            button(t.plain("ranking-line-rest", reject=shown.rest), shown.model_copy(update={"rest": not shown.rest})),
        ],
        [button(t.plain("ranking-line-stage"), shown.model_copy(update={"sure": True}))],
        [button(t.plain("button-back"), RankingPage(call=call.id))],
    ]
    counts = plan.counts
    text = t(
        "ranking-line-plan",
        role=call.role.value,
        first=shown.count,
        accepted=counts[Outcome.ACCEPTED],
        reserve=counts[Outcome.RESERVE],
        rejected=counts[Outcome.REJECTED],
        total=plan.accepted,
        quota=call.quota,
        over=plan.accepted > call.quota,
        by_hand=plan.by_hand,
        unreviewed=plan.unreviewed,
        balance=join_lines(lines),
    )
    return Screen(text, keyboard(rows))

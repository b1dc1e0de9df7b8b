"""The screens of a reviewer. Nothing on them but numbers and the answers the call shows to reviewers."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.db.queries.review import OwnReview, Standing
from bot.domain.enums import QuestionKind, ReviewState
from bot.domain.languages import in_language
from bot.domain.paging import page_count
from bot.domain.questions import Question
from bot.domain.review import Criterion
from bot.domain.text_arguments import Html
from bot.handlers.application_answers import answer_pages
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row, to_menu
from bot.handlers.screens import Screen
from bot.services import applications
from bot.services.review import ReviewCard
from bot.texts import Translate, join_lines

PAGE = 8
Rows = list[Sequence[InlineKeyboardButton]]

_CUT = 200
"""Characters of a comment on the card; the whole of it is the office's."""


class ReviewList(CallbackData, prefix="rvl"):
    """A page of one's own reviews in a round."""

    round: RowId
    page: PageNumber = 0


class ReviewAct(CallbackData, prefix="rv"):
    """``act`` on one's own review: open (a page of it), next, levels, file, give, comment, conflict, conflict-yes; on a
    round: first."""

    id: RowId
    act: str = "open"
    page: PageNumber = 0


class ReviewLevel(CallbackData, prefix="rvc"):
    """The level of the criterion at a place, both from 0; ``page`` of the answers stays open."""

    id: RowId
    place: RowId
    level: RowId
    page: PageNumber = 0


def points(score: float | None) -> str:
    """73 or 72.5: a tenth only where there is one; a dash without a score."""
    return f"{score:.1f}".removesuffix(".0") if score is not None else "—"


def said(texts: Mapping[str, str], t: Translate) -> str:
    """A text of the season in the reader's language."""
    return in_language(texts, t.language)


def home_screen(found: Sequence[Standing], t: Translate, *, note: str = "") -> Screen:
    """Every round with «12 из 25»."""
    lines = [_standing(each, t) for each in found]
    rows: Rows = []
    for each in found:
        role = each.call.role.value
        if each.waiting:
            rows.append([button(t.plain("review-go", role=role), ReviewAct(id=each.round.id, act="first"))])
        rows.append([button(t.plain("review-list", role=role), ReviewList(round=each.round.id))])
    text = t("review-home", lines=Html("\n\n".join(lines))) if found else t("review-home-empty")
    return Screen(f"{note}\n\n{text}" if note else text, keyboard([*rows, [to_menu(t)]]))


def _standing(each: Standing, t: Translate) -> str:
    return t(
        "review-standing",
        role=each.call.role.value,
        given=each.given,
        all=each.given + each.waiting,
        calibrating=each.calibrating,
        closes=each.round.closes_at,
        over="yes" if each.round.closed_at is not None else "no",
    )


def list_screen(found: Sequence[OwnReview], total: int, shown: ReviewList, t: Translate) -> Screen:
    """One's own reviews as buttons: the number and the score, or that it waits."""
    rows: Rows = [
        [
            button(
                t.plain(
                    "review-row",
                    number=each.number,
                    score=points(each.review.score),
                    given=each.review.state is ReviewState.GIVEN,
                    calibration=each.review.calibration,
                ),
                ReviewAct(id=each.review.id),
            )
        ]
        for each in found
    ]
    pages = page_count(total, PAGE)
    rows.append(page_row(t, page=shown.page, pages=pages, data=lambda page: ReviewList(round=shown.round, page=page)))
    return Screen(t("review-own", count=total), keyboard([*rows, [back_to("review", t)]]))


def visible(card: ReviewCard) -> list[Question]:
    """The questions whose answers the call shows to reviewers; files are not shown by name, it may be the author's."""
    asked = applications.questions_of(card.paper.call)
    return [each for each in asked if each.visible_to_reviewers and each.kind is not QuestionKind.FILE]


def files_of(card: ReviewCard) -> list[dict[str, Any]]:
    """What is attached, where the call shows it to reviewers."""
    asked = applications.questions_of(card.paper.call)
    keys = [each.key for each in asked if each.visible_to_reviewers and each.kind is QuestionKind.FILE]
    answers = card.paper.application.answers
    return [answers[key] for key in keys if answers.get(key)]


def card_screen(card: ReviewCard, t: Translate, *, page: int = 0, note: str = "") -> Screen:
    """The application, the levels chosen so far, and a row of buttons per criterion."""
    review = card.paper.review
    pages = answer_pages(visible(card), card.paper.application.answers, t)
    page = min(max(page, 0), len(pages) - 1)
    rows: Rows = [page_row(t, page=page, pages=len(pages), data=lambda number: ReviewAct(id=review.id, page=number))]
    if files_of(card):
        rows.append([button(t.plain("selection-file"), ReviewAct(id=review.id, act="file"))])
    if card.open:
        rows += [_levels(card, place, criterion, page, t) for place, criterion in enumerate(card.rubric)]
        rows.append(
            [
                button(t.plain("review-levels"), ReviewAct(id=review.id, act="levels")),
                button(t.plain("review-comment"), ReviewAct(id=review.id, act="comment")),
            ]
        )
        if review.state is ReviewState.ASSIGNED and card.total is not None:
            rows.append([button(t.plain("review-give", score=points(card.total)), ReviewAct(id=review.id, act="give"))])
        rows.append([button(t.plain("review-conflict"), ReviewAct(id=review.id, act="conflict"))])
    rows.append(
        [
            button(t.plain("selection-to-queue"), ReviewList(round=review.round_id)),
            button(t.plain("review-next"), ReviewAct(id=review.id, act="next")),
        ]
    )
    text = t("review-card", head=Html(_head(card, t)), answers=pages[page], scores=_scores(card, t))
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(rows))


def _levels(
    card: ReviewCard, place: int, criterion: Criterion, page: int, t: Translate
) -> Sequence[InlineKeyboardButton]:
    chosen = card.paper.review.levels.get(criterion.key)
    return [
        button(
            t.plain("review-level", place=place + 1, level=level, chosen=level == chosen, first=level == 0),
            ReviewLevel(id=card.paper.review.id, place=place, level=level, page=page),
        )
        for level in range(len(criterion.levels))
    ]


def _head(card: ReviewCard, t: Translate) -> str:
    standing = card.standing
    return t(
        "review-card-head",
        number=card.paper.application.number,
        given=standing.given if standing is not None else 0,
        all=standing.given + standing.waiting if standing is not None else 0,
        calibration=card.paper.review.calibration,
        open=card.open,
        closes=card.paper.round.closes_at,
    )


def _scores(card: ReviewCard, t: Translate) -> Html:
    review = card.paper.review
    lines = []
    for place, criterion in enumerate(card.rubric, start=1):
        level = int(review.levels.get(criterion.key, -1))
        chosen = 0 <= level <= criterion.highest
        lines.append(
            t(
                "review-criterion",
                place=place,
                label=said(criterion.label, t),
                chosen=chosen,
                level=max(level, 0),
                about=said(criterion.levels[level], t) if chosen else "",
            )
        )
    if review.comment:
        lines.append(t("review-card-comment", text=review.comment[:_CUT]))
    if card.total is not None:
        lines.append(t("review-card-total", score=points(card.total)))
    if review.state is ReviewState.GIVEN:
        others = ", ".join(points(score) for score in card.others)
        lines.append(t("review-card-others", scores=others, count=len(card.others)))
    if card.calibration is not None:
        own, theirs = card.calibration
        lines.append(t("review-card-calibration", own=points(round(own, 1)), theirs=points(round(theirs, 1))))
    return join_lines(lines)


def levels_screen(card: ReviewCard, t: Translate) -> Screen:
    """Every criterion with its weight and what its levels stand for."""
    blocks = []
    for place, criterion in enumerate(card.rubric, start=1):
        levels = [
            f"{level} — {html.escape(said(about, t), quote=False)}" for level, about in enumerate(criterion.levels)
        ]
        blocks.append(
            t(
                "review-rubric-line",
                place=place,
                label=said(criterion.label, t),
                weight=criterion.weight,
                levels=join_lines(levels),
            )
        )
    rows: Rows = [[button(t.plain("button-back"), ReviewAct(id=card.paper.review.id))]]
    return Screen(t("review-rubric", lines=Html("\n\n".join(blocks))), keyboard(rows))

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.enums import OfferStatus
from bot.domain.errors import Stale
from bot.domain.mentors import (
    Mentor,
    Offer,
    ensure_can_answer,
    ensure_can_offer,
    next_mentor,
    offer_deadline,
)

HOME = "Asia/Yakutsk"
NOW = datetime(2026, 9, 20, 3, tzinfo=UTC)  # noon at home
STAGED, OFFERED, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN, RELEASED = OfferStatus

DEAR = Mentor(5, ("it", "space"), load=0)
SECOND = Mentor(4, ("space", "it"), load=0)
BUSY = Mentor(3, ("it",), load=1, limit=2)
OTHER = Mentor(2, ("agro",), load=0)
RESERVE = Mentor(1, ("it",), load=0, reserve=True)
FULL = Mentor(6, ("it",), load=1)
EVERYBODY = [FULL, DEAR, BUSY, SECOND, OTHER, RESERVE]
"""A team's waterfall."""


@pytest.mark.parametrize("refused", [DECLINED, EXPIRED, WITHDRAWN])
def test_refusal_goes_to_the_next_mentor(refused: OfferStatus) -> None:
    assert next_mentor([], EVERYBODY) == DEAR
    assert next_mentor([Offer(DEAR.id, refused)], EVERYBODY) == BUSY


def test_when_all_of_the_main_list_refuse_the_reserve_steps_in() -> None:
    refused = [Offer(mentor.id, DECLINED) for mentor in (DEAR, BUSY, SECOND, OTHER)]
    assert next_mentor(refused, EVERYBODY) == RESERVE
    assert next_mentor([*refused, Offer(RESERVE.id, DECLINED)], EVERYBODY) is None


@pytest.mark.parametrize(
    ("status", "key"),
    [(STAGED, "mentor-offer-staged"), (OFFERED, "mentor-offer-open"), (ACCEPTED, "mentor-already-accepted")],
)
def test_team_is_never_offered_to_two_mentors(status: OfferStatus, key: str) -> None:
    offers = [Offer(DEAR.id, DECLINED), Offer(BUSY.id, status)]
    assert next_mentor(offers, EVERYBODY) is None
    with pytest.raises(Stale, match=key):
        ensure_can_offer(offers)


def test_team_without_an_open_offer_may_be_offered() -> None:
    offers = [Offer(DEAR.id, DECLINED)]
    ensure_can_offer(offers)
    assert next_mentor(offers, EVERYBODY) == BUSY


@pytest.mark.parametrize(
    ("status", "now", "refusal"),
    [
        (OFFERED, NOW, None),
        (OFFERED, NOW + timedelta(milliseconds=900), None),
        (OFFERED, NOW + timedelta(seconds=1), Stale("offer-expired", deadline=NOW)),
        (EXPIRED, NOW, Stale("offer-expired", deadline=NOW)),
        (ACCEPTED, NOW, Stale("offer-already-accepted")),
        (DECLINED, NOW, Stale("offer-already-declined")),
        (WITHDRAWN, NOW, Stale("offer-withdrawn")),
        (RELEASED, NOW, Stale("offer-withdrawn")),
        (STAGED, NOW, Stale("offer-withdrawn")),
    ],
)
def test_offer_may_be_answered_while_it_is_open(status: OfferStatus, now: datetime, refusal: Stale | None) -> None:
    answer: Callable[[], None] = lambda: ensure_can_answer(status, deadline=NOW, now=now)  # noqa: E731 - called in two places
    if refusal is None:
        answer()
        return
    with pytest.raises(Stale) as raised:
        answer()
    assert raised.value == refusal


@pytest.mark.parametrize(
    ("offered_at", "deadline"),
    [
        (NOW, NOW + timedelta(days=3)),
        (datetime(2026, 9, 20, 14, tzinfo=UTC), datetime(2026, 9, 24, 1, tzinfo=UTC)),  # 23:00 → 10:00
    ],
)
def test_offer_does_not_run_out_at_night(offered_at: datetime, deadline: datetime) -> None:
    assert offer_deadline(offered_at, HOME) == deadline

"""The slots of one process: spaced, charged for answers, void in a pause, never a burst."""

from bot.clock import SKEW
from bot.delivery.budget import HORIZON, STALE, Budget
from bot.delivery.chats import NO_NEWS, Chats
from bot.delivery.outcome import ATTEMPTS, BACKOFF
from tests.clocks import HandClock

START = 1_000_000.0


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


def _granted(budget: Budget, count: int, tat_us: int = 0) -> int:
    return budget.grant(budget.first_slot_us(tat_us), count)


def test_slots_come_one_interval_apart_and_begin_at_once() -> None:
    watch = Watch()
    budget = Budget(8, watch, watch)
    assert _granted(budget, 3) == int((START + 0.375) * 1e6)
    assert budget.ready()
    budget.spend()
    assert not budget.ready()
    watch.now += 0.125
    assert budget.ready()


def test_claim_reaches_no_further_than_the_horizon() -> None:
    watch = Watch()
    budget = Budget(8, watch, watch)
    first = budget.first_slot_us(0)
    assert budget.room(first) == int(HORIZON * 8) + 1
    assert budget.room(first + 10_000_000) == 0


def test_slots_of_others_are_respected() -> None:
    watch = Watch()
    budget = Budget(8, watch, watch)
    taken_until = int((START + 0.25) * 1e6)
    assert budget.first_slot_us(taken_until) == taken_until


def test_answer_takes_the_next_slot_of_the_outbox() -> None:
    watch = Watch()
    budget = Budget(8, watch, watch)
    _granted(budget, 2)
    budget.spend()
    assert budget.left == 1
    assert budget.next_in == 0.125


def test_answers_without_a_slot_are_charged_at_the_next_claim() -> None:
    watch = Watch()
    budget = Budget(8, watch, watch)
    budget.spend(3)
    assert budget.first_slot_us(0) == int((START + 0.375) * 1e6)
    watch.now += 5
    assert budget.first_slot_us(0) == int(watch.now * 1e6)  # long paid by waiting


def test_unused_slots_do_not_pile_up_to_a_burst() -> None:
    watch = Watch()
    budget = Budget(8, watch, watch)
    _granted(budget, 6)
    watch.now += 5 * 0.125 + STALE + 0.01
    assert not budget.ready()
    assert budget.left == 0


def test_pause_voids_the_slots_and_is_never_shortened() -> None:
    watch = Watch()
    budget = Budget(8, watch, watch)
    _granted(budget, 5)
    budget.hold(3)
    budget.hold(1)
    assert (budget.left, budget.held_for()) == (0, 3.0)
    watch.now += 3
    assert budget.held_for() == 0


def test_slots_and_charges_stay_when_the_clock_is_set_back() -> None:
    clock = HandClock()
    budget = Budget(8, clock.wall, clock.steady)
    budget.spend(8)
    tat_us = _granted(budget, 3, int(clock.wall() * 1e6) - 1_000_000)
    clock.set_back(3600)
    clock.advance(1.125)
    assert budget.ready()
    budget.spend()
    assert (budget.left, budget.next_in) == (1, 0.125)
    # The row, too, is from a time that is to come: it says nothing.
    assert budget.first_slot_us(tat_us) == int(clock.wall() * 1e6)


def test_row_of_a_replica_whose_clock_is_a_little_ahead_is_respected() -> None:
    clock = HandClock()
    budget = Budget(8, clock.wall, clock.steady)
    tat_us = int((clock.wall() + HORIZON + SKEW.total_seconds()) * 1e6)
    assert budget.first_slot_us(tat_us) == tat_us


def test_pause_set_before_the_clock_went_back_begins_anew_once_and_is_known_to_whoever_heard_it() -> None:
    clock = HandClock()
    knows, begins, comes_later = (Budget(8, clock.wall, clock.steady) for _ in range(3))
    set_us = int(clock.wall() * 1e6)
    row = (set_us + 600_000_000, set_us)
    assert knows.hear_pause(*row) is None
    clock.advance(400)
    clock.set_back(3600)
    anew = begins.hear_pause(*row)
    assert anew == (int(clock.wall() * 1e6) + 600_000_000, int(clock.wall() * 1e6))
    assert begins.hear_pause(*anew) is None
    assert knows.hear_pause(*row) == (int(clock.wall() * 1e6) + 200_000_000, int(clock.wall() * 1e6))
    clock.advance(300)
    assert comes_later.hear_pause(*anew) is None
    assert [round(budget.held_for()) for budget in (knows, begins, comes_later)] == [0, 300, 300]


def test_pause_is_shared_only_when_it_is_the_longer_one() -> None:
    clock = HandClock()
    budget = Budget(8, clock.wall, clock.steady)
    budget.hold(10)
    now_us = int(clock.wall() * 1e6)
    assert budget.share_pause(now_us + 11_000_000) is None
    assert budget.share_pause(now_us + 9_000_000) == (now_us + 10_000_000, now_us)


def test_private_chat_rests_a_second_after_each_message() -> None:
    watch = Watch()
    chats = Chats(watch)
    assert chats.ready_at(5) <= watch.now
    chats.depart(5)
    assert chats.ready_at(5) > watch.now
    chats.arrive(5)
    assert chats.ready_at(5) == watch.now + 1
    assert chats.ready_at(6) <= watch.now


def test_group_gets_twenty_messages_a_minute_and_one_a_second() -> None:
    watch = Watch()
    chats = Chats(watch)
    for number in range(20):
        assert chats.ready_at(-5) <= watch.now
        chats.depart(-5)
        chats.arrive(-5)
        assert number == 19 or chats.ready_at(-5) == watch.now + 1
        watch.now += 1
    assert chats.ready_at(-5) == START + 60


def test_album_counts_as_many_messages_and_an_answer_as_one() -> None:
    watch = Watch()
    chats = Chats(watch)
    chats.arrive(-5, 10)
    chats.slip_in(-5, 10)
    assert chats.ready_at(-5) == START + 60
    chats.slip_in(6)
    assert chats.ready_at(6) == START + 1


def test_group_that_was_told_to_rest_does_and_no_other() -> None:
    watch = Watch()
    chats = Chats(watch)
    chats.rest(-5, 30)
    chats.rest(-5, 10)
    assert (chats.ready_at(-5), chats.rests_for(-5)) == (START + 30, 30)
    assert chats.ready_at(-6) <= watch.now
    watch.now += 30
    chats.slip_in(6)
    assert (chats.rests_for(-5), len(chats)) == (0, 1)


def test_news_are_what_nobody_has_booked_and_grow_old() -> None:
    watch = Watch()
    chats = Chats(watch, shares=True)
    chats.arrive(5)
    chats.arrive(-5)
    assert chats.take_news() == NO_NEWS
    chats.slip_in(5)
    chats.arrive(-5, 3)
    chats.rest(-6, 9)
    urgent = chats.has_urgent_news
    news = chats.take_news()
    assert news == ({5: [START], -5: [START, START]}, {-6: START + 9})
    assert (urgent, chats.has_urgent_news) == (True, False)
    watch.now += 2
    chats.slip_in(-5)
    chats.give_back(news)
    assert chats.take_news() == ({-5: [START, START, START + 2]}, {-6: START + 9})
    chats.give_back(news)
    watch.now += 61
    assert chats.take_news() == NO_NEWS


def test_chats_are_forgotten_when_their_pause_is_over() -> None:
    watch = Watch()
    chats = Chats(watch)
    for chat_id in range(1, 1001):
        chats.depart(chat_id)
        chats.arrive(chat_id)
        watch.now += 0.01
    assert len(chats) <= 101
    chats.arrive(-1)
    watch.now += 61
    chats.arrive(7)
    assert len(chats) == 1


def test_retries_outlast_an_outage_of_ten_minutes() -> None:
    assert (ATTEMPTS, sum(BACKOFF) > 600) == (5, True)

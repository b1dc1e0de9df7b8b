import pytest

from bot.domain.enums import Role
from bot.domain.indicators import (
    DECREE_TARGETS,
    Count,
    Indicator,
    State,
    Target,
    Unit,
    measure,
    partners,
    supported_share,
    trained,
)


@pytest.mark.parametrize(
    ("count", "state"),
    [
        (Count(20), State.GREEN),
        (Count(25, 10), State.GREEN),
        (Count(19, 20), State.AMBER),
        (Count(19, 19), State.RED),
        (Count(19), State.RED),
        (Count(20, warnings=("partners-one-ownership",)), State.AMBER),
    ],
)
def test_state_follows_plan_fact_and_forecast(count: Count, state: State) -> None:
    assert measure([Target("mentors-prepared", 20)], {"mentors-prepared": count})[0].state is state


def test_forecast_is_never_below_the_fact() -> None:
    assert measure([Target("partners", 10, Unit.ORGANISATIONS)], {"partners": Count(4, 3)}) == [
        Indicator("partners", 10, 4, 4, Unit.ORGANISATIONS, State.RED)
    ]


def test_dashboard_of_the_decree_starts_red_at_nought() -> None:
    dashboard = measure(DECREE_TARGETS, {})
    assert {row.state for row in dashboard} == {State.RED}
    assert [(row.id, row.plan) for row in dashboard] == [
        ("trained", 250),
        ("mentors-prepared", 20),
        ("projects-supported-of-formed", 50),
        ("projects-supported-of-defended", 50),
        ("partners", 10),
        ("tutors-selected", 20),
        ("students-selected", 200),
        ("mentors-main", 20),
        ("mentors-reserve", 5),
        ("school-participants", 240),
        ("artek-team", 5),
    ]


def test_trained_counts_different_students_tutors_and_listeners() -> None:
    completions = [(1, Role.STUDENT), (1, Role.STUDENT), (2, Role.TUTOR), (3, Role.MENTOR), (4, None)]
    enrolled = [(1, Role.STUDENT), (5, Role.STUDENT), (6, Role.MENTOR)]
    assert trained(completions, enrolled) == Count(3, 4)


def test_selected_people_alone_forecast_a_missed_indicator() -> None:
    selected = [(person, Role.STUDENT) for person in range(200)] + [(person, Role.TUTOR) for person in range(200, 220)]
    row = measure(DECREE_TARGETS, {"trained": trained([], selected)})[0]
    assert (row.fact, row.forecast, row.state) == (0, 220, State.RED)


@pytest.mark.parametrize(
    ("formed", "defended", "supported", "supported_defended", "shares"),
    [(20, 15, 10, 8, (50, 53)), (20, 0, 1, 0, (5, 0)), (0, 0, 0, 0, (0, 0)), (3, 3, 2, 2, (66, 66))],
)
def test_support_is_shown_over_both_denominators(
    formed: int, defended: int, supported: int, supported_defended: int, shares: tuple[int, int]
) -> None:
    counts = supported_share(
        formed=formed, defended=defended, supported=supported, supported_defended=supported_defended
    )
    assert (counts["projects-supported-of-formed"].fact, counts["projects-supported-of-defended"].fact) == shares


@pytest.mark.parametrize(
    ("forms", "state", "warnings"),
    [
        (["ooo"] * 5 + ["state"] * 4, State.RED, ()),
        (["ooo"] * 5 + ["state"] * 5, State.GREEN, ()),
        (["ooo"] * 10, State.AMBER, ("partners-one-ownership",)),
        ([], State.RED, ()),
    ],
)
def test_partners_are_counted_and_their_ownership_is_looked_at(
    forms: list[str], state: State, warnings: tuple[str, ...]
) -> None:
    row = measure([Target("partners", 10, Unit.ORGANISATIONS)], {"partners": partners(forms)})[0]
    assert (row.state, row.warnings) == (state, warnings)

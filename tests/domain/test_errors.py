from bot.domain.errors import NotAllowed, RuleViolation


def test_violation_carries_its_key_and_arguments() -> None:
    violation = RuleViolation("event-full", capacity=10)
    assert (violation.key, violation.arguments) == ("event-full", {"capacity": 10})


def test_violation_written_to_a_log_shows_no_arguments() -> None:
    assert str(RuleViolation("name-digits", found="7")) == "name-digits"


def test_violations_are_equal_by_kind_key_and_arguments() -> None:
    assert RuleViolation("event-full", capacity=10) == RuleViolation("event-full", capacity=10)
    assert RuleViolation("event-full", capacity=10) != RuleViolation("event-full", capacity=11)
    assert RuleViolation("event-full") != NotAllowed("event-full")

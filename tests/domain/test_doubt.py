"""Every kind of message says whether it is repeated when nobody knows whether it arrived."""

import pytest

from bot.domain.doubt import doubt_about
from bot.domain.enums import Priority


@pytest.mark.parametrize("priority", Priority)
def test_what_somebody_waits_for_is_repeated_and_says_why(priority: Priority) -> None:
    doubt = doubt_about("decision-accepted", priority)
    assert doubt.repeats
    assert doubt.why


@pytest.mark.parametrize("template", ["broadcast-finished", "office-alert-update-failed"])
def test_what_stands_elsewhere_is_not(template: str) -> None:
    doubt = doubt_about(template, Priority.DECISION)
    assert not doubt.repeats
    assert doubt.why

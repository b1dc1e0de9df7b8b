"""Short names of municipalities and directions."""

import pytest

from bot.domain.short_names import short_direction, short_place


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("городской округ Благовещенск", "Благовещенск"),
        ("ЗАТО (городской округ) Циолковский", "Циолковский"),
        ("Благовещенский муниципальный округ", "Благовещенский округ"),
        ("Сковородинский район", "Сковородинский район"),
    ],
)
def test_short_place_drops_the_legal_form_only(name: str, short: str) -> None:
    assert short_place(name) == short


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Энергетика", "Энергетика"),
        ("Космическая деятельность (космодром «Восточный»)", "Космическая деятельность"),
        ("Социальная сфера, образование, здравоохранение", "Социальная сфера"),
        ("(без названия)", "(без названия)"),
    ],
)
def test_short_direction_ends_before_the_explanation(name: str, short: str) -> None:
    assert short_direction(name) == short

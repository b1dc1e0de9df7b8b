import io

import pytest

from bot.papers.team_sheet import TeamBox, draw_pages, draw_picture


def _boxes(count: int) -> list[TeamBox]:
    members = ("Анна К.", "Константин-Александр Преображенский-Заболоцкий О.")
    return [TeamBox(f"Команда № {each}", "Туризм", "Тьютор: Олег Ким", members, "#3f6fd8") for each in range(count)]


@pytest.mark.parametrize("count", [0, 1, 9])
def test_sheet_is_drawn_for_any_number_of_teams(count: int) -> None:
    assert draw_picture("Команды", _boxes(count)).startswith(b"\x89PNG")
    pages = draw_pages("Команды", _boxes(count))
    assert pages.startswith(b"%PDF")
    assert io.BytesIO(pages).read().count(b"/Type /Page ") == max(1, -(-count // 8))

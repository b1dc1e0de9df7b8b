import pytest

from bot.domain.errors import RuleViolation
from bot.domain.wishes import ByName, ByNumber, ensure_skills_fit, means, read_person, toggled


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("С-0012", ByNumber("С-0012")),
        ("с12", ByNumber("С-0012")),
        ("C 0012", ByNumber("С-0012")),
        ("№ С-0012", ByNumber("С-0012")),
        (" 12 ", ByNumber("С-0012")),
        ("Анна К.", ByName("анна", "к")),
        ("Алёна  Ким", ByName("алена", "ким")),
        ("Анна-Мария О", ByName("анна-мария", "о")),
    ],
)
def test_person_is_read_from_a_number_or_a_name(text: str, meant: ByNumber | ByName) -> None:
    assert read_person(text) == meant


@pytest.mark.parametrize("text", ["", "Анна", "Анна Ким Ли", "https://x.y", "Т-0012", "0", "%% __"])
def test_anything_else_is_asked_again(text: str) -> None:
    with pytest.raises(RuleViolation, match="wishes-person-unclear"):
        read_person(text)


def test_name_means_whose_surname_begins_so() -> None:
    named = ByName("алена", "ки")
    assert means(named, "Алёна", "Ким")
    assert not means(named, "Алёна", "Пак")
    assert not means(named, "Елена", "Ким")
    assert not means(named, None, None)


def test_choice_is_put_last_and_taken_out_again() -> None:
    assert toggled(["it"], "eco", 2) == ["it", "eco"]
    assert toggled(["it", "eco"], "it", 2) == ["eco"]
    with pytest.raises(RuleViolation, match="wishes-enough"):
        toggled(["it", "eco"], "agro", 2)


def test_skills_have_a_limit() -> None:
    assert ensure_skills_fit("  Python ") == "Python"
    with pytest.raises(RuleViolation) as refusal:
        ensure_skills_fit("я" * 301)
    assert refusal.value.arguments == {"limit": 300, "length": 301}

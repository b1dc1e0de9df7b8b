from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enums import InstitutionKind, Role
from bot.domain.errors import RuleViolation, Stale
from bot.domain.people import (
    NamePart,
    age_on,
    eligibility,
    needs_guardian,
    parse_birth_date,
    parse_grade,
    parse_name,
    parse_phone,
    search_key,
    toggled_place,
)

TODAY = date(2026, 9, 1)
SCHOOL, COLLEGE, UNIVERSITY, WORK = InstitutionKind


@pytest.mark.parametrize(
    "typed",
    [
        "Иванов", "Римский-Корсаков", "Де Ла Крус", "О'Коннор", "О", "Ю", "Семёнов", "Мамед оглы", "Гасан кызы", "Кара-оол",
        "де Голль", "д'Артаньян", "Анна Мария", "Мамедов Ахмед оглы", "Ґалаґан", "Ҕарыып", "Ким Чен Ын",
    ],
)  # fmt: skip
def test_surname_of_any_people_is_taken_as_typed(typed: str) -> None:
    parsed = parse_name(typed, "surname")
    assert (parsed.value, parsed.suggestion) == (typed, None)


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("ИВАНОВ", "Иванов"),
        ("иванов", "Иванов"),
        ("ИВанов", "Иванов"),
        ("римский-корсаков", "Римский-Корсаков"),
        ("Салтыков-щедрин", "Салтыков-Щедрин"),
        ("мамед оглы", "Мамед оглы"),
        ("ГАСАН КЫЗЫ", "Гасан кызы"),
        ("о'коннор", "О'Коннор"),
        ("семЁнов", "Семёнов"),
        ("ю", "Ю"),
    ],
)
def test_name_in_odd_case_gets_a_suggestion(typed: str, suggestion: str) -> None:
    parsed = parse_name(typed, "surname")
    assert (parsed.value, parsed.suggestion) == (typed, suggestion)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("  Иванов  ", "Иванов"),
        ("Анна   Мария", "Анна Мария"),
        ("Римский – Корсаков", "Римский-Корсаков"),
        ("О’Коннор", "О'Коннор"),
        ("Ива\u200bнов", "Иванов"),
        ("Семе\u0308нов", "Семёнов"),
    ],
)
def test_name_is_cleaned_of_what_cannot_be_seen(typed: str, value: str) -> None:
    assert parse_name(typed, "surname").value == value


@pytest.mark.parametrize(
    ("typed", "part", "refusal"),
    [
        ("", "surname", RuleViolation("name-empty")),
        ("   ", "first_name", RuleViolation("name-empty")),
        ("А", "first_name", RuleViolation("name-too-short")),
        ("И", "patronymic", RuleViolation("name-too-short")),
        ("А" * 65, "surname", RuleViolation("name-too-long", limit=64, actual=65)),
        ("Иванов2", "surname", RuleViolation("name-digits")),
        ("Иван Ⅳ", "surname", RuleViolation("name-digits")),
        ("Аня😀", "first_name", RuleViolation("name-emoji", found="😀")),
        ("Аня❤️", "first_name", RuleViolation("name-emoji", found="❤")),
        ("Ивaнoв", "surname", RuleViolation("name-latin-lookalike", found="a, o")),
        ("Ivanov", "surname", RuleViolation("name-latin")),
        ("COBA", "surname", RuleViolation("name-latin")),
        ("Иванов.", "surname", RuleViolation("name-bad-character", found=".")),
        ("<b>&\"", "first_name", RuleViolation("name-latin")),
        ("Иванов & Ко", "surname", RuleViolation("name-bad-character", found="&")),
        ("王", "surname", RuleViolation("name-bad-character", found="王")),
        ("-", "patronymic", RuleViolation("name-stray-mark")),
        ("Иванов-", "surname", RuleViolation("name-stray-mark")),
        ("Римский--Корсаков", "surname", RuleViolation("name-stray-mark")),
        ("Иванов Иван Иванович", "surname", RuleViolation("name-whole-name")),
        ("Иванова Анна Ильинична", "surname", RuleViolation("name-whole-name")),
    ],
)  # fmt: skip
def test_name_that_is_none_is_refused_with_its_reason(typed: str, part: NamePart, refusal: RuleViolation) -> None:
    with pytest.raises(RuleViolation) as raised:
        parse_name(typed, part)
    assert raised.value == refusal


@given(st.text(alphabet="абвгдеёжзийоюя АБВЁЮ-'", max_size=30))
def test_suggested_name_needs_no_further_suggestion(typed: str) -> None:
    try:
        parsed = parse_name(typed, "surname")
    except RuleViolation:
        return
    again = parse_name(parsed.suggestion or parsed.value, "surname")
    assert again.suggestion is None
    assert search_key(again.value) == search_key(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Семёнов", "СЕМЕНОВ"),
        ("Анна  Мария ", "анна мария"),
        ("О’Коннор", "о'коннор"),
        ("Римский — Корсаков", "римский-корсаков"),
    ],
)
def test_search_key_is_the_same_for_spellings_of_one_name(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_birth_date_is_read() -> None:
    assert parse_birth_date("5.3.03", TODAY) == date(2003, 3, 5)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("31.02.2010", RuleViolation("date-impossible", typed="31.02.2010")),
        ("02.09.2026", RuleViolation("birth-date-future")),
        ("05.03.2030", RuleViolation("birth-date-future")),
        ("01.09.2026", RuleViolation("birth-date-this-year")),
        ("5.3.26", RuleViolation("birth-date-this-year")),
        ("01.01.1900", RuleViolation("birth-date-too-old", limit=100)),
        ("шестнадцать", RuleViolation("date-not-a-date")),
    ],
)
def test_birth_date_nobody_here_can_have_is_refused(typed: str, refusal: RuleViolation) -> None:
    with pytest.raises(RuleViolation) as raised:
        parse_birth_date(typed, TODAY)
    assert raised.value == refusal


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2010, 9, 2), date(2026, 9, 1), 15),
        (date(2010, 9, 1), date(2026, 9, 1), 16),
        (date(2010, 8, 31), date(2026, 9, 1), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
    ],
)
def test_age_counts_full_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_guardian_is_needed_until_the_eighteenth_birthday() -> None:
    assert needs_guardian(date(2008, 9, 2), TODAY) is True
    assert needs_guardian(date(2008, 9, 1), TODAY) is False


@pytest.mark.parametrize(
    "typed",
    [
        "8 914 555-12-34", "+7(914)5551234", "9145551234", "89145551234", "79145551234", "+79145551234", "+7 914 555 12 34",
        "8(914)555–12–34", "8.914.555.12.34", "\u202a+7 914 555-12-34\u202c", "+8 914 555 12 34", " 914 555 1234 ",
    ],
)  # fmt: skip
def test_phone_in_any_usual_form_is_read(typed: str) -> None:
    assert parse_phone(typed) == "+79145551234"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("+86 138 0013 8000", "+8613800138000"),
        ("+375 29 123-45-67", "+375291234567"),
        ("+7 701 555 12 34", "+77015551234"),
    ],
)
def test_phone_of_another_country_is_taken_as_typed(typed: str, value: str) -> None:
    assert parse_phone(typed) == value


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", RuleViolation("phone-not-a-phone")),
        ("нет", RuleViolation("phone-not-a-phone")),
        ("+", RuleViolation("phone-not-a-phone")),
        ("8914555+1234", RuleViolation("phone-not-a-phone")),
        ("+0123456789", RuleViolation("phone-not-a-phone")),
        ("914555123", RuleViolation("phone-wrong-length", actual=9)),
        ("8914555123", RuleViolation("phone-wrong-length", actual=10)),
        ("891455512345", RuleViolation("phone-wrong-length", actual=12)),
        ("+86138", RuleViolation("phone-wrong-length", actual=5)),
        ("+8613800138000999", RuleViolation("phone-wrong-length", actual=16)),
        ("8 4162 22-33-44", RuleViolation("phone-not-mobile")),
        ("+7 4162 22-33-44", RuleViolation("phone-not-mobile")),
    ],
)
def test_phone_that_is_none_is_refused_with_its_reason(typed: str, refusal: RuleViolation) -> None:
    with pytest.raises(RuleViolation) as raised:
        parse_phone(typed)
    assert raised.value == refusal


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        ("9А", "9 «А»"), ("9-а", "9 «А»"), ('9 "А"', "9 «А»"), ("9 класс", "9"), ("10 б", "10 «Б»"), ("9", "9"),
        ("9 «А»", "9 «А»"), ("9 А класс", "9 «А»"), ("9 класс А", "9 «А»"), ("9A", "9 «А»"), ("9-й класс", "9"), ("9й", "9"),
        ("11 фм", "11 «ФМ»"), ("10-2", "10-2"), ("класс 9а", "9 «А»"), ("9класс", "9"), ("9 к", "9 «К»"), ("9 кл.", "9"),
        ("2 курс, группа 221-ИС", "2 курс, группа 221-ИС"), ("2 курс группа 221-ис", "2 курс, группа 221-ИС"),
        ("группа 221-ИС, 2 курс", "2 курс, группа 221-ИС"), ("2 курс", "2 курс"), ("2-й курс, гр. ИСп-21", "2 курс, группа ИСп-21"),
        ("2 Курс гр 221 – ИС", "2 курс, группа 221-ИС"), ("курс 3", "3 курс"),
    ],
)  # fmt: skip
def test_class_or_course_is_brought_to_its_normal_form(typed: str, grade: str) -> None:
    assert parse_grade(typed) == grade


@pytest.mark.parametrize("grade", ["9 «А»", "9", "10-2", "2 курс", "2 курс, группа 221-ИС"])
def test_class_in_its_normal_form_stays(grade: str) -> None:
    assert parse_grade(grade) == grade


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", RuleViolation("grade-not-a-grade")),
        ("девятый", RuleViolation("grade-not-a-grade")),
        ("9 лет", RuleViolation("grade-not-a-grade")),
        ("А", RuleViolation("grade-not-a-grade")),
        ("2 курс <b>", RuleViolation("grade-not-a-grade")),
        ("12", RuleViolation("grade-out-of-range", lowest=1, highest=11)),
        ("0 А", RuleViolation("grade-out-of-range", lowest=1, highest=11)),
        ("7 курс", RuleViolation("course-out-of-range", lowest=1, highest=6)),
    ],
)
def test_class_that_is_none_is_refused_with_its_reason(typed: str, refusal: RuleViolation) -> None:
    with pytest.raises(RuleViolation) as raised:
        parse_grade(typed)
    assert raised.value == refusal


def _born(age: int) -> date:
    return date(TODAY.year - age, 1, 1)


@pytest.mark.parametrize(
    ("role", "age", "institution", "refusal"),
    [
        (Role.STUDENT, 13, SCHOOL, RuleViolation("age-too-young", age=13, minimum=14)),
        (Role.STUDENT, 14, SCHOOL, None),
        (Role.STUDENT, 17, COLLEGE, None),
        (Role.STUDENT, 17, UNIVERSITY, RuleViolation("fits-no-category", age=17)),
        (Role.STUDENT, 18, SCHOOL, RuleViolation("fits-no-category", age=18)),
        (Role.STUDENT, 18, COLLEGE, RuleViolation("fits-tutor", age=18)),
        (Role.STUDENT, 16, WORK, RuleViolation("fits-no-category", age=16)),
        (Role.STUDENT, 22, COLLEGE, RuleViolation("age-too-old", age=22, maximum=17)),
        (Role.STUDENT, 16, None, RuleViolation("fits-no-category", age=16)),
        (Role.TUTOR, 13, SCHOOL, RuleViolation("age-too-young", age=13, minimum=14)),
        (Role.TUTOR, 17, COLLEGE, RuleViolation("fits-student", age=17)),
        (Role.TUTOR, 17, UNIVERSITY, RuleViolation("fits-no-category", age=17)),
        (Role.TUTOR, 18, SCHOOL, RuleViolation("fits-no-category", age=18)),
        (Role.TUTOR, 18, UNIVERSITY, None),
        (Role.TUTOR, 21, COLLEGE, None),
        (Role.TUTOR, 20, WORK, RuleViolation("fits-no-category", age=20)),
        (Role.TUTOR, 22, UNIVERSITY, RuleViolation("age-too-old", age=22, maximum=21)),
        (Role.MENTOR, 17, WORK, RuleViolation("age-too-young", age=17, minimum=18)),
        (Role.MENTOR, 18, None, None),
        (Role.MENTOR, 70, WORK, None),
        (Role.GUARDIAN, 17, None, RuleViolation("age-too-young", age=17, minimum=18)),
        (Role.PARTNER, 40, WORK, None),
    ],
)  # fmt: skip
def test_role_is_open_by_age_and_place(
    role: Role, age: int, institution: InstitutionKind | None, refusal: RuleViolation | None
) -> None:
    assert eligibility(role, _born(age), TODAY, institution) == refusal


def test_season_may_open_a_role_to_other_places() -> None:
    places = {Role.STUDENT: frozenset({SCHOOL}), Role.TUTOR: frozenset({UNIVERSITY})}
    assert eligibility(Role.STUDENT, _born(16), TODAY, COLLEGE, places) == RuleViolation("fits-no-category", age=16)
    assert eligibility(Role.STUDENT, _born(16), TODAY, SCHOOL, places) is None
    assert toggled_place([SCHOOL], COLLEGE, True) == (SCHOOL, COLLEGE)
    with pytest.raises(RuleViolation, match="call-places-none"):
        toggled_place([SCHOOL], SCHOOL, False)
    with pytest.raises(Stale, match="call-field-unchanged"):
        toggled_place([SCHOOL], SCHOOL, True)


def test_age_for_a_role_counts_on_the_reference_date() -> None:
    birth = date(2012, 9, 1)
    assert eligibility(Role.STUDENT, birth, date(2026, 9, 1), SCHOOL) is None
    assert eligibility(Role.STUDENT, birth, date(2026, 8, 31), SCHOOL) == RuleViolation(
        "age-too-young", age=13, minimum=14
    )


@given(st.text(max_size=40) | st.text(alphabet="+78914 ()-0123456789", max_size=20))
def test_any_text_is_a_phone_that_reads_back_or_a_refusal(typed: str) -> None:
    try:
        phone = parse_phone(typed)
    except RuleViolation:
        return
    assert parse_phone(phone) == phone
    assert 8 <= len(phone.removeprefix("+")) <= 15


@given(st.text(max_size=40) | st.text(alphabet="0123456789 абк-курсгруппакласс«»", max_size=20))
def test_any_text_is_a_class_that_reads_back_or_a_refusal(typed: str) -> None:
    try:
        grade = parse_grade(typed)
    except RuleViolation:
        return
    assert parse_grade(grade) == grade

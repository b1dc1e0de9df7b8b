"""People: reading what they type about themselves, their age, and which role is open to them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.dates import parse_date
from bot.domain.enums import InstitutionKind, Role
from bot.domain.errors import RuleViolation, Stale

NamePart = Literal["surname", "first_name", "patronymic"]

NAME_MAX_LENGTH = 64
STUDENT_AGES = range(14, 18)
TUTOR_AGES = range(18, 22)
ADULT_AGE = 18
OLDEST_AGE = 100

STUDYING = (InstitutionKind.SCHOOL, InstitutionKind.COLLEGE, InstitutionKind.UNIVERSITY)
"""Where those study who may be students or tutors."""
PLACES: Mapping[Role, frozenset[InstitutionKind]] = {
    Role.STUDENT: frozenset({InstitutionKind.SCHOOL, InstitutionKind.COLLEGE}),
    Role.TUTOR: frozenset({InstitutionKind.COLLEGE, InstitutionKind.UNIVERSITY}),
}
"""From where a role is open unless the season's call says otherwise."""
Places = Mapping[Role, frozenset[InstitutionKind]]

_DASHES = re.compile("[‐‑‒–—−]")
_APOSTROPHES = re.compile("[’‘ʼ`´′]")
_NAME_WORD = re.compile(r"[^\s\-']+")
# Parts of a name that are rightly written small: «Мамед оглы», «де Голль», «Кара-оол».
_SMALL_PARTS = frozenset(
    {"оглы", "оглу", "кызы", "кизи", "улы", "уулу", "заде", "оол", "де", "да", "ди", "дю", "дер", "ден", "ван", "фон"}
    | {"ла", "ле", "эль", "аль", "ибн", "бен", "д"}
)
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|овна|евна|ична|инична)$")


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name as typed, cleaned of stray spaces, and a better spelling to offer if there is one."""

    value: str
    suggestion: str | None = None


def parse_name(text: str, part: NamePart) -> ParsedName:
    """Read one part of a person's name; ё stays as typed.

    «ИВАНОВ» and «иванов» are returned with the suggestion «Иванов». Raises RuleViolation with the reason:
    `name-empty`, `name-too-short`, `name-too-long`, `name-digits`, `name-emoji`, `name-latin`,
    `name-latin-lookalike`, `name-stray-mark`, `name-bad-character`, `name-whole-name`.
    """
    value = _clean_name(text)
    if not value:
        raise RuleViolation("name-empty")
    if len(value) > NAME_MAX_LENGTH:
        raise RuleViolation("name-too-long", limit=NAME_MAX_LENGTH, actual=len(value))
    _ensure_name_characters(value)
    words = _NAME_WORD.findall(value)
    if not words or value[0] in "-'" or value[-1] in "-'" or re.search(r"[-'][-']|' | '", value):
        raise RuleViolation("name-stray-mark")
    if len(value) == 1 and part != "surname":
        raise RuleViolation("name-too-short")
    if part == "surname" and len(words) > 2 and _PATRONYMIC.search(words[-1].casefold()):
        raise RuleViolation("name-whole-name")
    proper = _capitalised(value)
    return ParsedName(value, None if proper == value else proper)


def _clean_name(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(char for char in composed if unicodedata.category(char) != "Cf")
    plain = _APOSTROPHES.sub("'", _DASHES.sub("-", visible))
    return re.sub(r"\s*-\s*", "-", " ".join(plain.split()))


def _ensure_name_characters(value: str) -> None:
    kinds = {char: _kind_of(char) for char in value}
    if emoji := [char for char, kind in kinds.items() if kind == "emoji"]:
        raise RuleViolation("name-emoji", found=emoji[0])
    if any(kind == "digit" for kind in kinds.values()):
        raise RuleViolation("name-digits")
    if latin := [char for char, kind in kinds.items() if kind == "latin"]:
        if "cyrillic" in kinds.values():
            raise RuleViolation("name-latin-lookalike", found=", ".join(latin))
        raise RuleViolation("name-latin")
    if strange := [char for char, kind in kinds.items() if kind == "strange"]:
        raise RuleViolation("name-bad-character", found=strange[0])


def _kind_of(char: str) -> str:
    category, name = unicodedata.category(char), unicodedata.name(char, "")
    if char in " -'":
        return "mark"
    if category.startswith("L"):
        if name.startswith("CYRILLIC"):
            return "cyrillic"
        return "latin" if name.startswith("LATIN") else "strange"
    if category.startswith("N"):
        return "digit"
    # So: pictures; Sk beyond the basic plane: skin tones; the rest dresses a character up as a picture.
    if category == "So" or (category == "Sk" and char > "\uffff") or char in "\ufe0f\u20e3":
        return "emoji"
    return "strange"


def _capitalised(value: str) -> str:
    """The usual spelling: each part with a capital, small parts as typed (small when all was written alike)."""
    uniform = value.isupper() or value.islower()

    def spell(found: re.Match[str]) -> str:
        word = found.group()
        if found.start() > 0 and word.casefold() in _SMALL_PARTS:
            return word.lower() if uniform or not word.istitle() else word
        if found.start() == 0 and word in _SMALL_PARTS and not uniform:
            return word
        return word.capitalize()

    return _NAME_WORD.sub(spell, value)


def search_key(text: str) -> str:
    """The form in which names are compared: case, е/ё, kinds of dashes and stray spaces do not matter."""
    return _clean_name(text).casefold().replace("ё", "е")


def parse_birth_date(text: str, today: date) -> date:
    """Read a birth date.

    Raises RuleViolation: `date-not-a-date`, `date-impossible`, `birth-date-future`, `birth-date-this-year`,
    `birth-date-too-old` (over a hundred).
    """
    birth = parse_date(text, latest_year=today.year)
    if birth > today:
        raise RuleViolation("birth-date-future")
    if birth.year == today.year:
        raise RuleViolation("birth-date-this-year")
    if age_on(birth, today) > OLDEST_AGE:
        raise RuleViolation("birth-date-too-old", limit=OLDEST_AGE)
    return birth


def age_on(birth: date, day: date) -> int:
    """Full years on `day`, the birthday itself included.

    Who was born on 29 February grows older on 1 March of a common year: a year is full only when the last day
    of February is over, and for "at least 14" and "not yet 18" alike one day later is the careful reading.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def needs_guardian(birth: date, today: date) -> bool:
    """Whether a guardian has to sign beside the person."""
    return age_on(birth, today) < ADULT_AGE


_PHONE_MARKS = re.compile(r"[\s()\-.‐‑‒–—−]")
_PHONE = re.compile(r"\+[1-9][0-9]*|[0-9]+")
_FOREIGN_LENGTHS = range(8, 16)


def parse_phone(text: str) -> str:
    """Read a phone number into E.164 (`+79145551234`).

    Russian numbers must be mobile, with or without 8, 7 or +7; a number of another country needs its + and 8 to 15
    digits (E.164). Raises RuleViolation: `phone-not-a-phone`, `phone-wrong-length`, `phone-not-mobile`.
    """
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    typed = _PHONE_MARKS.sub("", visible)
    if not _PHONE.fullmatch(typed):
        raise RuleViolation("phone-not-a-phone")
    digits = typed.removeprefix("+")
    # «+8 914 …» is a habit, not a country: no country's code starts with 89.
    if typed.startswith("+") and not digits.startswith(("7", "89")):
        if len(digits) not in _FOREIGN_LENGTHS:
            raise RuleViolation("phone-wrong-length", actual=len(digits))
        return "+" + digits
    return "+7" + _subscriber(digits)


def _subscriber(digits: str) -> str:
    """The ten digits after +7."""
    if len(digits) == 10 and digits[0] == "9":
        return digits
    if len(digits) != 11 or digits[0] not in "78":
        raise RuleViolation("phone-wrong-length", actual=len(digits))
    # 7 after +7 is a mobile number of Kazakhstan, which shares the code.
    if digits[1] not in "97":
        raise RuleViolation("phone-not-mobile")
    return digits[1:]


_GRADES = range(1, 12)
_COURSES = range(1, 7)
_QUOTES = re.compile("[\"'«»“”„‘’`()]")
_GRADE_WORD = re.compile(r"(?<![а-яё])кл(?:асс[а-я]*|\.|\b)")
_GRADE = re.compile(r"([0-9]{1,2})(?:\s*-?\s*(?:ый|й|ой)(?=\s|$))?(?:[\s\-]*([а-яё]{1,2})|[\s\-./]+([0-9]{1,2}))?")
_COURSE = re.compile(r"(?i)\b([0-9]{1,2})\s*-?\s*(?:й|ый|ой)?\s*курс[а-я]*|\bкурс[а-я]*\s*([0-9]{1,2})\b")
_GROUP_WORD = re.compile(r"(?i)\bгр(?:упп[а-я]*|\.|\b)")
_GROUP = re.compile(r"[\w\-/. ]{1,20}")
_LOOKALIKES = str.maketrans("abekmhopctx", "авекмнорстх")


def parse_grade(text: str) -> str:
    """Read a class or a course into its normal form: 9 «А», 10-2, 9, «2 курс, группа 221-ИС», «2 курс».

    Raises RuleViolation: `grade-not-a-grade`, `grade-out-of-range`, `course-out-of-range`.
    """
    typed = " ".join(_QUOTES.sub(" ", _DASHES.sub("-", text)).split())
    if course := _COURSE.search(typed):
        return _course(int(course[1] or course[2]), typed[: course.start()] + " " + typed[course.end() :])
    found = _GRADE.fullmatch(_GRADE_WORD.sub(" ", typed.casefold().translate(_LOOKALIKES)).strip(" .,"))
    if not found:
        raise RuleViolation("grade-not-a-grade")
    number, letter, stream = int(found[1]), found[2], found[3]
    if number not in _GRADES:
        raise RuleViolation("grade-out-of-range", lowest=_GRADES.start, highest=_GRADES.stop - 1)
    if letter:
        return f"{number} «{letter.upper()}»"
    return f"{number}-{stream}" if stream else str(number)


def _course(number: int, rest: str) -> str:
    if number not in _COURSES:
        raise RuleViolation("course-out-of-range", lowest=_COURSES.start, highest=_COURSES.stop - 1)
    group = " ".join(re.sub(r"\s*-\s*", "-", _GROUP_WORD.sub(" ", rest)).split()).strip(" .,;№:")
    if not group:
        return f"{number} курс"
    if not _GROUP.fullmatch(group) or _COURSE.search(group):
        raise RuleViolation("grade-not-a-grade")
    # «221-ис» is typed in haste; «ИСп-21» is how that group is called.
    return f"{number} курс, группа {group.upper() if group.islower() else group}"


def category_of(age: int, institution: InstitutionKind, places: Places = PLACES) -> Role | None:
    """Student or tutor, whichever the programme sees in this age and place; None when it is neither."""
    if age in STUDENT_AGES and institution in places[Role.STUDENT]:
        return Role.STUDENT
    if age in TUTOR_AGES and institution in places[Role.TUTOR]:
        return Role.TUTOR
    return None


def toggled_place(kinds: Iterable[InstitutionKind], kind: InstitutionKind, on: bool) -> tuple[InstitutionKind, ...]:
    """From where a call is open, with one kind put in or taken out.

    Raises Stale ``call-field-unchanged``, RuleViolation ``call-places-none`` for the last one.
    """
    before = frozenset(kinds)
    if (kind in before) == on:
        raise Stale("call-field-unchanged")
    after = before | {kind} if on else before - {kind}
    if not after:
        raise RuleViolation("call-places-none")
    return tuple(each for each in STUDYING if each in after)


def eligibility(
    role: Role,
    birth: date,
    reference_date: date,
    institution: InstitutionKind | None,
    places: Places = PLACES,
) -> RuleViolation | None:
    """Why this role is closed to the person on the reference date; None when it is open.

    Keys: `age-too-young` (age, minimum), `age-too-old` (age, maximum), `fits-student`, `fits-tutor` (another role
    is open: age), `fits-no-category` (age: a 17-year-old at a university, an 18-year-old pupil …).
    Mentors, guardians and partners are adults; where they study or work does not matter.
    """
    age = age_on(birth, reference_date)
    if role not in {Role.STUDENT, Role.TUTOR}:
        return RuleViolation("age-too-young", age=age, minimum=ADULT_AGE) if age < ADULT_AGE else None
    if age < STUDENT_AGES.start:
        return RuleViolation("age-too-young", age=age, minimum=STUDENT_AGES.start)
    if age >= TUTOR_AGES.stop:
        return RuleViolation("age-too-old", age=age, maximum=(STUDENT_AGES if role is Role.STUDENT else TUTOR_AGES)[-1])
    category = category_of(age, institution, places) if institution else None
    if category is role:
        return None
    if category is Role.STUDENT:
        return RuleViolation("fits-student", age=age)
    if category is Role.TUTOR:
        return RuleViolation("fits-tutor", age=age)
    return RuleViolation("fits-no-category", age=age)

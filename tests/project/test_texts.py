"""Texts: arguments are escaped, numbers plain, and of any length a message can hold."""

from pathlib import Path
from typing import get_args

import pytest

from bot.domain.consents import WORDING, text_hash
from bot.domain.enums import ConsentPurpose, Role
from bot.domain.text_arguments import Html
from bot.handlers.consents import About, consent_text
from bot.texts import LANGUAGES, TextError, Texts, Translate


@pytest.fixture
def t(tmp_path: Path) -> Translate:
    for language in ("ru", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.ftl").write_text(
            "hello = { $name }: { $what }\nwrapped = [{ hello }]\ncount = { $n }\n", encoding="utf-8"
        )
    return Texts.load(locales=tmp_path).translator("ru")


def test_argument_is_escaped_unless_it_is_html(t: Translate) -> None:
    assert t("hello", name="<b>&", what=Html("<b>x</b>")) == "&lt;b&gt;&amp;: <b>x</b>"
    assert t.plain("hello", name="<b>&", what="") == "<b>&: "


def test_digits_are_not_grouped(t: Translate) -> None:
    assert t("count", n=2026) == "2026"


@pytest.mark.parametrize("length", [1000, 1001, 2500, 2501, 20_000])
def test_long_arguments_come_out_whole_and_in_their_places(t: Translate, length: int) -> None:
    name, what = "a<" * (length // 2), "b" * length
    assert t("wrapped", name=name, what=what) == f"[{name.replace('<', '&lt;')}: {what}]"


def test_same_long_argument_twice_comes_out_twice(t: Translate) -> None:
    assert t("hello", name="a" * 3000, what="a" * 3000) == f"{'a' * 3000}: {'a' * 3000}"


def test_marks_somebody_typed_stay_as_typed(t: Translate) -> None:
    assert t("hello", name="\ue0007\ue001", what="b" * 3000) == f"\ue0007\ue001: {'b' * 3000}"


def test_missing_text_or_argument_is_an_error(t: Translate) -> None:
    with pytest.raises(TextError):
        t("no-such-text")
    with pytest.raises(TextError):
        t("hello", name="x")


CONSENTS = {"1": "2bdf0a28c27b5617"}
"""Version → what its texts come to. Other texts are another version: who has signed the earlier one is asked anew."""


def test_texts_of_consents_belong_to_their_version() -> None:
    texts = Texts.load()
    shown = [
        consent_text(purpose, about, texts.translator(language, role=role))
        for language in LANGUAGES
        for role in (Role.STUDENT, Role.GUARDIAN)
        for about in get_args(About)
        for purpose in ConsentPurpose
    ]
    assert CONSENTS[WORDING] == text_hash("\n".join(shown))[:16]

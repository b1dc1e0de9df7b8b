"""The wordings of consents, and the questions by which they are asked: each purpose by itself."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

from bot.domain.consents import WORDING, text_hash
from bot.domain.enums import ConsentPurpose, QuestionKind
from bot.domain.questions import Question
from bot.services.consents import Wording
from bot.texts import Translate

About = Literal["own", "child"]
"""Whose data the consent is about: the signer's own, or those of the signer's child."""


def purpose_word(purpose: ConsentPurpose) -> str:
    """The purpose in the name of a text."""
    return purpose.value.replace("_", "-")


def consent_text(purpose: ConsentPurpose, about: About, t: Translate) -> str:
    """What is signed, Telegram HTML."""
    return t(f"consent-{about}-{purpose_word(purpose)}")


def wording(purpose: ConsentPurpose, about: About, t: Translate) -> Wording:
    """The identity of the text this reader is shown."""
    shown = t.plain(f"consent-{about}-{purpose_word(purpose)}")
    return Wording(WORDING, text_hash(shown), t.language)


def wordings(about: About, t: Translate) -> dict[ConsentPurpose, Wording]:
    """The texts of all purposes."""
    return {purpose: wording(purpose, about, t) for purpose in ConsentPurpose}


@cache
@cache
def consent_questions(about: About) -> tuple[Question, ...]:
    """One yes or no per purpose; nothing is ticked beforehand."""
    return tuple(
        Question(
            consent_key(purpose),
            QuestionKind.YES_NO,
            text_key=f"consent-{about}-{purpose_word(purpose)}",
            hint_key="consent-needed" if purpose is ConsentPurpose.PARTICIPATION else "consent-optional",
        )
        for purpose in ConsentPurpose
    )


def consent_key(purpose: ConsentPurpose) -> str:
    """The key of a purpose's question: a draft that was answered on an earlier text is asked again."""
    return f"consent_{purpose.value}_{WORDING}"


def agreed(
    answers: Mapping[str, Any], purposes: Iterable[ConsentPurpose] = ConsentPurpose
) -> dict[ConsentPurpose, bool]:
    """Yes or no per purpose; what was not answered is no."""
    return {purpose: answers.get(consent_key(purpose)) is True for purpose in purposes}

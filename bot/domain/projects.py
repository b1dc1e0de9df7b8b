"""A team's project: what its card says, which of its versions counts, who supports it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.domain.applications import changed_answers
from bot.domain.enums import QuestionKind
from bot.domain.questions import Option, Question

STAGES = ("idea", "plan", "prototype", "trial", "ready")
"""How far a project is; texts are ``project-stage-<stage>``."""

SUPPORT_KINDS = ("money", "equipment", "place", "expertise", "order")
"""What an organisation or an investor gives; texts are ``project-support-kind-<kind>``."""

TEXT_LIMIT = 900
"""Characters of a long part: a card of three of them is one message."""


def card_questions() -> tuple[Question, ...]:
    """What the tutor writes down; everything but the title may come later."""
    return (
        Question("title", QuestionKind.TEXT, text_key="project-title", hint_key="project-title-hint", max_length=120),
        *(
            Question(
                key,
                QuestionKind.LONG_TEXT,
                text_key=f"project-{key}",
                hint_key=f"project-{key}-hint",
                max_length=TEXT_LIMIT,
                required=False,
            )
            for key in ("problem", "result", "partners")
        ),
        Question(
            "stage",
            QuestionKind.CHOICE,
            text_key="project-stage",
            options=tuple(Option(stage, {}) for stage in STAGES),
        ),
    )


def support_questions() -> tuple[Question, ...]:
    """What the office records of a support: who, what, by which document."""
    return (
        Question("supporter", QuestionKind.TEXT, text_key="project-supporter", max_length=200),
        Question(
            "kind",
            QuestionKind.CHOICE,
            text_key="project-support-kind",
            options=tuple(Option(kind, {}) for kind in SUPPORT_KINDS),
        ),
        Question(
            "document",
            QuestionKind.TEXT,
            text_key="project-document",
            hint_key="project-document-hint",
            max_length=200,
        ),
    )


def counts(saved_at: datetime, deadline: datetime | None) -> bool:
    """Whether a version saved at a moment was in time for the presentation; the deadline itself still is."""
    return deadline is None or saved_at <= deadline


def counted(saved: Sequence[datetime], deadline: datetime | None) -> int | None:
    """The index of the version the jury gets: the last one in time, of versions in their order."""
    return next((index for index in reversed(range(len(saved))) if counts(saved[index], deadline)), None)


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Which parts of a card differ, in the order of its questions."""
    changed = changed_answers(before, after)
    return tuple(question.key for question in card_questions() if question.key in changed)

"""Answers of an application for reading: by its author and by the office."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.questions import Question
from bot.domain.text_arguments import Html
from bot.handlers.forms import question_label, shown_answer
from bot.texts import Translate

ROOM = 3000
"""Characters of answers on one screen; a message holds 4,096 with what stands around them."""


def answer_pages(questions: Sequence[Question], answers: Mapping[str, Any], t: Translate) -> list[Html]:
    """Questions with their answers, whole, on as many pages as they need; at least one. What was passed over is left out."""
    return paged(_blocks(questions, answers, t))


def paged(blocks: Iterable[str]) -> list[Html]:
    """Blocks of HTML, whole, on as many pages as they need; at least one."""
    pages: list[list[str]] = [[]]
    for block in blocks:
        if pages[-1] and sum(map(len, pages[-1])) + len(block) > ROOM:
            pages.append([])
        pages[-1].append(block)
    return [Html("\n\n".join(page)) for page in pages]


def _blocks(questions: Iterable[Question], answers: Mapping[str, Any], t: Translate) -> Iterable[str]:
    for question in questions:
        if answers.get(question.key) in (None, "", []):
            continue
        answer = shown_answer(question, answers.get(question.key), t, limit=ROOM)
        yield t("application-answer", question=question_label(question, t), answer=answer)

"""The page of the sandbox in a real browser: what a visitor does first, and what must never happen."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from bot.sandbox import Sandbox, serve

from .conftest import TOKEN, Stand

pytestmark = pytest.mark.page

HOSTILE = '<b>&"<img src=x onerror=alert(1)>'


def phone(person: int) -> str:
    return f".phone[data-person='{person}']"


async def overflow(stand: Stand) -> int:
    """By how many pixels the document is wider than the window."""
    width = await stand.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return int(width)


async def test_conversation_starts_and_goes_on_without_reloading(stand: Stand) -> None:
    anna = await stand.person("Анна", label="Ученица")
    await stand.open()
    screen = stand.page.locator(phone(anna))
    await screen.get_by_role("button", name="Начать", exact=True).click()
    await expect(screen.locator(".row.in .text").last).to_contain_text("Добрый день!")
    await stand.say(anna, "Когда школа?")
    await expect(screen.locator(".row.out .text").last).to_contain_text("Когда школа?")
    await expect(screen.locator(".row.in .text").last).to_contain_text("Вы сказали: Когда школа?")


async def test_inline_button_shows_toast_and_edited_message(stand: Stand) -> None:
    anna = await stand.person("Анна")
    await stand.open()
    screen = stand.page.locator(phone(anna))
    await screen.get_by_role("button", name="Начать", exact=True).click()
    await screen.get_by_role("button", name="Записаться").click()
    await expect(screen.locator(".toast")).to_have_text("Место за тобой")
    await expect(screen.locator(".row.in .text").last).to_contain_text("Запись принята")
    await expect(screen.locator(".row.in .meta").last).to_contain_text("изменено")
    await expect(screen.locator(".key")).to_have_count(0)


async def test_alert_waits_for_ok_and_button_stops_spinning(stand: Stand) -> None:
    anna = await stand.person("Анна")
    await stand.open()
    screen = stand.page.locator(phone(anna))
    await screen.get_by_role("button", name="Начать", exact=True).click()
    await screen.get_by_role("button", name="Подробнее").click()
    alert = screen.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Начало в 10:00")
    await alert.get_by_role("button", name="ОК").click()
    await expect(alert).to_have_count(0)
    await expect(screen.locator(".key.pending")).to_have_count(0)


async def test_contact_request_asks_first_and_sends_own_number(stand: Stand) -> None:
    anna = await stand.person("Анна", phone="+79145551234")
    await stand.open()
    screen = stand.page.locator(phone(anna))
    await screen.get_by_role("button", name="Начать", exact=True).click()
    await stand.say(anna, "/number")
    await screen.locator(".replykey").click()
    question = screen.get_by_role("alertdialog")
    await expect(question).to_contain_text("+7 914 555-12-34")
    await question.get_by_role("button", name="Поделиться").click()
    await expect(screen.locator(".row.in .text").last).to_contain_text("записан")
    await expect(screen.locator(".replykeys.shown")).to_have_count(0)


async def test_theme_toggles_and_is_remembered(stand: Stand) -> None:
    await stand.person("Анна")
    await stand.open()
    root = stand.page.locator("html")
    await expect(root).to_have_attribute("data-theme", "light")
    await stand.page.get_by_role("button", name="Тёмная тема").click()
    await expect(root).to_have_attribute("data-theme", "dark")
    await stand.open()
    await expect(root).to_have_attribute("data-theme", "dark")


async def test_time_machine_moves_the_clock_a_day(stand: Stand) -> None:
    await stand.person("Анна")
    await stand.open()
    await stand.page.get_by_role("button", name="+1 день").click()
    await expect(stand.page.locator(".clock-shift")).to_have_text("+1 день")
    told = await stand.page.evaluate(
        """async (moves) => {
            const { t } = await import("/sandbox/static/texts.js");
            return moves.map((seconds) => t.time.shifted(seconds).join(""));
        }""",
        [30, -600, -7200, -2657 * 86_400 - 10_800],
    )
    assert told == ["", "−10 мин", "−2 ч", "−2657 дней 3 ч"]
    assert round(stand.server.sandbox.offset.total_seconds()) == 86_400


async def test_message_to_another_phone_counts_as_unread(stand: Stand) -> None:
    anna, ivan = await stand.person("Анна"), await stand.person("Иван")
    await stand.open()
    first, second = stand.page.locator(phone(anna)), stand.page.locator(phone(ivan))
    await second.get_by_role("button", name="Начать", exact=True).click()
    await expect(second.locator(".row.in")).to_have_count(1)
    await first.locator(".head-name").click()
    await stand.bot.call("sendMessage", chat_id=ivan, text="Новость")
    await expect(second.locator(".caption .badge")).to_have_text("1")
    await expect(stand.page).to_have_title(re.compile(r"^\(1\) "))
    await second.locator(".head-name").click()
    await expect(second.locator(".caption .badge")).to_be_hidden()


async def test_reader_of_old_messages_keeps_the_place(stand: Stand) -> None:
    anna = await stand.person("Анна")
    await stand.open()
    screen = stand.page.locator(phone(anna))
    await screen.get_by_role("button", name="Начать", exact=True).click()
    await stand.say(anna, "/many")
    await expect(screen.locator(".row.in .text").last).to_contain_text("Строка 59")
    place = "() => document.querySelector('.messages').scrollTop"
    await stand.page.evaluate("document.querySelector('.messages').scrollTop = 300")
    await stand.bot.call("sendMessage", chat_id=anna, text="Новость")
    await expect(screen.locator(".down")).to_have_text("1")
    assert await stand.page.evaluate(place) == 300
    await screen.locator(".down").click()
    await expect(screen.locator(".down")).to_be_hidden()


async def test_hostile_name_and_text_are_shown_as_typed(stand: Stand) -> None:
    anna = await stand.person(HOSTILE, last_name="Оч" + "е" * 50 + "нь", label=HOSTILE)
    dialogs: list[str] = []
    stand.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    await stand.open()
    screen = stand.page.locator(phone(anna))
    await screen.get_by_role("button", name="Начать", exact=True).click()
    await stand.say(anna, HOSTILE)
    await expect(screen.locator(".row.in .text").last).to_contain_text(f"Вы сказали: {HOSTILE}")
    await expect(screen.locator(".caption h2")).to_have_text(HOSTILE)
    assert await screen.locator("img").count() == 0
    assert dialogs == []
    assert await overflow(stand) == 0


async def test_html_from_the_server_passes_the_white_list_only(stand: Stand) -> None:
    await stand.person("Анна")
    await stand.open()
    shown = await stand.page.evaluate(
        """async (html) => {
            const { renderHtml } = await import("/sandbox/static/html.js");
            const box = document.createElement("div");
            box.append(renderHtml(html));
            return box.innerHTML;
        }""",
        '<b onclick="x()">a</b><script>x()</script><img src=x onerror=x()><a href="javascript:x()">b</a>'
        '<a href="https://example.org/" onmouseover="x()">c</a><svg onload=x()></svg><form><i>d</i></form>',
    )
    # the browser says aloud what its second lock, the page's policy, would have stopped
    assert [problem for problem in stand.problems if "Content Security Policy" not in problem] == []
    stand.problems.clear()
    assert shown == '<b>a</b>b<a href="https://example.org/" target="_blank" rel="noopener noreferrer">c</a><i>d</i>'


async def test_page_outlives_a_restart_of_the_server(stand: Stand) -> None:
    await stand.person("Анна", id=7)
    await stand.open()
    banner = stand.page.locator("#banner")
    await stand.server.stop()
    await expect(banner).to_have_text("Бот перезапускается…")
    stand.server = await serve(Sandbox(token=TOKEN), port=stand.server.port)
    await stand.person("Анна", id=7)
    await expect(banner).to_be_hidden()
    screen = stand.page.locator(phone(7))
    await screen.get_by_role("button", name="Начать", exact=True).click()
    await expect(screen.locator(".row.in .text").last).to_contain_text("Добрый день!")
    assert [problem for problem in stand.problems if "Failed to load resource" not in problem] == []
    stand.problems.clear()


async def test_four_phones_fit_side_by_side(stand: Stand) -> None:
    for name in ("Анна", "Иван", "Мария", "Олег"):
        await stand.person(name)
    await stand.open()
    await expect(stand.page.locator(".phone")).to_have_count(4)
    assert await overflow(stand) == 0
    rights = await stand.page.locator(".phone").evaluate_all("all => all.map(p => p.getBoundingClientRect().right)")
    assert max(rights) <= 1280


async def test_narrow_screen_shows_one_phone_and_tabs(stand: Stand) -> None:
    anna, ivan = await stand.person("Анна"), await stand.person("Иван")
    await stand.page.set_viewport_size({"width": 390, "height": 844})
    await stand.open()
    assert await overflow(stand) == 0
    await expect(stand.page.locator(phone(anna))).to_be_in_viewport(ratio=0.9)
    await expect(stand.page.locator(phone(ivan))).not_to_be_in_viewport()
    await stand.page.get_by_role("tab", name="Иван").click()
    await expect(stand.page.locator(phone(ivan))).to_be_in_viewport(ratio=0.9)


async def test_new_phone_appears_from_the_dialog(stand: Stand) -> None:
    await stand.person("Анна")
    await stand.open()
    await stand.page.get_by_role("button", name="Ещё телефон").click()
    dialog = stand.page.get_by_role("dialog")
    await dialog.get_by_label("Имя").fill("Ольга")
    await dialog.get_by_label("Номер телефона").fill("8 914 555-12-34")
    await dialog.get_by_role("button", name="Родитель").click()
    await dialog.get_by_role("button", name="Добавить").click()
    await expect(stand.page.locator(".phone .caption h2").last).to_have_text("Родитель")
    await expect(stand.page.locator(".phone")).to_have_count(2)

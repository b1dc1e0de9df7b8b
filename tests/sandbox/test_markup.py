"""Telegram's HTML and entities: what is understood, what is refused and in which words, how it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.entities import normal_url, to_html, utf16_len, with_found
from bot.sandbox.errors import ApiError
from bot.sandbox.markup import parse_html, read_text

Span = tuple[str, int, int]


def spans(entities: list[dict[str, Any]] | None) -> list[Span]:
    return [(e["type"], e["offset"], e["length"]) for e in entities or []]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("просто", "просто", []),
        ("<b>ж</b> и <i>к</i>", "ж и к", [("bold", 0, 1), ("italic", 4, 1)]),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del><strike>e</strike><s>f</s><u>g</u>", "abcdefg",
         [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1), ("strikethrough", 3, 1), ("strikethrough", 4, 1),
          ("strikethrough", 5, 1), ("underline", 6, 1)]),
        ("<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>", "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<b>1<i>2</i></b>", "12", [("italic", 1, 1), ("bold", 0, 2)]),
        ("😀<b>x</b>", "😀x", [("bold", 2, 1)]),
        ("<code>a</code><pre>b</pre>", "ab", [("code", 0, 1), ("pre", 1, 1)]),
        ("<blockquote>a</blockquote><blockquote expandable>b</blockquote>", "ab",
         [("blockquote", 0, 1), ("expandable_blockquote", 1, 1)]),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#65; &#x42;", 'a <b> & "c" A B', []),
        ("a & b &nbsp; &#0;", "a & b &nbsp; &#0;", []),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<b >x</b >", "x", [("bold", 0, 1)]),
    ],
)  # fmt: skip
def test_parse_html_understands(source: str, text: str, expected: list[Span]) -> None:
    parsed, entities = parse_html(source)
    assert (parsed, spans(entities)) == (text, expected)


def test_parse_html_keeps_the_language_of_code() -> None:
    _, entities = parse_html('<pre><code class="language-python">x = 1</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


def test_parse_html_keeps_links_and_drops_those_that_are_none() -> None:
    text, entities = parse_html('<a href="example.com">a</a><a href="javascript:x">b</a><a href="tg://user?id=7">c</a>')
    assert text == "abc"
    assert entities == [
        {"type": "text_link", "url": "http://example.com/", "offset": 0, "length": 1},
        {"type": "text_mention", "user": {"id": 7}, "offset": 2, "length": 1},
    ]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<script>alert(1)</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("я <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=http://x>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ],
)
def test_parse_html_complains_as_telegram_does(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_read_text_trims_and_moves_entities_along() -> None:
    text, entities = read_text("  <b> жирно </b>\n", "HTML", None, 4096)
    assert text == "жирно"
    assert spans(entities) == [("bold", 0, 5)]


@pytest.mark.parametrize("extra", [0, 1])
def test_read_text_counts_utf16_units_after_parsing(extra: int) -> None:
    source = "<b>" + "😀" * 2048 + "</b>" + "a" * extra
    if extra:
        with pytest.raises(ApiError, match="message is too long"):
            read_text(source, "HTML", None, 4096)
    else:
        assert utf16_len(read_text(source, "HTML", None, 4096)[0]) == 4096


@pytest.mark.parametrize(
    ("entity", "complaint"),
    [
        ({"type": "bold", "offset": 100, "length": 1},
         "entity begins after the end of the text at UTF-16 offset 100"),
        ({"type": "bold", "offset": 0, "length": 100},
         "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100"),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "odd", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, 'can\'t parse MessageEntity: Can\'t find field "url"'),
        ({"type": "text_link", "offset": 0, "length": 1, "url": "not-a-url"},
         "entity URL 'not-a-url' is invalid: Wrong HTTP URL"),
        ({"type": "text_link", "offset": 0, "length": 1, "url": ""}, "entity URL '' is invalid: URL host is empty"),
        ({"type": "bold", "length": 1}, 'can\'t parse MessageEntity: Can\'t find field "offset"'),
    ],
)  # fmt: skip
def test_given_entities_are_checked(entity: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ApiError) as caught:
        read_text("hello", "", [entity], 4096)
    assert caught.value.description == f"Bad Request: {complaint}"


def test_given_entities_are_used_without_a_parse_mode() -> None:
    given = [{"type": "bold", "offset": 0, "length": 2}, {"type": "mention", "offset": 3, "length": 1}]
    assert read_text("аб в", "", given, 4096) == ("аб в", [{"type": "bold", "offset": 0, "length": 2}])


@pytest.mark.parametrize("mode", ["Markdown", "MarkdownV2"])
def test_markdown_is_refused_clearly(mode: str) -> None:
    with pytest.raises(ApiError, match="is not supported by the sandbox, use HTML"):
        read_text("*x*", mode, None, 4096)


def test_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        read_text("x", "odd", None, 4096)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("см. /help@kadry_bot и a/b", [("bot_command", 4, 15)]),
        ("пиши @kadry_bot или a@b.ru", [("mention", 5, 10), ("email", 20, 6)]),
        ("https://example.com/a?b=1.", [("url", 0, 25)]),
        ("сайт example.ru, ещё", [("url", 5, 10)]),
        ("#тег и #1", [("hashtag", 0, 4)]),
        ("9.30 утра, т.е. рано", []),
        ("😀 /menu", [("bot_command", 3, 5)]),
    ],
)
def test_entities_are_found_in_plain_text(text: str, expected: list[Span]) -> None:
    assert spans(with_found(text, [])) == expected


def test_links_in_code_are_not_found() -> None:
    entities = read_text("<code>https://example.com</code>", "HTML", None, 4096)[1]
    assert spans(entities) == [("code", 0, 19)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>a<i>b</i></b>", "<b>a<i>b</i></b>"),
        ("&lt;script&gt; &amp; &quot;", "&lt;script&gt; &amp; &quot;"),
        ("<a href='https://e.com/?a=1&amp;b=\"2\"'>x</a>", '<a href="https://e.com/?a=1&amp;b=&quot;2&quot;">x</a>'),
        ("<tg-spoiler>a</tg-spoiler>", '<span class="tg-spoiler">a</span>'),
        ("<blockquote expandable>a\nb</blockquote>", "<blockquote>a\nb</blockquote>"),
        ("<pre><code class='language-x'>a</code></pre>", "<pre>a</pre>"),
        ("😀<u>я</u>😀", "😀<u>я</u>😀"),
        ("example.ru", '<a href="http://example.ru">example.ru</a>'),
        ("a@b.ru", '<a href="mailto:a@b.ru">a@b.ru</a>'),
    ],
)
def test_formatted_text_becomes_safe_html(source: str, expected: str) -> None:
    text, entities = read_text(source, "HTML", None, 4096)
    assert to_html(text, entities) == expected


def test_overlapping_entities_still_nest_as_html() -> None:
    given = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]
    assert to_html("abc", given) == "<b>a<i>b</i></b><i>c</i>"


def test_a_dangerous_link_is_shown_as_text() -> None:
    assert to_html("x", [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}]) == "x"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("example.com", "http://example.com/"),
        ("HTTPS://e.com/a", "https://e.com/a"),
        ("https://t.me/bot?start=x", "https://t.me/bot?start=x"),
        ("tg://user?id=1", "tg://user?id=1"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("ftp://e.com", None),
        ("http://localhost/x", None),
        ("nothing", None),
        ("", None),
    ],
)
def test_normal_url(url: str, expected: str | None) -> None:
    assert normal_url(url) == expected

"""Photos, files and albums: uploads, file ids, sizes, downloads, refusals."""

from __future__ import annotations

import io
import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Phone, RunningServer, SandboxClient
from bot.sandbox.client import SandboxError
from bot.sandbox.files import image_size, sample_png

from .conftest import TOKEN, Api, Json

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080078010203011100ffd9")


@pytest.fixture
async def anna(client: SandboxClient, api: Api) -> Phone:
    await client.no_limits()
    phone = await client.person("Анна")
    await phone.start(settle=False)
    await api.updates()
    return phone


async def upload(api: Api, method: str, files: dict[str, tuple[str, bytes, str]], **params: Any) -> Json:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (file_name, content, mime) in files.items():
        form.add_field(name, io.BytesIO(content), filename=file_name, content_type=mime)
    async with api.session.post(f"{api.base}/{method}", data=form) as response:
        answer: Json = await response.json()
        return answer


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (sample_png(320, 240), (320, 240)),
        (JPEG, (258, 120)),
        (b"GIF89a\x05\x00\x06\x00", (5, 6)),
        (b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x09\x00\x00\x13\x00\x00", (10, 20)),
        (b"just text", None),
        (b"\xff\xd8\xff", None),
        (b"\xff\xd8junkjunkjunk", None),
    ],
)
def test_image_size(content: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(content) == size


async def test_a_photo_is_sent_seen_downloaded_and_sent_again_by_id(
    anna: Phone, api: Api, server: RunningServer
) -> None:
    picture = sample_png(200, 100)
    answer = await upload(
        api,
        "sendPhoto",
        {"photo": ("p.png", picture, "image/png")},
        chat_id=anna.id,
        caption="<b>Вот</b>",
        parse_mode="HTML",
    )
    message = answer["result"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [(90, 45), (200, 100)]
    assert message["caption"] == "Вот"
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    file_id = message["photo"][-1]["file_id"]
    file = await api.ok("getFile", file_id=file_id)
    assert file["file_size"] == len(picture)
    async with api.session.get(f"{server.url}/file/bot{TOKEN}/{file['file_path']}") as response:
        assert await response.read() == picture
    again = await api.ok("sendPhoto", chat_id=anna.id, photo=file_id)
    assert again["photo"][-1]["file_unique_id"] == message["photo"][-1]["file_unique_id"]
    shown = (await anna.screen()).from_bot[0]
    assert (shown.text, shown.kind) == ("Вот", "photo")
    assert (shown.raw["photo"]["width"], shown.raw["photo"]["height"]) == (200, 100)
    async with api.session.get(server.url + shown.raw["photo"]["url"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", picture)


async def test_every_kind_of_file_is_sent(anna: Phone, api: Api) -> None:
    for method, field in (
        *(("sendDocument", "document"), ("sendVoice", "voice"), ("sendVideo", "video")),
        *(("sendAnimation", "animation"), ("sendSticker", "sticker"), ("sendVideoNote", "video_note")),
        ("sendAudio", "audio"),
    ):
        answer = await upload(
            api,
            method,
            {field: ("f.bin", b"content of " + field.encode(), "application/octet-stream")},
            chat_id=anna.id,
        )
        assert field in answer["result"], answer
    kinds = [message.kind for message in (await anna.screen()).from_bot]
    assert kinds == ["document", "voice", "video", "video", "sticker", "video_note", "document"]


async def test_a_document_keeps_its_name(anna: Phone, api: Api) -> None:
    answer = await upload(
        api, "sendDocument", {"document": ("Приказ №1.pdf", b"%PDF", "application/pdf")}, chat_id=anna.id
    )
    document = answer["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "Приказ №1.pdf",
        "application/pdf",
        4,
    )
    shown = (await anna.screen()).last.raw["document"]
    assert (shown["name"], shown["size"]) == ("Приказ №1.pdf", 4)


@pytest.mark.parametrize(
    ("photo", "complaint"),
    [
        (None, "there is no photo in the request"),
        (b"", "file must be non-empty"),
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (sample_png(1, 30), "PHOTO_INVALID_DIMENSIONS"),
        ("unknown-id", "wrong file identifier/HTTP URL specified"),
        ("https://example.com/a.png", "failed to get HTTP URL content"),
    ],
)
async def test_send_photo_refuses(anna: Phone, api: Api, photo: bytes | str | None, complaint: str) -> None:
    files = {"photo": ("p.png", photo, "image/png")} if isinstance(photo, bytes) else {}
    params = {"photo": photo} if isinstance(photo, str) else {}
    answer = await upload(api, "sendPhoto", files, chat_id=anna.id, **params)
    assert (answer["error_code"], answer["description"]) == (400, f"Bad Request: {complaint}")


async def test_a_file_keeps_its_kind(anna: Phone, api: Api) -> None:
    sent = await upload(api, "sendDocument", {"document": ("a.txt", b"a", "text/plain")}, chat_id=anna.id)
    file_id = sent["result"]["document"]["file_id"]
    assert await api.error("sendPhoto", chat_id=anna.id, photo=file_id) == (
        400,
        "Bad Request: can't use file of type Document as Photo",
    )


async def test_captions_have_their_own_limit(anna: Phone, api: Api) -> None:
    files = {"photo": ("p.png", sample_png(10, 10), "image/png")}
    assert (await upload(api, "sendPhoto", files, chat_id=anna.id, caption="я" * 1024))["ok"] is True
    answer = await upload(api, "sendPhoto", files, chat_id=anna.id, caption="я" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_caption_and_media_are_edited(anna: Phone, api: Api) -> None:
    sent = await upload(
        api, "sendPhoto", {"photo": ("p.png", sample_png(10, 10), "image/png")}, chat_id=anna.id, caption="раз"
    )
    where = {"chat_id": anna.id, "message_id": sent["result"]["message_id"]}
    assert (await api.ok("editMessageCaption", **where, caption="два"))["caption"] == "два"
    assert (await api.error("editMessageCaption", **where, caption="два"))[1].startswith("Bad Request: message is not")
    assert (await api.error("editMessageText", **where, text="x"))[1] == (
        "Bad Request: there is no text in the message to edit"
    )
    media = {"type": "photo", "media": "attach://new", "caption": "три"}
    answer = await upload(
        api, "editMessageMedia", {"new": ("n.png", sample_png(30, 20), "image/png")}, **where, media=media
    )
    assert (answer["result"]["photo"][-1]["width"], answer["result"]["caption"]) == (30, "три")
    assert "caption" not in await api.ok("editMessageCaption", **where)
    text = await api.ok("sendMessage", chat_id=anna.id, text="x")
    assert (await api.error("editMessageMedia", chat_id=anna.id, message_id=text["message_id"], media=media))[1] == (
        "Bad Request: there is no media in the message to edit"
    )


async def test_an_album_is_several_messages(anna: Phone, api: Api) -> None:
    media = [{"type": "photo", "media": "attach://a", "caption": "Альбом"}, {"type": "photo", "media": "attach://b"}]
    files = {name: (f"{name}.png", sample_png(10, 10 + len(name)), "image/png") for name in ("a", "b")}
    messages = (await upload(api, "sendMediaGroup", files, chat_id=anna.id, media=media))["result"]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["Альбом", None]
    shown = (await anna.screen()).from_bot
    assert len({message.raw["album_id"] for message in shown}) == 1
    copied = await api.ok(
        "copyMessages", chat_id=anna.id, from_chat_id=anna.id, message_ids=[m["message_id"] for m in messages]
    )
    albums = {message.raw["album_id"] for message in (await anna.screen()).from_bot}
    assert (len(copied), len(albums)) == (2, 2)


@pytest.mark.parametrize(
    ("media", "complaint"),
    [
        ("", 'parameter "media" is required'),
        ([], "there are no messages to send"),
        ({}, "expected an Array of InputMedia"),
        ([{"type": "photo", "media": "attach://a"}] * 11, "too many messages to send as an album"),
        ([{"type": "photo", "media": "attach://a"}, {"type": "document", "media": "attach://a"}],
         "document can't be mixed with other media types"),
        ([{"type": "animation", "media": "attach://a"}],
         'can\'t parse InputMedia: type "animation" can\'t be used in sendMediaGroup'),
        ([{"type": "sticker", "media": "attach://a"}], 'can\'t parse InputMedia: type "sticker" is unsupported'),
        ([{"type": "photo", "media": "attach://missing"}], "can't parse InputMedia: media not found"),
        ([{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "nonsense"}],
         'failed to send message #2 with the error message "Wrong file identifier/HTTP URL specified"'),
    ],
)  # fmt: skip
async def test_send_media_group_refuses_and_sends_nothing(anna: Phone, api: Api, media: Any, complaint: str) -> None:
    files = {"a": ("a.png", sample_png(10, 10), "image/png")}
    answer = await upload(api, "sendMediaGroup", files, chat_id=anna.id, media=media)
    assert answer["description"] == f"Bad Request: {complaint}"
    assert (await anna.screen()).from_bot == []


async def test_get_file_refuses(api: Api) -> None:
    assert (await api.error("getFile"))[1] == "Bad Request: file_id not specified"
    assert (await api.error("getFile", file_id="x"))[1] == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )


async def test_an_upload_larger_than_a_megabyte_arrives(anna: Phone, api: Api) -> None:
    content = bytes(3_000_000)
    answer = await upload(
        api, "sendDocument", {"document": ("big.bin", content, "application/octet-stream")}, chat_id=anna.id
    )
    assert answer["result"]["document"]["file_size"] == 3_000_000


async def test_equal_contents_are_kept_once(anna: Phone, api: Api, server: RunningServer) -> None:
    answers = [
        await upload(api, "sendDocument", {"document": ("a.txt", b"x" * 1000, "text/plain")}, chat_id=anna.id)
        for _ in range(2)
    ]
    ids = [answer["result"]["document"]["file_id"] for answer in answers]
    first, second = (server.sandbox.world.files.get(file_id) for file_id in ids)
    assert first is not None
    assert second is not None
    assert first is not second
    assert first.content is second.content
    assert first.unique_id == second.unique_id


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document", "video_note", "location"])
async def test_people_send_everything(anna: Phone, api: Api, kind: str) -> None:
    screen = await anna.send(kind, settle=False)
    assert (screen.messages[-1].kind, screen.messages[-1].out) == (kind, True)
    message = (await api.updates())[0]["message"]
    assert kind in message
    if kind not in ("location", "photo"):
        assert (await api.ok("getFile", file_id=message[kind]["file_id"]))["file_size"] > 0


async def test_a_persons_file_can_be_downloaded_by_the_bot(anna: Phone, api: Api, server: RunningServer) -> None:
    await anna.send("document", content=b"essay", file_name="эссе.txt", caption="Моё", settle=False)
    message = (await api.updates())[0]["message"]
    assert (message["document"]["file_name"], message["caption"]) == ("эссе.txt", "Моё")
    file = await api.ok("getFile", file_id=message["document"]["file_id"])
    async with api.session.get(f"{server.url}/file/bot{TOKEN}/{file['file_path']}") as response:
        assert await response.read() == b"essay"


async def test_people_cannot_send_a_text_as_a_photo(anna: Phone) -> None:
    with pytest.raises(SandboxError, match="this is not a picture"):
        await anna.send("photo", content=b"text", settle=False)


async def test_files_of_people_are_not_run_by_the_page(anna: Phone, api: Api, server: RunningServer) -> None:
    screen = await anna.send("document", content=b"<script>1</script>", file_name="a.html", settle=False)
    async with api.session.get(server.url + screen.messages[-1].raw["document"]["url"]) as response:
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with api.session.get(f"{server.url}/sandbox/files/none") as response:
        assert response.status == 404
    async with api.session.get(f"{server.url}/file/bot{TOKEN}/none") as response:
        assert response.status == 404
    async with api.session.get(f"{server.url}/file/bot42:other/none") as response:
        assert response.status == 401

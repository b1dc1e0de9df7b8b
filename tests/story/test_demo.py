"""Demo mode, kept over a restart: the phones are new, the database is not."""

from pathlib import Path

from bot.config import Settings
from bot.demo import Demo
from bot.sandbox import SandboxClient


async def _menu_of_a_tutor(database: Path, *, keep: bool) -> str:
    demo = Demo(Settings(_env_file=None, http_port=0), keep=keep, database=database)
    await demo.start()
    async with SandboxClient(demo.address.removesuffix("/sandbox/"), settle_timeout=30) as client:
        phones = {phone.first_name: phone for phone in await client.people()}
        screen = await phones["Нина"].say("/my", settle=False)
        while not screen.shows("Нина, что дальше"):
            screen = await phones["Нина"].wait(timeout=30)
        text = screen.text
    await demo.stop()
    return text


async def test_kept_demo_answers_after_a_restart(tmp_path: Path) -> None:
    database = tmp_path / "demo.sqlite3"
    first = await _menu_of_a_tutor(database, keep=False)
    assert await _menu_of_a_tutor(database, keep=True) == first

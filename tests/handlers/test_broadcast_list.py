"""The list of broadcasts: days by the programme's clock."""

from datetime import UTC, datetime

from bot.db.models import Broadcast
from bot.domain.enums import BroadcastStatus
from bot.handlers.office.broadcast_screens import list_screen
from bot.texts import Texts
from tests.handlers.test_page_row import labels


def test_broadcast_of_the_morning_stands_under_that_day() -> None:
    # Half past eight in Blagoveshchensk is the evening before by UTC.
    sent = datetime(2019, 9, 1, 23, 30, tzinfo=UTC)
    broadcast = Broadcast(id=1, status=BroadcastStatus.DONE, text_html="Автобус в 8:00", created_at=sent)
    screen = list_screen(Texts.load().translator("ru"), [broadcast], page=0, total=1)
    assert labels(screen)[1] == "✅ пн, 2 сентября · Автобус в 8:00"

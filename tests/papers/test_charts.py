"""Charts: nothing is cut off at the edges of the picture, however long the labels beside the bars."""

import io

from PIL import Image, ImageChops

from bot.papers.charts import Bar, draw_panels


def test_titles_and_notes_stay_inside_the_picture() -> None:
    bars = [Bar("Поддержано из защищённых проектов", 1.0, "200 из 200", "#2e9e6b")] * 3
    titles = ("Показатели: факт из плана", "Путь участника на сб, 28 ноября, 08:01")
    picture = Image.open(io.BytesIO(draw_panels(titles, (bars, bars)))).convert("RGB")
    background = Image.new("RGB", picture.size, "white")
    drawn = ImageChops.difference(picture, background).getbbox()
    assert drawn is not None
    left, top, right, bottom = drawn
    assert min(left, top, picture.width - right, picture.height - bottom) > 3

### Слова, которые нужны всем: время, ошибки, общие кнопки.

moment-day = { $weekday ->
    [0] пн
    [1] вт
    [2] ср
    [3] чт
    [4] пт
    [5] сб
   *[6] вс
}, { $day } { month-genitive }
month-genitive = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
moment-date = { $day } { month-genitive } { $year }
moment = { $day }, { $time }
moment-two-clocks = { $day }, { $time } { zone-name }, { $home_time } в Благовещенске
moment-two-clocks-two-days = { $day }, { $time } { zone-name } ({ $home_day }, { $home_time } в Благовещенске)
zone-name = { $zone ->
    [europe-moscow] мск
   *[asia-yakutsk] по Благовещенску
}

unknown-command = Не понимаю. Всё, что я умею, — в /menu
button-outdated = Эта кнопка уже не действует
something-broke = Простите, у меня что-то сломалось, и я не смог обработать сообщение. Проектный офис уже знает. Можно попробовать ещё раз чуть позже: /menu
file-not-made = Файл не получился. Можно попробовать ещё раз чуть позже: /menu
office-alert-update-failed = ⚠️ Чьё-то сообщение не обработано после трёх попыток. Для разработчика: № { $update }, { $error }
group-hello = Я работаю в личных сообщениях: { $link }

button-back = ← Назад
button-cancel = Отмена
button-menu = Меню
button-next-page = Дальше →
button-previous-page = ← Раньше

### Кто пришёл на мероприятие.

attendance-open = ✅ Кто пришёл
attendance-roll =
    ✅ <b>{ $title }</b>
    { $day }: пришли { $present } из { $going }

    { $searched ->
        [yes] Найдено по «{ $typed }»: { $found }
       *[no] Нажмите на имя, чтобы отметить. Чтобы найти человека, напишите начало фамилии.
    }
attendance-line = { $present ->
    [yes] ✅
   *[no] ▫️
} { $name }
attendance-not-yet = { $day } ещё не наступило: отмечать рано
attendance-other-day = Мероприятие перенесли: такого дня в нём больше нет
attendance-not-going = Этот человек уже не в списке участников
event-marked = ✅ На месте: { $days }
broadcast-answer-came = Пришли: { $event }
broadcast-answer-missed = Не пришли: { $event }
audit-event-marked = отмечен приход
audit-event-unmarked = снята отметка о приходе

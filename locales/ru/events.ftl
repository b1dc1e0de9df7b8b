### Мероприятия: список, карточка, «Иду / Не иду», лист ожидания, уведомления.

events-title = <b>Мероприятия</b>
events-none =
    <b>Мероприятия</b>

    Пока ничего не объявлено. О новом мероприятии я { $you ->
        [ty] тебе
       *[vy] вам
    } напишу.
events-legend = ✅ — участие, ⏳ — лист ожидания, ✖️ — отказ
event-row = { $mark } { $day } · { $title }
event-line-start = 🗓 { $starts }
event-line-start-until = 🗓 { $starts } – { $until }
event-line-end = 🏁 до { $ends }
event-line-place = 📍 { $place }
event-line-free = { $free ->
    [0] Свободных мест нет: можно встать в лист ожидания
    [one] Осталось { $free } место
    [few] Осталось { $free } места
   *[many] Осталось { $free } мест
}
event-line-going = ✅ { $you ->
    [ty] Ты идёшь
   *[vy] Вы идёте
}
event-line-waiting = ⏳ { $you ->
    [ty] Ты в листе ожидания
   *[vy] Вы в листе ожидания
}: { $position } из { $waiting }. Когда место освободится, я напишу
event-line-declined = ✖️ { $you ->
    [ty] Ты не идёшь
   *[vy] Вы не идёте
}
event-line-cancelled = ❌ Отменено
event-line-started = Уже началось
event-go = ✅ Иду
event-wait = ⏳ В лист ожидания
event-stay = Не иду
event-calendar = 🗓 В календарь
event-open = Подробнее
events-open = 📅 Мероприятия
event-already = Уже принято

event-announced =
    📣 <b>{ $title }</b>

    🗓 { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }{ $described ->
        [yes] {"\u000A\u000A"}{ $about }
       *[no] {""}
    }
event-promoted =
    🎉 Место освободилось: { $you ->
        [ty] ты идёшь
       *[vy] вы идёте
    }!

    <b>{ $title }</b>

    🗓 { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    Если планы изменились, { $you ->
        [ty] нажми
       *[vy] нажмите
    } «Не иду».
event-changed =
    🔄 <b>{ $title }</b>: есть изменения{ $title_changed ->
        [yes] {"\u000A\u000A"}Название{"\u000A"}Было: { $old_title }{"\u000A"}Стало: { $title }
       *[no] {""}
    }{ $start_changed ->
        [yes] {"\u000A\u000A"}Начало{"\u000A"}Было: { $old_starts }{"\u000A"}Стало: { $when }
       *[no] {""}
    }{ $end_changed ->
        [yes] {"\u000A\u000A"}Окончание{"\u000A"}Было: { $old_ends }{"\u000A"}Стало: { $new_ends }
       *[no] {""}
    }{ $place_changed ->
        [yes] {"\u000A\u000A"}Место{"\u000A"}Было: { $old_placed ->
            [yes] { $old_place }
           *[no] —
        }{"\u000A"}Стало: { $placed ->
            [yes] { $place }
           *[no] —
        }
       *[no] {""}
    }
event-changed-others = { event-changed }
event-cancellation =
    ❌ <b>{ $title }</b> отменяется.

    Должно было быть: { $when }

event-not-found = Такого мероприятия нет
event-register-first = Сначала расскажите о себе: /start
event-started = Мероприятие уже началось
event-cancelled = Мероприятие отменено
event-line-title = <b>{ $title }</b>
event-line-about = { $about }
event-already-announced = Уже объявлено
event-in-the-past = Это время уже прошло: { $starts }
event-ends-before-start = Окончание должно быть позже начала: { $starts }. Получилось: { $ends }
event-capacity-bad = Мест должно быть не меньше одного
event-capacity-taken = Уже идут { $going }: мест не может быть меньше
event-changed-meanwhile = Мероприятие уже изменили. Откройте его снова
moment-not-understood = Не получилось прочитать день и время. Например: 20.09.2026 10:00

## Проектный офис

event-form = Новое мероприятие
event-form-send = Создать черновик
event-form-summary =
    <b>Новое мероприятие</b>

    Проверьте. Пока это черновик, его видит только проектный офис.
event-form-edit = Мероприятие
event-form-edit-send = Сохранить
event-form-edit-summary =
    <b>Изменение мероприятия</b>

    Выберите «Изменить», затем «Сохранить». Если изменить только начало, окончание сдвинется вместе с ним.

    Об изменениях объявленного мероприятия узнают те, кто идёт или ждёт места.
event-ask-kind = Что это за мероприятие?
event-ask-kind-short = Вид
event-ask-kind-school = Региональная школа
event-ask-kind-artek = Смена в «Артеке»
event-ask-kind-forum = Форум «Наставник»
event-ask-kind-ordinary = Обычное мероприятие
event-ask-title = Как оно называется?
event-ask-title-short = Название
event-ask-about = О чём оно? Несколько предложений для участников.
event-ask-about-short = Описание
event-ask-about-skip = Без описания
event-ask-zone = По каким часам указывать время?
event-ask-zone-short = Часы
event-ask-zone-home = Благовещенск
event-ask-zone-moscow = Москва, Крым
event-ask-starts = Когда начало?
event-ask-starts-short = Начало
event-ask-starts-hint = День и время по часам места, например: 20.09.2026 10:00
event-ask-ends = Когда окончание?
event-ask-ends-short = Окончание
event-ask-ends-hint = День и время или только время, если это тот же день, например: 17:00
event-ask-place = Где?
event-ask-place-short = Место
event-ask-place-skip = Без места
event-ask-capacity = Сколько мест?
event-ask-capacity-short = Мест
event-ask-capacity-skip = Без ограничений
event-ask-audience = Кого приглашаем? «Только принятые» оставляет тех, чья заявка принята.
event-ask-audience-short = Для кого
event-ask-audience-skip = Все
event-ask-audience-student = участники
event-ask-audience-tutor = тьюторы
event-ask-audience-mentor = наставники
event-ask-audience-guardian = родители
event-ask-audience-partner = партнёры
event-ask-audience-accepted = только принятые
event-ask-remind = За сколько напомнить тем, кто идёт?
event-ask-remind-short = Напомнить
event-ask-remind-skip = Не напоминать
event-ask-remind-week = за неделю
event-ask-remind-day = за день
event-ask-remind-two-hours = за 2 часа

event-status-draft = 📝 черновик
event-status-announced = 📣 объявлено
event-status-cancelled = ❌ отменено
event-office-list =
    <b>Мероприятия сезона</b>: { $count }

    📝 черновик, 📣 объявлено, 🏁 прошло, ❌ отменено
event-office-new = ➕ Создать
event-office-status = Состояние: { $status }
event-office-kind = Вид: { $kind }
event-office-capacity = Мест: { $capacity }
event-office-no-limit = Мест: без ограничений
event-office-audience = Для кого: { $audience }
event-office-reminders = Напомнить: { $reminders }
event-office-days-before = { $days ->
    [1] за день
    [7] за неделю
    [one] за { $days } день
    [few] за { $days } дня
   *[many] за { $days } дней
}
event-office-hours-before = { $hours ->
    [one] за { $hours } час
    [few] за { $hours } часа
   *[many] за { $hours } часов
}
event-office-counts = Идут: <b>{ $going }</b> · ждут места: <b>{ $waiting }</b> · не идут: <b>{ $declined }</b>
event-office-announce = 📣 Объявить
event-office-invite = 📣 Позвать новых
event-office-edit = Изменить
event-office-drop = Удалить черновик
event-office-cancel = Отменить
event-office-going = 👥 Кто идёт
event-office-waiting = ⏳ Кто ждёт
event-office-announce-ask =
    <b>{ $title }</b>

    Объявить? { $told ->
        [0] Сейчас сообщать некому: под условия никто не подходит. Появятся — нажмите «Позвать новых».
        [one] Сообщение с кнопками «Иду» и «Не иду» получит { $told } человек.
        [few] Сообщение с кнопками «Иду» и «Не иду» получат { $told } человека.
       *[many] Сообщение с кнопками «Иду» и «Не иду» получат { $told } человек.
    }
event-office-announce-yes = Да, объявить
event-office-cancel-ask =
    <b>{ $title }</b>

    Отменить? { $told ->
        [0] Сообщать некому: никто ещё не записан.
        [one] Об отмене узнает { $told } человек.
        [few] Об отмене узнают { $told } человека.
       *[many] Об отмене узнают { $told } человек.
    } Вернуть отменённое нельзя.
event-office-cancel-yes = Да, отменить
event-office-created = ✅ Черновик сохранён. Чтобы участники его увидели, объявите мероприятие.
event-office-unchanged = Ничего не изменилось.
event-office-changed = ✅ Сохранено. { $told ->
    [0] Сообщать никому не пришлось.
    [one] «Было / Стало» получит { $told } человек.
    [few] «Было / Стало» получат { $told } человека.
   *[many] «Было / Стало» получат { $told } человек.
}
event-office-announced = 📣 Объявлено. { $told ->
    [0] Сообщать пока некому: когда подходящие люди появятся, нажмите «Позвать новых».
    [one] Сообщение получит { $told } человек.
    [few] Сообщение получат { $told } человека.
   *[many] Сообщение получат { $told } человек.
}
event-office-invited = { $told ->
    [0] Все, для кого это мероприятие, уже знают о нём.
    [one] Сообщение получит { $told } человек.
    [few] Сообщение получат { $told } человека.
   *[many] Сообщение получат { $told } человек.
}
event-office-cancelled = ❌ Отменено. { $told ->
    [0] Сообщать было некому.
    [one] Об этом узнает { $told } человек.
    [few] Об этом узнают { $told } человека.
   *[many] Об этом узнают { $told } человек.
}
event-office-going-title = <b>{ $title }</b> — идут: { $count }
event-office-waiting-title = <b>{ $title }</b> — лист ожидания: { $count }
event-office-person = { $number }. { $name }

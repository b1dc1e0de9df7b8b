### Напоминания: о мероприятиях, незаконченных заявках, согласии родителя, предложениях наставникам.

reminder-event =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    { $worded ->
        [yes] { $words }
       *[no] { $you ->
            [ty] Ты собираешься туда. Если планы изменились, нажми
           *[vy] Вы собираетесь туда. Если планы изменились, нажмите
        } «Не иду»: место достанется другому.
    }
reminder-event-silent =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    { $worded ->
        [yes] { $words }
       *[no] { $you ->
            [ty] Ты идёшь? Ответь, пожалуйста: мы считаем места.
           *[vy] Вы идёте? Ответьте, пожалуйста: мы считаем места.
        }
    }
reminder-event-guardian =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    Участвует: { $names }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-event-team =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    Из вашей команды собираются: { $names }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-stage =
    ⏰ <b>{ $stage }</b>: { $at }
    { $title }{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-stage-guardian =
    ⏰ <b>{ $stage }</b>: { $at }
    { $title }

    Участвует: { $names }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-stage-team =
    ⏰ <b>{ $stage }</b>: { $at }
    { $title }

    Из вашей команды собираются: { $names }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-application-none =
    ⏰ Приём заявок «{ $call }» — до { $closes }.

    { $worded ->
        [yes] { $words }
       *[no] { $you ->
            [ty] Твоей заявки пока нет. Заполнить её можно за четверть часа, всё сохраняется по пути.
           *[vy] Вашей заявки пока нет. Заполнить её можно за четверть часа, всё сохраняется по пути.
        }
    }
reminder-moved =
    🔄 { $call }: { $consents ->
        [yes] срок согласия родителя изменился
       *[no] срок приёма заявок изменился
    }

    Было: до { $old }
    Стало: до { $new }
reminder-application-draft =
    ⏰ Заявка «{ $call }» начата, но не отправлена.

    Приём — до { $closes }. { $worded ->
        [yes] { $words }
       *[no] Всё, что введено, сохранено: осталось закончить и нажать «Отправить».
    }
reminder-guardian-consent =
    ⏰ Заявке «{ $call }» не хватает согласия родителя.

    { $worded ->
        [yes] { $words }
       *[no] { $you ->
            [ty] Перешли родителю или законному представителю ссылку из своего профиля.
           *[vy] Перешлите родителю или законному представителю ссылку из своего профиля.
        }
    } Согласие нужно до { $closes }: без него заявку не допустят к отбору.
reminder-guardian-signature =
    ⏰ До { $closes } нужно ваше согласие на участие: { $names }.

    { $worded ->
        [yes] { $words }
       *[no] Без него заявку не допустят к отбору. Это займёт две минуты.
    }
reminder-mentor-offer =
    ⏰ Команда «{ $team }» ждёт { $you ->
        [ty] твоего
       *[vy] вашего
    } ответа до { $deadline }.

    { $worded ->
        [yes] { $words }
       *[no] Если ответа не будет, предложение перейдёт к другому наставнику.
    }
reminder-open-application = 📝 К заявке
reminder-open-child = Подписать
reminder-open-consents = К согласиям
reminder-open-teams = Ответить

rule-audience-other = Этих людей о таком не напоминают
rule-offsets-none = За сколько напомнить? Например: 3 дня, 1 день, 2 часа
rule-offsets-many = Не больше { $most } напоминаний
rule-offset-out = Можно от { $shortest } минут до { $longest } дней
rule-offsets-unread = Не получилось прочитать: { $typed }. Например: 3 дня, 1 день, 2 часа
rule-words-length = Нужно от 1 до { $limit } знаков, а сейчас { $length }

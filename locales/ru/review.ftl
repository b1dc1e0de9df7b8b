### Оценка заявок: карточка рецензента, его список, экран офиса, письма рецензентам.

review-home =
    <b>Оценка заявок</b>

    { $lines }

    Имён здесь нет: только номера и ответы. Чужие оценки видны после своей.
review-home-empty =
    <b>Оценка заявок</b>

    Пока оценивать нечего. Когда офис назначит вам заявки, я напишу.
review-standing = <b>{ call-name }</b>: { $given } из { $all }{ $over ->
    [yes] {"\u000A"}Оценка закрыта
   *[no] {"\u000A"}До { $closes }
}{ $calibrating ->
    [0] {""}
   *[other] {"\u000A"}🎯 Сначала общие заявки, их оценивают все: осталось { $calibrating }
}
review-go = ⚖️ Дальше: { call-name }
review-list = 📋 Мои оценки: { call-name }
review-own =
    <b>Мои оценки</b>

    { $count ->
        [one] { $count } заявка
        [few] { $count } заявки
       *[many] { $count } заявок
    }. Оценку можно изменить, пока оценивание открыто.

    ▫️ ждёт · ✅ оценена · 🎯 общая, её оценивают все
review-row = { $given ->
    [yes] ✅
   *[no] ▫️
}{ $calibration ->
    [yes] 🎯
   *[no] {""}
} { $number }{ $given ->
    [yes] {" "}· { $score }
   *[no] {""}
}
review-card =
    { $head }

    { $answers }

    { $scores }
review-card-head = <b>{ $number }</b> · { $given } из { $all }{ $calibration ->
    [yes] {" "}· 🎯 общая
   *[no] {""}
}{ $open ->
    [yes] {"\u000A"}До { $closes }
   *[no] {"\u000A"}Оценка закрыта
}
review-criterion = { $place }. { $label }: { $chosen ->
    [yes] <b>{ $level }</b> · { $about }
   *[no] —
}
review-card-comment = 💬 { $text }
review-card-total = Итог: <b>{ $score }</b> из 100
review-card-others = { $count ->
    [0] Других оценок пока нет: ваша первая
   *[other] Оценки других: { $scores }
}
review-card-calibration = 🎯 Общие заявки: ваш средний балл { $own }, у остальных { $theirs }
review-level = { $first ->
    [yes] { $place }.{" "}
   *[no] {""}
}{ $chosen ->
    [yes] ✅{" "}
   *[no] {""}
}{ $level }
review-levels = ℹ️ Что за баллы
review-comment = 💬 Комментарий
review-give = ✅ Готово: { $score } из 100
review-conflict = Конфликт интересов
review-next = Дальше →
review-given-note = ✅ Записано: { $score } из 100.
review-all-done = ✅ Все ваши заявки оценены. Спасибо!
review-ask-comment = Комментарий к { $number }: его прочтёт только офис, заявитель не увидит.
review-conflict-ask =
    <b>{ $number }</b>: вы знаете автора или связаны с ним?

    Заявка уйдёт другому рецензенту и к вам не вернётся. Это обычное дело, объяснять ничего не нужно.
review-conflict-yes = Да, передать другому
review-conflict-done = Заявка передана другому рецензенту.
review-rubric =
    <b>Что значат баллы</b>

    { $lines }
review-rubric-line =
    <b>{ $place }. { $label }</b> · вес { $weight }
    { $levels }
review-open = ⚖️ К заявкам

review-start = ⚖️ <b>Вам назначены заявки: { call-name }</b>

    { $count ->
        [one] { $count } заявка ждёт оценки
        [few] { $count } заявки ждут оценки
       *[many] { $count } заявок ждут оценки
    } до { $closes }. Имён нет: только номера и ответы.
review-more = ⚖️ { $count ->
    [one] Вам назначена ещё { $count } заявка
    [few] Вам назначены ещё { $count } заявки
   *[many] Вам назначено ещё { $count } заявок
} ({ call-name }), до { $closes }.
review-overdue = ⏰ { $count ->
    [one] { $count } заявка ждёт вашей оценки дольше обещанного.
    [few] { $count } заявки ждут вашей оценки дольше обещанного.
   *[many] { $count } заявок ждут вашей оценки дольше обещанного.
} Если не получится за сутки, я передам их другим рецензентам ({ call-name }).
review-passed-on = { $count ->
    [one] { $count } заявка ушла
    [few] { $count } заявки ушли
   *[many] { $count } заявок ушли
} другим рецензентам: срок прошёл ({ call-name }). Остальные ваши заявки на месте.

review-desk = ⚖️ Оценка
review-round =
    <b>⚖️ Оценка: { call-name }</b>

    { $state ->
        [draft] Ещё не начата. Рецензентов: { $reviewers }, критериев: { $criteria }, заявок с согласиями: { $applications }.
        Каждую заявку { $reviews ->
            [one] прочтёт { $reviews } рецензент
            [few] прочтут { $reviews } рецензента
           *[many] прочтут { $reviews } рецензентов
        }, никто не получит заявку своей организации. Закроется { $closes }.
        [open] Идёт до { $closes }.
        Оценок: <b>{ $given } из { $wanted }</b>, готовых заявок: <b>{ $ready } из { $applications }</b>
        Рецензентов: { $reviewers }, просрочено оценок: { $overdue }
       *[over] Закрыта.
        Оценок: <b>{ $given } из { $wanted }</b>, готовых заявок: <b>{ $ready } из { $applications }</b>
    }
review-set-reviews = Читают: { $count }
review-set-calibration = { $on ->
    [yes] 🎯 Общие заявки: 5
   *[no] 🎯 Без общих заявок
}
review-set-municipality = { $on ->
    [yes] 📍 Свой муниципалитет не дают
   *[no] 📍 Свой муниципалитет можно
}
review-people = 👥 Рецензенты: { $count }
review-later = Срок +1 день
review-sooner = Срок −1 день
review-start-button = ▶️ Начать
review-finish-button = ⏹ Закрыть
review-ask-start =
    <b>Начать оценку: { call-name }?</b>

    Заявок: { $applications }, рецензентов: { $reviewers }, каждую читают: { $reviews }. Всем уйдёт письмо. Срок: { $closes }.
review-ask-finish =
    <b>Закрыть оценку: { call-name }?</b>

    { $left ->
        [0] Все { $applications } заявок оценены: рецензентов { $reviewers }, читали по { $reviews }.
       *[other] Ещё не поставлено оценок: { $left }. Заявок { $applications }, рецензентов { $reviewers }, читают по { $reviews }.
    } Потом менять оценки будет нельзя, хотя срок — { $closes }.
review-yes-start = ▶️ Начать
review-yes-finish = ⏹ Закрыть
review-started-note = ▶️ Заявки розданы, рецензенты получат письма.
review-all-experts = + все эксперты
review-all-tutors = + все тьюторы
review-people-title =
    <b>Рецензенты: { call-name }</b>

    Могут оценивать: { $count }. Нажмите, чтобы добавить или убрать; то, что ждало убранного, уйдёт другим.
review-person = { $chosen ->
    [yes] ☑️
   *[no] ▫️
} { $name }{ $office ->
    [yes] {" "}(офис)
   *[no] {""}
}{ $all ->
    [0] {""}
   *[other] {" "}· { $given } из { $all }
}{ $overdue ->
    [0] {""}
   *[other] {" "}⏰ { $overdue }
}

review-not-yours = Эта заявка не у вас
review-over = Оценка закрыта: менять уже нельзя
review-given = Уже записано
review-incomplete = Не выбран балл: осталось критериев — { $count }
review-level-unknown = Такого балла нет
review-comment-too-long = Комментарий — до { $limit } символов, сейчас { $actual }
review-application-gone = Заявку отозвали: оценивать её не нужно
review-passed-on-already = Эта заявка уже у другого рецензента
review-nothing-waits = Все ваши заявки оценены
review-calibrate-first = Сначала общие заявки: осталось { $count }
review-started = Оценка уже начата
review-no-rubric = У этого отбора нет критериев: добавьте их в файл сезона
review-call-open = Приём заявок ещё идёт, до { $closes }
review-closes-in-past = Этот срок уже прошёл
review-too-few-reviewers = Нужно рецензентов: { $wanted }, выбрано: { $actual }
review-nothing = Оценивать нечего: нет заявок со всеми согласиями
review-nobody-to-add = Больше добавить некого: оценивают эксперты проектного офиса и тьюторы, чьи заявки приняты
review-round-unknown = Такой оценки нет
reviewer-not-eligible = Этот человек не может оценивать эти заявки
criterion-bad = Критерий { $criterion } записан неверно

audit-review-changed = изменена настройка оценки
audit-review-started = начата оценка
audit-review-closed = закрыта оценка
audit-review-added = добавлен рецензент
audit-review-removed = убран рецензент
audit-review-conflict = заявлен конфликт интересов

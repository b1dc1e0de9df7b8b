### Заявка: приём, черновик, отправка, состояние; приём заявок глазами проектного офиса.

call-name = { $role ->
    [student] Участники
    [tutor] Тьюторы
   *[mentor] Наставники
}
call-of = { $role ->
    [student] участников
    [tutor] тьюторов
   *[mentor] наставников
}

application-register-first =
    Заявку подают после регистрации: она займёт пару минут.

    Приём заявок и этапы можно посмотреть и без неё.
application-register = 🚀 Участвовать
application-not-for-role = Заявки подают участники, тьюторы и наставники.
application-form = Заявка
application-form-summary =
    <b>Заявка: проверка перед отправкой</b>

    Всё верно? Исправить можно и после отправки, до конца приёма.
application-taken = ✅ Готово, всё получено.
application-answer =
    <b>{ $question }</b>
    { $answer }
application-view =
    <b>Заявка { $number }</b>

    { $lines }

application-state-not-open = Приём заявок { call-of } откроется { $opens }.
application-state-invite =
    <b>Приём заявок { call-of } открыт</b>

    До { $closes }. { $you ->
        [ty] Каждый твой ответ сохраняется сразу: можно прерваться и вернуться.
       *[vy] Каждый ваш ответ сохраняется сразу: можно прерваться и вернуться.
    }
application-state-missed =
    Приём заявок { call-of } закрылся { $closes }.

    Если нужна помощь: { $contact }
application-state-draft =
    <b>Заявка начата, но не отправлена</b>

    Следующий шаг: закончить и нажать «Отправить» до { $closes }.
application-state-draft-late =
    <b>Заявка осталась черновиком</b>

    Приём закрылся { $closes }, ответы сохранены. Если нужна помощь: { $contact }
application-state-sent =
    <b>Заявка { $number } отправлена</b>
    { $sent }

    Изменить или отозвать её можно до { $closes }. Потом начнётся отбор, и решение придёт сюда.
application-state-in-selection =
    <b>Заявка { $number } на рассмотрении</b>

    Приём закончился { $closes }, идёт отбор. Решение придёт сюда, всем в один день.
application-state-accepted = 🎉 <b>Заявка { $number } принята</b>
application-state-reserve =
    ⏳ <b>Заявка { $number } в резерве</b>

    Место в очереди: { $position }. Если место освободится, я напишу сразу.
application-state-rejected =
    <b>Заявка { $number } не прошла отбор</b>

    { reject-reason }

    Мероприятия программы открыты: загляни{ $you ->
        [ty] {""}
       *[vy] те
    } в раздел «Мероприятия».
application-state-withdrawn =
    <b>Заявка отозвана</b>

    Вернуть её можно до { $closes }.
application-state-withdrawn-late =
    <b>Заявка отозвана</b>

    Приём закрылся { $closes }, вернуть её уже нельзя. Вопросы: { $contact }
application-state-seat-gone =
    <b>Место по заявке { $number } отдано</b>

    { $seat ->
        [expired] Ответа не было до конца срока, и место перешло следующему в резерве. Если ответить не получилось: { $contact }
       *[declined] Отказ записан, место перешло следующему в резерве. Если планы изменились: { $contact }
    }
application-next-confirm = { $late ->
    [yes] Следующий шаг: подтвердить участие. Срок ответа уже прошёл ({ $deadline }), но место пока свободно.
   *[no] Следующий шаг: подтвердить участие до { $deadline }, иначе место перейдёт следующему в резерве.
}
application-next = Следующий шаг: { $role ->
    [mentor] знакомство с командой. Предложение придёт сюда.
   *[other] «Региональная школа». Приглашение придёт сюда.
}
application-next-school = Следующий шаг: { $role ->
    [mentor] знакомство с командой. «Региональная школа»
   *[other] «Региональная школа»
} — { $when }.
application-needs-own-consent = ⚠️ Не хватает { $you ->
    [ty] твоего
   *[vy] вашего
} согласия на участие: без него принять заявку не получится.
application-needs-guardian = ⚠️ Не хватает согласия родителя. Его ждут до { $closes }: без него заявку не допустят к отбору.
application-guardian-late = ⚠️ { $signed ->
    [yes] Согласие родителя пришло после { $closes }. Допустить ли заявку, решает проектный офис: { $contact }
   *[no] Согласия родителя не было к { $closes }, и заявка не допущена к отбору. Если это можно объяснить: { $contact }
}
application-second = ⚠️ Эта заявка не участвует в отборе: вместо { $number } рассматривается { $kept }. Если это ошибка: { $contact }
application-to-consents = К согласиям
application-to-guardian = 👪 Позвать родителя

application-fill = 📝 Заполнить
application-continue = 📝 Продолжить
application-change = Изменить
application-reopen = Вернуть заявку
application-show = Посмотреть ответы
application-withdraw = Отозвать
application-open = 📝 К заявке
application-withdraw-ask =
    Отозвать заявку?

    Вернуть её можно только до конца приёма.
application-place-freed = ↩️ Место по заявке { $number } освободилось, из резерва никто не поднялся. Места и резерв — в /call
application-withdraw-yes = Да, отозвать

application-already-submitted = Уже отправлено
application-decided = Решение по этой заявке уже объявлено
application-withdrawn = Заявка отозвана
application-not-withdrawn = Заявка не отозвана: возвращать нечего
application-rejected = Решение по заявке уже объявлено, отзывать нечего
application-unknown = Такой заявки нет
call-not-open = Приём заявок откроется { $opens }
call-closed = Приём закрылся { $closes }. Всё, что введено, сохранено как черновик.
call-not-yours = Этот приём заявок — для другой роли
call-unknown = Такого приёма заявок нет
call-unchanged = Срок и так такой
call-closes-before-opening = Приём открывается { $opens }: закрыть его раньше нельзя
call-closes-in-past = Это время уже прошло

calls =
    <b>Приём заявок</b>

    { $lines }
call-line =
    <b>{ call-name }</b> · { $state ->
        [waits] откроется { $opens }
        [open] открыт до { $closes }
       *[closed] закрыт { $closes }
    }
    Отправлено: { $sent } · черновиков: { $drafts } · принято: { $accepted } из { $quota }
call-card =
    { $line }

    Возраст считается на { $reference }
    Мест в резерве: { $reserve }
call-change-closing = Перенести срок
call-to-selection = 📋 К отбору
call-ask-closing =
    Приём закрывается { $closes }.

    До какого дня и времени продлить? Например: «20.09.2026 18:00» или «20 сентября 18:00».
call-move-ask =
    <b>{ call-name }</b>: срок приёма заявок

    Было: { $was }
    Стало: { $becomes }
    Согласия родителей: до { $consent_was } → до { $consent_becomes }

    Напоминания сдвинутся вместе со сроком.
call-move-yes = Перенести
call-deadline-moved = 📅 Срок приёма заявок изменился: теперь до { $closes }.
call-moved = ✅ Срок перенесён.
audit-call-moved = перенесён срок приёма
call-change = ✏️ Изменить
call-part = { $part ->
    [opens_at] Открытие приёма
    [consent_closes_at] Срок согласий родителей
    [age_reference_on] Дата для возраста
    [quota] Места
    [reserve] Места в резерве
   *[reviews] Рецензентов на заявку
}
call-parts =
    <b>{ call-name }</b>: что изменить?

    Приём: { $opens } — { $closes }
    Согласия родителей: до { $consent }
    Возраст считается на { $reference }
    Мест: { $quota }, в резерве: { $reserve }
    Рецензентов на заявку: { $reviews }
    Принимаем: { $anywhere ->
        [yes] отовсюду
       *[no] { $places }
    }
call-part-ask =
    <b>{ call-name }</b>: { call-part }
    Сейчас: { $was }

    { $part ->
        [opens_at] Новые день и время? Например: «20.09.2026 18:00».
        [consent_closes_at] Новые день и время? Например: «20.09.2026 18:00».
        [age_reference_on] Новая дата? Например: «01.09.2026».
       *[other] Новое число?
    }
call-part-sure =
    <b>{ call-name }</b>: { call-part }

    Было: { $was }
    Стало: { $becomes }
call-part-save = Сохранить
call-place = { $on ->
    [yes] ✅{" "}
   *[no] {""}
}{ $name }
call-places-none = Кого-то принимать нужно: оставьте хотя бы одно
call-part-saved = ✅ Изменено.
call-field-unchanged = Так уже и есть
call-number-wrong = Нужно целое число от { $lowest } до { $highest }
call-opens-after-closing = Приём закрывается { $closes }: открыть его позже нельзя
call-already-open = Приём уже открыт: отложить открытие нельзя
call-consent-before-closing = Приём закрывается { $closes }: согласия ждём не меньше
call-quota-taken = Уже принято { $accepted }: мест не может быть меньше
call-age-date-far = Проверьте год: дата должна быть не дальше года от закрытия приёма ({ $closes })
audit-call-changed = изменены условия приёма

admission-second = ⛔️ Заявка { $number } не допущена: похожа на повторную. Разобраться: /duplicates

duplicates =
    <b>{ $settled ->
        [yes] Разобранные пары
       *[no] Возможные повторные заявки
    }</b>: { $count }

    Похожи, если совпал телефон или ФИ и дата рождения. Пока пара не разобрана, вторая заявка не допущена к отбору.
duplicates-open = 👥 Повторные заявки
duplicates-row = { $first } и { $second }{ $verdict ->
    [same] {" "}· один человек
    [different] {" "}· разные люди
   *[open] {""}
}
duplicates-show-open = Неразобранные
duplicates-show-settled = Разобранные
duplicates-card =
    { $first }

    { $second }

    { $verdict ->
        [same] Это один человек: участвует { $kept }.
        [different] Это разные люди: участвуют обе.
       *[open] Это один человек?
    }
duplicates-side =
    <b>{ $number }</b> · { call-name } · { $status ->
        [draft] черновик
        [accepted] принята
        [reserve] в резерве
        [rejected] отклонена
        [withdrawn] отозвана
       *[submitted] подана
    }
    { $name }, { $birth }
    { $phone } · { $place } · { $organisation }
    Регистрация { $registered }, отправлена { $sent }
duplicates-same = Это один человек
duplicates-different = Разные люди
duplicates-which = Какая заявка останется в отборе? Автор другой узнает, что она не участвует.
duplicates-keep = Оставить { $number }
duplicates-found = 👥 Заявка { $number } похожа на повторную ({ $count }). Разобраться: /duplicates
duplicates-found-many = 👥 В загруженном файле похожих на повторные заявок: { $count }. Разобраться: /duplicates
duplicates-unknown = Такой пары нет
duplicates-settled = Так уже решено
duplicates-accepted = Заявка { $number } уже принята: оставить можно только её
duplicate-set-aside = Заявка { $number } не участвует в отборе: проектный офис решил, что её автор уже подал заявку { $kept }. Если это ошибка, напишите в проектный офис: контакт — в /help.

personal-access-open = 🔓 Личный приём
personal-access =
    <b>Личный приём: { $name }</b>

    { call-name }: приём закрывается { $closes }.
    Заявка: { $status ->
        [draft] черновик { $number }
        [submitted] { $number }, отправлена
        [accepted] { $number }, принята
        [reserve] { $number }, в резерве
        [rejected] { $number }, отклонена
        [withdrawn] { $number }, отозвана
       *[none] не начата
    }

    { $state ->
        [open] 🔓 Для этого человека приём открыт до { $until }. Причина: { $reason }
        [over] Личный приём закончился { $until }. Причина была: { $reason }
        [closed] Приём закрыт. Его можно открыть для одного человека: до какого времени и почему, останется в журнале.
       *[not-closed] Приём ещё открыт для всех.
    }
personal-access-grant = 🔓 Открыть приём
personal-access-extend = Изменить срок
personal-access-revoke = Закрыть приём
personal-access-ask-until = До какого дня и времени открыть? Например: «20.09.2026 18:00» или «20 сентября 18:00».
personal-access-ask-reason = До { $until }. Почему? Напишите причину: её увидит проектный офис.
access-call-open = Приём открыт для всех до { $closes }
access-until-past = Это время уже прошло
access-until-far = Не дольше { $days } дней
access-not-granted = Личного приёма нет: закрывать нечего
call-opened-for-one = 🔓 Проектный офис открыл для { $you ->
    [ty] тебя
   *[vy] вас
} приём заявки до { $until }. Черновик на месте.
audit-duplicates-settled = разобраны похожие заявки
audit-call-opened-for-one = приём открыт одному человеку
audit-call-closed-for-one = личный приём закрыт
audit-subject-duplicates = пара № { $number }

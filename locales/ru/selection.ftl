### Отбор: очередь, карточка, решения, письма заявителям.

reject-reason = { $code ->
    [places] Мест в этом сезоне меньше, чем сильных заявок.
    [incomplete] Ответов оказалось мало, чтобы принять решение.
    [category] Возраст или место учёбы не подходят условиям программы.
    [school] Участие возможно, только если получится быть на «Региональной школе» все три дня.
    [own] { $reason }
   *[none] {""}
}
decision-accepted =
    🎉 <b>Заявка { $number } принята!</b>

    { $role ->
        [mentor] Спасибо, что решили поддержать команду. Когда команды соберутся, предложение придёт сюда.
        [tutor] Поздравляем: вы тьютор программы. Следующий шаг — «Региональная школа», приглашение придёт сюда.
       *[student] Поздравляем: ты в программе! Следующий шаг — «Региональная школа», приглашение придёт сюда.
    }{ $asked ->
        [yes] {"\u000A\u000A"}{ seat-please-confirm }
       *[no] {""}
    }
decision-reserve =
    ⏳ <b>Заявка { $number } в резерве</b>

    { $you ->
        [ty] Твоё
       *[vy] Ваше
    } место в очереди: { $position }. Если место освободится, я напишу сразу.
decision-rejected =
    <b>Решение по заявке { $number }</b>

    В этот раз заявка не прошла отбор. { reject-reason }

    Спасибо за время и за смелость. Мероприятия программы открыты, а в новом сезоне можно подать заявку снова.

selection =
    <b>Отбор</b>

    { $lines }
selection-line =
    <b>{ call-name }</b>: подано { $sent }{ $second ->
        [0] {""}
       *[other] {" "}(и повторных: { $second })
    }
    Ждут: { $waiting } · принято: { $accepted } из { $quota } · резерв: { $reserve } · отказ: { $rejected }
selection-queue =
    <b>Отбор: { call-name }</b>{ $placed ->
        [yes] {"\u000A"}{ $place }
       *[no] {""}
    }

    { $count ->
        [one] { $count } заявка
        [few] { $count } заявки
       *[many] { $count } заявок
    }

    ▫️ ждёт · ✅ принята · ⏳ резерв · ✖️ отказ · ↩️ отозвана
    ✍️ решено, не объявлено · ⚠️ нет согласия
selection-row = { $status ->
    [accepted] ✅
    [reserve] ⏳
    [rejected] ✖️
    [withdrawn] ↩️
   *[submitted] ▫️
}{ $staged ->
    [accepted] {" "}✍️✅
    [reserve] {" "}✍️⏳
    [rejected] {" "}✍️✖️
   *[none] {""}
}{ $consented ->
    [yes] {""}
   *[no] {" "}⚠️
} { $number } · { $place }
selection-filter-status = { $status ->
    [submitted] Ждут
    [accepted] Приняты
    [reserve] Резерв
    [rejected] Отказ
    [withdrawn] Отозваны
   *[all] Все статусы
}
selection-filter-decided = { $decided ->
    [n] Без решения
    [y] С решением
    [a] Решено: принять
    [r] Решено: резерв
    [j] Решено: отказ
   *[all] Любое решение
}
selection-filter-consent = { $missing ->
    [yes] ⚠️ Нет согласия
   *[no] Любое согласие
}
selection-filter-place = { $chosen ->
    [yes] 📍 Другое место
   *[no] 📍 Отовсюду
}
selection-places = Откуда заявки показать?
selection-place = { $place } · { $count }
selection-place-any = Отовсюду
selection-first = Принять первые…
selection-staged = ✍️ Решения
selection-first-ask =
    <b>Принять первые по дате подачи</b>

    Свободных мест: { $left }. Решения получат первые заявки без решения, у которых есть все согласия{ $placed ->
        [yes] {""}, из выбранного муниципалитета
       *[no] {""}
    }. Заявители ничего не увидят, пока вы не объявите решения.
selection-first-count = Первые { $count }
selection-first-done = ✍️ Поставлено решений: { $count }.

selection-card =
    { $head }

    { $answers }
selection-card-head =
    <b>{ $number }</b> · { call-name } · { $status ->
        [accepted] ✅ принята
        [reserve] ⏳ в резерве
        [rejected] ✖️ отказ
        [withdrawn] ↩️ отозвана
       *[submitted] ▫️ ждёт решения
    }
    Отправлена { $sent }, версия { $version }
selection-card-staged = ✍️ Решение поставлено, не объявлено: <b>{ $outcome ->
    [accepted] принять
    [reserve] в резерв
   *[rejected] отклонить
}</b>{ $code ->
    [none] {""}
   *[other] {"\u000A"}<i>{ reject-reason }</i>
}
selection-card-changed = ⚠️ Заявку изменили после этого решения
selection-card-name = <b>{ $name }</b>
selection-card-school = { $organisation } · { $grade }
selection-card-about = { $age } { $age ->
    [one] год
    [few] года
   *[many] лет
} · { $place }
selection-card-no-consent = ⚠️ Нет всех согласий в срок: принять пока нельзя
selection-card-second = 👥 Похожа на повторную: принять нельзя, пока не решено в /duplicates, какая заявка остаётся
selection-accepted = ✅ Принять
selection-reserve = ⏳ В резерв
selection-reject = ✖️ Отклонить
selection-unstage = Снять решение
selection-file = 📎 Файл
selection-to-queue = ← К списку
selection-next = Следующая →
selection-no-next = Это последняя заявка в списке

selection-reasons =
    <b>{ $number }</b>: почему отклоняем?

    Заявитель прочтёт эту причину в письме.
selection-reason-places = Не хватило мест
selection-reason-incomplete = Мало ответов
selection-reason-category = Не та категория
selection-reason-school = Не сможет быть на школе
selection-reason-own = ✏️ Своими словами
selection-type-reason = Напишите причину для { $number }: заявитель прочтёт её в письме.

selection-overview =
    <b>Решения: { call-name }</b>

    Принять: <b>{ $accepted }</b>, уже приняты { $accepted_before } из { $quota }
    В резерв: <b>{ $reserve }</b>, уже в резерве { $reserve_before } из { $reserve_quota }
    Отклонить: <b>{ $rejected }</b>, уже отклонены { $rejected_before }{ $over ->
        [yes] {"\u000A"}⚠️ Принятых станет больше, чем мест
       *[no] {""}
    }{ $held }

    Заявители ничего не видят, пока решения не объявлены.
selection-held = { $why ->
    [withdrawn] ↩️ Отозваны, письма не будет: { $count }
    [no_consent] ⚠️ Нет согласия, решение подождёт: { $count }
    [duplicate] 👥 Похожи на повторные, решите в /duplicates: { $count }
    [no_reason] Нет причины отказа: { $count }
   *[already] Уже объявлены: { $count }
}
selection-staged-row = { $outcome ->
    [accepted] ✅ Принять
    [reserve] ⏳ В резерв
   *[rejected] ✖️ Отклонить
}: { $count }
selection-release = 📣 Объявить решения
selection-release-ask =
    <b>Объявить решения: { call-name }?</b>

    Сразу уйдёт { $count } { $count ->
        [one] письмо
        [few] письма
       *[many] писем
    }: принять { $accepted }, в резерв { $reserve }, отклонить { $rejected }.{ $held }

    Отменить это будет нельзя.
selection-release-yes = 📣 Объявить
selection-released = 📣 Объявлено. { $count ->
    [one] Письмо получит { $count } заявитель.
    [few] Письма получат { $count } заявителя.
   *[many] Письма получат { $count } заявителей.
}

selection-not-submitted = Заявка ещё не отправлена
selection-withdrawn = Заявка отозвана
selection-final = Место уже обещано: это решение не меняют
selection-no-consent = Нет всех согласий: принять пока нельзя
selection-duplicate = Заявка похожа на повторную: сначала решите в /duplicates
selection-reason-required = Для отказа нужна причина
selection-reason-too-long = Причина — до { $limit } символов, сейчас { $actual }
selection-already-decided = Уже решено
selection-already-staged = Уже принято
selection-not-staged = Решение уже снято
selection-already-released = Уже объявлено
selection-staged-changed = Решения изменились. Посмотрите ещё раз
selection-nothing-staged = Объявлять нечего
selection-all-held-back = Объявлять нечего: все решения ждут ({ $count })

audit-application-read = просмотр заявки
audit-selection-staged = поставлено решение
audit-selection-unstaged = снято решение
audit-selection-released = объявлены решения

release-later = 🕒 В другое время
release-ask-time = Когда объявить? Например, «13.09 10:00». Ночью письма не уходят: с 21:00 до 08:00 объявление подождёт утра.
release-confirm = ✅ Подтвердить объявление
release-cancel = Отменить объявление
release-waits = 🕒 Объявление назначено: { $at }.{ $second ->
    [yes] {" "}Ждёт подтверждения другого администратора.
   *[no] {""}
} Решения, поставленные или изменённые позже, в него не войдут.
release-ordered-note = 🕒 Записано.
release-order-done = { $act ->
    [cancel] Объявление отменено, решения остались.
   *[confirm] { $closed ->
        [yes] ✅ Подтверждено, письма уходят.
       *[no] ✅ Подтверждено, письма уйдут в назначенное время.
    }
}
release-asked = ✍️ <b>Нужно подтвердить объявление решений: { call-name }</b>

    Коллега назначил его на { $at }. Посмотрите решения и подтвердите, второй взгляд обязателен.
release-ordered = Объявление уже назначено
release-over = Это объявление уже закрыто
release-own = Подтвердить должен другой администратор
release-in-past = Это время уже прошло
release-too-far = Не дальше чем через 60 дней
release-unknown = Такого объявления нет
audit-release-asked = назначено объявление решений
audit-release-confirmed = подтверждено объявление решений
audit-release-cancelled = отменено объявление решений

application-versions = 🕘 Версии ({ $count })
application-version-button = Версия { $number }
application-version =
    🕘 <b>Заявка { $application }: версия { $number } из { $versions }</b>
    Отправлена { $sent }

    { $first ->
        [yes] Первая версия целиком.
       *[no] Что изменено:
    }

    { $answers }
application-version-change =
    <b>{ $question }</b>
    Было: { $before }
    Стало: { $after }
application-version-same = Ответы не менялись.
application-version-gone = Такой версии нет.

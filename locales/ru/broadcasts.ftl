### Рассылки проектного офиса.

broadcast-list =
    <b>Рассылки</b>

    { $count ->
        [0] Пока ни одной.
       *[other] Новые сверху.
    }
broadcast-line = { $state } { $day } · { $snippet }
broadcast-photo-only = фото
broadcast-mark-draft = ✏️
broadcast-mark-approval = 🖐
broadcast-mark-queued = 🕓
broadcast-mark-sending = ▶️
broadcast-mark-paused = ⏸
broadcast-mark-done = ✅
broadcast-mark-cancelled = ⛔️

broadcast-do-new = ✏️ Написать
broadcast-do-text = Изменить текст
broadcast-do-english = English
broadcast-do-no-english = Без английской версии
broadcast-do-files = 📎 Файлы
broadcast-do-no-files = Убрать файлы
broadcast-do-ready = Готово
broadcast-do-buttons = 🔘 Кнопки
broadcast-do-no-buttons = Убрать кнопки
broadcast-do-calls = 📋 Кого обзвонить: { $count }
broadcast-do-repeat = 🔁 Не выполнившим
broadcast-do-refresh = 🔄 Обновить
broadcast-do-correct = ✏️ Исправить
broadcast-do-correct-en = Исправить English
broadcast-do-recall = 🗑 Удалить у всех
broadcast-do-delete = Да, удалить у всех
broadcast-do-audience = Кому отправить
broadcast-do-everybody = Сбросить выбор
broadcast-do-save = Запомнить выбор
broadcast-do-preview = 👁 Посмотреть
broadcast-do-test = Тест себе
broadcast-do-when = Когда
broadcast-do-take-back = ↩️ Отозвать
broadcast-do-hurry = Не ждать
broadcast-do-review = 👁 Посмотреть
broadcast-do-look = Открыть
broadcast-do-approve = ✅ Подтверждаю
broadcast-do-refuse = ↩️ Вернуть
broadcast-do-send = ✅ Разослать: { $count }
broadcast-do-drop = Удалить черновик
broadcast-do-pause = ⏸ Приостановить
broadcast-do-resume = ▶️ Продолжить
broadcast-do-cancel = ⛔️ Отменить
broadcast-do-stop = ⛔️ Да, отменить
broadcast-do-open = ← Назад
broadcast-do-list = ← К рассылкам
broadcast-do-report = Отчёт

broadcast-compose =
    Пришлите текст рассылки — с форматированием, до 4096 знаков — или фото, документ, альбом с подписью до 1024 знаков.

    Никто ничего не получит, пока вы не посмотрите и не подтвердите.
broadcast-empty = В рассылке пока ничего нет
broadcast-too-long = Слишком длинно: { $actual } { $actual ->
    [one] знак
    [few] знака
   *[many] знаков
}, а помещается { $limit }
broadcast-caption-too-long = Подпись слишком длинная: { $actual } { $actual ->
    [one] знак
    [few] знака
   *[many] знаков
}, а под файлом помещается { $limit }

broadcast-audience =
    <b>Кому отправить</b>

    { $audience }

    Получат: <b>{ $count }</b> { $count ->
        [one] человек
        [few] человека
       *[many] человек
    }
    Без тех, кто заблокировал бота или попросил не писать.
broadcast-audience-all = Всем, кто пользуется ботом
broadcast-audience-line = { $part }: { $values }{ $more ->
    [-2] {""}
    [-1] {""}
    [0] {""}
   *[other] {" "}и ещё { $more }
}
broadcast-part-role = Роль
broadcast-part-status = Статус заявки
broadcast-part-offer = Предложение команды
broadcast-part-municipality = Муниципалитет
broadcast-part-organisation = Организация
broadcast-part-direction = Направление
broadcast-part-team = Команда
broadcast-part-event = Мероприятие
broadcast-part-agreed = Дали согласие
broadcast-part-undone = Кто не сделал
broadcast-part-earlier = Не выполнили
broadcast-part-chosen = { $part } · { $count }
broadcast-options =
    <b>{ $part }</b>: отметьте, кому отправить. Если ничего не отмечено, годятся все.

    Получат: <b>{ $count }</b>
broadcast-options-none =
    <b>{ $part }</b>: выбирать пока не из чего.

    Получат: <b>{ $count }</b>
broadcast-choice-gone = Этого варианта больше нет
broadcast-role-student = Участники
broadcast-role-tutor = Тьюторы
broadcast-role-mentor = Наставники
broadcast-role-guardian = Родители
broadcast-role-partner = Партнёры
broadcast-status-draft = Черновик
broadcast-status-submitted = Подана
broadcast-status-accepted = Принята
broadcast-status-reserve = В резерве
broadcast-status-rejected = Отклонена
broadcast-status-withdrawn = Отозвана
broadcast-status-none = Без заявки
broadcast-offer-offered = Думают
broadcast-offer-accepted = Согласились
broadcast-offer-declined = Отказались
broadcast-offer-expired = Не успели ответить
broadcast-offer-withdrawn = Предложение отозвано
broadcast-agreed-participation = На участие
broadcast-agreed-publication = На публикацию
broadcast-agreed-partner_transfer = На передачу партнёрам
broadcast-agreed-partner_mailing = На письма партнёров
broadcast-undone-registration = Не закончили регистрацию
broadcast-undone-draft = Не отправили заявку
broadcast-undone-consent = Нет согласия родителя
broadcast-undone-offer = Не ответили на предложение
broadcast-undone-event = Не ответили: { $event }
broadcast-earlier = рассылка № { $number }
broadcast-answer-going = Идут: { $event }
broadcast-answer-waiting = Ждут места: { $event }
broadcast-answer-declined = Не идут: { $event }

broadcast-confirm =
    ☝️ Так это увидят получатели.

    { $audience }

    Получат: <b>{ $count }</b> { $count ->
        [one] человек
        [few] человека
       *[many] человек
    }
broadcast-tested = Отправлено вам
broadcast-nobody = Под этот выбор никто не подходит
broadcast-gone = Такой рассылки нет
broadcast-moved-on = Уже сделано

broadcast-card-title = 📣 <b>Рассылка № { $number }</b> · { $status }
broadcast-state-approval = ждёт второго администратора
broadcast-state-queued = ждёт начала
broadcast-state-sending = идёт
broadcast-state-paused = на паузе
broadcast-state-done = завершена
broadcast-state-cancelled = отменена
broadcast-card-bar = { $bar } { $percent } %
broadcast-card-sent = Доставлено: <b>{ $sent }</b> из { $recipients }
broadcast-card-left = Осталось: { $count }
broadcast-card-blocked = Заблокировали бота: { $count }
broadcast-card-deleted = Удалили аккаунт: { $count }
broadcast-card-failed = Не доставлено из-за ошибок: { $count }
broadcast-card-withdrawn = Не отправлено: { $count }
broadcast-card-reason = · { $reason }: { $count }
outbox-reason-in-doubt = возможно, доставлено: Telegram не ответил
outbox-reason-no-account = нет Telegram
outbox-reason-unreachable = бот заблокирован или аккаунт удалён
outbox-reason-stopped = сообщения отключены (/stop)
outbox-reason-late = опоздало: срок прошёл
outbox-reason-outdated = стало не нужно
outbox-reason-cancelled = рассылка остановлена
outbox-reason-blocked = бот заблокирован
outbox-reason-deactivated = аккаунт удалён
outbox-reason-not-started = бот не запущен
broadcast-card-speed = { $speed } в секунду, ещё около { $minutes } { $minutes ->
    [one] минуты
   *[other] минут
}
broadcast-cancel-ask =
    Отменить рассылку? Не ушло ещё { $count } { $count ->
        [one] сообщение
        [few] сообщения
       *[many] сообщений
    }; доставленные останутся у получателей.
broadcast-finished = 📣 Рассылка № { $broadcast } завершена: доставлено { $sent } из { $recipients }.

broadcast-confirm-examples =
    Например:
    { $examples }{ $more ->
        [0] {""}
       *[other] {"\u000A"}и ещё { $more }
    }

audience-people = 👥 Кто это
audience-people-title =
    <b>Получат: { $count }</b>

    { $people }
audience-example = { $name } · { $known }
audience-nameless = Имя не указано
audience-saved = ⭐ Сохранённые
audience-saved-title =
    <b>Сохранённые списки</b>

    { $count ->
        [0] Пока ни одного. Выберите получателей и нажмите «Запомнить выбор».
       *[other] Нажмите на список, и рассылка уйдёт по нему. Люди подбираются заново каждый раз.
    }
audience-forget = Да, удалить
audience-forget-ask = Удалить этот список? Отправленные рассылки не изменятся.
audience-name-ask = Как назвать этот выбор? Пришлите название — до 40 знаков.
audience-name-empty = Название пустое
audience-name-too-long = Название длинное: { $actual }, а помещается { $limit }
audience-name-taken = «{ $name }» уже есть. Назовите иначе.
audience-is-everybody = Здесь ничего не выбрано: запоминать нечего
audience-too-many = Сохранено уже { $limit }. Удалите ненужные.
audience-gone = Такого списка больше нет
audit-audience-saved = список получателей сохранён
audit-audience-forgotten = список получателей удалён

broadcast-when-soon = Когда: <b>сразу</b>, через две минуты после подтверждения{ $night ->
    [yes] , в любое время суток
   *[other] ; ночью подождёт до 8:00
}.
broadcast-when-at = Когда: <b>{ $at }</b>{ $local ->
    [yes] {" "}по часам получателя
   *[other] {""}
}{ $night ->
    [yes] , в любое время суток
   *[other] ; ночью подождёт до 8:00
}.
broadcast-when-ask = Выберите или пришлите день и время, например: 25 сентября 10:00
broadcast-when-now = Сразу
broadcast-when-today = Сегодня в 18:00
broadcast-when-tomorrow = Завтра в 10:00
broadcast-when-local = По часам получателя
broadcast-when-night = Ночью ждать утра
broadcast-when-over = Это время уже прошло
broadcast-when-far = Это больше чем через год
broadcast-card-recipients = Получателей: <b>{ $count }</b>
broadcast-card-starts = Уйдёт: <b>{ $at }</b>. До этого можно отозвать — никто ничего не получит.
broadcast-card-night = У остальных ночь, продолжится: { $at }
broadcast-review =
    ☝️ Рассылка № { $number } ждёт второго администратора.

    { $audience }

    Получат: <b>{ $count }</b> { $count ->
        [one] человек
        [few] человека
       *[many] человек
    }
broadcast-approval = 🖐 Рассылка № { $broadcast } на { $count } { $count ->
    [one] человека
   *[other] человек
} ждёт вашего подтверждения. Посмотрите её, прежде чем согласиться.
broadcast-approve-own = Подтвердить должен кто-то другой
broadcast-approved = ✅ Рассылка № { $broadcast } подтверждена.
broadcast-refused = ↩️ Рассылка № { $broadcast } возвращена: она снова черновик.

broadcast-text-or-file = Пришлите текст, фото или документ — другое разослать не получится.
broadcast-text-only = Пришлите текст.
broadcast-length = Длина: { $length } из { $limit }{ $files ->
    [0] {""}
   *[other] . Файлов: { $files }
}
broadcast-english-ask = Пришлите английскую версию. Её получат те, кто читает бота по-английски, остальные — основную.
broadcast-files-ask =
    Файлов: <b>{ $count }</b> из { $limit }.

    Пришлите ещё фото или документы. Когда всё загрузится, нажмите «Готово».
broadcast-files-many = В одном сообщении помещается { $limit } файлов
broadcast-files-mixed = Фото и документы в одном сообщении не смешиваются: оставьте что-то одно
broadcast-album-buttons = Под альбомом Telegram не показывает кнопок: оставьте один файл или уберите кнопки
broadcast-links-many = Ссылок помещается { $limit }
broadcast-link-bad = Нужны подпись и адрес, например: Программа смены — https://example.org
broadcast-link-long = Подпись длинная: { $actual } знаков, а помещается { $limit }
broadcast-buttons-ask =
    <b>Кнопки под рассылкой</b>

    { $count ->
        [0] Пока ни одной.
       *[other] { $there }
    }

    Пришлите ссылку: «Программа смены — https://example.org».

    Или выберите, о чём просите: тогда в отчёте видно, кто уже сделал.
broadcast-button-line = · { $label }
broadcast-choose-event = Записаться: { $name }
broadcast-choose-call = Заявка: { $name }
broadcast-choose-offers = Ответить на предложение{ $name }
broadcast-task-event = ✅ Записаться
broadcast-task-call = 📝 Заполнить заявку
broadcast-task-offers = 🤝 Ответить
broadcast-card-done = Сделали: <b>{ $done }</b>, ещё нет: <b>{ $undone }</b>
broadcast-card-recalled = Удалено у получателей: { $done } из { $all }{ $left ->
    [0] {""}
   *[other] , осталось { $left }
}
broadcast-card-corrected = Исправлено: { $done } из { $all }{ $left ->
    [0] {""}
   *[other] , осталось { $left }
}
broadcast-asks-nothing = Эта рассылка ни о чём не просила
broadcast-correct-ask = Пришлите { $english ->
    [yes] исправленный английский текст
   *[no] исправленный текст
} целиком: он заменит прежний у всех, кто получил рассылку.
broadcast-corrected = ✏️ Исправляем рассылку № { $number } у всех, кто её получил.
broadcast-recall-ask = Удалить рассылку у { $count } { $count ->
    [one] получателя
   *[other] получателей
}? Telegram удаляет сообщения не старше 48 часов. Вернуть их будет нельзя.
broadcast-nothing-to-recall = Удалять нечего: прошло больше 48 часов
broadcast-recalled-already = Эта рассылка уже удалена у получателей
broadcast-still-flying = Последние сообщения ещё в пути. Попробуйте через несколько секунд.

broadcast-calls = 📋 Кого не достигла рассылка № { $number }
broadcast-calls-sheet = Обзвонить

audit-broadcast-sent = рассылка отправлена
audit-broadcast-paused = рассылка приостановлена
audit-broadcast-resumed = рассылка продолжена
audit-broadcast-cancelled = рассылка отменена
audit-broadcast-confirmed = рассылка подтверждена автором
audit-broadcast-approved = рассылка подтверждена вторым администратором
audit-broadcast-refused = рассылка возвращена автору
audit-broadcast-taken-back = рассылка отозвана до отправки
audit-broadcast-recalled = рассылка удалена у получателей
audit-broadcast-corrected = разосланное исправлено
audit-broadcast-call-list = запрошен список для обзвона

### «Что дальше?»: карточка со стадией, следующим шагом, сроком и тем, кто отвечает на вопросы; календарь.

agenda-title = 🧭 <b>{ $name }, что дальше</b>
agenda-title-stranger = 🧭 <b>Что дальше</b>
agenda-step = ➡️ <b>{ $step }</b>
agenda-until = ⏳ До { $moment }
agenda-when = 🗓 { $moment }
agenda-ahead =
    <b>Ближайшее</b>
    { $lines }
agenda-documents =
    📄 <b>Не хватает документов</b>: { $title }
    { $lines }{ $rest ->
        [0] {""}
       *[other] {"\u000A"}…и ещё { $rest }
    }
agenda-document = • { $title } — { $due }
agenda-event = • { $when } — { $title }
agenda-event-waiting = • { $when } — { $title } (лист ожидания)
agenda-event-child = • { $child }: { $when } — { $title }
agenda-programme = Сейчас в программе: { $title }, до { $ends }
agenda-asks-tutor = 💬 О команде { $you ->
    [ty] спроси тьютора
   *[vy] спросите тьютора
}: { $tutor }
agenda-asks-office = 💬 Вопросы — { $contact }
agenda-silent = 🔕 Сообщения выключены: напоминания не придут.

agenda-stage-stranger = Регистрации ещё нет.
agenda-stage-begun = Анкета начата, но не закончена.
agenda-stage-not-applied = Профиль готов, заявки ещё нет.
agenda-stage-draft = Заявка начата, но не отправлена.
agenda-stage-sent = Заявка { $number } отправлена.
agenda-stage-reserve = Заявка { $number } — в резерве, место в очереди: { $position }.
agenda-stage-rejected = Заявка { $number } в этот раз не прошла отбор.
agenda-stage-withdrawn = Заявка отозвана.
agenda-stage-accepted = 🎉 Заявка { $number } принята.
agenda-stage-in-team = { $tutors ->
    [yes] Вы — тьютор команды { $team }.
   *[no] { $you ->
        [ty] Ты
       *[vy] Вы
    } в команде { $team }.
}
agenda-stage-leads = { $named ->
    [yes] Вы — наставник команды { $team }.
   *[no] Вы — наставник нескольких команд.
}
agenda-stage-guardian = Вы подтвердили, что представляете участника.
agenda-stage-partner = Вы — партнёр программы.
agenda-stage-office = { $desk ->
    [0] На столе проектного офиса ничего не ждёт.
    [one] На столе проектного офиса ждёт { $desk } дело.
    [few] На столе проектного офиса ждут { $desk } дела.
   *[many] На столе проектного офиса ждут { $desk } дел.
}
agenda-stage-over = Программа этого года завершена. Спасибо, что { $you ->
    [ty] ты с нами
   *[vy] вы с нами
}!

agenda-step-register = { $you ->
    [ty] Зарегистрируйся
   *[vy] Зарегистрируйтесь
} и { $you ->
    [ty] отправь
   *[vy] отправьте
} заявку
agenda-step-finish-form = Осталось закончить анкету: всё, что уже введено, сохранено
agenda-step-too-late = Приём заявок этого года закончен
agenda-step-wait-opening = Приём заявок скоро откроется
agenda-step-apply = { $you ->
    [ty] Заполни
   *[vy] Заполните
} заявку
agenda-step-finish-draft = { $you ->
    [ty] Закончи и отправь
   *[vy] Закончите и отправьте
} заявку
agenda-step-sign = { $you ->
    [ty] Дай
   *[vy] Дайте
} согласие на участие: без него заявку не примут
agenda-step-sign-again = { $you ->
    [ty] Подпиши
   *[vy] Подпишите
} согласие на участие заново: без него участие остановлено
agenda-step-ask-guardian = { $you ->
    [ty] Перешли
   *[vy] Перешлите
} родителю ссылку: нужно его согласие
agenda-step-wait-decision = { $you ->
    [ty] Жди
   *[vy] Ждите
} решения: оно придёт сюда
agenda-step-wait-place = Если место освободится, я сразу напишу
agenda-step-confirm-place = { $you ->
    [ty] Подтверди
   *[vy] Подтвердите
} участие: иначе место перейдёт следующему
agenda-step-reopen = Заявку ещё можно вернуть и отправить снова
agenda-step-answer-offer = { $you ->
    [ty] Ответь
   *[vy] Ответьте
} на предложение команды
agenda-step-answer-event = { $you ->
    [ty] Ответь, идёшь ли ты
   *[vy] Ответьте, идёте ли вы
}: { $title }
agenda-step-hand-in = { $overdue ->
    [yes] Срок документов прошёл, { $you ->
        [ty] сдай
       *[vy] сдайте
    } их поскорее: { $title }
   *[no] { $you ->
        [ty] Сдай
       *[vy] Сдайте
    } документы: { $title }
}
agenda-step-hand-in-for-child = { $overdue ->
    [yes] { $child }: срок документов прошёл, сдайте их поскорее
   *[no] { $child }: помогите сдать документы
}
agenda-step-come = { $under_way ->
    [yes] Уже идёт: { $title }
   *[no] { $you ->
        [ty] Приходи
       *[vy] Приходите
    }: { $title }
}
agenda-step-wait-team = Команды ещё складываются: { $you ->
    [ty] твою
   *[vy] вашу
} я назову здесь
agenda-step-wait-offer = Предложение команды придёт сюда
agenda-step-meet-team = { $you ->
    [ty] Работай
   *[vy] Работайте
} над проектом с командой
agenda-step-lead-team = Будьте на связи с командой через тьютора
agenda-step-sign-for-child = { $child }: подпишите согласие на участие
agenda-step-watch-child = Согласие подписано, делать ничего не нужно
agenda-step-find-child = Попросите ребёнка прислать новую ссылку из его профиля
agenda-step-see-events = Посмотрите мероприятия, открытые партнёрам
agenda-step-open-desk = Откройте стол проектного офиса
agenda-step-read-news = { $you ->
    [ty] Загляни
   *[vy] Загляните
} в мероприятия: часть открыта всем

agenda-open-register = 🚀 Участвовать
agenda-open-resume = ▶️ Продолжить
agenda-open-faq = Вопросы и ответы
agenda-open-stages = Этапы и сроки
agenda-open-apply = 📝 К заявке
agenda-open-privacy = К согласиям
agenda-open-guardian = Ссылка родителю
agenda-open-teams = 👥 К командам
agenda-open-events = 📅 Мероприятия
agenda-open-team = 👥 Команда
agenda-open-child = 👪 Мой ребёнок
agenda-open-help = Помощь
agenda-open-office = 🗂 На стол
agenda-open-event = Открыть
agenda-calendar = 🗓 В календарь
agenda-pin = 📌 Закрепить
agenda-unpin = Открепить
agenda-refresh = Обновить
agenda-done-pin = Закреплено вверху чата
agenda-done-unpin = Откреплено
agenda-done-refresh = Здесь всё свежее

agenda-calendar-caption = 🗓 { $you ->
    [ty] Открой
   *[vy] Откройте
} файл, и телефон предложит добавить в календарь. Если время изменится, я напишу: { $you ->
    [ty] возьми
   *[vy] возьмите
} файл снова, записи не удвоятся.
calendar-empty = Пока нечего добавить в календарь: { $you ->
    [ty] выбери
   *[vy] выберите
} мероприятие и { $you ->
    [ty] нажми
   *[vy] нажмите
} «Иду»
calendar-name = Кадры будущего
calendar-file = Мероприятия.ics

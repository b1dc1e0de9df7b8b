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
reminder-meeting =
    ⏰ Скоро встреча команды { $team }: { $at }
    { $place }{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-meeting-lead =
    ⏰ Скоро встреча вашей команды { $team }: { $at }
    { $place }

    { $worded ->
        [yes] { $words }
       *[no] Если время не подходит, перенесите её: команда узнает сразу.
    }
reminder-documents =
    📄 <b>{ $title }</b>: не все документы сданы{ $any_missing ->
        [yes] {"\u000A\u000A"}Не хватает:{"\u000A"}{ $missing }
       *[no] {""}
    }{ $any_expiring ->
        [yes] {"\u000A\u000A"}Истекает раньше конца, нужен новый:{"\u000A"}{ $expiring }
       *[no] {""}
    }

    Ближайший срок — { $due }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-documents-guardian =
    📄 <b>{ $title }</b>: не все документы сданы{ $any_missing ->
        [yes] {"\u000A\u000A"}Не хватает:{"\u000A"}{ $missing }
       *[no] {""}
    }{ $any_expiring ->
        [yes] {"\u000A\u000A"}Истекает раньше конца, нужен новый:{"\u000A"}{ $expiring }
       *[no] {""}
    }

    Ближайший срок — { $due }. { $worded ->
        [yes] { $words }
       *[no] Помогите собрать: без документов в поездку не возьмут.
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

## Проектный офис: правила и расписание

rules-list =
    ⏰ <b>Правила напоминаний</b>: { $count }

    Напоминания приходят сами: вечером раньше, а не ночью, и только тем, кого они ещё касаются.
rules-new = ➕ Новое правило
rules-schedule = 🗓 Расписание
rule-name = { $about } → { $audience }
rule-subject-call = Срок заявок
rule-subject-consents = Срок согласий
rule-subject-event = Мероприятие
rule-subject-stage = Этап
rule-subject-offer = Предложение команды
rule-subject-meeting = Встреча команды
rule-subject-documents = Документы
rule-role-student = участники
rule-role-tutor = тьюторы
rule-role-mentor = наставники
rule-role-guardian = родители
rule-role-partner = партнёры
rule-stage-departure = выезд
rule-stage-return = возвращение
rule-audience-draft = начали и не отправили
rule-audience-not-begun = не начали
rule-audience-child = ждут подписи
rule-audience-signer = не подписали
rule-audience-going = кто идёт
rule-audience-silent = не ответили
rule-audience-guardians = родители
rule-audience-tutors = тьюторы
rule-audience-mentors = наставники
rule-audience-offered = не ответили
rule-audience-members = участники команды
rule-audience-lacking = кто едет и не всё сдал
rule-offsets-own = как указано в карточке мероприятия
rule-offsets-on-cards = За сколько напоминать тем, кто идёт, указано в карточке каждого мероприятия: /event
rule-minutes-before = { $minutes ->
    [one] за { $minutes } минуту
    [few] за { $minutes } минуты
   *[many] за { $minutes } минут
}
rule-card =
    ⏰ <b>{ $name }</b>

    Когда: { $offsets }{ $enabled ->
        [yes] {""}
       *[no] {"\u000A"}🔕 Выключено: никому не придёт.
    }
rule-words = Свои слова: «{ $words }»
rule-words-usual = Текст: обычный
rule-preview =
    <b>Кому и когда придёт</b>, если ничего не изменится:
    { $lines }
rule-preview-line = • { $when } — { $title }: { $people ->
    [one] { $people } человек
    [few] { $people } человека
   *[many] { $people } человек
}
rule-preview-rest = …и ещё { $count }
rule-preview-none = Сейчас напоминать не о чем: впереди нет ничего подходящего.
rule-proposal =
    <b>{ $name }</b>

    Будет: { $offsets }
rule-saved = ✅ Сохранено.
rule-ask-offsets = За сколько напомнить? Напишите через запятую, например: 3 дня, 1 день, 2 часа
rule-ask-words-ru = Напишите свои слова одним сообщением, без оформления. Что, когда и где — останется сверху само.
rule-ask-words-en = Напишите то же по-английски: для тех, кто выбрал этот язык.
rule-do-offsets = Когда
rule-do-words-ru = Текст
rule-do-words-en = Текст (EN)
rule-do-usual = Обычный текст
rule-do-on = Включить
rule-do-off = 🔕 Выключить
rule-do-save = Сохранить
rule-new-about = О чём напоминать?
rule-new-whom = <b>{ $about }</b>. Кому напоминать?
rule-unknown = Такого правила нет
schedule =
    🗓 <b>Что уйдёт за две недели</b>
    Напоминаний: { $reminders }, рассылок: { $broadcasts }, ждут часа: { $waiting }

    Часы — Благовещенска; получатели в других поясах получат в свой день и вечер. Число людей — на сейчас. ⏸ придерживает, ▶️ отпускает.
schedule-empty =
    🗓 <b>Что уйдёт за две недели</b>

    Ничего не запланировано.
schedule-day = <b>{ $day }</b>
schedule-line = { $number }. { $held ->
    [yes] ⏸{" "}
   *[no] {""}
}{ $time } · { $what } — { $people }
schedule-reminder = Напоминание
schedule-broadcast = 📣 Рассылка № { $number }
schedule-waiting = ✉️ { $priority ->
    [decision] Решения и ответы, ждут утра
    [reminder] Напоминания, ждут утра
   *[broadcast] Объявления, ждут своего часа
}
schedule-hold = ⏸ { $number }
schedule-go = ▶️ { $number }
schedule-open = 📣 { $number }
schedule-rules = ⏰ Правила
schedule-line-gone = Это уже ушло или отменено

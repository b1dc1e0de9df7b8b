### Жизнь объявленных команд: уходы, замены, объединения.

office-tool-team_life = 🌱 Жизнь команд
team-life =
    🌱 <b>Жизнь команд</b>

    Команд: { $count }
    Меньше { $smallest } участников: { $small }
    Без тьютора: { $tutorless }
    Без наставника: { $mentorless }
team-life-unpublished = 🌱 Здесь будут объявленные команды. Сначала сформируйте и объявите составы.
team-life-line = { $fine ->
    [yes] {""}
   *[no] ⚠️{" "}
}{ $team } · { $size } чел. · { $tutor }
team-life-card =
    🌱 <b>Команда { $team }</b>
    Направление: { $direction }
    Тьютор: { $tutor }
    Наставник: { $mentor }

    <b>Участники</b> ({ $size }){ $small ->
        [yes] {" "}⚠️ меньше { $smallest }
       *[no] {""}
    }:
    { $members }

    <b>Что было</b>
    { $history }
team-life-quiet = Изменений не было.
team-life-happened = { $at }: { $what }
team-change-member-left = вышел из команды участник: { $name }
team-change-tutor-left = больше не тьютор: { $name }
team-change-tutor-joined = новый тьютор: { $name }
team-change-no-tutor = в резерве не нашлось тьютора
team-change-merged = влилась команда { $other }
team-change-merged-away = команда влилась в { $other }
team-life-leaves = Участник ушёл
team-life-tutor = Сменить тьютора
team-life-merge = Объединить
team-life-who = Кто уходит из команды { $team }?
team-life-leave-ask =
    { $name } уходит из команды { $team }? Команда узнает об этом, а место в программе перейдёт первому из резерва.

    Останется участников: { $size }{ $small ->
        [yes] {" "}⚠️ меньше { $smallest }
       *[no] {""}
    }
team-life-leave-sure = Да, уходит
team-life-tutor-ask =
    Сменить тьютора команды { $team }? Сейчас: { $tutor }.

    Сразу подключится первый из резерва: сначала те, кто выбирал это направление. Если резерв пуст, команда останется без тьютора.
team-life-tutor-sure = Да, сменить
team-life-merge-where = С какой командой объединить команду { $team }? Её тьютор и наставник останутся.
team-life-merge-ask =
    Все участники команды { $team } перейдут в команду { $into }. Станет участников: { $size }.{ $big ->
        [yes] {" "}⚠️ Это больше наибольшего размера: { $largest }.
       *[no] {""}
    }

    Тьютор и наставник останутся у команды { $into }. Отменить объединение нельзя.
team-life-merge-sure = Да, объединить
team-life-merge-beyond = Всё равно объединить

team-left = { $name } больше не в команде { $team }.
team-left-you = { $you ->
    [ty] Ты больше не в команде { $team }. Если это ошибка, напиши проектному офису: /help.
   *[vy] Вы больше не в команде { $team }. Если это ошибка, напишите проектному офису: /help.
}
team-tutor-you =
    👥 Вы теперь тьютор <b>команды { $team }</b>. Участников: { $size }.

    Первый шаг: откройте команду, посмотрите состав и назначьте ближайшую встречу.
team-tutor-new = 👥 У команды { $team } новый тьютор: <b>{ $tutor }</b>.
team-tutor-goodbye = Вы больше не тьютор команды { $team }. Спасибо за вашу работу!
team-merged-you = { $you ->
    [ty] 👥 Команда { $team } объединилась с командой { $into }: теперь твоя команда — <b>{ $into }</b>. Тьютор: { $tutor }. Вас { $size }.
   *[vy] 👥 Команда { $team } объединилась с командой { $into }: теперь ваша команда — <b>{ $into }</b>. Тьютор: { $tutor }. Вас { $size }.
}
team-merged-hosts = 👥 К команде { $into } присоединилась команда { $team }. Участников теперь { $size }, тьютор: { $tutor }.
team-merged-goodbye = Команда { $team } объединилась с командой { $into }. Вести её больше не нужно. Спасибо за вашу работу!
team-small-alert = ⚠️ В команде { $team } осталось участников: { $size } (нужно от { $smallest }). Добавьте людей или объедините её с другой.
team-tutor-alert = ⚠️ Команда { $team } осталась без тьютора: в резерве никого нет.

team-life-unpublished-yet = Сначала объявите составы команд
team-merge-itself = Выберите другую команду
team-merge-too-big = Участников станет { $size }, а наибольший размер — { $largest }. Подтвердите объединение ещё раз.
team-merge-empty = В команде уже никого нет

team-question-open = ❓ Задать вопрос
team-question-ask =
    Команда { $team }. Вопрос получит { $name }.

    Напишите его одним сообщением, до { $limit } знаков. Передам через бота, номеров телефонов никто не увидит.
team-question-sent = Вопрос отправлен. Ответ придёт сюда.
team-question =
    ❓ <b>Команда { $team }</b>, спрашивает { $name }:

    { $text }
team-answer-open = Ответить
team-answer-ask =
    Вопрос: { $text }

    Напишите ответ одним сообщением, до { $limit } знаков.
team-answer-sent = Ответ отправлен.
team-answer =
    💬 <b>Команда { $team }</b>, отвечает { $name }:

    { $text }
team-question-text-only = Здесь нужен текст. Напишите одним сообщением или откройте меню.
team-question-nobody = Пока некому ответить: у команды нет тьютора или наставника.
team-question-answered = Ответ уже отправлен
team-question-length = Нужно от 1 до { $limit } знаков, а сейчас { $length }.

### Команды без активности.

team-silence-open = 🔕 Без активности: { $count }
team-silence =
    🔕 <b>Команды без активности</b>

    { $count ->
        [0] Таких нет: за последние { $days } { $days ->
            [one] день
            [few] дня
           *[many] дней
        } каждая команда что-то делала.
       *[other] { $count } { $count ->
            [one] команда ничего не делала
            [few] команды ничего не делали
           *[many] команд ничего не делали
        } { $days } { $days ->
            [one] день
            [few] дня
           *[many] дней
        } или дольше: ни встреч, ни проекта, ни вопросов. Сверху — самые тихие.
    }
team-silence-line = { $team } · { $days } { $days ->
    [one] день
    [few] дня
   *[many] дней
} · { $kind ->
    [formed] с объявления
    [planned] запись о встрече
    [met] встреча
    [roll] перекличка
    [project] проект
   *[question] вопрос
}
team-silent-card =
    🔕 <b>Команда { $team }</b>
    Тьютор: { $tutor }

    Последнее: { $kind ->
        [formed] команда объявлена, с тех пор ничего
        [planned] запись о встрече
        [met] встреча
        [roll] перекличка
        [project] версия проекта
       *[question] вопрос или ответ
    }, { $at } ({ $days } { $days ->
        [one] день
        [few] дня
       *[many] дней
    } назад)
    Следующая встреча: { $ahead }
team-silent-told = ✅ Тьютор получит напоминание.
team-silent-remind = 🔔 Напомнить тьютору
team-silent-over = Команда уже что-то сделала: напоминать не нужно
team-silent-reminded = Сегодня тьютору уже напомнили
team-silent-nobody = У команды нет тьютора, которому можно написать. Сначала назначьте его: карточка команды → «Сменить тьютора».
team-silent = 🔔 { $you ->
    [ty] У твоей команды { $team } тихо
   *[vy] У вашей команды { $team } тихо
} уже { $days } { $days ->
    [one] день
    [few] дня
   *[many] дней
}: ни встреч, ни новой версии проекта. { $you ->
    [ty] Назначь встречу или напиши
   *[vy] Назначьте встречу или напишите
} в проектный офис, если нужна помощь: /help.
team-tutorless-alert = ⚠️ Команда { $team } осталась без тьютора. Замена — в её карточке: «Сменить тьютора».
audit-team-reminded = тьютору напомнили о команде

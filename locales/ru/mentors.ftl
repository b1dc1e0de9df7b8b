### Наставники: предложения команд, ответы, порядок предложений.

mentors-offer =
    🤝 Вам предлагают <b>команду { $team }</b>.

    Направление: { $direction }
    Тьютор: { $tutor }
    Участников: { $size }

    Ответьте, пожалуйста, до { $deadline }. Имена участников вы увидите, когда согласитесь.
mentors-accept = ✅ Принять
mentors-accept-online = 💻 Только онлайн
mentors-decline = Отказаться
mentors-offer-withdrawn = Предложение о команде { $team } отозвано проектным офисом. Спасибо, что были готовы рассмотреть его.
mentors-offer-passed = Срок ответа о команде { $team } вышел, предложение перешло к другому наставнику. Если вы хотели её взять, напишите проектному офису.
mentors-found =
    🤝 У команды { $team } есть наставник: <b>{ $mentor }</b>.
mentors-found-online =
    🤝 У команды { $team } есть наставник: <b>{ $mentor }</b>. Встречи с наставником — онлайн.
mentors-online-alert = 💻 Наставник команды { $team } готов встречаться только онлайн, а тьютор просил очные встречи. Если это не подходит, замените наставника.
mentors-nobody-alert = ⚠️ Команда { $team } осталась без наставника: отказались или не ответили все, кому можно было её предложить.
mentors-alert-open = К команде

mentors-decline-why = Почему не получится взять команду { $team }? Ответ увидит только проектный офис.
mentors-reason-time = Нет времени
mentors-reason-direction = Не моё направление
mentors-reason-distance = Далеко
mentors-reason-typed = Другая причина
mentors-reason-ask = Напишите причину одним сообщением, до { $limit } знаков.
mentors-reason-text-only = Здесь нужен текст. Напишите причину одним сообщением или нажмите «Назад».
mentors-reason-length = Причина — от 1 до { $limit } знаков, а сейчас { $length }.
mentors-declined = Спасибо за ответ. Команду { $team } предложим другому наставнику.

mentors-mine = 🤝 <b>Мои команды</b>
mentors-mine-empty = Команд пока нет. Когда вам предложат команду, я напишу.
mentors-mine-held = Вы ведёте: { $count } { $count ->
    [one] команду
    [few] команды
   *[many] команд
}.
mentors-mine-open = Ждут ответа: { $count } { $count ->
    [one] предложение
    [few] предложения
   *[many] предложений
}.
mentors-mine-team = Команда { $team }
mentors-mine-offer = Ответить: команда { $team }
mentors-team =
    🤝 <b>Команда { $team }</b>
    Проект: { $project }
    Направление: { $direction }
    Тьютор: { $tutor }{ $meets ->
        [yes] {""}
            Встречи: только онлайн
       *[no] {""}
    }

    <b>Участники</b> ({ $size }):
    { $members }
mentors-team-no-project = пока не выбран
mentors-team-no-meeting = 📅 Встреча пока не назначена: назначьте её в «Встречи» или спросите тьютора.
mentors-team-how = { $tutor ->
    [yes] <b>Как связаться:</b> «Задать вопрос» — тьютору, ответ придёт сюда. Вопросы тьютора тоже приходят сюда, под ними кнопка «Ответить».
   *[no] <b>Как связаться:</b> тьютора сейчас подбирают; по срочному вопросу — проектный офис: /help.
} С участниками — на встречах и через тьютора.

mentors-overview =
    🤝 <b>Наставники команд</b>

    Команд: { $count }, с наставником: { $held }, ждём ответа: { $open }, подобрано: { $staged }.
    Наставников в пуле: { $pool }.
mentors-overview-unpublished = 🤝 Наставников предлагают объявленным командам. Сначала сформируйте и объявите составы.
mentors-line-held = ✅ { $team } · { $mentor }
mentors-line-open = ⏳ { $team } · { $mentor }
mentors-line-none = ❗ { $team } · нет
mentors-line-staged = 📝 { $team } · { $mentor }
mentors-match-all = Подобрать всем
mentors-matched = { $without ->
    [0] Подобрано: { $staged }. Пока никто ничего не получил: посмотрите и отправьте.
   *[other] Подобрано: { $staged }. Никого не нашлось для команд: { $without }. Пока никто ничего не получил: посмотрите и отправьте.
}
mentors-release = 📣 Отправить: { $count }
mentors-release-ask =
    Отправить подобранные предложения: { $count }?

    Каждый наставник получит карточку команды и трое суток на ответ. Ночью предложения не приходят: они дойдут утром.
mentors-release-sure = Да, отправить
mentors-released-all = Предложений отправлено: { $count }
mentors-unstage = Убрать из подбора
mentors-choose =
    Команда { $team }, наставник — { $mentor }.
    Встречи: { $format ->
        [online] только онлайн
        [in-person] только очно
       *[both] и очно, и онлайн
    }. Команд: { $load } из { $limit }.

    Если человек уже согласился (например, по телефону), назначьте сразу.
mentors-choose-offer = Предложить
mentors-choose-appoint = Назначить сразу
mentors-end = Заменить
mentors-end-ask = Снять наставника с команды { $team }? Сейчас это { $mentor }. Наставник, тьютор и участники получат сообщение, потом выберете нового.
mentors-end-sure = Да, снять
mentors-appointed = 🤝 Вы — наставник <b>команды { $team }</b>. Нажмите «Мои команды»: там участники, тьютор и встречи.
mentors-released = Вы больше не ведёте команду { $team }: так решил проектный офис. Спасибо за вашу работу!
mentors-left = У команды { $team } сейчас нет наставника. Проектный офис подбирает нового.
mentors-slot =
    🤝 <b>Команда { $team }</b>
    Направление: { $direction }
    Наставник: { $mentor }

    { $waterfall }

    Дальше: { $ahead }{ $left ->
        [0] {""}
       *[other] {" "}и ещё { $left }
    }
mentors-slot-changed = { $line }; анкета изменена { $at }
mentors-profile-changed = Анкета изменена: { $at }
mentors-choose-wishes = Пожелания: { $wishes }
mentors-release-changed = ⚠️ После подбора анкету изменили: { $names }. Чтобы учесть это, подберите заново.
mentors-slot-none = нет
mentors-slot-empty = Предложений ещё не было.
mentors-slot-offer = { $place }. { $name } — { $status }
mentors-status-offered = ждём ответа до { $deadline }
mentors-status-accepted = согласие
mentors-status-online = согласие, только онлайн
mentors-status-declined = отказ: { $reason }
mentors-status-expired = нет ответа
mentors-status-withdrawn = отозвано
mentors-status-staged = подобрано, не отправлено
mentors-status-released = больше не ведёт
mentors-offer-next = Предложить лучшему
mentors-offer-choose = Выбрать
mentors-withdraw = Отозвать
mentors-withdraw-ask = Отозвать предложение о команде { $team } (наставник — { $mentor })? Кому предложить дальше, решите вы.
mentors-withdraw-sure = Да, отозвать
mentors-candidates =
    Кому предложить команду { $team }? Направление: { $direction }.

    Сначала те, чьё направление ближе, потом менее занятые.
mentors-candidates-empty = Свободных наставников нет: у всех уже столько команд, сколько они готовы вести.
mentors-candidate = { $match ->
    [yes] 🎯
   *[no] ·
} { $name } · { $load }/{ $limit }{ $asked ->
    [none] {""}
    [declined] {" "}· отказ
    [expired] {" "}· не отвечает
    [released] {" "}· раньше с этой командой
   *[withdrawn] {" "}· отозвано
}
mentors-candidate-reserve = { $line } · резерв
mentors-team-button = 🤝 Наставник
mentors-card-button = 👥 Состав

mentor-already-accepted = У команды уже есть наставник
mentor-offer-staged = Предложение уже подобрано: отправьте его или уберите
mentors-nothing-staged = Отправлять нечего: сначала подберите
mentors-already-free = У команды уже нет наставника
mentors-named-limit = Можно назвать не больше { $limit }
mentor-offer-open = Команда уже предложена, ждём ответа
offer-already-accepted = Уже принято
offer-already-declined = Отказ уже записан
offer-withdrawn = Предложение отозвано проектным офисом
offer-expired = Срок ответа вышел: { $deadline }
mentors-nobody-left = Команду { $team } больше некому предложить: выберите из тех, кого уже спрашивали.
mentors-candidate-gone = Этому наставнику предложить уже нельзя
mentors-team-unpublished = Сначала объявите составы команд
mentors-offer-unknown = Такого предложения нет

mentors-wishes =
    🤝 <b>Какой наставник подойдёт команде { $team }?</b>

    Отметьте до { $limit } человек, начиная с самого подходящего: номер показывает порядок. 💻 — встречается только онлайн.
    Пожелания помогают подбору, решает проектный офис.
mentors-wishes-line = { $place ->
    [0] {""}
   *[other] { $place }.{" "}
}{ $online ->
    [yes] 💻{" "}
   *[no] {""}
}{ $name }
mentors-wishes-in-person = { $wanted ->
    [yes] ✅ Хотим встречаться очно
   *[no] ▫️ Хотим встречаться очно
}
mentors-wishes-open = 🤝 Пожелания
mentors-wishes-empty = Наставников пока нет. Загляните позже.

mentor-profile-open = 🧭 Анкета наставника
mentor-profile =
    🧭 <b>Анкета наставника</b>

    Направления: { $directions }
    Готовы вести: { $capacity } { $capacity ->
        [one] команду
        [few] команды
       *[many] команд
    }
    Встречи: { $format ->
        [online] онлайн
        [in-person] очно
       *[both] и очно, и онлайн
    }
    Муниципалитет: { $municipality }
    Пожелания: { $wishes }

    Изменения видит проектный офис, и они действуют со следующего подбора.
mentor-profile-changed = Изменено: { $at }.
mentor-profile-stays = Остаётся как есть: { $waiting ->
    [0] { $held ->
        [one] { $held } команда, которую вы ведёте
        [few] { $held } команды, которые вы ведёте
       *[many] { $held } команд, которые вы ведёте
    }
   *[other] { $held ->
        [0] {""}
       *[other] команд, которые вы ведёте, — { $held };{" "}
    }предложений, которые вам уже отправлены, — { $waiting }. На них ответьте отдельно
}.
mentor-profile-fewer = −
mentor-profile-more = +
mentor-profile-teams = Команд: { $count }
mentor-profile-format = { $on ->
    [yes] ✅{" "}
   *[no] {""}
}{ $format ->
    [online] Онлайн
    [in-person] Очно
   *[both] Смешанно
}
mentor-profile-directions = Направления
mentor-profile-wishes = Пожелания
mentor-profile-home = 📍 Муниципалитет
mentor-profile-directions-ask = Нажимайте по порядку: сначала направление, в котором вы сильнее всего, потом второе и третье (до { $most }). Ещё одно нажатие уберёт.
mentor-profile-wishes-ask = Напишите одним сообщением, что важно при подборе команды: дни, темы, язык. До { $limit } знаков; «-» уберёт написанное раньше.
mentor-profile-wishes-long = Получилось { $length } знаков, а можно до { $limit }. Напишите короче.
mentor-profile-capacity = Можно вести от одной до { $most } команд
mentor-profile-no-direction = Хотя бы одно направление должно остаться
mentor-profile-not-yet = Анкета появится, когда вы отправите заявку: /apply

substitute-open = 🔁 Временная замена
substitute-board =
    🔁 <b>Замена наставника, команда { $team }</b>
    Наставник: { $mentor }

    На время отъезда команде может помогать другой наставник. Наставник команды не меняется: замена закончится сама.
substitute-none = Сейчас никто не назначен.
substitute-line = { $status ->
    [asked] ⏳ ждём ответа
    [agreed] ✅ согласие
   *[active] ▶️ отвечает сейчас
}: <b>{ $name }</b>, { $first } — { $last }
substitute-cancel = Отменить: { $name }
substitute-new = ➕ Назначить замену
substitute-days-ask =
    Команда { $team }. С какого по какой день нужна замена?

    Напишите одним сообщением: «10.10–20.10» или «с 10 по 20 октября». Не дольше { $days } дней.
substitute-whom =
    Кого попросить с { $first } по { $last }?

    В скобках — сколько команд наставник ведёт сам.
substitute-candidate = { $name } ({ $load })
substitute-nobody = Других наставников пока нет.
substitute-asked =
    🔁 { $mentor } будет в отъезде. Сможете помочь <b>команде { $team }</b> с { $first } по { $last }?

    Направление: { $direction }
    В эти дни вам откроется страница команды, придут вопросы тьютора и приглашения на встречи. После { $last } всё вернётся само.
substitute-agree = ✅ Подменю
substitute-refuse = Не смогу
substitute-mine-row = { $asked ->
    [yes] Ответить: замена, команда { $team }
   *[no] 🔁 Замена, команда { $team }
}
substitute-mine =
    🔁 <b>Замена, команда { $team }</b>
    С { $first } по { $last }.

    { $status ->
        [asked] Ждём вашего ответа.
        [agreed] Вы согласились. В первый день я напомню и открою страницу команды.
       *[active] Сейчас вы отвечаете за наставника.
    }
substitute-agreed-thanks = Спасибо! С { $first } по { $last } команда на вас; страница команды — в «Мои команды». Когда срок выйдет, я напишу.
substitute-refuse-ask = Отказаться от замены, команда { $team }? Наставник узнает об этом сразу.
substitute-refuse-sure = Да, не смогу
substitute-refused-thanks = Записано. Наставник получил сообщение.
substitute-agreed = 🔁 Команда { $team }: <b>{ $substitute }</b> подменит с { $first } по { $last }.
substitute-refused = 🔁 Команда { $team }: <b>{ $substitute }</b> не сможет подменить с { $first } по { $last }. Выберите другого наставника.
substitute-lapsed = 🔁 Команда { $team }: <b>{ $substitute }</b> не отвечает, а день замены ({ $first }) наступил. Выберите другого наставника.
substitute-begins-you = 🔁 С сегодняшнего дня по { $last } вы отвечаете за наставника <b>команды { $team }</b> ({ $mentor }). Вопросы тьютора и приглашения на встречи будут приходить вам.
substitute-begins = 🔁 По { $last } за команду { $team } вместо вас отвечает <b>{ $substitute }</b>.
substitute-begins-tutor = 🔁 По { $last } на вопросы команды { $team } вместо наставника ({ $mentor }) отвечает <b>{ $substitute }</b>.
substitute-ends-you = Замена закончилась: за команду { $team } снова отвечает { $mentor }. Спасибо за помощь!
substitute-ends = 🔁 Замена закончилась: за команду { $team } снова отвечаете вы.
substitute-ends-tutor = 🔁 За команду { $team } снова отвечает наставник: { $mentor }.
substitute-cancelled = Замена отменена: команда { $team }, { $first } — { $last }. Спасибо за готовность помочь!
substitute-acting = 🔁 Сейчас вместо наставника отвечает <b>{ $name }</b> (по { $last }).
substitute-days-unread = Не получилось прочитать дни. Напишите, например, «10.10–20.10».
substitute-days-crossed = Последний день раньше первого. Напишите ещё раз.
substitute-days-past = Эти дни уже прошли. Напишите ещё раз.
substitute-days-far = Замену можно назначить не дольше чем на { $days } дней и не дальше чем на год вперёд.
substitute-overlaps = На эти дни замена уже есть: { $first } — { $last }. Отмените её или выберите другие дни.
substitute-agreed-already = Согласие уже записано
substitute-over = Эта замена уже не действует
substitute-no-mentor = У команды сейчас нет наставника

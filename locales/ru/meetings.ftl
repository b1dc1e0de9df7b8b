meeting-open = 📅 Встречи
meeting-open-one = 📅 Встреча
meeting-plan = ➕ Назначить встречу
meeting-log =
    <b>Встречи команды { $team }</b>
    { $empty ->
        [yes] Пока ни одной.
       *[other] Сначала последние.
    }
meeting-line = { $at }{ $rolled ->
        [yes] { " · были: " }{ $present }
       *[other] { "" }
    }{ $cancelled ->
        [yes] { " · отменена" }
       *[other] { "" }
    }
meeting-when =
    Команда { $team }. Когда встреча?

    Напишите день и время: «20.09 17:00». Прошедшую тоже можно внести, если ей не больше 30 дней.
meeting-where =
    { $at }. Где? Напишите адрес или ссылку, до { $limit } знаков.
meeting-next = 📅 Встреча: { $at } · { $place }
meeting-card =
    <b>Встреча команды { $team }</b>
    { $at }
    { $place }
meeting-card-note = Заметка: { $note }
meeting-roll = Кто был? Нажмите на имя, чтобы отметить или снять отметку.
meeting-roll-line = { $present ->
        [yes] ✅
       *[other] ▫️
    } { $name }
meeting-unrolled = Переклички ещё не было.
meeting-note = ✏️ Заметка
meeting-note-ask = Коротко: что сделали? До { $limit } знаков.
meeting-planned =
    📅 <b>Встреча команды { $team }</b>
    { $at }
    { $place }
meeting-too-late = Прошло больше { $days } дней, изменить уже нельзя.
meeting-too-far = Это слишком далеко: назначить можно на { $days } дней вперёд.
meeting-not-yet = Встреча ещё не началась
meeting-twice = На это время у команды уже есть встреча.
meeting-text-length = Нужно от 1 до { $limit } знаков, а сейчас { $length }.
meeting-card-cancelled = ❌ Встреча отменена.
meeting-move = 🕒 Перенести
meeting-cancel = ❌ Отменить
meeting-move-when =
    Встреча команды { $team } назначена на { $at }. Когда она будет теперь?

    Напишите день и время: «20.09 17:00». Команда узнает сразу.
meeting-cancel-ask = Отменить встречу команды { $team } ({ $at })? Команда узнает сразу.
meeting-cancel-sure = Да, отменить
meeting-moved =
    🕒 <b>Встреча команды { $team } перенесена</b>
    Было: { $old }
    Стало: { $at }
    { $place }
meeting-cancelled =
    ❌ <b>Встреча команды { $team } отменена</b>
    Была назначена на { $at }.
meeting-same = Встреча и так назначена на это время
meeting-over = Встреча уже началась: её не перенести и не отменить
meeting-gone = Эта встреча отменена

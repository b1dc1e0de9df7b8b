### Проектный офис: рабочий стол, сотрудники, люди, журнал.

office-desk =
    <b>Проектный офис</b> · { $role }

    { $waiting }
office-nothing-waits = Ничего не ждёт: все решения приняты и объявлены.
office-waits-undecided = Ждут решения: <b>{ $count }</b> { $count ->
    [one] заявка
    [few] заявки
   *[many] заявок
}
office-waits-staged = Решения не объявлены: <b>{ $count }</b>
office-waits-duplicates = Похожи на повторные: <b>{ $count }</b> { $count ->
    [one] пара заявок
    [few] пары заявок
   *[many] пар заявок
}
office-waits-teams-without-mentor = Без наставника: <b>{ $count }</b> { $count ->
    [one] команда
    [few] команды
   *[many] команд
}
office-waits-offers-open = Наставники думают: <b>{ $count }</b> { $count ->
    [one] предложение
    [few] предложения
   *[many] предложений
}
office-waits-broadcasts-running = Идёт рассылок: <b>{ $count }</b>
office-waits-unreachable = Не получают сообщений: <b>{ $count }</b> { $count ->
    [one] человек
    [few] человека
   *[many] человек
}
office-tool-selection = 📋 Отбор
office-tool-review = ⚖️ Мои оценки
office-tool-call = 📬 Приём заявок
office-tool-teams_form = 👥 Команды
office-tool-mentors = 🤝 Наставники
office-tool-event = 📅 Мероприятия
office-tool-documents = 📄 Документы
office-tool-broadcast = 📣 Рассылки
office-tool-reminders = ⏰ Напоминания
office-tool-schedule = 🗓 Расписание
office-tool-stats = 📊 Показатели
office-tool-people = 👤 Люди
office-tool-export = Выгрузить
office-tool-members = Сотрудники
office-tool-audit = Журнал
office-role-administrator = администратор
office-role-operator = оператор
office-role-expert = эксперт
office-role-observer = наблюдатель
office-members = <b>Сотрудники проектного офиса</b>: { $count }
office-member =
    <b>{ $name }</b> · { $role }

    Назначить другую роль:
office-invite = ➕ Пригласить
office-invite-name = Кого приглашаете? Напишите фамилию и имя, например: «Ларина Татьяна».
office-invite-two-words = Нужны фамилия и имя через пробел
office-invite-role = Какая роль?
office-invite-link =
    Приглашение: <b>{ $name }</b> · { $role }

    { $link }

    Ссылка одноразовая, действует до { $until }. Перешлите её лично.
office-joined = Вы в проектном офисе: { $role }. Рабочий стол — /office
office-invitation-dead = Приглашение не действует: оно использовано, просрочено или отозвано. Новое даст проектный офис.
office-member-already = Вы уже в проектном офисе: /office
office-member-unknown = Этого человека уже нет в проектном офисе
office-person-unknown = Такого человека нет
office-role-held = Эта роль уже назначена
office-last-administrator = Последнего администратора нельзя снять: сначала назначьте другого
office-revoke = Снять роль
office-revoke-ask = <b>{ $name }</b>: снять роль? Доступ исчезнет сразу.
office-revoke-yes = Снять роль

people-all = <b>Люди</b>: { $count }. Чтобы найти, напишите имя, его часть, конец телефона или номер заявки.
people-found = По запросу «{ $typed }»: { $count ->
    [0] никого не нашлось. Попробуйте часть фамилии, последние цифры телефона или номер заявки.
   *[other] { $count }. Можно написать другой.
}
person-to-application = 📋 Заявка { $number }
person-unknown = Такого человека нет
person-card =
    { $lines }

    <i>Просмотр карточки записан в журнал.</i>
person-line = { $name }: <b>{ $value }</b>
person-name = ФИО
person-role = Роль
person-gender = Пол
person-birth-date = Дата рождения
person-municipality = Муниципалитет
person-institution = Где учится или работает
person-organisation = Организация
person-grade = Класс или курс
person-phone = Телефон
person-source = Источник
person-registered = Регистрация
person-erase = 🗑 Удалить по заявлению
person-erase-ask-1 =
    Удалить всё о человеке: <b>{ $name }</b>?

    Это делают по письменному заявлению. Заявка, ответы, место в команде и на мероприятиях пропадут, сообщения прекратятся сразу. Вернуть это будет нельзя.
person-erase-ask-2 = Последний вопрос: точно удалить всё о человеке { $name } навсегда?
person-erased = Удалено. Карточка № { $number } осталась пустой: итоги по ней сохраняются без имени.
audit-person-erased-on-request = данные удалены по заявлению
person-signatures = Согласие на участие
signatures-due = ждём новой подписи: исполнилось 18
signatures-frozen = не подписано заново после 18 лет, участие приостановлено
signatures-withdrawn = отозвано, участие приостановлено
signatures-withdrawn-by-guardian = отозвано родителем, участие приостановлено
person-stopped = Не присылать сообщения с
person-unreachable = Недоступен с
role-student = участник
role-tutor = тьютор
role-mentor = наставник
role-guardian = родитель
role-partner = партнёр
gender-female = женский
gender-male = мужской
institution-school = школа
institution-college = колледж
institution-university = вуз
institution-work = работа

audit-page =
    <b>Журнал</b>: { $count } { $count ->
        [one] запись
        [few] записи
       *[many] записей
    }

    { $lines }
audit-empty = Записей нет.
audit-line = <b>{ $at }</b> { $who }: { $what }{ $about ->
    [yes] {" "}· <i>{ $subject }</i>
   *[no] {""}
}
audit-system = система
audit-access-refused = отказано в доступе
audit-office-appointed = назначена роль
audit-office-revoked = снята роль
audit-office-invited = выдано приглашение
audit-office-joined = вход в проектный офис
audit-person-read = просмотр карточки
audit-consent-given = дано согласие
audit-consent-withdrawn = отозвано согласие
audit-reminder-rule-changed = изменено правило напоминаний
audit-reminder-rule-created = создано правило напоминаний
audit-schedule-held = придержано отправление
audit-schedule-let-go = отпущено отправление
audit-event-created = создано мероприятие
audit-event-announced = объявлено мероприятие
audit-event-changed = изменено мероприятие
audit-event-cancelled = отменено мероприятие
audit-event-dropped = удалён черновик мероприятия
audit-event-invited = позваны новые участники
audit-event-people-seen = просмотр списка участников
audit-guardian-confirmed = родитель подтвердил участие
audit-guardian-link-made = выдана ссылка родителю
audit-mentor-offered = команда предложена наставнику
audit-mentor-accepted = наставник принял команду
audit-mentor-declined = наставник отказался от команды
audit-mentor-expired = наставник не ответил в срок
audit-mentor-withdrawn = отозвано предложение наставнику
audit-person-changed = изменена карточка
audit-person-erased = удалены данные
audit-person-exported = выгружены свои данные
audit-person-registered = регистрация
audit-team-moved = участник переставлен
audit-team-read = просмотр команды
audit-teams-requested = запрошены составы команд
audit-teams-weights = изменены правила составов команд
audit-teams-draft = составы команд готовы
audit-teams-failed = составы команд не получились
audit-teams-published = объявлены составы команд
audit-subject-person = человек № { $number }
audit-subject-application = заявка № { $number }
audit-subject-broadcast = рассылка № { $number }
audit-subject-call = приём заявок № { $number }
audit-subject-season = сезон № { $number }
audit-subject-event = мероприятие № { $number }
audit-subject-offer = предложение № { $number }
audit-subject-office-invitation = приглашение № { $number }
audit-subject-team = команда № { $number }
audit-subject-team-run = вариант составов № { $number }
audit-meeting-read = просмотр встреч команды
audit-mentor-appointed = назначен наставник
audit-mentor-released = снят наставник
audit-mentor-staged = подобран наставник
audit-mentors-staged = подобраны наставники
audit-substitute-asked = попросили заменить наставника
audit-substitute-agreed = согласие заменить наставника
audit-substitute-active = замена наставника началась
audit-substitute-ended = замена наставника закончилась
audit-substitute-refused = отказ заменить наставника
audit-substitute-cancelled = замена наставника отменена
audit-substitute-lapsed = на просьбу о замене не ответили
audit-team-ban = изменён запрет быть вместе
audit-team-locked = изменено закрепление в команде
audit-team-merged = команды объединены
audit-team-merged-away = команда влилась в другую
audit-team-member-left = участник ушёл из команды
audit-team-tutor-left = тьютор ушёл из команды
audit-team-tutor-joined = в команде новый тьютор
audit-team-no-tutor = команда осталась без тьютора
audit-teams-move = участник переставлен
audit-teams-swap = участники обменяны
audit-teams-repair = составы поправлены
audit-teams-split = команда разделена
audit-teams-merge = команды слиты
audit-teams-undo = перестановка отменена
audit-teams-sheet = выгружен лист команд
audit-subject-export = { $number ->
    [people] люди
    [applications] заявки
    [events] мероприятия
    [teams] команды
    [ranking] рейтинг
   *[audit] журнал
}
audit-subject-import = { $number ->
    [events] мероприятия
    [partners] партнёры
   *[applicants] заявители
}
audit-subject-link = ссылка № { $number }
audit-subject-mentor-invitation = приглашение наставника № { $number }
audit-subject-reminder = напоминание № { $number }
audit-subject-reminder-rule = правило напоминаний № { $number }
audit-subject-saved-audience = список получателей № { $number }
audit-subject-substitute = замена № { $number }

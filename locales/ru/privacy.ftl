### Персональные данные: посмотреть, скачать, стереть.

privacy-card =
    <b>Согласия и данные</b>

    ✅ — согласие дано:
    { $consents }
privacy-card-guardian =
    <b>Согласия и данные</b>

    Согласия за ребёнка — в разделе «Мой ребёнок».
privacy-nothing =
    <b>Согласия и данные</b>

    Согласий пока нет: их спрашивает регистрация, каждое отдельно.
privacy-see = Мои данные
privacy-data =
    <b>Мои данные</b>

    { $lines }

    Всё целиком — одним файлом.
privacy-count = { $name }: { $count }
privacy-download = Скачать всё
privacy-file = Здесь всё, что { $you ->
    [ty] о тебе
   *[vy] о вас
} хранится.
privacy-erase = Удалить данные
privacy-keep = Оставить
privacy-erase-ask-1 =
    Удалить все данные?

    Заявка, ответы, место в команде и на мероприятиях пропадут, сообщения прекратятся сразу. Вернуть это будет нельзя.
privacy-erase-yes-1 = Да, удалить
privacy-erase-ask-2 = Последний вопрос: точно удалить всё и навсегда?
privacy-erase-yes-2 = Удалить навсегда
privacy-erased = Данные удалены. Я больше ничего не пришлю. Если захочется вернуться: /start
privacy-child-erased = Данные ребёнка, за которого вы давали согласие, удалены по его просьбе. Согласие больше не действует.
erase-office-member = У сотрудника проектного офиса данные удаляются после снятия роли: её снимает администратор.

privacy-table-people = Карточка
privacy-table-form-drafts = Начатые анкеты
privacy-table-consents = Согласия
privacy-table-account-links = Ссылки для входа
privacy-table-guardian-links = Ссылки для родителя
privacy-table-applications = Заявки
privacy-table-application-versions = Отправки заявок
privacy-table-decisions = Решения
privacy-table-event-registrations = Ответы на мероприятия
privacy-table-team-members = Места в командах
privacy-table-teams = Команды, которые веду
privacy-table-mentor-offers = Предложения команд
privacy-table-outbox = Сообщения от бота
privacy-table-office-members = Роли в офисе
privacy-table-office-invitations = Приглашения в офис
privacy-table-source-visits = Переходы по ссылкам
privacy-table-audit-log = Записи журнала
privacy-table-agenda-cards = Карточка «Что дальше?»
privacy-table-personal-accesses = Личный приём
privacy-table-reviewers = Участие в оценке
privacy-table-reviews = Поставленные оценки
privacy-table-seats = Предложенные места
privacy-table-team-wishes = Пожелания к команде
privacy-table-team-ties = С кем хочется и нельзя вместе
privacy-table-project-versions = Версии проекта
privacy-table-person-tags = Метки офиса
privacy-table-event-attendance = Отметки о приходе на мероприятия
privacy-table-document-marks = Отметки о документах к мероприятиям
privacy-table-team-steps = Переходы между командами
privacy-table-team-group-guests = Группы, куда пустил бот
privacy-table-team-questions = Вопросы и ответы команды
privacy-table-mentor-profiles = Анкета наставника
privacy-table-mentor-substitutes = Замены наставника
privacy-table-mentor-invitations = Приглашения в наставники
privacy-table-meetings = Назначенные встречи
privacy-table-meeting-attendance = Отметки на встречах

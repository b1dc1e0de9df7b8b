### Первый экран, регистрация, профиль, язык, меню команд.

start-welcome =
    <b>Кадры будущего для регионов</b>

    { $about }
start-welcome-plain =
    <b>Кадры будущего для регионов</b>

    Программа собирает команды из школьников и студентов 14–17 лет.
    Каждой помогают тьютор и наставник из науки, бизнеса или власти.
    Вместе они делают проект для Амурской области.
start-join = 🚀 Участвовать
start-stages = Этапы и даты
start-faq = Вопросы
start-language = Язык · Language
start-link-unknown = Эта ссылка никуда не ведёт: возможно, она скопирована не целиком.
start-nothing-yet = Здесь пока пусто: сезон ещё готовится.
start-stages-list =
    <b>Этапы программы</b>

    { $lines }
start-stage =
    <b>{ $title }</b>
    { $starts } — { $ends }
start-faq-list =
    <b>Вопросы и ответы</b>

    { $lines }

    { $contact }
start-question =
    <b>{ $question }</b>
    { $answer }

registration = Регистрация
registration-summary =
    <b>Регистрация</b> · Проверка ответов

    Остался один шаг: если всё верно, — «Зарегистрироваться».
registration-send = Зарегистрироваться
registration-apply = 📝 Подать заявку
registration-done = Регистрация принята. Здравствуйте, { $name }! Следующий шаг — заявка.
registration-done-minor =
    Регистрация принята. { $you ->
        [ty] Привет
       *[vy] Здравствуйте
    }, { $name }!

    До 18 лет нужно ещё согласие родителя: он подтвердит его со своего телефона. Заявку можно заполнять уже сейчас.
registration-already = Регистрация уже есть.
registration-too-young =
    Участвовать можно с { $minimum } лет. Приходи{ $you ->
        [ty] {""}
       *[vy] те
    }, когда исполнится { $minimum }!

    Ничего из написанного не сохранено.

registration-contact = Если это ошибка, ответ можно исправить. Вопросы — { $contact }

age-too-young = Эта роль — с { $minimum } лет, а на дату отбора исполнится { $age }.
age-too-old = Эта роль — до { $maximum } лет включительно, а на дату отбора исполнится { $age }.
fits-student = В { $age } лет со школой или колледжем путь в программу — участник. Роль можно сменить кнопкой «Назад».
fits-tutor = В { $age } лет с колледжем или вузом путь в программу — тьютор. Роль можно сменить кнопкой «Назад».
fits-no-category = В этом сезоне такой возраст ({ $age }) и место учёбы вместе не подходят ни одной роли: участникам 14–17 лет, тьюторам 18–21 год, а откуда ждут тех и других, решает проектный офис.

profile-card =
    <b>Профиль</b> · { $role }

    { $lines }
profile-line = { $name }: <b>{ $value }</b>
profile-empty = Пока я ничего не знаю{ $you ->
    [ty] {""} о тебе
   *[vy] {""} о вас
}: регистрации ещё не было.
profile-role-student = участник
profile-role-tutor = тьютор
profile-role-mentor = наставник
profile-role-guardian = родитель или законный представитель
profile-role-partner = партнёр
profile-education = Место учёбы
profile-language = Язык
profile-privacy = Согласия и данные
profile-changed = Исправлено.

language-choose = На каком языке говорить?
language-ru = Русский
language-en = English
language-chosen = Теперь говорю по-русски.

stop-done = Больше ничего не пришлю сам. На { $you ->
    [ty] твои
   *[vy] ваши
} сообщения отвечу как прежде.
stop-resume = Включить снова
stop-resumed = Сообщения снова включены.

command-start = Начать
command-my = Что дальше?
command-menu = Главное меню
command-apply = Заявка
command-events = Мероприятия
command-team = Команда
command-wishes = Пожелания к команде
command-teams = Мои команды
command-child = Мой ребёнок
command-profile = Профиль
command-help = Помощь
command-language = Язык
command-privacy = Согласия и данные
command-cancel = Выйти из текущего шага
command-stop = Больше не присылать
command-office = Проектный офис
command-call = Приём заявок
command-selection = Отбор
command-review = Оценка заявок
command-teams-form = Команды
command-event = Мероприятия офиса
command-broadcast = Рассылка
command-reminders = Напоминания
command-schedule = Что уйдёт
command-stats = Показатели
command-people = Люди
command-export = Выгрузка

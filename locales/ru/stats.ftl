### Показатели программы.

stats =
    <b>Показатели</b> · факт из плана

    { $rows }

    <b>Путь участника</b> на { $at }
    { $funnel }
stats-row = { $state ->
    [green] 🟢
    [amber] 🟡
   *[red] 🔴
} { $name }: <b>{ $fact }</b> из { $plan }{ $unit ->
    [percent] { " " }%
   *[other] {""}
}, прогноз { $forecast }
stats-warning = ⚠️ { $text }
stats-chart-plans = Показатели: факт из плана
stats-chart-funnel = Путь участника на { $at }
indicator-of-plan = { $fact } из { $plan }
indicator-trained = Прошли обучение
indicator-mentors-prepared = Подготовлены наставники
indicator-projects-supported-of-formed = Поддержано из созданных проектов
indicator-projects-supported-of-defended = Поддержано из защищённых проектов
indicator-partners = Партнёры
indicator-tutors-selected = Отобраны тьюторы
indicator-students-selected = Отобраны участники
indicator-mentors-main = Наставники, основные
indicator-mentors-reserve = Наставники, резерв
indicator-school-participants = Региональная школа
indicator-artek-team = Смена в «Артеке»
indicator-warning-partners-one-ownership = Все партнёры одной формы собственности
funnel-row = { $stage }: <b>{ $count }</b>
funnel-visited = Открыли бота
funnel-registered = Зарегистрировались
funnel-started = Начали заявку
funnel-sent = Отправили заявку
funnel-consented = Есть все согласия
funnel-reviewed = Проверены
funnel-accepted = Приняты
funnel-confirmed = Подтвердили
funnel-by-source = По ссылкам
funnel-by-municipality = По районам
funnel-by-organisation = По школам
funnel-cut =
    <b>{ $cut ->
        [source] Путь участника по ссылкам
        [municipality] Путь участника по муниципалитетам
       *[organisation] Путь участника по организациям
    }</b> · { $count }, на { $at }

    { $lines }
funnel-group =
    <b>{ $name }</b>
    открыли { $visited } → регистрация { $registered } → начали { $started } → отправили { $sent } → согласия { $consented } → проверены { $reviewed } → приняты { $accepted } → подтвердили { $confirmed }
funnel-nameless = { $cut ->
    [source] Без ссылки
   *[other] Не указано
}
funnel-note = { $sent } → { $accepted } → { $confirmed }
funnel-chart = { $cut ->
    [source] По ссылкам
    [municipality] По муниципалитетам
   *[organisation] По организациям
}
funnel-caption = Отправили → приняты → подтвердили, на { $at }
funnel-draw = 📊 Диаграмма
links-open = 🔗 Ссылки
links =
    <b>Ссылки</b> · { $count }

    По ссылке видно, откуда пришли люди: из школы, группы, с плаката.

    { $lines }
links-line =
    <b>{ $name }</b>
    { $link }
    открытий { $visits }, людей { $people }, заявок { $sent }
links-new = ➕ Новая ссылка
links-ask-name = Как назвать ссылку? Например: «Школа № 5, стенд». До { $limit } знаков; название видит только проектный офис.
link-name-bad = Название — от 1 до { $limit } знаков
audit-link-made = сделана ссылка

### Показатели программы.

stats =
    <b>Показатели</b> · факт из плана

    { $rows }

    <b>Путь участника</b>
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
funnel-accepted = Приняты

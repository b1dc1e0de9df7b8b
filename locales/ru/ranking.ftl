### Рейтинг: страницы, карточка с оценками, черта, протокол.

ranking-desk = 📊 Рейтинг
ranking =
    <b>📊 Рейтинг: { call-name }</b>

    { $count ->
        [one] { $count } заявка
        [few] { $count } заявки
       *[many] { $count } заявок
    }, места { $basis ->
        [adjusted] по баллу с поправкой на строгость
       *[mean] по среднему баллу
    }. Посчитан { $at }.{ $stale ->
        [yes] {" "}С тех пор оценки менялись: скоро пересчитаю.
       *[no] {""}
    }
    Мест: { $line }. Поправка меняет решение у { $flipped ->
        [one] { $flipped } заявки
       *[other] { $flipped } заявок
    }.

    место. номер · среднее | медиана | с поправкой
    ⚖️ поправка меняет решение · ✍️ решено, не объявлено
ranking-row = { $status ->
    [accepted] ✅{" "}
    [reserve] ⏳{" "}
    [rejected] ✖️{" "}
    [withdrawn] ↩️{" "}
   *[submitted] {""}
}{ $staged ->
    [accepted] ✍️✅{" "}
    [reserve] ✍️⏳{" "}
    [rejected] ✍️✖️{" "}
   *[none] {""}
}{ $place }. { $number } · { $mean } | { $median } | { $adjusted }{ $flipped ->
    [yes] {" "}⚖️
   *[no] {""}
}
ranking-row-unreviewed = { $status ->
    [accepted] ✅{" "}
    [reserve] ⏳{" "}
    [rejected] ✖️{" "}
    [withdrawn] ↩️{" "}
   *[submitted] {""}
}{ $staged ->
    [accepted] ✍️✅{" "}
    [reserve] ✍️⏳{" "}
    [rejected] ✍️✖️{" "}
   *[none] {""}
}— { $number } · без оценок
ranking-only-flipped = { $chosen ->
    [yes] ☑️{" "}
   *[no] {""}
}⚖️ Меняет: { $count }
ranking-only-unreviewed = { $chosen ->
    [yes] ☑️{" "}
   *[no] {""}
}Без оценок
ranking-line = 📏 Черта
ranking-recompute = 🔄 Пересчитать
ranking-basis = Места: { $basis ->
    [adjusted] с поправкой
   *[mean] по среднему
}
ranking-how = ℹ️ Правила
ranking-export = ⬇️ Таблица
ranking-rules =
    <b>Как считаются места</b>

    1. Каждую заявку независимо читают рецензенты ({ $reviews } на заявку), без имён. Балл рецензии — от 0 до 100 по критериям с весами.
    2. <b>Среднее</b> — средний балл рецензий. <b>Медиана</b> — балл посередине.
    3. <b>С поправкой</b> — среднее, из которого вычтена строгость рецензентов: бот смотрит, насколько каждый ставит выше или ниже других за те же заявки. У кого оценок мало, поправка почти нулевая.
    4. При равенстве выше тот, у кого больше медиана; затем — балл по самому весомому критерию; затем — кто раньше отправил заявку.
    5. Если две оценки расходятся на 30 и больше, заявку читает ещё один рецензент.
    6. Заявка без оценок — не отказ: её не рассматривали, и черта её не касается.
ranking-card =
    <b>{ $number }</b> · { $place }

    { $reviewed ->
        [yes] Среднее <b>{ $mean }</b> (место { $rank }) · медиана { $median }
        С поправкой <b>{ $adjusted }</b> (место { $adjusted_rank }) · разброс { $spread }
       *[no] Оценок нет: заявку не рассматривали.
    }

    { $reviews }
ranking-review = <b>{ $score }</b> · { $name } · { $levels }{ $third ->
    [yes] {" "}· третий
   *[no] {""}
}{ $commented ->
    [yes] {"\u000A"}<i>{ $comment }</i>
   *[no] {""}
}
ranking-to-application = К заявке
ranking-to-ranking = ← К рейтингу
ranking-line-ask =
    <b>📏 Черта на рейтинге</b>

    Сколько первых принять? Напишите число. В рейтинге { $total }, мест { $quota }.
ranking-line-first = Первые { $count }
ranking-line-plan =
    <b>📏 Первые { $first }: { call-name }</b>

    Новые решения: принять <b>{ $accepted }</b>, в резерв <b>{ $reserve }</b>, отклонить <b>{ $rejected }</b>.
    Всего примем { $total } из { $quota }.{ $over ->
        [yes] {" "}⚠️ Это больше, чем мест.
       *[no] {""}
    }
    Решения, поставленные вручную, останутся: { $by_hand }. Без оценок, их не трогаем: { $unreviewed }.

    Примем из муниципалитетов (из заявок в рейтинге):
    { $balance }
ranking-balance-line = { $place }: <b>{ $taken }</b> из { $of }
ranking-line-reserve = { $count ->
    [0] Без резерва
   *[other] Резерв: { $count }
}
ranking-line-rest = { $reject ->
    [yes] Остальным: отказ
   *[no] Остальных не трогать
}
ranking-line-stage = ✍️ Поставить решения
ranking-line-done = ✍️ Решений поставлено или снято: { $count }.

ranking-no-reviews = Оценка ещё не начата: рейтинга нет
ranking-not-ranked = Этой заявки нет в рейтинге: пересчитайте его
ranking-review-first = Сначала поставьте свои оценки: осталось { $count }
ranking-basis-already = Места уже так и считаются
ranking-line-empty = Черта должна быть после первого места
ranking-line-stands = Эти решения уже стоят
ranking-line-not-a-number = Нужно число от 1 до { $most }

audit-ranking-basis = выбран способ счёта мест
audit-selection-line = решения поставлены чертой

protocol-button-xlsx = 📄 Протокол XLSX
protocol-button-pdf = 📄 Протокол PDF
protocol-caption = Протокол отбора: { call-name }, { $at }. Номера без имён, внизу — места для подписей.
protocol-empty = В протокол пока нечего записать: заявок нет
protocol-title = ПРОТОКОЛ отбора { $role ->
    [student] обучающихся
    [tutor] тьюторов
   *[mentor] наставников
}
protocol-season = Программа: { $title }
protocol-day = № ________ от { $day }
protocol-sent = Подано заявок: { $count }. Мест: { $quota }, в резерве: { $reserve }. Оценки от 0 до 100; порядок и правила равенства — в правилах отбора.
protocol-column-row = № п/п
protocol-column-number = Заявка
protocol-column-municipality = Муниципалитет
protocol-column-reviews = Оценок
protocol-column-mean = Средний балл
protocol-column-median = Медиана
protocol-column-adjusted = С поправкой
protocol-column-verdict = Решение
protocol-verdict = { $verdict ->
    [accepted] Принять
    [reserve] В резерв
    [rejected] Отклонить
    [unreviewed] Не рассмотрена
    [not_admitted] Не допущена: нет согласий
    [second] Повторная: рассматривается другая заявка того же человека
    [withdrawn] Отозвана заявителем
   *[open] Решение не принято
}{ $code ->
    [none] {""}
   *[other] . { reject-reason }
}{ $staged ->
    [yes] {" "}(не объявлено)
   *[no] {""}
}
protocol-total = { $verdict ->
    [accepted] Принято
    [reserve] В резерве
    [rejected] Отклонено
    [unreviewed] Не рассмотрено
    [not_admitted] Не допущено
    [second] Повторных
    [withdrawn] Отозвано
   *[open] Без решения
}: { $count }
protocol-chair = Председатель комиссии
protocol-secretary = Секретарь комиссии
protocol-member = Член комиссии
protocol-signature = подпись
protocol-signed-name = фамилия, инициалы
protocol-page = Страница

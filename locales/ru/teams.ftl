### Команды: моя команда, формирование, перестановки, объявление.

team-mine =
    👥 <b>Команда { $team }</b>
    Направление: { $direction }

    Тьютор: { $tutor }
    Наставник: { $mentor }

    <b>Участники</b> ({ $size }):
    { $members }
team-mine-mate = • { $name }
team-mine-self = • <b>{ $name }</b> — это { $you ->
    [ty] ты
   *[vy] вы
}
team-mine-mentor = { $name }{ $online ->
    [yes] {" "}(только онлайн)
   *[no] {""}
}
team-mine-no-mentor = ищем, скоро напишем
team-none =
    Команды пока нет.

    { $you ->
        [ty] Команды формируются из принятых участников. Как только твоя будет готова, я напишу.
       *[vy] Команды формируются из принятых участников. Как только ваша будет готова, я напишу.
    }
team-open = 👥 Команда
team-wishes = 💭 Пожелания

teams-published-member =
    👥 Команды объявлены! Твоя — <b>команда { $team }</b>.
    Направление: { $direction }
    Тьютор: { $tutor }
    Вас в команде: { $size }

    Первый шаг: посмотри, кто с тобой в команде, и нажми «Иду» у Региональной школы в /events — там вы и познакомитесь.
teams-published-tutor =
    👥 Команды объявлены! Вы ведёте <b>команду { $team }</b>.
    Направление: { $direction }
    Участников: { $size }

    Первый шаг: посмотрите, кто в команде, и нажмите «Иду» у Региональной школы в /events — там вы и познакомитесь.
teams-moved-member =
    👥 Состав команд изменился: { $you ->
        [ty] теперь ты
       *[vy] теперь вы
    } в <b>команде { $team }</b>.
    Направление: { $direction }
    Тьютор: { $tutor }
    Участников: { $size }
teams-moved-in = 👥 В команде { $team } пополнение: { $name }.
teams-moved-out = 👥 Из команды { $team } уходит { $name }: проектный офис изменил составы.

teams-form =
    👥 <b>Команды</b>

    Принято: { $students } { $students ->
        [one] участник
        [few] участника
       *[many] участников
    }, { $tutors } { $tutors ->
        [one] тьютор
        [few] тьютора
       *[many] тьюторов
    }.
    У команды один тьютор и от { $smallest } до { $largest } участников.
    { $state }
teams-form-smaller = −
teams-form-larger = +
teams-form-smallest = от { $count }
teams-form-largest = до { $count }
teams-form-go = Сформировать
teams-form-again = Другой вариант
teams-form-latest = Вариант { $variant }
teams-form-refresh = Обновить
teams-form-running =
    ⏳ Формирую… { $bar } { $percent } %
    Когда будет готово, напишу.
teams-form-failed = ⚠️ Не получилось: { $reason }
teams-form-broken = Формирование команд прервалось из-за ошибки. Попробуйте ещё раз; если не поможет, позовите разработчика.
teams-formed = 👥 Вариант { $variant } готов: { $count } { $count ->
    [one] команда
    [few] команды
   *[many] команд
}. Посмотрите составы и объявите их или сформируйте другой вариант.
teams-run =
    👥 <b>Вариант { $variant }</b> · { $count } { $count ->
        [one] команда
        [few] команды
       *[many] команд
    } · { $state }

    Оценка: <b>{ $index } из 100</b>. Насколько удалось, начиная с самого важного:
    { $components }
    { $warnings }
teams-run-draft = не объявлены
teams-run-published = объявлены
teams-run-requested = формируются
teams-run-failed = не получились
teams-component = • { $name }: { $share } %
teams-component-lone = никто не единственная девушка или юноша
teams-component-lone-towns = никто не один из своего муниципалитета
teams-component-mates = вместе те, кто хотел (взаимно)
teams-component-roles = в командах есть все роли
teams-component-wishes = желания участников
teams-component-municipalities = в команде разные муниципалитеты
teams-component-organisations = в команде разные школы и колледжи
teams-component-ages = в команде близкий возраст
teams-component-tutors = желания тьюторов
teams-component-sizes = команды равного размера
teams-warning-unplaced = ⚠️ Без команды: { $count }
teams-warning-gone = ⚠️ Больше не участвуют, но стоят в командах: { $count }
teams-line = { $team } · { $size } чел. · { $direction }
teams-publish = 📣 Объявить
teams-unplaced = Без команды ({ $count })
teams-publish-ask =
    Объявить составы { $count } { $count ->
        [one] команды
       *[many] команд
    }?

    Каждый участник и тьютор получит сообщение: команда, тьютор, первый шаг. Объявить можно один раз; потом участников можно переставлять по одному.
teams-publish-sure = Да, объявить
teams-card =
    👥 <b>Команда { $team }</b>{ $locked ->
        [yes] {" "}🔒
       *[no] {""}
    }
    Направление: { $direction }
    Тьютор: { $tutor }
    Наставник: { $mentor }

    { $members }

    { $facts }
teams-card-member = • { $name }, { $town }{ $locked ->
    [yes] {" "}🔒
   *[no] {""}
}
teams-card-gone = • { $name } — больше не участвует
teams-card-empty = Участников нет
teams-people = Участники
teams-lock = 🔒 Закрепить
teams-unlock = 🔓 Открепить
teams-split = Разделить
teams-merge = Слить
teams-repair = 🔧 Поправить составы
teams-undo = ↩️ Отменить последнее
teams-to-run = К составам
teams-change-sure = Да, сделать
teams-compare-with = ⚖️ Сравнить с { $variant }
teams-move = Переставить
teams-move-with = Обменять
teams-move-who = Кто из команды { $team }?
teams-move-unplaced-who = Кому подобрать команду?
teams-move-where = Куда перейдёт { $name }? Если мест нет, будет обмен.
teams-move-target = { $team } · { $size } чел.
teams-move-swap = Команда { $team }. С кем поменять местами: { $name } и…
teams-move-ask =
    { $name }: { $origin } → команда { $to }.{ $swap ->
        [no] {""}
       *[yes] {" "}Взамен: { $other }.
    }

    { $effect }
teams-move-verdict = { $verdict ->
    [worse] ⚠️ Станет хуже: { $before } → { $after } из 100
    [better] ✅ Станет лучше: { $before } → { $after } из 100
   *[same] Оценка не изменится: { $after } из 100
}
teams-move-change = { $sign ->
    [worse] ▲
   *[better] ▼
} { $name }: нарушений { $before } → { $after }
teams-move-team = <b>Команда { $team }</b> станет такой:
teams-move-from-nowhere = без команды
teams-move-from = команда { $team }
teams-move-sure = Переставить
teams-moved = ✅ Готово: составы изменены.
teams-placed = • { $name }: { $source } → { $target }
teams-placed-nowhere = без команды
teams-placed-more = … и ещё { $count }
teams-repair-ask =
    🔧 <b>Поправить составы</b>
    Опоздавшие встанут в команды, выбывшие уйдут. Остальных переставлю: { $others }.

    { $placed }

    { $effect }
teams-split-tutor = Кто поведёт вторую команду?
teams-split-no-tutor = Свободных тьюторов нет: все ведут команды. Сначала примите ещё одного тьютора.
teams-split-ask =
    Разделить команду? Во вторую перейдут: { $others }.

    { $placed }

    { $effect }
teams-merge-into = С какой командой слить команду { $team }? Вместе должно быть не больше { $largest }.
teams-merge-nowhere = Команду { $team } слить не с кем: вместе получается больше { $largest } участников.
teams-merge-ask =
    Слить команды? Перейдут: { $others }. Тьютор освободится.

    { $placed }

    { $effect }
teams-changed =
    ✅ Готово: составы изменены.

    { $placed }
teams-undone =
    ↩️ Отменено: составы прежние.

    { $placed }
teams-compare =
    ⚖️ <b>Варианты { $first } и { $second }</b>
    Оценка: { $first_index } и { $second_index } из 100

    { $lines }

    Остаются вместе: { $together } % пар, одинаковых команд: { $same }
teams-compare-line = { $winner ->
    [first] ◀
    [second] ▶
   *[none] ＝
} { $name }: { $first } % и { $second } %
teams-seat =
    <b>{ $name }</b> · команда { $team }{ $locked ->
        [yes] {" "}🔒
       *[no] {""}
    }

    <b>Почему здесь</b>
    { $facts }

    <b>Другие места</b>
    { $elsewhere }
teams-seat-elsewhere = • { $team }{ $swap ->
    [yes] {" "}в обмен на { $other }
   *[no] {""}
}: { $sign ->
    [worse] хуже на { $points }
    [better] лучше на { $points }
   *[same] так же
}
teams-seat-no-facts = Пожеланий и земляков нет: место выбрано ради других.
teams-seat-nowhere = Ни одно другое место не подходит.
teams-seat-way = → { $team }{ $swap ->
    [yes] {" "}(обмен)
   *[no] {""}
}
teams-why = Почему не с…
teams-why-ask = С кем? Сначала команда, потом человек.
teams-why-look = Посмотреть обмен
teams-why-not =
    <b>{ $one }</b> (команда { $home }) и <b>{ $other }</b> (команда { $target })

    { $facts }
    { $way }
teams-why-way = Свести можно{ $swap ->
    [yes] {" "}в обмен на { $other }
   *[no] {""}
}: { $sign ->
    [worse] хуже на { $points }
    [better] лучше на { $points }
   *[same] хуже не станет
}.

team-fact-size = Участников: { $count } (девушек { $girls }, юношей { $boys })
team-fact-ages = Возраст: от { $youngest } до { $oldest }
team-fact-municipalities = Муниципалитетов: { $count }, из одного — не больше { $largest }
team-fact-organisations = Школ и колледжей: { $count }, из одного — не больше { $largest }
team-fact-wishes = Это направление выбрали первым: { $first }, иначе: { $other }, не выбирали: { $unwished }
team-fact-tutor-other-direction = ⚠️ Тьютор не выбирал это направление
team-fact-mates = Хотели вместе: вместе { $met }, порознь { $apart }
team-fact-lone-towns = ⚠️ Единственные из своего муниципалитета: { $count }
team-fact-roles-missing = ⚠️ Никто не хочет роли: { $roles }
team-fact-must-not = ⛔ Вместе те, кому нельзя: пар { $count }
team-seat-direction = { $rank ->
    [0] ⚠️ Направление «{ $direction }» не в желаниях
    [1] ✅ Направление «{ $direction }» — первое желание
   *[other] Направление «{ $direction }» — желание № { $rank }
}
team-seat-role = Роль: { $role }
team-seat-role-only = ✅ Роль «{ $role }» в команде больше никто не хочет
team-seat-mates = Взаимные желания: вместе { $met }, порознь { $apart }
team-seat-town = { $count ->
    [0] ⚠️ Земляков в команде нет
   *[other] Земляков в команде: { $count }
}
team-seat-organisation = Из той же школы или колледжа: { $count }
team-seat-lone = ⚠️ { $gender ->
    [female] Единственная девушка в команде
   *[other] Единственный юноша в команде
}
team-why-together = Они уже в одной команде { $team }.
team-why-must-not = ⛔ Им нельзя быть в одной команде.
team-why-mutual = Желание взаимное.
team-why-one-sided = Хочет только один из двоих: такое желание не считается.
team-why-no-wish = Быть вместе никто из них не просил.
team-why-no-way = Ни один обмен не сохраняет обязательных правил.
team-role-leader = лидер
team-role-researcher = исследователь
team-role-analyst = аналитик
team-role-designer = дизайнер
team-role-engineer = инженер
team-role-speaker = спикер
team-fact-lone-girl = ⚠️ Девушка в команде одна
team-fact-lone-boy = ⚠️ Юноша в команде один
team-fact-tutor-same-organisation = ⚠️ Оттуда же, откуда тьютор: { $count }

teams-sizes-crossed = Размер «от { $smallest } до { $largest }» не подходит: «от» должно быть не больше «до».
teams-no-tutors = Нет ни одного принятого тьютора, а участников { $students }.
teams-too-few-students = Принятых участников { $students }, а в команде должно быть не меньше { $smallest }.
teams-too-many-students = Участников { $students }, тьюторов { $tutors }: мест { $places } (по { $largest } в команде). Нужно тьюторов: { $needed }.
teams-sizes-impossible = { $students } участников не разделить на команды от { $smallest } до { $largest }. Измените размеры.
teams-person-twice = Один человек указан дважды (№ { $person }).
teams-apart-impossible = Не удалось развести по разным командам всех, кому нельзя вместе (осталось пар: { $pairs }). Например: { $one } и { $other }. Снимите часть запретов или добавьте тьюторов.
teams-locked-no-tutor = Команда № { $team } закреплена, но её тьютор больше не участвует. Открепите её.
teams-locked-size = В команде № { $team } закреплено { $size }, а должно быть от { $smallest } до { $largest }.
teams-locked-apart = В команде № { $team } закреплены те, кому нельзя вместе: { $one } и { $other }.
teams-locked-too-many = Закреплены люди в { $teams } командах, а команд получается { $possible }. Открепите часть.
teams-locked-uneven = Из-за закреплённых не выходят команды от { $smallest } до { $largest }. Открепите часть.
teams-no-place = Нет места для { $people } опоздавших: команды полны. Разделите команду или сформируйте новый вариант.
teams-stays-too-small = Команду № { $team } не пополнить до { $smallest }: во всех командах людей впритык. Слейте её с другой.
teams-split-small = Чтобы разделить, нужно не меньше { $needed } участников: в каждой команде должно быть от { $smallest }.
teams-merge-big = Вместе получится { $size } участников, а можно не больше { $largest }.
teams-tutor-busy = Этот тьютор уже ведёт команду
teams-must-not = В команде № { $team } окажутся те, кому нельзя вместе.
teams-must-not-left = В командах остались те, кому нельзя вместе: пар { $count }. Переставьте их и объявите снова.
teams-nothing-to-repair = Поправлять нечего: все на месте
teams-undo-late = Отменить уже нельзя: составы изменились
teams-team-too-small = В команде останется меньше { $smallest } участников. Поменяйте двоих местами.
teams-team-full = В команде уже { $largest } — больше нельзя.
teams-already-published = Составы уже объявлены
teams-requested-already = Уже принято
teams-member-elsewhere = Этот участник уже в другой команде
teams-team-unknown = Такой команды нет
teams-run-unknown = Такого варианта нет
teams-not-formed = Этот вариант ещё не сформирован
teams-people-changed = Состав принятых изменился: без команды — { $unplaced }, больше не участвуют — { $gone }. Сформируйте новый вариант.

teams-ban = ⛔ Нельзя вместе
teams-ban-lift = Снять запрет

teams-sheet = 🖼 Лист
teams-sheet-ask = Что сделать? Для стены — картинка или PDF, по именам («Анна К.») или по номерам заявок; таблица — для офиса.
teams-sheet-button = { $kind ->
    [png] 🖼
   *[pdf] PDF
} { $names ->
    [yes] по именам
   *[no] по номерам
}
teams-sheet-table = Таблица XLSX
teams-sheet-caption = 👥 Все команды, вариант { $variant }, { $at }
teams-sheet-title = Команды · вариант { $variant } · { $count }
teams-sheet-box = Команда { $team }
teams-sheet-led = Тьютор: { $name }
teams-sheet-name-of-list = Команды
teams-sheet-team = Команда
teams-sheet-direction = Направление
teams-sheet-tutor = Тьютор
teams-sheet-number = Заявка
teams-sheet-surname = Фамилия
teams-sheet-name = Имя
teams-sheet-town = Муниципалитет
teams-sheet-roles = Роли
teams-sheet-skills = Навыки

teams-weights-open = { $usual ->
    [yes] ⚖️ Правила
   *[no] ⚖️ Правила изменены
}
teams-weights =
    ⚖️ <b>Правила следующего варианта</b>

    Соблюдаются всегда: в команде от { $smallest } до { $largest } участников и один тьютор, каждый в одной команде, «нельзя вместе» — порознь, закреплённое не меняется.

    Учитываются, насколько получится:
    { $lines }

    «−» и «+» меняют силу, нажатие на название выключает и включает. Готовые варианты не изменятся.
teams-weights-usual = ↩️ По умолчанию
teams-weight-line = • { $name }: { $usual ->
    [yes] по умолчанию
   *[no] <b>{ $level ->
        [off] выключено
        [less] слабее
        [usual] обычно
        [more] сильнее
       *[most] сильнее всего
    }</b>
}
teams-weight-button = { $name }{ $level ->
    [off] {" "}✖️
    [less] {" "}½
    [usual] {""}
    [more] {" "}×2
   *[most] {" "}×4
}
teams-weight-lone = Пол
teams-weight-lone-towns = Земляки
teams-weight-wishes = Желания
teams-weight-mates = Вместе
teams-weight-roles = Роли
teams-weight-municipalities = Районы
teams-weight-organisations = Школы
teams-weight-ages = Возраст
teams-weight-tutors = Тьюторы
teams-weight-sizes = Размеры
teams-weight-unknown = Так настроить нельзя
teams-compare-rules =
    <b>Разные правила</b> (оценка каждого варианта — по своим)
    { $lines }
teams-compare-sizes = • размеры команд: { $first } и { $second }
teams-compare-weight = • { $name }: { $first ->
    [off] выключено
    [less] слабее
    [usual] обычно
    [more] сильнее
   *[most] сильнее всего
} и { $second ->
    [off] выключено
    [less] слабее
    [usual] обычно
    [more] сильнее
   *[most] сильнее всего
}

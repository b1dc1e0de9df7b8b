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
team-mine-no-mentor = ищем, скоро напишем
team-none =
    Команды пока нет.

    { $you ->
        [ty] Команды формируются из принятых участников. Как только твоя будет готова, я напишу.
       *[vy] Команды формируются из принятых участников. Как только ваша будет готова, я напишу.
    }
team-open = 👥 Команда

teams-published-member =
    👥 Команды объявлены! Твоя — <b>команда { $team }</b>.
    Направление: { $direction }
    Тьютор: { $tutor }
    Вас в команде: { $size }

    Первый шаг: посмотри, кто с тобой в команде, и отметься на Региональной школе в /events — там вы и познакомитесь.
teams-published-tutor =
    👥 Команды объявлены! Вы ведёте <b>команду { $team }</b>.
    Направление: { $direction }
    Участников: { $size }

    Первый шаг: посмотрите, кто в команде, и отметьтесь на Региональной школе в /events — там вы и познакомитесь.
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
    ⏳ Формирую… Это занимает несколько секунд, готово будет — напишу.
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

    Оценка: <b>{ $total }</b>. Чем меньше, тем лучше; 0 — идеально.
    Из чего она складывается, начиная с самого важного:
    { $components }
    { $warnings }
teams-run-draft = не объявлены
teams-run-published = объявлены
teams-run-requested = формируются
teams-run-failed = не получились
teams-component = • { $name }: { $value }
teams-component-lone = единственная девушка или юноша
teams-component-wishes = желания участников
teams-component-municipalities = земляки в одной команде
teams-component-organisations = из одной школы или колледжа
teams-component-ages = разница в возрасте
teams-component-tutors = желания тьюторов
teams-component-sizes = неравные размеры
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
    👥 <b>Команда { $team }</b>
    Направление: { $direction }
    Тьютор: { $tutor }
    Наставник: { $mentor }

    { $members }

    { $facts }
teams-card-member = • { $name }, { $town }
teams-card-gone = • { $name } — больше не участвует
teams-card-empty = Участников нет
teams-move = Переставить
teams-move-who = Кого переставить из команды { $team }?
teams-move-unplaced-who = Кому подобрать команду?
teams-move-where = Куда перейдёт { $name }? Если мест нет, предложу обмен.
teams-move-target = { $team } · { $size } чел.
teams-move-swap = В команде { $team } мест нет. С кем поменять местами: { $name } и…
teams-move-ask =
    { $name }: { $origin } → команда { $to }.{ $swap ->
        [no] {""}
       *[yes] {" "}Взамен: { $other }.
    }

    { $verdict ->
        [worse] ⚠️ Станет хуже: { $before } → { $after } баллов
        [better] ✅ Станет лучше: { $before } → { $after } баллов
       *[same] Баллы не изменятся: { $after }
    }
    { $changes }

    { $facts }
teams-move-change = { $sign ->
    [worse] ▲
   *[better] ▼
} { $name }: { $before } → { $after }
teams-move-team = <b>Команда { $team }</b> станет такой:
teams-move-from-nowhere = без команды
teams-move-from = команда { $team }
teams-move-sure = Переставить
teams-moved = ✅ Готово: составы изменены.

team-fact-size = Участников: { $count } (девушек { $girls }, юношей { $boys })
team-fact-ages = Возраст: от { $youngest } до { $oldest }
team-fact-municipalities = Муниципалитетов: { $count }, из одного — не больше { $largest }
team-fact-organisations = Школ и колледжей: { $count }, из одного — не больше { $largest }
team-fact-wishes = Это направление выбрали первым: { $first }, иначе: { $other }, не выбирали: { $unwished }
team-fact-tutor-other-direction = ⚠️ Тьютор не выбирал это направление
team-fact-lone-girl = ⚠️ Девушка в команде одна
team-fact-lone-boy = ⚠️ Юноша в команде один
team-fact-tutor-same-organisation = ⚠️ Оттуда же, откуда тьютор: { $count }

teams-sizes-crossed = Размер «от { $smallest } до { $largest }» не подходит: «от» должно быть не больше «до».
teams-no-tutors = Нет ни одного принятого тьютора, а участников { $students }.
teams-too-few-students = Принятых участников { $students }, а в команде должно быть не меньше { $smallest }.
teams-too-many-students = Участников { $students }, тьюторов { $tutors }: мест { $places } (по { $largest } в команде). Нужно тьюторов: { $needed }.
teams-sizes-impossible = { $students } участников не разделить на команды от { $smallest } до { $largest }. Измените размеры.
teams-person-twice = Один человек указан дважды (№ { $person }).
teams-team-too-small = В команде останется меньше { $smallest } участников. Поменяйте двоих местами.
teams-team-full = В команде уже { $largest } — больше нельзя.
teams-already-published = Составы уже объявлены
teams-requested-already = Уже принято
teams-member-elsewhere = Этот участник уже в другой команде
teams-team-unknown = Такой команды нет
teams-run-unknown = Такого варианта нет
teams-not-formed = Этот вариант ещё не сформирован
teams-people-changed = Состав принятых изменился: без команды — { $unplaced }, больше не участвуют — { $gone }. Сформируйте новый вариант.

### Вопросы заявки и критерии оценки: меняет офис в чате.

call-questions-open = Вопросы
call-questions =
    <b>{ call-name }</b>: вопросы заявки ({ $count })

    { $lines }

    ❗ обязательный · 👁 виден рецензентам
call-question-summary = { $number }. { $text } <i>({ $kind })</i>{ $required ->
    [yes] {" "}❗
   *[no] {""}
}{ $visible ->
    [yes] {" "}👁
   *[no] {""}
}{ $retired ->
    [yes] {" "}— снят
   *[no] {""}
}
call-question-line = { $retired ->
    [yes] 🗄{" "}
   *[no] {""}
}{ $number }. { $text }
call-question-add = ➕ Добавить вопрос
call-question-form = Вопрос заявки
call-question-form-send = Сохранить
call-question-kind = Какой это вопрос?
call-question-kind-short = Вид
call-question-kind-text = Короткий текст
call-question-kind-long-text = Длинный текст
call-question-kind-choice = Один вариант
call-question-kind-choices = Несколько вариантов
call-question-kind-yes-no = Да или нет
call-question-kind-number = Число
call-question-kind-date = Дата
call-question-kind-file = Файл
call-question-text-ru = Вопрос по-русски — так его прочтёт поступающий.
call-question-text-ru-short = По-русски
call-question-text-en = Тот же вопрос по-английски.
call-question-text-en-short = По-английски
call-question-hint-ru = Подсказка под вопросом по-русски, если нужна.
call-question-hint-ru-short = Подсказка
call-question-hint-en = Подсказка по-английски, если нужна.
call-question-hint-en-short = Подсказка по-английски
call-question-options = Варианты ответа, каждый с новой строки.
call-question-options-short = Варианты
call-question-options-hint = По-русски, черта, по-английски: «Да, уверенно | Yes, sure». От 2 до 20 вариантов.
call-question-length = Сколько знаков можно написать? Если всё равно — пропустите.
call-question-length-short = Знаков
call-question-card =
    <b>{ call-name }</b>: вопрос ({ $kind }){ $retired ->
        [yes] {" "}— снят, в новых заявках его нет
       *[no] {""}
    }

    <b>По-русски:</b> { $ru }
    <i>{ $hint_ru }</i>

    <b>По-английски:</b> { $en }
    <i>{ $hint_en }</i>
call-question-card-options =
    <b>Варианты</b>
    { $options }
call-question-option = • { $ru } | { $en }
call-question-card-length = Длина ответа: до { $limit } знаков
call-question-card-required-from = Станет обязательным: { $at }
call-question-card-frozen-from = Отправленный ответ нельзя менять с { $at }
call-question-edit = ✏️ Изменить
call-question-up = ⬆️ Выше
call-question-down = ⬇️ Ниже
call-question-switch-required = { $on ->
    [yes] ❗ Обязательный
   *[no] Необязательный
}
call-question-switch-visible = { $on ->
    [yes] 👁 Рецензенты видят
   *[no] Рецензентам не виден
}
call-question-switch-retired = { $on ->
    [yes] Вернуть вопрос
   *[no] Снять вопрос
}
call-question-required-from = Обязателен с…
call-question-frozen-from = Не менять с…
call-question-place = Теперь это вопрос № { $number }.
call-question-ask-moment =
    «{ $text }»

    { $since ->
        [frozen_from] С какого момента отправленный ответ нельзя менять?
       *[required_from] С какого момента вопрос обязателен?
    } Например: «20.09.2026 18:00». Чтобы убрать — «нет».
call-question-type-moment = Здесь нужны день и время, например «20.09.2026 18:00», или «нет».
call-question-gone = Такого вопроса уже нет
call-question-same = Так уже и есть
call-questions-many = В заявке уже { $most } вопросов: больше её никто не заполнит. Сначала снимите лишний.
call-questions-none = В заявке должен остаться хотя бы один вопрос
call-question-required = { $you ->
        [ty] 📝 В заявке есть вопрос, на который нужен твой ответ:
       *[vy] 📝 В заявке есть вопрос, на который нужен ваш ответ:
    }

    <i>{ $question }</i>

    { $you ->
        [ty] Ответь до { $closes }: открой заявку и нажми «Изменить». Отправленная заявка остаётся в силе.
       *[vy] Ответьте до { $closes }: откройте заявку и нажмите «Изменить». Отправленная заявка остаётся в силе.
    }
question-options-few = Нужно не меньше двух вариантов, каждый с новой строки
question-options-many = Вариантов может быть не больше { $most }
question-option-long = Вариант стоит на кнопке: не больше { $limit } знаков
question-options-repeat = Вариант «{ $option }» повторяется
question-option-chosen = Вариант «{ $option }» уже кто-то выбрал: его нельзя убрать
audit-call-question-added = добавлен вопрос заявки
audit-call-question-changed = изменён вопрос заявки
audit-call-question-moved = переставлен вопрос заявки
audit-call-question-required-on = вопрос стал обязательным
audit-call-question-required-off = вопрос стал необязательным
audit-call-question-visible-on = вопрос показан рецензентам
audit-call-question-visible-off = вопрос скрыт от рецензентов
audit-call-question-retired-on = вопрос снят
audit-call-question-retired-off = вопрос возвращён
audit-call-question-frozen-from = изменён срок правки ответа
audit-call-question-required-from = изменён срок обязательности

criteria-open = Критерии
criteria =
    <b>{ call-name }</b>: критерии оценки

    { $empty ->
        [yes] Критериев ещё нет: без них оценивание не начать.
       *[no] { $lines }
    }

    { $locked ->
        [yes] 🔒 Оценивание началось: критерии больше не меняются, чтобы все заявки мерили одной меркой.
       *[no] Доля — сколько критерий весит в общей оценке из 100.
    }
criterion-summary = { $number }. { $name } — вес { $weight }, доля { $share } %, уровней: { $levels }
criterion-add = ➕ Добавить критерий
criterion-form = Критерий оценки
criterion-form-send = Сохранить
criterion-label-ru = Как называется критерий по-русски?
criterion-label-ru-short = По-русски
criterion-label-en = И по-английски?
criterion-label-en-short = По-английски
criterion-weight = Сколько он весит?
criterion-weight-short = Вес
criterion-weight-hint = Целое число от 1 до 100: во сколько раз важнее критерия с весом 1.
criterion-levels = Уровни от слабого к сильному, каждый с новой строки.
criterion-levels-short = Уровни
criterion-levels-hint = По-русски, черта, по-английски: «Идеи нет | No idea». От 2 до 6 уровней, первый стоит 0.
criterion-card =
    <b>{ $ru }</b>
    { $en }

    Вес { $weight }, доля { $share } %

    { $levels }
criterion-level = { $number } — { $ru } | { $en }
criterion-edit = ✏️ Изменить
criterion-lighter = − Вес
criterion-heavier = + Вес
criterion-up = ⬆️ Выше
criterion-down = ⬇️ Ниже
criterion-ask = Убрать
criterion-drop = Да, убрать
criterion-drop-ask = Убрать критерий «{ $name }»? Доли остальных вырастут.
criterion-gone = Такого критерия уже нет
criterion-same = Так уже и есть
criterion-weight-whole = Вес — целое число от 1 до { $most }
criterion-levels-number = Уровней нужно от { $fewest } до { $most }, каждый с новой строки
criterion-level-long = Описание уровня — не больше { $limit } знаков
criteria-many = Критериев не больше { $most }: они должны поместиться на одной карточке
rubric-locked = Оценивание уже началось: критерии не меняются
audit-call-rubric-changed = изменены критерии оценки

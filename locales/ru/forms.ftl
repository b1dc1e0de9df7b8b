### Анкеты: шаги, подсказки, проверка ответов.

form-step = <b>{ $title }</b> · Шаг { $step } из { $steps }
form-answer-now = Сейчас: <b>{ $answer }</b>
form-no-answer = —
form-cut-answer = { $start }… ({ $length } { $length ->
    [one] знак
    [few] знака
   *[many] знаков
})
form-resume-button = ▶️ Продолжить анкету
form-a-photo = фотография
form-yes = Да
form-no = Нет
form-skip = Пропустить
form-keep = Оставить так
form-done = Готово
form-clear = Начать сначала
form-whole-list = Весь список
form-send = Отправить
form-edit = Изменить
form-continue = Продолжить
form-restart = Начать заново
form-right = Да, верно
form-wrong = Исправить
form-record = Записать
form-other-answer = Отвечу иначе
form-as-typed = Оставить «{ $typed }»
form-share-contact = 📱 Отправить мой номер
form-phone-placeholder = +7 914 555-12-34

form-hint-long-text = До { $limit } знаков, можно несколькими сообщениями. В конце { $you ->
    [ty] нажми
   *[vy] нажмите
} «Готово».
form-hint-long-text-from = От { $least } до { $limit } знаков, можно несколькими сообщениями. В конце { $you ->
    [ty] нажми
   *[vy] нажмите
} «Готово».
form-hint-search = { $you ->
    [ty] Выбери
   *[vy] Выберите
} из списка или { $you ->
    [ty] напиши
   *[vy] напишите
} часть названия — я найду.
form-hint-choices = Можно отметить несколько вариантов, в конце — «Готово».
form-hint-choices-limit = Можно отметить не больше { $limit } { $limit ->
    [one] варианта
   *[other] вариантов
}, в конце — «Готово».
form-hint-file = { $you ->
    [ty] Пришли
   *[vy] Пришлите
} документ или фотографию.
form-parts = Записано { $length } { $length ->
    [one] знак
    [few] знака
   *[many] знаков
} из { $limit }. Можно продолжать; когда всё — «Готово».
form-found = Похоже на «{ $typed }»:
form-found-none = Ничего похожего на «{ $typed }» не нашлось. { $you ->
    [ty] Попробуй
   *[vy] Попробуйте
} иначе или { $you ->
    [ty] открой
   *[vy] откройте
} весь список.

form-spelling = Записать <b>{ $offered }</b> вместо «{ $typed }»?
form-birth-echo = Дата рождения: <b>{ $birth }</b>. { $you ->
    [ty] Тебе
   *[vy] Вам
} { $age }, верно?
form-forwarded =
    Это пересланное сообщение. Записать его как ответ?

    <blockquote>{ $answer }</blockquote>

form-only-text = Здесь нужен ответ текстом: голосовые, стикеры и картинки я пока не понимаю.
form-only-choice = Здесь нужно выбрать вариант кнопкой или написать его словами.
form-only-phone = Здесь нужен номер телефона: { $you ->
    [ty] нажми кнопку внизу или напиши
   *[vy] нажмите кнопку внизу или напишите
} его цифрами.
form-only-file = Здесь нужен документ или фотография.
form-foreign-contact = Это контакт другого человека, а нужен { $you ->
    [ty] твой
   *[vy] ваш
} собственный номер.
form-phone-recorded = Телефон записан: { $phone }
form-goes-on = Хорошо, идём дальше.
form-waits = Анкета подождёт: всё, что уже введено, сохранено.
form-summary = <b>{ $title }</b> · Проверка ответов
form-summary-hint = Все вопросы уже заданы. { $you ->
    [ty] Проверь
   *[vy] Проверьте
} ответы и { $you ->
    [ty] нажми
   *[vy] нажмите
} кнопку под ними.
form-what-to-edit = Что изменить?
form-resume =
    <b>{ $title }</b>

    Анкета уже начата: ответов { $answered } из { $questions }. Продолжим с того же места?
form-finished = Уже принято
form-not-yours = Эта кнопка уже не действует

answers-missing = { $count ->
    [one] Остался { $count } обязательный вопрос
    [few] Осталось { $count } обязательных вопроса
   *[many] Осталось { $count } обязательных вопросов
} без ответа.
answer-required = Без ответа на этот вопрос не обойтись.
answer-too-long = Слишком длинно: можно до { $limit } знаков, а здесь { $actual }. { $you ->
    [ty] Сократи
   *[vy] Сократите
}, пожалуйста.
answer-too-short = Слишком коротко: нужно хотя бы { $limit } { $limit ->
    [one] знак
    [few] знака
   *[many] знаков
}, а здесь { $actual }.
answer-unknown-option = Такого варианта нет. { $you ->
    [ty] Выбери
   *[vy] Выберите
} один из предложенных.
answer-too-many-options = Можно отметить не больше { $limit }: сначала { $you ->
    [ty] сними
   *[vy] снимите
} лишнюю отметку.
answer-not-yes-no = Здесь нужно «Да» или «Нет».
answer-not-a-number = Здесь нужно число, например 12.
answer-number-too-small = Не меньше { $limit }.
answer-number-too-big = Не больше { $limit }.

date-not-a-date = Не похоже на дату. Например: 05.03.2010 или 5 марта 2010.
date-impossible = Такого дня нет в календаре: { $typed }.
birth-date-future = Этот день ещё не наступил.
birth-date-this-year = Это дата этого года, а нужна дата рождения.
birth-date-too-old = Получается больше { $limit } лет. { $you ->
    [ty] Проверь
   *[vy] Проверьте
} год.

name-empty = Здесь нужно имя буквами.
name-too-short = Здесь нужно полное имя, а не одна буква.
name-too-long = Слишком длинно: можно до { $limit } знаков, а здесь { $actual }.
name-digits = В имени не бывает цифр.
name-emoji = Без картинок, пожалуйста: { $found } не подойдёт.
name-latin = Имя нужно русскими буквами, как в документах.
name-latin-lookalike = Среди русских букв есть латинские: { $found }. { $you ->
    [ty] Набери
   *[vy] Наберите
} имя заново в русской раскладке.
name-stray-mark = Дефис, апостроф или пробел стоит не на месте.
name-bad-character = Знак «{ $found }» в имени не подойдёт.
name-whole-name = Похоже на имя целиком, а здесь нужна только фамилия.

phone-not-a-phone = Не похоже на номер телефона. Например: +7 914 555-12-34.
phone-wrong-length = В номере не то количество цифр ({ $actual }). Например: +7 914 555-12-34.
phone-not-mobile = Нужен мобильный номер, он начинается с 9. Например: +7 914 555-12-34.

grade-not-a-grade = Не понимаю класс или курс. Например: 9 «А» или 2 курс, группа 221-ИС.
grade-out-of-range = Классы бывают с { $lowest } по { $highest }.
course-out-of-range = Курсы бывают с { $lowest } по { $highest }.

question-key-bad = Ключ вопроса «{ $question }» не подойдёт: латинские буквы, цифры и подчёркивание, до 32 знаков.
question-field-unknown = В вопросе «{ $question }» есть неизвестное поле «{ $field }».
question-kind-unknown = У вопроса «{ $question }» неизвестный вид «{ $kind }».
question-limits-crossed = У вопроса «{ $question }» границы противоречат друг другу.
question-moment-bad = Момент в вопросе { $question } записан не так: нужны день, время и часовой пояс
question-option-bad = В вопросе «{ $question }» вариант «{ $option }» не подойдёт или повторяется.
question-options-missing = В вопросе «{ $question }» нет вариантов.
question-text-missing = У вопроса «{ $question }» нет текста.

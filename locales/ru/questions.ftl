### Вопросы регистрации. «…-short» — подпись ответа, «…-hint» — подсказка под вопросом.

registration-role = Кем { $you ->
    [ty] ты хочешь
   *[vy] вы хотите
} участвовать?
registration-role-short = Роль
registration-role-student = Участник, 14–17 лет
registration-role-tutor = Тьютор, 18–21 год
registration-role-mentor = Наставник
registration-surname = { $you ->
    [ty] Твоя
   *[vy] Ваша
} фамилия?
registration-surname-short = Фамилия
registration-first-name = { $you ->
    [ty] Твоё
   *[vy] Ваше
} имя?
registration-first-name-short = Имя
registration-patronymic = { $you ->
    [ty] Твоё
   *[vy] Ваше
} отчество?
registration-patronymic-short = Отчество
registration-patronymic-skip = Нет отчества
registration-gender = { $you ->
    [ty] Твой
   *[vy] Ваш
} пол?
registration-gender-short = Пол
registration-gender-female = Женский
registration-gender-male = Мужской
registration-birth-date = Дата рождения?
registration-birth-date-hint = Например: 05.03.2010 или 5 марта 2010.
registration-birth-date-short = Дата рождения
registration-institution = Где { $you ->
    [ty] ты учишься
   *[vy] вы учитесь
}?
registration-institution-short = Место учёбы
registration-institution-school = Школа
registration-institution-college = Колледж или техникум
registration-institution-university = Вуз
registration-organisation = В каком учебном заведении?
registration-organisation-short = Учебное заведение
registration-organisation-other = Другая организация
registration-organisation-name = Как называется учебное заведение?
registration-organisation-name-short = Учебное заведение
registration-organisation-name-hint = Например: школа № 5 или лицей № 11.
registration-workplace = Где { $you ->
    [ty] ты работаешь
   *[vy] вы работаете
}?
registration-workplace-short = Место работы
registration-grade = Какой класс или курс?
registration-grade-short = Класс или курс
registration-grade-hint = Например: 9А или 2 курс, группа 221-ИС.
registration-municipality = Где { $you ->
    [ty] ты живёшь
   *[vy] вы живёте
}?
registration-municipality-short = Муниципалитет
registration-phone = { $you ->
    [ty] Твой
   *[vy] Ваш
} номер телефона?
registration-phone-short = Телефон
registration-phone-hint = { $you ->
    [ty] Нажми кнопку внизу или напиши
   *[vy] Нажмите кнопку внизу или напишите
} номер, например 8 914 555-12-34.

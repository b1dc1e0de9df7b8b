### Выгрузка и загрузка списков.

## Кнопки и сообщения /export.

export-choose =
    <b>Выгрузка</b>

    Какой список прислать? Файл откроется в Excel и «Р7-Офисе». В нём персональные данные: каждая выгрузка записывается в журнал.
export-button-people = Люди
export-button-applications = Заявки
export-button-events = Мероприятия
export-button-teams = Команды
export-button-ranking = Рейтинг и оценки
export-button-audit = Журнал
export-caption-people = Люди, { $at }
export-caption-applications = Заявки, { $at }
export-caption-events = Мероприятия и участники, { $at }
export-caption-teams = Команды, { $at }
export-caption-ranking = Рейтинг и оценки рецензентов, { $at }
export-caption-audit = Журнал, { $at }
audit-export-made = выгружен список
audit-application-imported = загружена заявка
audit-import-made = загружен список

## Листы и столбцы таблиц. По этим же названиям столбцов читаются загружаемые файлы.

export-sheet-people = Люди
export-sheet-applications = Заявки
export-sheet-events = Мероприятия
export-sheet-visits = Участники
export-sheet-teams = Команды
export-sheet-ranking = Рейтинг
export-sheet-reviews = Оценки
export-sheet-audit = Журнал
export-column-number = №
export-column-surname = Фамилия
export-column-first-name = Имя
export-column-patronymic = Отчество
export-column-role = Роль
export-column-gender = Пол
export-column-birth-date = Дата рождения
export-column-municipality = Муниципалитет
export-column-institution = Где учится или работает
export-column-organisation = Организация
export-column-grade = Класс или курс
export-column-phone = Телефон
export-column-consent = Согласие на участие
export-column-source = Источник
export-column-registered = Регистрация
export-column-trained = Обучение пройдено
export-column-stopped = Не присылать сообщения с
export-column-unreachable = Недоступен с
export-column-reviews = Оценок
export-column-mean = Среднее
export-column-median = Медиана
export-column-adjusted = С поправкой на строгость
export-column-lowest = Наименьшая
export-column-highest = Наибольшая
export-column-mean-place = Место по среднему
export-column-adjusted-place = Место с поправкой
export-column-reviewer = Рецензент
export-column-score = Балл
export-column-levels = По критериям
export-column-comment = Комментарий
export-column-given = Поставлена
export-column-shared = Общая заявка
export-column-application = Номер заявки
export-column-status = Состояние
export-column-submitted = Отправлена
export-column-version = Версия
export-column-decision = Решение
export-column-decided = Решение объявлено
export-column-reason = Причина
export-column-withdrawn = Отозвана
export-column-admitted = Допущена
export-column-guardian-consent = Согласие родителя дано
export-column-second = Похожа на повторную
export-column-open-until = Приём открыт лично до
export-column-late-reason = Почему засчитано позднее согласие
export-column-kind = Вид
export-column-title = Название
export-column-description = Описание
export-column-place = Место
export-column-starts = Начало
export-column-ends = Окончание
export-column-zone = Часовой пояс
export-column-capacity = Мест
export-column-audience = Для кого
export-column-reminders = Напомнить за часов
export-column-going = Идут
export-column-waiting = Ждут места
export-column-answer = Ответ
export-column-answered = Ответ дан
export-column-team-number = № команды
export-column-team = Команда
export-column-direction = Направление
export-column-project = Проект
export-column-at = Когда
export-column-actor-number = № человека
export-column-actor = Кто
export-column-action = Действие
export-column-subject = Запись
export-column-detail = Подробности
export-column-name = Наименование
export-column-ownership = Форма собственности
export-column-slots = Мест для практики
export-column-contact = Контакт

## Слова в ячейках.

export-yes = да
export-no = нет
export-file = файл
export-status-draft = черновик
export-status-submitted = отправлена
export-status-accepted = принята
export-status-reserve = в резерве
export-status-rejected = отклонена
export-status-withdrawn = отозвана
export-decision-accepted = принять
export-decision-reserve = в резерв
export-decision-rejected = отклонить
export-decision-accepted-staged = принять (не объявлено)
export-decision-reserve-staged = в резерв (не объявлено)
export-decision-rejected-staged = отклонить (не объявлено)
export-event-draft = черновик
export-event-announced = объявлено
export-event-cancelled = отменено
export-visit-going = идёт
export-visit-waiting = ждёт места
export-visit-declined = не идёт

## Загрузка списков: почему строка не подошла.

import-missing = не заполнено: { $column }
import-too-long = { $column }: { $actual } знаков, можно не больше { $limit }
import-not-a-number = { $column }: нужно целое число от { $lowest }, а не «{ $typed }»
import-not-a-moment = { $column }: нужны дата и время, например 20.09.2026 10:00, а не «{ $typed }»
import-unknown-word = { $column }: «{ $typed }» не подходит; можно: { $known }
import-unknown-zone = { $column }: нет часового пояса «{ $typed }», нужен, например, Asia/Yakutsk
import-not-in-list = { $column }: в справочнике нет «{ $typed }»
import-ends-early = окончание не позже начала
import-twice = то же, что в строке { $row }
import-empty = в файле нет ни одной строки с данными
import-column-missing = в первой строке нет столбца «{ $column }»
import-column-twice = столбец «{ $column }» в первой строке дважды

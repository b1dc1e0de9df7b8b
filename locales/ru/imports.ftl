### Загрузка списков файлом.

office-tool-import = 📥 Загрузить
import-choose =
    <b>Загрузить список</b>

    Что в файле? Сначала бот всё проверит и покажет, что изменится; без подтверждения ничего не запишется.
import-button-events = Мероприятия
import-button-partners = Партнёры
import-button-applicants = Заявители
import-template = 📄 Шаблон
import-template-caption = Заполните первый лист; что можно писать в столбцах — на втором.
import-ask-file =
    <b>{ $listed ->
        [events] Мероприятия
        [partners] Партнёры
       *[applicants] Заявители
    }</b>

    Пришлите файл XLSX или CSV, до { $megabytes } МБ и { $rows } { $rows ->
        [one] строки
       *[other] строк
    }. Столбцы — как в шаблоне.{ $listed ->
        [applicants] {" "}Каждая строка станет человеком и его отправленной заявкой; согласия файлом не загружаются.
       *[other] {""}
    }
import-need-file = Нужен файл .xlsx или .csv: пришлите его как документ
import-card =
    <b>{ $listed ->
        [events] Мероприятия
        [partners] Партнёры
       *[applicants] Заявители
    }</b> · { $name }

    { $state ->
        [received] Проверяю файл: { $bar } { $percent } %. Когда закончу, напишу.
        [loading] Загружаю: { $bar } { $percent } %. Когда закончу, напишу.
        [checked] Проверено, ничего ещё не записано. Строк: { $rows }. Новых: <b>{ $added }</b>, изменённых: { $changed }, без изменений: { $same }.
        [done] ✅ Загружено. Новых: <b>{ $added }</b>, изменённых: { $changed }, без изменений: { $same }.
        [dropped] Файл забыт, ничего не записано.
       *[refused] { $problem ->
            [yes] Файл не подходит, ничего не записано:
           *[no] Не подходит строк: <b>{ $errors }</b>, ничего не записано. Исправьте и пришлите файл снова:
        }
    }
    { $lines }{ $more ->
        [0] {""}
       *[other] {""}
    … и ещё { $more }
    }
import-line = { $line }
import-open = Открыть
import-act-open = 🔄 Обновить
import-act-load = ✅ Загрузить
import-act-errors = 📄 Все ошибки
import-act-drop = Отменить
import-ask-reason =
    Приём заявок закрыт. Почему эти заявки принимаются сейчас?

    Причина останется у загрузки, от 5 до 300 знаков.
import-checked = 📥 { $name }: проверено, строк { $rows }. Осталось загрузить
import-refused = 📥 { $name }: не подходит строк: { $errors }. Ничего не записано
import-unfit = 📥 { $name }: файл не подходит. Ничего не записано
import-done = 📥 { $name }: загружено. Новых { $added }, изменённых { $changed }, без изменений { $same }
import-unknown = Такого файла нет
import-started = Уже загружается
import-not-checked = Загрузить можно только проверенный файл
import-call-closed = Приём заявок закрыт: загрузить может администратор, указав причину
import-reason-needed = Нужна причина, от { $lowest } до { $highest } знаков
import-wrong-ending = нужен файл .xlsx или .csv
import-no-workbook = это не таблица Excel или файл повреждён
import-encoding = кодировка файла не UTF-8 и не Windows-1251
import-file-too-large = Файл больше { $limit } МБ: разделите его
import-too-many-rows = строк больше { $limit }: разделите файл
import-not-downloaded = Telegram уже не отдаёт этот файл: пришлите его снова
import-fits-no-more = с проверки что-то изменилось, и файл больше не подходит: пришлите его снова
import-bad-row = Строка { $row }: { $why }
import-errors-caption = Строки, которые не подходят
import-errors-row = Строка
import-errors-column = Столбец
import-errors-reason = Почему
import-guide-column = Столбец
import-guide-needed = Обязательно
import-guide-known = Что писать
import-sheet-guide = Как заполнять
import-sheet-errors = Ошибки
import-sheet-events = Мероприятия
import-sheet-partners = Партнёры
import-sheet-applicants = Заявители
import-hint-birth-date = 05.03.2004
import-hint-phone = +7 914 555-12-34
import-hint-grade = 9 «А»; 2 курс
import-hint-starts = 20.09.2026 10:00
import-hint-ends = 20.09.2026 12:00
import-hint-zone = Asia/Yakutsk
import-hint-reminders = часы через запятую: 24, 2
import-hint-municipality = название из справочника
audit-import-asked = прислан файл со списком
audit-import-late = файл принят после закрытия приёма
audit-subject-file-import = файл № { $number }

## Ссылки: загруженный человек и его аккаунт.

account-link-make = 🔗 Ссылка для входа
account-links-make = 🔗 Личные ссылки
account-link-made =
    Ссылка для «{ $name }», до { $until }:

    { $link }

    Передайте её лично: после ответа на два вопроса аккаунт станет этим человеком. Прежние ссылки больше не действуют.
account-links-caption = Личные ссылки: { $count }, действуют до { $until }. Передайте каждому его строку; прежние ссылки больше не действуют.
account-link-none = Таких людей без аккаунта нет
account-link-dead = Ссылка не действует: по ней уже вошли, срок прошёл или вместо неё есть новая. Новую даст проектный офис.
account-link-known = По этой ссылке аккаунт не привязать: у него уже есть анкета. Если заявок получилось две, проектный офис оставит одну.
account-link-ask-name =
    Заявка уже внесена проектным офисом. Осталось узнать, чья она.

    Фамилия и имя, как в заявке:
account-link-ask-birth = Дата рождения, например 05.03.2004:
account-link-mismatch =
    Не совпадает с заявкой. После пяти ошибок ссылка перестанет действовать.

    Фамилия и имя, как в заявке:
account-link-done = ✅ { $name }, заявка теперь здесь.
export-column-link = Ссылка
audit-account-link-issued = выдана ссылка для входа
audit-account-link-used = аккаунт привязан по ссылке

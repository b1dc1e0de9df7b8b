### Документы к мероприятию: перечень, кто что сдал, чего не хватает. Только отметки: ни файлов, ни номеров.

document-title-empty = Нужно название документа
document-title-taken = «{ $title }» уже есть в перечне
document-too-long = Не больше { $limit } знаков, а сейчас { $length }
documents-many = В перечне может быть не больше { $limit } документов
document-due-late = Срок должен быть раньше начала: { $starts }
document-due-past = Этот срок уже прошёл
document-gone = Этого документа в перечне уже нет
document-not-going = Этот человек уже не в списке участников
document-not-handed-in = Документ ещё не сдан: срок действия указывать рано
document-changed-meanwhile = Отметку уже изменили. Откройте человека снова

broadcast-answer-documents = Не сдали документы: { $event }

audit-document-added = в перечень добавлен документ
audit-document-changed = изменён документ в перечне
audit-document-removed = из перечня убран документ
audit-document-people-seen = просмотр списка, кто сдал документы
audit-document-read = просмотр документов человека
audit-document-marked = отметка о документе

document-line = { $number }. { $mark } { $title } — { $state ->
    [missing] { $overdue ->
        [yes] срок прошёл: { $due }
       *[no] нужен { $due }
    }
    [expires] действителен только до { $until }, нужен новый { $due }
    [handed_in] сдан{ $termed ->
        [yes] , действителен до { $until }
       *[no] {""}
    }
   *[checked] проверен{ $termed ->
        [yes] , действителен до { $until }
       *[no] {""}
    }
}{ $noted ->
    [yes] {"\u000A"}<i>{ $note }</i>
   *[no] {""}
}
document-short = • { $title } — { $expires ->
    [yes] истекает раньше конца, нужен новый
   *[no] { $overdue ->
        [yes] срок прошёл:
       *[no] нужен
    }
} { $due }
documents-lacking = 📄 { $complete ->
    [yes] Все документы сданы
   *[no] Документы: сдано { $done } из { $asked }. Не хватает:{"\u000A"}{ $lines }{ $rest ->
        [0] {""}
       *[other] {"\u000A"}…и ещё { $rest }
    }
}
documents-own =
    📄 <b>{ $title }</b>: документы{ $of_child ->
        [yes] {"\u000A"}{ $child }
       *[no] {""}
    }

    { $lines }

    { $complete ->
        [yes] Всё сдано, спасибо!
       *[no] Сдано { $done } из { $asked }. Отметки ставит проектный офис: сюда присылать документы не нужно, сканы бот не хранит.
    }
child-documents =
    Документы:
    { $lines }
child-documents-line = • { $title }: сдано { $done } из { $asked }
document-due = до { $at }
document-due-start = до начала

## Проектный офис

documents-open = 📄 Документы
documents-for = 📄 { $title }
documents-events =
    📄 <b>Документы</b>

    { $lines }
documents-events-none =
    📄 <b>Документы</b>

    Ни одно мероприятие пока не просит документов. Перечень составляют в карточке мероприятия.
documents-event = • { $title }: всё сдали { $complete } из { $going }, документов { $items }
documents-of =
    📄 <b>{ $title }</b>: документы

    { $count ->
        [0] Перечень пуст: участников ни о чём не просят.
       *[other] { $lines }

        Всё сдали <b>{ $complete }</b> из { $going }.
    }
documents-item = { $number }. { $title } — сдали { $handed } из { $going }, { $due }{ $checked ->
    [0] {""}
   *[other] {" "}· проверено { $checked }
}{ $expiring ->
    [0] {""}
   *[other] {" "}· ⚠️ истекают раньше конца: { $expiring }
}
documents-add = ➕ Добавить
documents-added = ✅ Добавлено. Напишите следующий документ или вернитесь.
documents-usual = ➕ Обычный перечень ({ $count })
documents-usual-added = { $count ->
    [0] Добавлять нечего: всё уже в перечне.
    [one] ✅ Добавлен { $count } документ.
    [few] ✅ Добавлено { $count } документа.
   *[many] ✅ Добавлено { $count } документов.
}
documents-people = 👥 Кто что сдал
documents-export = ⬇️ Таблица
documents-export-caption = 📄 { $title }: кто что сдал на { $at }
export-sheet-documents = Документы
export-column-lacking = Не хватает
export-column-valid-until = Действителен до
export-document-missing = нет
export-document-expires = сдан, истекает раньше конца
export-document-handed-in = сдан
export-document-checked = проверен
documents-card =
    📄 <b>{ $title }</b>{ $translated ->
        [yes] {"\u000A"}По-английски: { $english }
       *[no] {""}
    }
    { $event }

    Срок: { $due }{ $noted ->
        [yes] {"\u000A"}Что и куда нести: { $note }
       *[no] {""}
    }
    Сдали: { $handed }, из них проверено: { $checked }{ $expiring ->
        [0] {""}
       *[other] {"\u000A"}⚠️ Истекают раньше конца мероприятия: { $expiring }
    }
documents-do-title = Название
documents-do-due = Срок
documents-do-note = Что и куда нести
documents-do-unnote = Без пояснения
documents-do-undue = До начала
documents-do-up = ⬆️ Выше
documents-do-ask = Убрать
documents-who-lacks = 👥 Кому не хватает
documents-do-drop = Да, убрать
documents-ask-new =
    Какой документ нужен для «{ $title }»?

    До { $limit } знаков. Можно сразу и по-английски, через черту: Копия полиса | Copy of the policy
documents-ask-title = Как теперь называть «{ $title }»? До { $limit } знаков, по-английски — через черту «|».
documents-ask-note = «{ $title }»: что и куда нести? До { $limit } знаков, по-английски — через черту «|».
documents-ask-due =
    До какого срока сдать «{ $title }»? Начало — { $starts }.

    Например: 20 августа (до конца дня) или 20.08 18:00. Если мероприятие перенесут, срок сдвинется вместе с ним.
documents-drop-ask =
    Убрать «{ $title }» из перечня?{ $noted ->
        [0] {""}
        [one] {" "}Отметка о том, кто сдал, тоже исчезнет: { $noted }.
       *[other] {" "}Отметки о том, кто сдал, тоже исчезнут: { $noted }.
    } Остальное не изменится.
documents-dropped = Документ убран из перечня.
documents-text-only = Здесь нужен текст. Сканы и фотографии документов бот не хранит.
documents-person = { $complete ->
    [yes] ✅
   *[no] ▫️ { $done } из { $asked } ·
} { $name }
documents-roster =
    👥 <b>{ $title }</b>: документы
    { $chosen ->
        [yes] Не сдали «{ $document }»: { $found }
       *[no] Всё сдали { $complete } из { $going }
    }

    { $searched ->
        [yes] Найдено по «{ $typed }»: { $found }
       *[no] Сверху — кому не хватает больше всего. Чтобы найти человека, напишите начало фамилии.
    }
documents-folder =
    📄 <b>{ $name }</b>
    { $title } · сдано { $done } из { $asked }

    { $lines }

    Нажатие меняет отметку: ▫️ нет → 📥 сдан → ✅ проверен. 📅 — до какого дня действителен.
documents-term = 📅 { $number }
documents-term-none = Без срока
documents-ask-term =
    { $name }: до какого дня действителен документ «{ $title }»?

    Например: 05.03.2027. Нужен до { $through } или позже.

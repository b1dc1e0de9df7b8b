### Проект команды: карточка, версии, поддержка.

project-open = 📋 Проект
project-form = Проект команды
project-form-send = Сохранить
project-form-summary = Проверьте карточку. Сохранится новая версия, прежние останутся.
project-title = Как называется проект?
project-title-short = Название
project-title-hint = Коротко и понятно: что это и для кого.
project-problem = Какую проблему решает проект и у кого она есть?
project-problem-short = Проблема
project-problem-hint = Кому сейчас трудно и почему. Два-три предложения.
project-result = Что получится в итоге?
project-result-short = Результат
project-result-hint = Что можно будет увидеть, потрогать или измерить весной.
project-partners = Кто помогает или мог бы помочь?
project-partners-short = Партнёры
project-partners-hint = Организации и специалисты, с которыми команда говорила или хочет поговорить.
project-stage = На какой стадии проект?
project-stage-short = Стадия
project-stage-idea = Идея
project-stage-plan = План
project-stage-prototype = Прототип
project-stage-trial = Испытания
project-stage-ready = Готово
project-support-form = Поддержка проекта
project-support-form-send = Записать
project-supporter = Какая организация или какой инвестор поддерживает проект?
project-supporter-short = Кто
project-support-kind = Чем поддерживает?
project-support-kind-short = Чем
project-support-kind-money = Деньги
project-support-kind-equipment = Оборудование
project-support-kind-place = Площадка
project-support-kind-expertise = Экспертиза
project-support-kind-order = Заказ
project-document = Какой документ это подтверждает?
project-document-short = Документ
project-document-hint = Номер и дата письма, соглашения или договора, или ссылка.
project-card = 📋 <b>Проект команды { $team }</b>
project-empty = { $edits ->
    [yes] Карточки ещё нет. Начните с названия — остальное можно дописать потом: каждая версия сохраняется.
   *[no] Карточки ещё нет: её заполняет тьютор команды.
}
project-part = <b>{ $name }:</b> { $value }
project-saved = Версия { $number } из { $versions }, { $at }
project-kept = ✅ Сохранено.
project-due = { $late ->
    [yes] ⏳ Срок был { $deadline }. { $number ->
        [0] До срока ничего не сохранено.
       *[other] На защиту идёт версия { $number }: она последняя до срока.
    }
   *[no] ⏳ На защиту пойдёт последняя версия до срока: { $deadline }.
}
project-defended = 🏁 Защита состоялась { $at }.
project-supports = 🤝 <b>Поддержка</b>
project-support-line = • { $who } — { $kind }{ $documented ->
    [yes] {" "}({ $document })
   *[no] {""}
}
project-write = { $empty ->
    [yes] ✏️ Заполнить
   *[no] ✏️ Изменить
}
project-versions = Версии ({ $count })
project-versions-list =
    📋 <b>Версии проекта команды { $team }</b>

    { $dated ->
        [yes] Отмечена та, что идёт на защиту: последняя до { $deadline }.
       *[no] Сверху — последняя.
    }
project-version-line = { $counted ->
    [yes] 🏁{" "}
   *[no] {""}
}Версия { $number } · { $at }
project-version =
    📋 <b>Версия { $number }</b>
    { $at }, { $by ->
        [office] записал проектный офис
       *[tutor] записал тьютор
    }
    { $first ->
        [yes] Первая версия.
       *[no] Изменено: { $changed }.
    }
project-support-add = Записать поддержку
project-support-drop = ✖ { $who }
project-support-drop-ask = Удалить запись о поддержке? Это уменьшит показатель.
project-support-drop-sure = Да, удалить
project-defence = { $done ->
    [yes] Отменить защиту
   *[no] 🏁 Защита состоялась
}
project-by-office = 📋 Проектный офис изменил карточку проекта команды { $team }: теперь это версия { $number }.
project-overtaken = Пока вы писали, карточку сохранил кто-то другой: там уже версия { $number }. Откройте её и внесите своё ещё раз.
project-unchanged = Ничего не изменилось, новая версия не нужна.
project-support-gone = Этой записи уже нет.
project-version-gone = Такой версии нет.
audit-project-read = просмотр проекта
audit-project-saved = проект изменён офисом
audit-project-supported = записана поддержка проекта
audit-project-unsupported = удалена запись о поддержке
audit-project-defended = отмечена защита проекта
audit-project-undefended = снята отметка о защите

### Метки, которые проектный офис ставит людям.

tags-open = 🏷 Метки
tags-of =
    🏷 <b>{ $name }</b>: метки ({ $count })

    { $empty ->
        [yes] Меток ещё нет. Добавьте первую — например, «волонтёр» или «олимпиадник»: по меткам можно выбирать получателей рассылки.
       *[no] Нажмите, чтобы поставить или снять.
    }
tag-line = { $on ->
    [yes] ✅{" "}
   *[no] {""}
}{ $name } · { $people }
tag-new = ➕ Новая метка
tag-ask = Какую метку поставить? { $name }. До { $limit } знаков.
tag-type = Здесь нужен текст: название метки.
tag-empty = Название метки пустое
tag-too-long = Метка — до { $limit } знаков, а здесь { $actual }
tag-there = Эта метка уже стоит
tag-gone = Этой метки уже нет
tags-many = Меток у человека не больше { $most }: снимите лишнюю
person-tags = Метки
audit-person-tagged = поставлена метка
audit-person-untagged = снята метка
broadcast-part-tag = Метка
broadcast-part-without = Кроме метки

### Места: подтверждение, отказ, резерв, история перемещений.

seat-please-confirm =
    { $you ->
        [ty] Подтверди
       *[vy] Подтвердите
    } участие до { $deadline }: без ответа место перейдёт следующему в резерве.
seat-confirm = ✅ Подтвердить
seat-decline = Отказаться
seat-decline-yes = Да, отказаться
seat-confirmed = ✅ Участие подтверждено, место за { $you ->
    [ty] тобой
   *[vy] вами
}.
seat-decline-ask =
    Отказаться от места?

    Оно сразу перейдёт следующему в резерве, и вернуть его не получится.
seat-declined = Спасибо за ответ: место перейдёт следующему. Мероприятия программы открыты и { $you ->
    [ty] тебе
   *[vy] вам
}.
seat-moved-up =
    🎉 <b>Место освободилось: заявка { $number } принята!</b>

    { $asked ->
        [yes] { seat-please-confirm }
       *[no] { $role ->
            [student] Ты в программе. Дальше всё придёт сюда.
           *[other] Вы в программе. Дальше всё придёт сюда.
        }
    }
seat-nudge =
    ⏰ <b>Место ждёт ответа: заявка { $number }</b>

    { seat-please-confirm }
seat-expired =
    <b>Срок ответа вышел</b>

    Место по заявке { $number } перешло следующему в резерве. Если ответить не получилось, { $you ->
        [ty] напиши
       *[vy] напишите
    } в проектный офис: { $contact }

seat-already-confirmed = Уже подтверждено
seat-already-declined = От этого места уже отказались
seat-passed-on = Срок вышел: место перешло следующему
seat-gone = Этого места больше нет
seat-unknown = Такого места нет
seat-cannot-return = Вернуть в резерв можно только того, кто потерял место
seat-limit-bad = Нужно число мест от 1 до { $most }
seat-term-unknown = Такого срока нет
seats-nobody-moves = Поднять некого: нет свободных мест или тех, кому можно написать
municipality-unknown = Такого муниципалитета нет

seats-open = 🪑 Места и резерв
seats-why-open = ❓ Почему?
seats-overview =
    <b>Места: { call-name }</b>

    Принято: <b>{ $accepted }</b> из { $quota }{ $over ->
        [0] { $free ->
            [0] {""}
           *[other] , свободно { $free }
        }
       *[other] , больше на { $over }
    }
    Подтвердили: { $confirmed } · ждём ответа: { $offered }
    В резерве: { $reserve } · поднялись из резерва: { $moved_up }

    { $automatic ->
        [yes] Резерв поднимается сам, как только место освободится.
       *[no] Резерв поднимается только по кнопке.
    }
    { $days ->
        [0] Подтверждать место не нужно.
        [one] На ответ — { $days } день; кто молчит, того место переходит дальше, если в резерве есть кому.
        [few] На ответ — { $days } дня; кто молчит, того место переходит дальше, если в резерве есть кому.
       *[many] На ответ — { $days } дней; кто молчит, того место переходит дальше, если в резерве есть кому.
    }{ $limits ->
        [0] {""}
       *[other] {"\u000A"}Муниципалитетов со своим пределом мест: { $limits }
    }
seats-to-waiting = ⏳ Ждём ответа: { $count }
seats-to-reserve = Резерв: { $count }
seats-to-moves = История
seats-fill = ⬆️ Поднять из резерва: { $count }
seats-filled = ⬆️ Поднялись из резерва: { $count }. Письма уходят.
seats-make-hand = Поднимать по кнопке
seats-make-auto = Поднимать сразу
seats-change-term = Срок ответа
seats-change-places = Пределы мест
seats-ask-term =
    Сколько дней на ответ тем, кого примут?

    { $days ->
        [0] Сейчас: подтверждать не нужно.
       *[other] Сейчас, в днях: { $days }.
    } Кому место уже предложено, у того срок не изменится. Ночью срок не истекает.
seats-days = { $days ->
    [0] Без ответа
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
seats-limits =
    <b>Пределы мест по муниципалитетам</b>

    Из муниципалитета с пределом из резерва поднимутся не больше людей, чем осталось мест. Показаны те, откуда есть заявки.
seats-limit = { $place } · { $limited ->
    [yes] { $limit }
   *[no] —
}
seats-ask-limit =
    { $place }: сколько мест самое большее? Напишите число.{ $limited ->
        [yes] {" "}Сейчас: { $limit }.
       *[no] {""}
    }
seats-lift-limit = Без предела
seats-list = <b>{ $what ->
    [waiting] Ждём ответа: { $count }
    [reserve] Резерв: { $count }
   *[moves] История мест: { $count }
}</b>
seats-waiting-line = { $number } · { $place } · до { $until }
seats-reserve-line = { $position }. { $number } · { $place }{ $able ->
    [yes] {""}
   *[no] {" "}· ⚠️ пока не поднимется: нет согласия или связи
}
seats-move-of = <b>{ $number }</b> { $line }
seats-no-moves = Решений ещё не объявляли.
seat-move = { $at }: { $what } — { $who ->
    [own] сам заявитель
    [bot] бот
   *[office] { $named ->
        [no] проектный офис
       *[other] проектный офис, { $name }
    }
}
seat-move-accepted = принята, место предложено
seat-move-reserved = в резерв
seat-move-rejected = отказ
seat-move-confirmed = участие подтверждено
seat-move-declined = отказ от места
seat-move-expired = ответа не было до конца срока, место отдано
seat-move-freed = место освобождено
seat-move-erased = данные стёрты, место отдано
seat-move-left = заявка отозвана
seat-move-left_team = команда оставлена, место освобождено
seat-move-moved_up = { $after ->
    [yes] поднялась из резерва на место { $other }
   *[no] поднялась из резерва на свободное место
}
seat-move-returned = возвращена в резерв
seats-why =
    <b>{ $number }: почему так</b>

    { $lines }

    { $now }
seats-now-reserve = Сейчас: в резерве, место в очереди { $position }. Свободных мест: { $free }. { $automatic ->
    [yes] Поднимется сама, когда дойдёт очередь.
   *[no] Поднимается только по кнопке.
}
seats-now-asked = { $late ->
    [yes] Сейчас: ждём ответа, срок прошёл { $deadline }. Место держим, пока его некому отдать.
   *[no] Сейчас: ждём ответа до { $deadline }.
}
seats-now-confirmed = Сейчас: место подтверждено.
seats-now-status = Сейчас: { $status ->
    [accepted] принята
    [rejected] отказ
    [withdrawn] отозвана
    [draft] черновик
    [reserve] в резерве
   *[submitted] ждёт решения
}.
seats-confirm-for = ✅ Подтвердить место
seats-free = Освободить место
seats-free-ask = Освободить место { $number }? Оно сразу перейдёт следующему в резерве.
seats-free-yes = Да, освободить
seats-put-back = ↩️ Вернуть в резерв
seats-to-card = К заявке

audit-seats-refill = изменён порядок подъёма из резерва
audit-seats-term = изменён срок ответа о месте
audit-seats-limit = изменён предел мест муниципалитета
audit-seats-filled = резерв поднят по кнопке

seats-invite-mentor = ✉️ Пригласить наставника
seat-move-invited = место по приглашению
mentor-invitation =
    🤝 { $name }, проектный офис приглашает вас стать наставником программы.

    Наставник поддерживает одну команду школьников и студентов в течение года. Приглашение именное: после согласия ссылка будет действовать только для вас.
mentor-invitation-accept = ✅ Принять
mentor-invitation-register =
    Спасибо! Осталось зарегистрироваться: имя, где вы работаете, телефон и согласие. Это пара минут, роль — «Наставник».
mentor-invitation-placed = { $status ->
    [reserve] Спасибо! Основной состав уже собран: вы в резерве наставников, заявка { $number }. Если место освободится, я напишу.
   *[accepted] Спасибо! Вы наставник программы, заявка { $number }. Предложение команды придёт сюда.
}
mentor-invitation-ask = Кого приглашаете? Напишите фамилию и имя, например: «Ларина Татьяна».
mentor-invitation-link =
    Приглашение наставника: <b>{ $name }</b>

    { $link }

    Ссылка одноразовая, действует до { $until }. Перешлите её лично: место достанется тому, кто её подтвердит.
mentor-invitation-dead = Приглашение не действует: оно уже использовано, устарело или отозвано. Новое даст проектный офис.
mentor-invitation-other-role = Приглашение — для наставника, а у вас уже другая роль в программе
mentor-places-full = Все места наставников и резерва уже заняты
audit-mentor-invited = приглашён наставник

### Согласия: тексты по целям, ссылка для родителя, «Мой ребёнок».
### Меняя текст согласия, увеличьте WORDING в bot/domain/consents.py: прежние подписи останутся под прежним текстом,
### и о новом бот спросит каждого сам.

consent-agree = Даю согласие
consent-refuse = Не даю
consent-needed = Без этого согласия участвовать нельзя.
consent-optional = Можно не давать: на отбор это не влияет.
consent-participation-needed = Без согласия на участие продолжить нельзя. Передумать можно сейчас или позже: /menu вернёт в главное меню, и я ничего не отправлю.
consent-own-participation =
    <b>Согласие на участие</b>

    Проектный офис программы обрабатывает { $you ->
        [ty] твои
       *[vy] ваши
    } имя, пол, дату рождения, телефон, муниципалитет, место учёбы или работы и ответы в заявке, чтобы провести отбор, собрать команды и вести программу. Срок — до конца сезона; согласие можно отозвать в любой момент: /privacy.

    { $you ->
        [ty] Даёшь согласие
       *[vy] Даёте согласие
    }?
consent-own-participation-short = Участие
consent-own-participation-yes = { consent-agree }
consent-own-participation-no = { consent-refuse }
consent-own-publication =
    <b>Согласие на публикацию</b>

    Имя, фамилия, фотографии и видео с мероприятий могут появиться на сайте и в соцсетях программы.
consent-own-publication-short = Публикация
consent-own-publication-yes = { consent-agree }
consent-own-publication-no = { consent-refuse }
consent-own-partner-transfer =
    <b>Согласие на передачу партнёрам</b>

    Имя, телефон и направление могут получить организации-партнёры, если { $you ->
        [ty] ты идёшь
       *[vy] вы идёте
    } к ним на стажировку или профессиональную пробу.
consent-own-partner-transfer-short = Передача партнёрам
consent-own-partner-transfer-yes = { consent-agree }
consent-own-partner-transfer-no = { consent-refuse }
consent-own-partner-mailing =
    <b>Согласие на письма партнёров</b>

    Программа может присылать приглашения и предложения организаций-партнёров.
consent-own-partner-mailing-short = Письма партнёров
consent-own-partner-mailing-yes = { consent-agree }
consent-own-partner-mailing-no = { consent-refuse }
consent-child-participation =
    <b>Согласие на участие ребёнка</b>

    Проектный офис программы обрабатывает имя, пол, дату рождения, телефон, муниципалитет, место учёбы ребёнка и его ответы в заявке, а также ваше имя и телефон, чтобы провести отбор, собрать команды и вести программу. Срок — до конца сезона; согласие можно отозвать в любой момент в разделе «Мой ребёнок».

    Подтверждаете, что вы родитель или законный представитель и согласны?
consent-child-participation-short = Участие
consent-child-participation-yes = { consent-agree }
consent-child-participation-no = { consent-refuse }
consent-child-publication =
    <b>Согласие на публикацию</b>

    Имя, фамилия ребёнка, фотографии и видео с мероприятий могут появиться на сайте и в соцсетях программы.
consent-child-publication-short = Публикация
consent-child-publication-yes = { consent-agree }
consent-child-publication-no = { consent-refuse }
consent-child-partner-transfer =
    <b>Согласие на передачу партнёрам</b>

    Имя, телефон и направление ребёнка могут получить организации-партнёры, если он идёт к ним на стажировку или профессиональную пробу.
consent-child-partner-transfer-short = Передача партнёрам
consent-child-partner-transfer-yes = { consent-agree }
consent-child-partner-transfer-no = { consent-refuse }
consent-child-partner-mailing =
    <b>Согласие на письма партнёров</b>

    Программа может присылать ребёнку приглашения и предложения организаций-партнёров.
consent-child-partner-mailing-short = Письма партнёров
consent-child-partner-mailing-yes = { consent-agree }
consent-child-partner-mailing-no = { consent-refuse }

consent-purpose-participation = участие
consent-purpose-publication = публикация
consent-purpose-partner-transfer = передача партнёрам
consent-purpose-partner-mailing = письма партнёров
consent-line = { $own ->
    [yes] ✅
   *[no] ▫️
} { $purpose }{ $guardian ->
    [yes] {""} · { $you ->
        [ty] родитель согласен
       *[vy] вы согласны
    }
   *[no] {""}
}
consent-give = Дать: { $purpose }
consent-withdraw = Отозвать: { $purpose }
consent-take-back = Отозвать согласие
consent-given-note = Согласие записано.
consent-withdrawn-note = Согласие отозвано.
consent-not-given = Такого согласия нет: отзывать нечего
consent-too-young = Участвовать можно с { $minimum } лет, а сейчас { $age }.
consent-withdraw-participation = Без согласия на участие программа для этого человека останавливается: заявка не будет рассмотрена, место в команде освободится. Отозвать?
consent-withdraw-publication = Новых публикаций с именем и фотографиями не будет. Отозвать?
consent-withdraw-partner-transfer = Партнёры больше не получат данные. Отозвать?
consent-withdraw-partner-mailing = Писем партнёров больше не будет. Отозвать?
consent-withdrawn-office = Отозвано согласие на участие: карточка № { $person }. Имя и подробности — в разделе «Люди».

guardian-open = Согласие родителя
guardian-form = Согласие родителя
guardian-form-summary =
    <b>Согласие родителя</b> · Проверка ответов

    Остался один шаг: если всё верно, нажмите «Подписать».
guardian-form-send = Подписать
guardian-state-none = До 18 лет нужно согласие родителя или законного представителя. Он подтвердит его со своего телефона по ссылке.
guardian-state-waiting = Ссылка для родителя уже есть и действует до { $until }. Если она потерялась, можно сделать новую: прежняя перестанет работать.
guardian-state-given = Согласие родителя получено, всё в порядке.
guardian-make-link = Получить ссылку
guardian-new-link = Новая ссылка
guardian-link-made =
    Ссылка готова и действует до { $until }, один раз.

    { $you ->
        [ty] Перешли
       *[vy] Перешлите
    } родителю сообщение ниже: открыть ссылку нужно с его телефона.
guardian-share = Переслать родителю
guardian-share-text = Подтверди, пожалуйста, моё участие в программе «Кадры будущего для регионов»
guardian-letter =
    Здравствуйте! { $name } хочет участвовать в программе «Кадры будущего для регионов». До 18 лет нужно ваше согласие: откройте ссылку со своего телефона, это займёт две минуты.

    { $link }
guardian-confirm = Подтвердить участие
guardian-invitation =
    Здравствуйте! <b>{ $name }</b> хочет участвовать в программе «Кадры будущего для регионов» и просит вашего согласия.

    Это бесплатная программа Амурской области: команды 14–17 лет с тьютором и наставником делают проект для региона. Сначала можно посмотреть этапы и ответы на вопросы.

    Ссылка действует до { $until }. Дальше — несколько вопросов о вас и согласия, каждое отдельно.
guardian-go-on = Продолжить
guardian-relation = Кем вы приходитесь ребёнку?
guardian-relation-short = Кем приходитесь
guardian-relation-mother = Мать
guardian-relation-father = Отец
guardian-relation-representative = Законный представитель
guardian-surname = Ваша фамилия?
guardian-surname-short = Фамилия
guardian-first-name = Ваше имя?
guardian-first-name-short = Имя
guardian-patronymic = Ваше отчество?
guardian-patronymic-short = Отчество
guardian-patronymic-skip = Нет отчества
guardian-phone = Телефон для связи?
guardian-phone-short = Телефон
guardian-confirmed = Спасибо! Согласие записано, { $name } об этом узнает.{ $late ->
    [yes] {" "}Срок согласия уже прошёл: допустить ли заявку, решит проектный офис.
   *[no] {""}
} Посмотреть статус или отозвать согласие можно в разделе «Мой ребёнок».
guardian-confirmed-child = Родитель подтвердил согласие на { $you ->
    [ty] твоё
   *[vy] ваше
} участие. { $late ->
    [yes] Срок согласия уже прошёл: допустить ли заявку, решит проектный офис.
   *[no] Всё готово для заявки!
}
guardian-gave-child = Родитель дал согласие: { $purpose ->
    [publication] публикация
    [partner_transfer] передача партнёрам
    [partner_mailing] письма партнёров
   *[participation] участие
}.
guardian-withdrew-child = Родитель отозвал согласие: { $purpose ->
    [publication] публикация
    [partner_transfer] передача партнёрам
    [partner_mailing] письма партнёров
   *[participation] участие
}.
guardian-link-unknown = Эта ссылка не действует: возможно, она скопирована не целиком. Новую делает ребёнок: «Профиль» → «Согласие родителя».
guardian-link-own = Эта ссылка — для родителя: открыть её нужно с его телефона, а не со своего.
guardian-link-used = По этой ссылке согласие уже подтверждено: она работает один раз.
guardian-link-expired = Срок этой ссылки вышел. Ребёнок может сделать новую: /profile → «Согласие родителя».
guardian-is-student = По этой ссылке подтверждает родитель или законный представитель, а вы зарегистрированы как участник.
guardian-too-young = Подтвердить может только взрослый, с { $minimum } лет.
guardian-not-needed = Согласие родителя здесь не нужно.
guardian-not-yours = Эта кнопка уже не действует

child-none = Здесь появится ребёнок, за которого вы подтвердите согласие. Ссылку для этого делает он сам.
child-choose = О ком рассказать?
child-card =
    <b>Мой ребёнок: { $name }</b>

    { $status }

    Согласия (✅ — дал сам ребёнок):
    { $consents }
child-status-none = Заявка ещё не начата.
child-status-draft = Заявка заполняется.
child-status-submitted = Заявка отправлена и ждёт решения.
child-status-accepted = Заявка принята, ребёнок в программе.
child-status-reserve = Заявка в резерве: место может появиться.
child-status-rejected = Заявка отклонена.
child-status-withdrawn = Заявка отозвана.

office-consents-open = 📄 Согласия
office-consents =
    <b>Согласия: { $name }</b>

    { $lines }

    { $admission }
office-consents-none = Согласий пока нет.
office-consents-line = ✅ { $purpose } · { $relation ->
    [self] сам участник
    [mother] мать
    [father] отец
   *[representative] законный представитель
} · { $given }{ $channel ->
    [paper] {" "}· бумага { $evidence }
   *[other] {""}
}
admission-admitted = Заявка { $number } допущена: все подписи есть.
admission-waiting = Заявка { $number }: подписаны не все согласия. Срок согласия родителя — до { $closes }.
admission-closed = ⛔️ Заявка { $number } не допущена: согласия родителя не было к { $closes }.
admission-late = ⛔️ Заявка { $number } не допущена: согласие родителя пришло после { $closes }. Допустить может администратор.
admission-let-in =
    Заявка { $number } допущена администратором { $granted }.
    Причина: { $reason }
admission-let-in-unsigned =
    Заявку { $number } администратор разрешил допустить после срока ({ $granted }), но согласия родителя пока нет.
    Причина: { $reason }
admission-grant = Допустить после срока
admission-revoke = Отменить допуск
admission-ask-reason = Почему согласие после срока засчитывается? Напишите причину: она останется в журнале согласий.
admission-not-needed = Допуск этой заявке не нужен
admission-not-granted = Допуска нет: отменять нечего
admission-accepted = Заявка уже принята: допуск отменить нельзя
admission-late-office = ⏰ Согласие родителя по заявке { $number } пришло после срока. Допустить можно в карточке № { $person }: «Люди» → «Согласия».
admission-granted = Заявка { $number } допущена к отбору, хотя срок согласия родителя прошёл.{ $signed ->
    [yes] {""}
   *[no] {" "}Осталось само согласие: его ещё можно подписать.
}
reason-missing = Нужна причина: хотя бы несколько слов
reason-too-long = Причина — до { $limit } символов, сейчас { $actual }

paper-record = 📄 Записать бумажное
paper-form = Согласие на бумаге
paper-form-send = Записать
paper-relation = Кто подписал бумагу?
paper-relation-mother = Мать
paper-relation-father = Отец
paper-relation-representative = Законный представитель
paper-relation-self = Сам участник
paper-relation-short = Кто подписал
paper-name = Фамилия, имя и отчество того, кто подписал?
paper-name-short = ФИО
paper-signed-on = Какое число стоит на бумаге?
paper-signed-on-short = Дата
paper-number = Под каким номером бумага зарегистрирована?
paper-number-short = Номер
paper-purposes = На что подписано согласие?
paper-purposes-short = Согласия
paper-purposes-participation = Участие
paper-purposes-publication = Публикация
paper-purposes-partner-transfer = Передача партнёрам
paper-purposes-partner-mailing = Письма партнёров
paper-recorded-note = ✅ Записано.
paper-recorded = Проектный офис записал согласие родителя на { $you ->
    [ty] твоё
   *[vy] ваше
} участие, подписанное на бумаге.
paper-date-future = Эта дата ещё не наступила
paper-date-old = Бумаге больше года: нужна новая
paper-known = Эта бумага уже записана
paper-withdraw = Отозвать бумажное: { $purpose }
paper-withdraw-ask = Отозвать согласие по бумаге { $evidence }?
child-go-on = ✍️ Подписать: { $name }
audit-admission-granted = заявка допущена после срока согласия
audit-admission-revoked = отменён допуск заявки

consent-anew-button = ✍️ Подписать заново: { $purpose }
consent-anew-read = Прочитать
consents-to-sign-anew = ⚠️ Есть согласия, которые нужно подписать заново. Прежние подписи пока действуют.
consent-anew = Текст согласий изменился. { $you ->
    [ty] Прочитай новый и подпиши, если всё подходит
   *[vy] Прочитайте новый и подпишите, если всё подходит
}.
consent-anew-child = Текст согласий на участие ребёнка изменился. Прочитайте новый и подпишите, если всё подходит.
consent-adult = 🎂 Исполнилось 18! Раньше согласия подписывал и родитель, теперь это { $you ->
    [ty] твоё решение. Подпиши их заново
   *[vy] ваше решение. Подпишите их заново
} до { $until }.
consent-frozen = ⏸ Участие приостановлено: после восемнадцатилетия прошло две недели, а согласие заново не подписано. { $you ->
    [ty] Подпиши его, и всё продолжится с того же места
   *[vy] Подпишите его, и всё продолжится с того же места
}.
consent-frozen-office = Участие приостановлено: после восемнадцатилетия согласие не подписано заново, карточка № { $person }. Имя и подробности — в разделе «Люди».
participation-frozen = ⏸ Участие приостановлено: после 18 лет согласие нужно подписать заново. Это можно сделать здесь: /privacy
participation-withdrawn = ⏸ Согласие на участие отозвано. Чтобы продолжить, его нужно дать снова: /privacy
participation-withdrawn-by-guardian = ⏸ Родитель отозвал согласие на участие. Продолжить можно, когда оно снова подписано.
consent-text-changed = ⚠️ Текст согласия с тех пор изменился. Вот новый:

/* Every word the page itself says. What the bot says comes from the bot. */

/** Russian plural: plural(5, ["сообщение", "сообщения", "сообщений"]). */
export function plural(n, [one, few, many]) {
  const tens = Math.abs(n) % 100;
  const units = tens % 10;
  if (tens > 10 && tens < 20) return many;
  if (units === 1) return one;
  return units > 1 && units < 5 ? few : many;
}

const count = (n, forms) => `${n} ${plural(n, forms)}`;

export const t = {
  title: "Кадры будущего для регионов",
  line: "Песочница: Telegram на этом компьютере",
  pageTitle: "Кадры будущего — песочница",
  theme: { toDark: "Тёмная тема", toLight: "Светлая тема" },

  connection: {
    down: "Бот перезапускается…",
    noBot: "Бот ещё не подключился. Сообщения подождут его здесь.",
  },

  time: {
    label: "Машина времени",
    now: (text) => `Время песочницы: ${text}`,
    hour: "+1 час",
    day: "+1 день",
    week: "7 дней",
    marks: "Моменты",
    reset: "Вернуться в настоящее",
    passed: "уже прошло",
    here: "по Благовещенску",
    /* Two parts: the second is left out where there is little room. */
    shifted: (seconds) => {
      const sign = seconds < 0 ? "−" : "+";
      const away = Math.abs(seconds);
      const hours = Math.round(away / 3600);
      if (away < 60) return ["", ""];
      if (hours === 0) return [`${sign}${Math.round(away / 60)} мин`, ""];
      const days = Math.floor(hours / 24);
      const rest = hours % 24;
      if (days === 0) return [`${sign}${rest} ч`, ""];
      return [`${sign}${count(days, ["день", "дня", "дней"])}`, rest === 0 ? "" : ` ${rest} ч`];
    },
  },

  people: {
    list: "Люди",
    search: "Найти",
    add: "Ещё телефон",
    addTitle: "Ещё один телефон",
    addHint: "Новый человек появится рядом с остальными. Например, мама ученицы, которая подтвердит согласие.",
    firstName: "Имя",
    lastName: "Фамилия",
    phone: "Номер телефона",
    label: "Кто это",
    labels: ["Родитель", "Ещё одна ученица", "Ещё один ученик", "Тьютор", "Наставник", "Гость"],
    phonePlaceholder: "+7 914 555-12-34",
    create: "Добавить",
    cancel: "Отмена",
    nameNeeded: "Без имени телефон не подписать",
    hide: "Свернуть",
    shown: "на экране",
    empty: "Пока никого нет",
    emptyHint: "Добавьте первый телефон и напишите с него боту.",
    allHidden: "Все телефоны свёрнуты",
    allHiddenHint: "Откройте любой из них в списке людей.",
    unread: (n) => count(n, ["новое сообщение", "новых сообщения", "новых сообщений"]),
    phoneOf: (name) => `Телефон: ${name}`,
    tabs: "Телефоны",
  },

  phone: {
    bot: "бот",
    group: "группа",
    botChat: "Бот",
    typing: "печатает",
    menu: "Действия",
    chats: "Чаты",
    restart: "Начать заново",
    block: "Заблокировать бота",
    unblock: "Разблокировать",
    minimise: "Свернуть телефон",
    start: "Начать",
    blocked: "Вы заблокировали этого бота",
    deactivated: "Этот аккаунт удалён",
    emptyHint: "Нажмите «Начать», чтобы познакомиться с ботом.",
    emptyGroup: "В группе пока тихо.",
    whatCan: "Что умеет этот бот?",
    down: "К последним сообщениям",
    pinned: "Закреплённое сообщение",
    linkFrom: (name) => `Ссылка от: ${name}`,
    linkOpen: "Открыть",
    linkClose: "Убрать ссылку",
  },

  composer: {
    placeholder: "Сообщение",
    send: "Отправить",
    save: "Сохранить",
    attach: "Прикрепить",
    commands: "Меню",
    keyboard: "Клавиатура бота",
    hideKeyboard: "Скрыть клавиатуру",
    reply: "Ответ",
    edit: "Редактирование",
    cancel: "Отменить",
  },

  attach: {
    photo: "Фото",
    document: "Файл",
    voice: "Голосовое",
    videoNote: "Кружок",
    sticker: "Стикер",
    location: "Геопозиция",
    contact: "Контакт",
    caption: "Подпись",
    stickerTitle: "Стикер",
    locationTitle: "Где вы?",
    contactTitle: "Чей контакт отправить?",
    own: "свой номер",
    noPhone: "номера нет",
    tooBig: "Файл больше 10 МБ: для песочницы великоват",
    places: [
      { name: "Благовещенск", lat: 50.2907, lon: 127.5272 },
      { name: "Свободный", lat: 51.3753, lon: 128.1411 },
      { name: "Артек, Гурзуф", lat: 44.5536, lon: 34.2967 },
      { name: "ВДНХ, Москва", lat: 55.8262, lon: 37.6377 },
    ],
  },

  contact: {
    ask: (phone) => ["Поделиться номером ", phone, "?"],
    text: "Бот узнает номер этого телефона.",
    none: "У этого телефона нет номера, поделиться нечем.",
    yes: "Поделиться",
    no: "Отмена",
    location: "Отправить геопозицию?",
    locationText: "Бот узнает, где этот телефон. В песочнице это Благовещенск.",
  },

  message: {
    edited: "изменено",
    photo: "Фото",
    document: "Файл",
    voice: "Голосовое сообщение",
    video: "Видео",
    videoNote: "Видеосообщение",
    sticker: "Стикер",
    location: "Геопозиция",
    contact: "Контакт",
    reply: "Ответить",
    edit: "Изменить",
    forward: "Переслать",
    remove: "Удалить",
    copy: "Копировать текст",
    openElsewhere: "Открыть ссылку на другом телефоне",
    actions: "Действия с сообщением",
    forwarded: (name) => `Переслано от: ${name}`,
    download: "Скачать",
    spoiler: "Скрытый текст, нажмите, чтобы показать",
    sent: "отправлено",
    copied: "Скопировано",
    notCopied: "Браузер не дал скопировать",
    forwardTitle: "Куда переслать?",
    from: (name, text) => `${name}: ${text}`,
    close: "Закрыть",
    open: "Открыть фото",
  },

  link: {
    title: "На каком телефоне открыть?",
    share: "Кому отправить?",
    hint: "Ссылка появится на выбранном телефоне.",
    another: "Новый телефон…",
    asked: "Просьба о вступлении отправлена",
    group: "Создать группу с ботом?",
    groupHint: "Бот станет в ней администратором.",
    groupMake: "Создать",
    groupTitle: (name) => `Группа: ${name}`,
  },

  ok: "ОК",
  failed: "Не получилось",
  gone: "Сервер песочницы не отвечает",
};

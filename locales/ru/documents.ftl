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

audit-document-added = в перечень добавлен документ
audit-document-changed = изменён документ в перечне
audit-document-removed = из перечня убран документ
audit-document-people-seen = просмотр списка, кто сдал документы
audit-document-read = просмотр документов человека
audit-document-marked = отметка о документе

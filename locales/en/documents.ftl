### Documents for an event: the checklist, who has handed in what, what is missing. Marks only: no files, no numbers.

document-title-empty = A document needs a name
document-title-taken = “{ $title }” is on the list already
document-too-long = At most { $limit } characters, and there are { $length }
documents-many = There can be at most { $limit } documents on the list
document-due-late = It has to be before the start: { $starts }
document-due-past = That moment has gone by
document-gone = This document is no longer on the list
document-not-going = This person is no longer on the list
document-not-handed-in = The document has not been handed in: it is too early to say until when it is valid
document-changed-meanwhile = The mark has been changed meanwhile. Open the person again

broadcast-answer-documents = Documents not handed in: { $event }

audit-document-added = document put on the list
audit-document-changed = document of the list changed
audit-document-removed = document taken off the list
audit-document-people-seen = list of who handed in documents read
audit-document-read = a person’s documents read
audit-document-marked = document marked

document-line = { $number }. { $mark } { $title } — { $state ->
    [missing] { $overdue ->
        [yes] overdue: { $due }
       *[no] needed { $due }
    }
    [expires] valid only until { $until }, a new one is needed { $due }
    [handed_in] handed in{ $termed ->
        [yes] , valid until { $until }
       *[no] {""}
    }
   *[checked] checked{ $termed ->
        [yes] , valid until { $until }
       *[no] {""}
    }
}{ $noted ->
    [yes] {"\u000A"}<i>{ $note }</i>
   *[no] {""}
}
document-short = • { $title } — { $expires ->
    [yes] expires before the end, a new one is needed
   *[no] { $overdue ->
        [yes] overdue:
       *[no] needed
    }
} { $due }
documents-lacking = 📄 { $complete ->
    [yes] All documents are handed in
   *[no] Documents: { $done } of { $asked } handed in. Missing:{"\u000A"}{ $lines }{ $rest ->
        [0] {""}
       *[other] {"\u000A"}…and { $rest } more
    }
}
documents-own =
    📄 <b>{ $title }</b>: documents{ $of_child ->
        [yes] {"\u000A"}{ $child }
       *[no] {""}
    }

    { $lines }

    { $complete ->
        [yes] Everything is handed in, thank you!
       *[no] { $done } of { $asked } handed in. The project office marks them: nothing is to be sent here, the bot keeps no scans.
    }
child-documents =
    Documents:
    { $lines }
child-documents-line = • { $title }: { $done } of { $asked } handed in
document-due = by { $at }
document-due-start = before the start

## The project office

documents-open = 📄 Documents
documents-for = 📄 { $title }
documents-events =
    📄 <b>Documents</b>

    { $lines }
documents-events-none =
    📄 <b>Documents</b>

    No event asks for documents yet. A list is made on the card of an event.
documents-event = • { $title }: { $complete } of { $going } complete, documents { $items }
documents-of =
    📄 <b>{ $title }</b>: documents

    { $count ->
        [0] The list is empty: nobody is asked for anything.
       *[other] { $lines }

        Complete: <b>{ $complete }</b> of { $going }.
    }
documents-item = { $number }. { $title } — { $handed } of { $going } handed in, { $due }{ $checked ->
    [0] {""}
   *[other] {" "}· { $checked } checked
}{ $expiring ->
    [0] {""}
   *[other] {" "}· ⚠️ expire before the end: { $expiring }
}
documents-add = ➕ Add
documents-added = ✅ Added. Write the next document or go back.
documents-usual = ➕ The usual list ({ $count })
documents-usual-added = { $count ->
    [0] Nothing to add: all of it is on the list.
    [one] ✅ { $count } document added.
   *[other] ✅ { $count } documents added.
}
documents-people = 👥 Who handed in what
documents-export = ⬇️ Spreadsheet
documents-export-caption = 📄 { $title }: who handed in what as of { $at }
export-sheet-documents = Documents
export-column-lacking = Lacking
export-column-valid-until = Valid until
export-document-missing = missing
export-document-expires = handed in, expires before the end
export-document-handed-in = handed in
export-document-checked = checked
documents-card =
    📄 <b>{ $title }</b>{ $translated ->
        [yes] {"\u000A"}In English: { $english }
       *[no] {""}
    }
    { $event }

    Due: { $due }{ $noted ->
        [yes] {"\u000A"}What to bring where: { $note }
       *[no] {""}
    }
    Handed in: { $handed }, of these checked: { $checked }{ $expiring ->
        [0] {""}
       *[other] {"\u000A"}⚠️ Expire before the end of the event: { $expiring }
    }
documents-do-title = Name
documents-do-due = Due
documents-do-note = What to bring where
documents-do-unnote = Without a note
documents-do-undue = Before the start
documents-do-up = ⬆️ Up
documents-do-ask = Remove
documents-who-lacks = 👥 Who lacks it
documents-do-drop = Yes, remove
documents-ask-new =
    Which document does “{ $title }” need?

    Up to { $limit } characters. Both languages at once, with a bar: Копия полиса | Copy of the policy
documents-ask-title = What is “{ $title }” called now? Up to { $limit } characters, English after a bar “|”.
documents-ask-note = “{ $title }”: what is to be brought where? Up to { $limit } characters, English after a bar “|”.
documents-ask-due =
    By when is “{ $title }” to be handed in? The start is { $starts }.

    For example: 20 august (to the end of the day) or 20.08 18:00. If the event moves, so does this.
documents-drop-ask =
    Take “{ $title }” off the list?{ $noted ->
        [0] {""}
        [one] {" "}{ $noted } mark of who handed it in goes too.
       *[other] {" "}{ $noted } marks of who handed it in go too.
    } Everything else stays.
documents-dropped = The document is off the list.
documents-text-only = A text is needed here. The bot keeps no scans and no photos of documents.
documents-person = { $complete ->
    [yes] ✅
   *[no] ▫️ { $done } of { $asked } ·
} { $name }
documents-roster =
    👥 <b>{ $title }</b>: documents
    { $chosen ->
        [yes] Have not handed in “{ $document }”: { $found }
       *[no] Complete: { $complete } of { $going }
    }

    { $searched ->
        [yes] Found for “{ $typed }”: { $found }
       *[no] Who lacks most comes first. To find somebody, write the beginning of the surname.
    }
documents-folder =
    📄 <b>{ $name }</b>
    { $title } · { $done } of { $asked } handed in

    { $lines }

    A tap changes the mark: ▫️ missing → 📥 handed in → ✅ checked. 📅 is until when it is valid.
documents-term = 📅 { $number }
documents-term-none = No term
documents-ask-term =
    { $name }: until which day is “{ $title }” valid?

    For example: 05.03.2027. It is needed until { $through } or later.

### Lists loaded from a file.

office-tool-import = 📥 Load
import-choose =
    <b>Load a list</b>

    What is in the file? The bot checks everything first and shows what would change; without your word nothing is written.
import-button-events = Events
import-button-partners = Partners
import-button-applicants = Applicants
import-template = 📄 Template
import-template-caption = Fill in the first sheet; what the columns may hold is on the second.
import-ask-file =
    <b>{ $listed ->
        [events] Events
        [partners] Partners
       *[applicants] Applicants
    }</b>

    Send a file, XLSX or CSV, of at most { $megabytes } MB and { $rows } { $rows ->
        [one] row
       *[other] rows
    }. The columns are those of the template.{ $listed ->
        [applicants] {" "}Every row becomes a person and their sent application; consents do not come by file.
       *[other] {""}
    }
import-need-file = A file is needed, .xlsx or .csv: send it as a document
import-card =
    <b>{ $listed ->
        [events] Events
        [partners] Partners
       *[applicants] Applicants
    }</b> · { $name }

    { $state ->
        [received] Checking the file: { $bar } { $percent } %. A message comes when it is done.
        [loading] Loading: { $bar } { $percent } %. A message comes when it is done.
        [checked] Checked, nothing is written yet. Rows: { $rows }. New: <b>{ $added }</b>, changed: { $changed }, the same: { $same }.
        [done] ✅ Loaded. New: <b>{ $added }</b>, changed: { $changed }, the same: { $same }.
        [dropped] The file is forgotten, nothing was written.
       *[refused] { $problem ->
            [yes] The file does not fit, nothing was written:
           *[no] Rows that do not fit: <b>{ $errors }</b>, nothing was written. Mend them and send the file again:
        }
    }
    { $lines }{ $more ->
        [0] {""}
       *[other] {""}
    … and { $more } more
    }
import-line = { $line }
import-open = Open
import-act-open = 🔄 Refresh
import-act-load = ✅ Load
import-act-errors = 📄 All errors
import-act-drop = Cancel
import-ask-reason =
    The call is closed. Why are these applications taken now?

    The reason stays with the file, 5 to 300 characters.
import-checked = 📥 { $name }: checked, rows: { $rows }. It only has to be loaded
import-refused = 📥 { $name }: rows that do not fit: { $errors }. Nothing was written
import-unfit = 📥 { $name }: the file does not fit. Nothing was written
import-done = 📥 { $name }: loaded. New { $added }, changed { $changed }, the same { $same }
import-unknown = There is no such file
import-started = Loading already
import-not-checked = Only a checked file can be loaded
import-call-closed = The call is closed: an administrator can load it and say why
import-reason-needed = A reason is needed, { $lowest } to { $highest } characters
import-wrong-ending = a file .xlsx or .csv is needed
import-no-workbook = this is no Excel workbook, or it is damaged
import-encoding = the file is neither UTF-8 nor Windows-1251
import-file-too-large = The file is larger than { $limit } MB: divide it
import-too-many-rows = more than { $limit } rows: divide the file
import-not-downloaded = Telegram does not have this file any more: send it again
import-fits-no-more = something has changed since the check, and the file does not fit any more: send it again
import-bad-row = Row { $row }: { $why }
import-errors-caption = Rows that do not fit
import-errors-row = Row
import-errors-column = Column
import-errors-reason = Why
import-guide-column = Column
import-guide-needed = Needed
import-guide-known = What to write
import-sheet-guide = How to fill it in
import-sheet-errors = Errors
import-sheet-events = Events
import-sheet-partners = Partners
import-sheet-applicants = Applicants
import-hint-birth-date = 05.03.2004
import-hint-phone = +7 914 555-12-34
import-hint-grade = 9 «А»; 2 курс
import-hint-starts = 20.09.2026 10:00
import-hint-ends = 20.09.2026 12:00
import-hint-zone = Asia/Yakutsk
import-hint-reminders = hours with commas: 24, 2
import-hint-municipality = a name of the list
audit-import-asked = a file with a list was sent
audit-import-late = a file was taken after the call
audit-subject-file-import = file no. { $number }

## Links: somebody imported and their account.

account-link-make = 🔗 Link to sign in
account-links-make = 🔗 Personal links
account-link-made =
    A link for “{ $name }”, until { $until }:

    { $link }

    Pass it on in person: after two questions the account becomes this person. Earlier links open nothing any more.
account-links-caption = Personal links: { $count }, valid until { $until }. Give everybody their own line; earlier links open nothing any more.
account-link-none = There is nobody such without an account
account-link-dead = The link does not work: it was used, it is too old, or there is a newer one. The project office gives a new one.
account-link-known = This link cannot be used by this account: it has a form of its own. If there are two applications now, the office keeps one.
account-link-ask-name =
    The project office has entered the application already. Whose is it?

    Surname and first name as in the application:
account-link-ask-birth = Date of birth, such as 05.03.2004:
account-link-mismatch =
    That is not what the application says. After five mistakes the link stops working.

    Surname and first name as in the application:
account-link-done = ✅ { $name }, the application is here now.
export-column-link = Link
audit-account-link-issued = link to sign in given
audit-account-link-used = account bound by a link

### Lists to export and import.

## Buttons and messages of /export.

export-choose =
    <b>Export</b>

    Which list? The file opens in any spreadsheet program. It holds personal data: every export is written to the audit log.
export-button-people = People
export-button-applications = Applications
export-button-events = Events
export-button-teams = Teams
export-button-ranking = Ranking and scores
export-button-audit = Audit log
export-caption-people = People, { $at }
export-caption-applications = Applications, { $at }
export-caption-events = Events and who comes, { $at }
export-caption-teams = Teams, { $at }
export-caption-ranking = Ranking and the reviewers’ scores, { $at }
export-caption-audit = Audit log, { $at }
audit-export-made = list exported
audit-application-imported = application imported
audit-import-made = list imported

## Sheets and columns. Files to import are read by the same headings.

export-sheet-people = People
export-sheet-applications = Applications
export-sheet-events = Events
export-sheet-visits = Participants
export-sheet-teams = Teams
export-sheet-ranking = Ranking
export-sheet-reviews = Scores
export-sheet-audit = Audit log
export-column-number = No.
export-column-surname = Surname
export-column-first-name = First name
export-column-patronymic = Patronymic
export-column-role = Role
export-column-gender = Gender
export-column-birth-date = Date of birth
export-column-municipality = Municipality
export-column-institution = Studies or works at
export-column-organisation = Organisation
export-column-grade = Class or year
export-column-phone = Phone
export-column-consent = Consent to take part
export-column-source = Source
export-column-registered = Registered
export-column-trained = Trained
export-column-stopped = Sends stopped since
export-column-unreachable = Unreachable since
export-column-reviews = Reviews
export-column-mean = Mean
export-column-median = Median
export-column-adjusted = Corrected for strictness
export-column-lowest = Lowest
export-column-highest = Highest
export-column-mean-place = Place by the mean
export-column-adjusted-place = Place corrected
export-column-reviewer = Reviewer
export-column-score = Score
export-column-levels = By criteria
export-column-comment = Comment
export-column-given = Given
export-column-shared = Shared application
export-column-application = Application
export-column-status = Status
export-column-submitted = Sent
export-column-version = Version
export-column-decision = Decision
export-column-decided = Decision released
export-column-reason = Reason
export-column-withdrawn = Withdrawn
export-column-admitted = Admitted
export-column-guardian-consent = Guardian’s consent given
export-column-second = Looks like a second one
export-column-open-until = Open personally until
export-column-late-reason = Why a late consent counts
export-column-kind = Kind
export-column-title = Title
export-column-description = Description
export-column-place = Place
export-column-starts = Start
export-column-ends = End
export-column-zone = Time zone
export-column-capacity = Places
export-column-audience = For whom
export-column-reminders = Remind hours before
export-column-going = Going
export-column-waiting = Waiting
export-column-answer = Answer
export-column-answered = Answered
export-column-team-number = Team no.
export-column-team = Team
export-column-direction = Direction
export-column-project = Project
export-column-at = When
export-column-actor-number = Person no.
export-column-actor = Who
export-column-action = Action
export-column-subject = Record
export-column-detail = Detail
export-column-name = Name
export-column-ownership = Form of ownership
export-column-slots = Internship places
export-column-contact = Contact

## Words in the cells.

export-yes = yes
export-no = no
export-file = file
export-status-draft = draft
export-status-submitted = sent
export-status-accepted = accepted
export-status-reserve = on the reserve
export-status-rejected = rejected
export-status-withdrawn = withdrawn
export-decision-accepted = accept
export-decision-reserve = reserve
export-decision-rejected = reject
export-decision-accepted-staged = accept (not released)
export-decision-reserve-staged = reserve (not released)
export-decision-rejected-staged = reject (not released)
export-event-draft = draft
export-event-announced = announced
export-event-cancelled = cancelled
export-visit-going = going
export-visit-waiting = waiting
export-visit-declined = not going

## Importing lists: why a row does not fit.

import-missing = missing: { $column }
import-too-long = { $column }: { $actual } characters, at most { $limit }
import-not-a-number = { $column }: a whole number from { $lowest } is needed, not “{ $typed }”
import-not-a-moment = { $column }: a date and time such as 20.09.2026 10:00 is needed, not “{ $typed }”
import-unknown-word = { $column }: “{ $typed }” does not fit; known: { $known }
import-unknown-zone = { $column }: no time zone “{ $typed }”; Asia/Yakutsk would be one
import-not-in-list = { $column }: “{ $typed }” is not in the reference list
import-ends-early = the end is not after the start
import-twice = the same as row { $row }
import-empty = the file has no row with data
import-column-missing = the first row has no column “{ $column }”
import-column-twice = the column “{ $column }” is in the first row twice

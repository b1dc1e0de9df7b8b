### The project office: desk, members, people, audit log.

office-desk =
    <b>Project office</b> · { $role }

    { $waiting }
office-nothing-waits = Nothing waits: every decision is made and released.
office-waits-undecided = Waiting for a decision: <b>{ $count }</b> { $count ->
    [one] application
   *[other] applications
}
office-waits-staged = Decisions not released: <b>{ $count }</b>
office-waits-duplicates = Look like second applications: <b>{ $count }</b> { $count ->
    [one] pair
   *[other] pairs
}
office-waits-teams-without-mentor = Without a mentor: <b>{ $count }</b> { $count ->
    [one] team
   *[other] teams
}
office-waits-offers-open = Mentors are thinking: <b>{ $count }</b> { $count ->
    [one] offer
   *[other] offers
}
office-waits-broadcasts-running = Broadcasts running: <b>{ $count }</b>
office-waits-unreachable = Unreachable: <b>{ $count }</b> { $count ->
    [one] person
   *[other] people
}
office-tool-selection = 📋 Selection
office-tool-review = ⚖️ My reviews
office-tool-call = 📬 Calls
office-tool-teams_form = 👥 Teams
office-tool-mentors = 🤝 Mentors
office-tool-event = 📅 Events
office-tool-documents = 📄 Documents
office-tool-broadcast = 📣 Broadcasts
office-tool-reminders = ⏰ Reminders
office-tool-schedule = 🗓 Schedule
office-tool-stats = 📊 Indicators
office-tool-people = 👤 People
office-tool-export = Export
office-tool-members = Members
office-tool-audit = Audit log
office-role-administrator = administrator
office-role-operator = operator
office-role-expert = expert
office-role-observer = observer
office-members = <b>Members of the project office</b>: { $count }
office-member =
    <b>{ $name }</b> · { $role }

    Give another role:
office-invite = ➕ Invite
office-invite-name = Whom do you invite? Write surname and first name, for example: “Ларина Татьяна”.
office-invite-two-words = Surname and first name are needed, with a space between
office-invite-role = Which role?
office-invite-link =
    Invitation for { $name } · { $role }:

    { $link }

    The link works once, until { $until }. Pass it on in person.
office-joined = You are in the project office: { $role }. Your desk is /office
office-invitation-dead = The invitation does not work: it was used, expired or withdrawn. Ask for a new one.
office-member-already = You are in the project office already: /office
office-member-unknown = This person is no longer in the project office
office-person-unknown = There is no such person
office-role-held = This role is held already
office-last-administrator = The last administrator cannot be removed: appoint another first
office-revoke = Revoke role
office-revoke-ask = Revoke the role of { $name }? Access ends at once.
office-revoke-yes = Revoke role

people-all = <b>People</b>: { $count }. To find somebody, write a name, a part of it, the end of a phone number or the number of an application.
people-found = For “{ $typed }”: { $count ->
    [0] nobody. Try a part of the surname, the last digits of the phone or the number of an application.
   *[other] { $count }. You can write another.
}
person-to-application = 📋 Application { $number }
person-unknown = There is no such person
person-card =
    { $lines }

    <i>Reading this card is recorded in the audit log.</i>
person-line = { $name }: <b>{ $value }</b>
person-name = Name
person-role = Role
person-gender = Gender
person-birth-date = Birth date
person-municipality = Municipality
person-institution = Studies or works at
person-organisation = Organisation
person-grade = Class or year
person-phone = Phone
person-source = Source
person-registered = Registered
person-erase = 🗑 Erase on request
person-erase-ask-1 =
    Erase everything about <b>{ $name }</b>?

    This is done on a written request. Their application, answers, place in a team and at events will be gone, messages stop at once. It cannot be undone.
person-erase-ask-2 = One last question: erase everything about { $name } for good?
person-erased = Erased. Card no. { $number } stays empty: totals keep it without a name.
audit-person-erased-on-request = data erased on request
person-signatures = Consent to take part
signatures-due = waiting to be signed anew at 18
signatures-frozen = not signed anew after 18, participation on hold
signatures-withdrawn = withdrawn, participation on hold
signatures-withdrawn-by-guardian = withdrawn by a parent, participation on hold
person-stopped = No messages since
person-unreachable = Unreachable since
role-student = student
role-tutor = tutor
role-mentor = mentor
role-guardian = guardian
role-partner = partner
gender-female = female
gender-male = male
institution-school = school
institution-college = college
institution-university = university
institution-work = work

audit-page =
    <b>Audit log</b>: { $count } { $count ->
        [one] entry
       *[other] entries
    }

    { $lines }
audit-empty = No entries.
audit-line = <b>{ $at }</b> { $who }: { $what }{ $about ->
    [yes] {" "}· <i>{ $subject }</i>
   *[no] {""}
}
audit-system = system
audit-access-refused = access refused
audit-office-appointed = role given
audit-office-revoked = role revoked
audit-office-invited = invitation made
audit-office-joined = joined the project office
audit-person-read = card read
audit-consent-given = consent given
audit-consent-withdrawn = consent withdrawn
audit-reminder-rule-changed = a rule of reminders was changed
audit-reminder-rule-created = a rule of reminders was created
audit-schedule-held = something scheduled was kept back
audit-schedule-let-go = something scheduled was let go
audit-event-created = event created
audit-event-announced = event announced
audit-event-changed = event changed
audit-event-cancelled = event cancelled
audit-event-dropped = draft of an event deleted
audit-event-invited = new people invited
audit-event-people-seen = list of participants read
audit-guardian-confirmed = parent confirmed
audit-guardian-link-made = link for a parent made
audit-mentor-offered = team offered to a mentor
audit-mentor-accepted = mentor accepted a team
audit-mentor-declined = mentor declined a team
audit-mentor-expired = mentor did not answer in time
audit-mentor-withdrawn = offer to a mentor withdrawn
audit-person-changed = profile changed
audit-person-erased = data erased
audit-person-exported = own data downloaded
audit-person-registered = registration
audit-team-moved = member moved
audit-team-read = team read
audit-teams-requested = teams requested
audit-teams-weights = the rules of the teams to come changed
audit-teams-draft = teams formed
audit-teams-failed = teams not formed
audit-teams-published = teams published
audit-subject-person = person no. { $number }
audit-subject-application = application no. { $number }
audit-subject-broadcast = broadcast no. { $number }
audit-subject-call = call no. { $number }
audit-subject-season = season no. { $number }
audit-subject-event = event no. { $number }
audit-subject-offer = offer no. { $number }
audit-subject-office-invitation = invitation no. { $number }
audit-subject-team = team no. { $number }
audit-subject-team-run = forming no. { $number }
audit-meeting-read = meetings of a team viewed
audit-mentor-appointed = mentor appointed
audit-mentor-released = mentor released
audit-mentor-staged = mentor matched
audit-mentors-staged = mentors matched
audit-substitute-asked = a substitute for a mentor asked
audit-substitute-agreed = a substitute agreed
audit-substitute-active = a substitution began
audit-substitute-ended = a substitution ended
audit-substitute-refused = a substitute refused
audit-substitute-cancelled = a substitution cancelled
audit-substitute-lapsed = a substitute did not answer
audit-team-ban = ban on being together changed
audit-team-locked = lock in a team changed
audit-team-merged = teams merged
audit-team-merged-away = team merged into another
audit-team-member-left = participant left the team
audit-team-tutor-left = tutor left the team
audit-team-tutor-joined = new tutor of the team
audit-team-no-tutor = team left without a tutor
audit-teams-move = participant moved
audit-teams-swap = participants swapped
audit-teams-repair = teams repaired
audit-teams-split = team split
audit-teams-merge = teams joined
audit-teams-undo = change of teams undone
audit-teams-sheet = sheet of teams exported
audit-subject-export = { $number ->
    [people] people
    [applications] applications
    [events] events
    [teams] teams
    [ranking] ranking
   *[audit] log
}
audit-subject-import = { $number ->
    [events] events
    [partners] partners
   *[applicants] applicants
}
audit-subject-link = link no. { $number }
audit-subject-mentor-invitation = mentor's invitation no. { $number }
audit-subject-reminder = reminder no. { $number }
audit-subject-reminder-rule = reminder rule no. { $number }
audit-subject-saved-audience = list of recipients no. { $number }
audit-subject-substitute = substitution no. { $number }

### The application: the call, the draft, sending, its state; calls as the project office sees them.

call-name = { $role ->
    [student] Students
    [tutor] Tutors
   *[mentor] Mentors
}
call-of = { $role ->
    [student] students
    [tutor] tutors
   *[mentor] mentors
}

application-register-first =
    You apply after registering: it takes a couple of minutes.

    The dates and stages can be read without it.
application-register = 🚀 Take part
application-not-for-role = Students, tutors and mentors apply.
application-form = Application
application-form-summary =
    <b>Your application: check before sending</b>

    Is everything right? You can still change it after sending, until applications close.
application-taken = ✅ Done, everything is in.
application-answer =
    <b>{ $question }</b>
    { $answer }
application-view =
    <b>Application { $number }</b>

    { $lines }

application-state-not-open = Applications of { call-of } open on { $opens }.
application-state-invite =
    <b>Applications of { call-of } are open</b>

    Until { $closes }. { $you ->
       *[other] Each answer is saved at once: you can stop and come back.
    }
application-state-missed =
    Applications of { call-of } closed on { $closes }.

    If you need help: { $contact }
application-state-draft =
    <b>The application is begun but not sent</b>

    Next step: finish it and press “Send” before { $closes }.
application-state-draft-late =
    <b>The application has stayed a draft</b>

    Applications closed on { $closes }; your answers are kept. If you need help: { $contact }
application-state-sent =
    <b>Application { $number } has been sent</b>
    { $sent }

    You can change or withdraw it until { $closes }. Then the selection begins, and the decision will come here.
application-state-in-selection =
    <b>Application { $number } is under consideration</b>

    Applications closed on { $closes } and the selection is under way. The decision will come here, to everybody on one day.
application-state-accepted = 🎉 <b>Application { $number } is accepted</b>
application-state-reserve =
    ⏳ <b>Application { $number } is on the reserve</b>

    Your place in the line: { $position }. If a place becomes free, I will write at once.
application-state-rejected =
    <b>Application { $number } has not been selected</b>

    { reject-reason }

    { $you ->
       *[other] The events of the programme are open: have a look at “Events”.
    }
application-state-withdrawn =
    <b>The application is withdrawn</b>

    You can bring it back until { $closes }.
application-state-withdrawn-late =
    <b>The application is withdrawn</b>

    Applications closed on { $closes }: it cannot be brought back. Questions: { $contact }
application-state-seat-gone =
    <b>The place of application { $number } is given up</b>

    { $seat ->
        [expired] There was no answer within the term, and the place has gone to the next on the reserve. If you could not answer: { $contact }
       *[declined] The refusal is written down, the place has gone to the next on the reserve. If your plans have changed: { $contact }
    }
application-next-confirm = { $late ->
    [yes] Next step: confirm. The term is over ({ $deadline }), but the place is still free.
   *[no] Next step: confirm by { $deadline }, or the place goes to the next on the reserve.
}
application-next = Next step: { $role ->
    [mentor] meeting a team. The offer will come here.
   *[other] the Regional School. The invitation will come here.
}
application-next-school = Next step: { $role ->
    [mentor] meeting a team. The Regional School
   *[other] the Regional School
}: { $when }.
application-needs-own-consent = ⚠️ { $you ->
   *[other] Your consent
} to taking part is missing: without it the application cannot be accepted.
application-needs-guardian = ⚠️ A parent’s consent is missing. It is awaited until { $closes }: without it the application does not enter the selection.
application-guardian-late = ⚠️ { $signed ->
    [yes] The parent’s consent came after { $closes }. Whether the application enters the selection is for the project office to decide: { $contact }
   *[no] There was no parent’s consent by { $closes }, and the application is not in the selection. If there is a reason: { $contact }
}
application-second = ⚠️ This application is not in the selection: { $kept } is considered in place of { $number }. If that is wrong: { $contact }
application-to-consents = Consents
application-to-guardian = 👪 Invite a parent

application-fill = 📝 Fill in
application-continue = 📝 Continue
application-change = Change
application-reopen = Bring it back
application-show = See answers
application-withdraw = Withdraw
application-open = 📝 Application
application-withdraw-ask =
    Withdraw the application?

    You can bring it back only until applications close.
application-place-freed = ↩️ The place of application { $number } is free and nobody of the reserve has moved up. Places and the reserve are in /call
application-withdraw-yes = Yes, withdraw

application-already-submitted = Already sent
application-decided = The decision on this application has been announced
application-withdrawn = The application is withdrawn
application-not-withdrawn = The application is not withdrawn
application-rejected = The decision has been announced: there is nothing to withdraw
application-unknown = There is no such application
call-not-open = Applications open on { $opens }
call-closed = Applications closed on { $closes }. What you entered is kept as a draft.
call-not-yours = These applications are for another role
call-unknown = There is no such call
call-unchanged = It closes then already
call-closes-before-opening = Applications open on { $opens }: they cannot close before that
call-closes-in-past = That time has passed

calls =
    <b>Applications</b>

    { $lines }
call-line =
    <b>{ call-name }</b> · { $state ->
        [waits] open on { $opens }
        [open] open until { $closes }
       *[closed] closed on { $closes }
    }
    Sent: { $sent } · drafts: { $drafts } · accepted: { $accepted } of { $quota }
call-card =
    { $line }

    Age counts on { $reference }
    Places on the reserve: { $reserve }
call-change-closing = Move closing
call-to-selection = 📋 Selection
call-ask-closing =
    Applications close on { $closes }.

    Until which day and time? For example: “20.09.2026 18:00” or “20 September 18:00”.
call-move-ask =
    <b>{ call-name }</b>: when applications close

    Was: { $was }
    Is: { $becomes }
    Guardians' consents: until { $consent_was } → { $consent_becomes }

    Reminders move along.
call-move-yes = Move
call-deadline-moved = 📅 The deadline for applications has changed: it is now { $closes }.
call-moved = ✅ The closing time has been moved.
audit-call-moved = closing of a call moved
call-change = ✏️ Change
call-part = { $part ->
    [opens_at] Opening
    [consent_closes_at] Guardians' deadline
    [age_reference_on] Day ages count on
    [quota] Places
    [reserve] Places on the reserve
   *[reviews] Reviewers of each
}
call-parts =
    <b>{ call-name }</b>: what is to change?

    Applications: { $opens } — { $closes }
    Guardians' consents: until { $consent }
    Age counts on { $reference }
    Places: { $quota }, on the reserve: { $reserve }
    Reviewers of each application: { $reviews }
    Open to: { $anywhere ->
        [yes] anybody
       *[no] { $places }
    }
call-part-ask =
    <b>{ call-name }</b>: { call-part }
    Now: { $was }

    { $part ->
        [opens_at] Which day and time? For example: “20.09.2026 18:00”.
        [consent_closes_at] Which day and time? For example: “20.09.2026 18:00”.
        [age_reference_on] Which day? For example: “01.09.2026”.
       *[other] Which number?
    }
call-part-sure =
    <b>{ call-name }</b>: { call-part }

    Was: { $was }
    Is: { $becomes }
call-part-save = Save
call-place = { $on ->
    [yes] ✅{" "}
   *[no] {""}
}{ $name }
call-places-none = Somebody must be let in: leave at least one
call-part-saved = ✅ Changed.
call-field-unchanged = It is so already
call-number-wrong = A whole number from { $lowest } to { $highest } is needed
call-opens-after-closing = Applications close on { $closes }: they cannot open after that
call-already-open = Applications are open already: the opening cannot be put off
call-consent-before-closing = Applications close on { $closes }: consents are awaited at least until then
call-quota-taken = { $accepted } are accepted already: there cannot be fewer places
call-age-date-far = Check the year: the day must be within a year of the closing ({ $closes })
audit-call-changed = terms of a call changed

admission-second = ⛔️ Application { $number } is not admitted: it looks like a second one. Settle it: /duplicates

duplicates =
    <b>{ $settled ->
        [yes] Settled pairs
       *[no] Possible second applications
    }</b>: { $count }

    Alike are those with the same phone, or the same name and date of birth. Until a pair is settled its second application is not in the selection.
duplicates-open = 👥 Duplicates
duplicates-row = { $first } and { $second }{ $verdict ->
    [same] {" "}· one person
    [different] {" "}· two people
   *[open] {""}
}
duplicates-show-open = To be settled
duplicates-show-settled = Settled
duplicates-card =
    { $first }

    { $second }

    { $verdict ->
        [same] One person: { $kept } takes part.
        [different] Two people: both take part.
       *[open] Is it one person?
    }
duplicates-side =
    <b>{ $number }</b> · { call-name } · { $status ->
        [draft] draft
        [accepted] accepted
        [reserve] reserve
        [rejected] rejected
        [withdrawn] withdrawn
       *[submitted] sent
    }
    { $name }, { $birth }
    { $phone } · { $place } · { $organisation }
    Registered { $registered }, sent { $sent }
duplicates-same = One person
duplicates-different = Two people
duplicates-which = Which application stays in the selection? The author of the other one is told.
duplicates-keep = Keep { $number }
duplicates-found = 👥 Application { $number } looks like a second one ({ $count }). Settle it: /duplicates
duplicates-found-many = 👥 Applications in the loaded file that look like second ones: { $count }. To settle: /duplicates
duplicates-unknown = There is no such pair
duplicates-settled = That is settled already
duplicates-accepted = Application { $number } is accepted already: only that one can stay
duplicate-set-aside = Application { $number } is not in the selection: the project office found that its author has sent { $kept } already. If that is wrong, write to the project office: see /help.

personal-access-open = 🔓 Personal access
personal-access =
    <b>Personal access: { $name }</b>

    { call-name }: applications close on { $closes }.
    Application: { $status ->
        [draft] draft { $number }
        [submitted] { $number }, sent
        [accepted] { $number }, accepted
        [reserve] { $number }, reserve
        [rejected] { $number }, rejected
        [withdrawn] { $number }, withdrawn
       *[none] not begun
    }

    { $state ->
        [open] 🔓 Open for this person until { $until }. Reason: { $reason }
        [over] The personal access ended on { $until }. The reason was: { $reason }
        [closed] Applications are closed. They can be opened for one person: until when and why is kept.
       *[not-closed] Applications are still open for everybody.
    }
personal-access-grant = 🔓 Open
personal-access-extend = Change the term
personal-access-revoke = Close
personal-access-ask-until = Until which day and time? For example “20.09.2026 18:00”.
personal-access-ask-reason = Until { $until }. Why? Type the reason: the project office will see it.
access-call-open = Applications are open for everybody until { $closes }
access-until-past = That time has passed
access-until-far = Not longer than { $days } days
access-not-granted = There is no personal access to close
call-opened-for-one = 🔓 The project office has opened applications { $you ->
   *[other] for you
} until { $until }. Your draft is where it was.
audit-duplicates-settled = lookalike applications settled
audit-call-opened-for-one = call opened for one person
audit-call-closed-for-one = personal access closed
audit-subject-duplicates = pair No. { $number }

### Selection: the queue, the card, decisions, letters to applicants.

reject-reason = { $code ->
    [places] There are fewer places this season than strong applications.
    [incomplete] The answers were too few to decide on.
    [category] The age or the place of study does not fit the programme’s conditions.
    [school] Taking part is possible only for those who can be at the Regional School on all three days.
    [own] { $reason }
   *[none] {""}
}
decision-accepted =
    🎉 <b>Application { $number } is accepted!</b>

    { $role ->
        [mentor] Thank you for supporting a team. Once the teams are formed, an offer will come here.
        [tutor] Congratulations: you are a tutor of the programme. The next step is the Regional School; the invitation will come here.
       *[student] Congratulations: you are in! The next step is the Regional School; the invitation will come here.
    }{ $asked ->
        [yes] {"\u000A\u000A"}{ seat-please-confirm }
       *[no] {""}
    }
decision-reserve =
    ⏳ <b>Application { $number } is on the reserve</b>

    { $you ->
       *[other] Your place in the line
    }: { $position }. If a place becomes free, I will write at once.
decision-rejected =
    <b>The decision on application { $number }</b>

    This time the application has not been selected. { reject-reason }

    Thank you for your time and courage. The events of the programme are open, and you can apply again next season.

selection =
    <b>Selection</b>

    { $lines }
selection-line =
    <b>{ call-name }</b>: { $sent } sent{ $second ->
        [0] {""}
       *[other] {" "}(and second ones: { $second })
    }
    Undecided: { $waiting } · accepted: { $accepted } of { $quota } · reserve: { $reserve } · rejected: { $rejected }
selection-queue =
    <b>Selection: { call-name }</b>{ $placed ->
        [yes] {"\u000A"}{ $place }
       *[no] {""}
    }

    { $count ->
        [one] { $count } application
       *[other] { $count } applications
    }. ▫️ waits, ✅ accepted, ⏳ reserve, ✖️ rejected, ↩️ withdrawn; ✍️ decision staged, not announced; ⚠️ no consent.
selection-row = { $status ->
    [accepted] ✅
    [reserve] ⏳
    [rejected] ✖️
    [withdrawn] ↩️
   *[submitted] ▫️
}{ $staged ->
    [accepted] {" "}✍️✅
    [reserve] {" "}✍️⏳
    [rejected] {" "}✍️✖️
   *[none] {""}
}{ $consented ->
    [yes] {""}
   *[no] {" "}⚠️
} { $number } · { $place }
selection-filter-status = { $status ->
    [submitted] Waiting
    [accepted] Accepted
    [reserve] Reserve
    [rejected] Rejected
    [withdrawn] Withdrawn
   *[all] Any status
}
selection-filter-decided = { $decided ->
    [n] Undecided
    [y] Decided
    [a] To accept
    [r] To reserve
    [j] To reject
   *[all] Any decision
}
selection-filter-consent = { $missing ->
    [yes] ⚠️ No consent
   *[no] Any consent
}
selection-filter-place = { $chosen ->
    [yes] 📍 Another place
   *[no] 📍 From anywhere
}
selection-places = Applications from where?
selection-place = { $place } · { $count }
selection-place-any = From anywhere
selection-first = Accept the first…
selection-staged = ✍️ Decisions
selection-first-ask =
    <b>Accept the first by date of sending</b>

    Places left: { $left }. The first undecided applications with every consent will be staged{ $placed ->
        [yes] {""}, of the chosen municipality
       *[no] {""}
    }. Applicants see nothing until you announce the decisions.
selection-first-count = First { $count }
selection-first-done = ✍️ Decisions staged: { $count }.

selection-card =
    { $head }

    { $answers }
selection-card-head =
    <b>{ $number }</b> · { call-name } · { $status ->
        [accepted] ✅ accepted
        [reserve] ⏳ on the reserve
        [rejected] ✖️ rejected
        [withdrawn] ↩️ withdrawn
       *[submitted] ▫️ undecided
    }
    Sent { $sent }, version { $version }
selection-card-staged = ✍️ Decision staged, not announced: <b>{ $outcome ->
    [accepted] accept
    [reserve] reserve
   *[rejected] reject
}</b>{ $code ->
    [none] {""}
   *[other] {"\u000A"}<i>{ reject-reason }</i>
}
selection-card-changed = ⚠️ The application was changed after this decision
selection-card-name = <b>{ $name }</b>
selection-card-school = { $organisation } · { $grade }
selection-card-about = { $age } { $age ->
    [one] year
   *[other] years
} · { $place }
selection-card-no-consent = ⚠️ Consents are missing or came too late: it cannot be accepted yet
selection-card-second = 👥 There is a second copy of this application: it cannot be accepted until /duplicates says which one stays
selection-accepted = ✅ Accept
selection-reserve = ⏳ Reserve
selection-reject = ✖️ Reject
selection-unstage = Take back
selection-file = 📎 File
selection-to-queue = ← To the list
selection-next = Next →
selection-no-next = This is the last application of the list

selection-reasons =
    <b>{ $number }</b>: why reject it?

    The applicant will read this reason in the letter.
selection-reason-places = No places left
selection-reason-incomplete = Too few answers
selection-reason-category = Wrong category
selection-reason-school = Cannot attend the School
selection-reason-own = ✏️ Own words
selection-type-reason = Write the reason for { $number }: the applicant will read it in the letter.

selection-overview =
    <b>Decisions: { call-name }</b>

    To accept: <b>{ $accepted }</b>, accepted before { $accepted_before } of { $quota }
    To reserve: <b>{ $reserve }</b>, on the reserve { $reserve_before } of { $reserve_quota }
    To reject: <b>{ $rejected }</b>, rejected before { $rejected_before }{ $over ->
        [yes] {"\u000A"}⚠️ More would be accepted than there are places
       *[no] {""}
    }{ $held }

    Applicants see nothing until the decisions are announced.
selection-held = { $why ->
    [withdrawn] ↩️ Withdrawn, no letter: { $count }
    [no_consent] ⚠️ No consent, the decision waits: { $count }
    [duplicate] 👥 There is a second copy, settle it in /duplicates: { $count }
    [no_reason] No reason given: { $count }
   *[already] Announced already: { $count }
}
selection-staged-row = { $outcome ->
    [accepted] ✅ Accept
    [reserve] ⏳ Reserve
   *[rejected] ✖️ Reject
}: { $count }
selection-release = 📣 Announce
selection-release-ask =
    <b>Announce the decisions: { call-name }?</b>

    { $count } { $count ->
        [one] letter leaves
       *[other] letters leave
    } at once: accept { $accepted }, reserve { $reserve }, reject { $rejected }.{ $held }

    This cannot be undone.
selection-release-yes = 📣 Announce
selection-released = 📣 Announced. { $count ->
    [one] { $count } applicant gets a letter.
   *[other] { $count } applicants get letters.
}

selection-not-submitted = The application has not been sent yet
selection-withdrawn = The application is withdrawn
selection-final = The place is promised: this decision does not change
selection-no-consent = Consents are missing: it cannot be accepted yet
selection-duplicate = There is a second copy of this application: settle it in /duplicates first
selection-reason-required = A rejection needs a reason
selection-reason-too-long = The reason may have { $limit } characters, it has { $actual }
selection-already-decided = Already decided
selection-already-staged = Already taken
selection-not-staged = The decision has been taken back
selection-already-released = Already announced
selection-staged-changed = The decisions have changed. Look again
selection-nothing-staged = There is nothing to announce
selection-all-held-back = Nothing to announce: all decisions wait ({ $count })

audit-application-read = application read
audit-selection-staged = decision staged
audit-selection-unstaged = decision taken back
audit-selection-released = decisions announced

release-later = 🕒 At another time
release-ask-time = When are they to be announced? For example “13.09 10:00”. Letters do not leave at night: from 21:00 to 08:00 they wait for the morning.
release-confirm = ✅ Confirm the release
release-cancel = Call the release off
release-waits = 🕒 The release is set for { $at }.{ $second ->
    [yes] {" "}It waits for another administrator.
   *[no] {""}
} Decisions staged or changed later are not part of it.
release-ordered-note = 🕒 Noted.
release-order-done = { $act ->
    [cancel] The release is called off, the decisions stay.
   *[confirm] { $closed ->
        [yes] ✅ Confirmed, the letters are leaving.
       *[no] ✅ Confirmed, the letters leave at their time.
    }
}
release-asked = ✍️ <b>A release of decisions needs your consent: { call-name }</b>

    A colleague has set it for { $at }. Please look at the decisions and confirm: two pairs of eyes are needed.
release-ordered = A release is set already
release-over = This release is closed
release-own = Another administrator has to confirm
release-in-past = This time has passed
release-too-far = Not more than 60 days ahead
release-unknown = There is no such release
audit-release-asked = release of decisions asked for
audit-release-confirmed = release of decisions confirmed
audit-release-cancelled = release of decisions called off

application-versions = 🕘 Versions ({ $count })
application-version-button = Version { $number }
application-version =
    🕘 <b>Application { $application }: version { $number } of { $versions }</b>
    Sent { $sent }

    { $first ->
        [yes] The first version, whole.
       *[no] What was changed:
    }

    { $answers }
application-version-change =
    <b>{ $question }</b>
    Was: { $before }
    Is: { $after }
application-version-same = The answers have not changed.
application-version-gone = There is no such version.

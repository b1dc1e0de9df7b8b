### Reviewing applications: the reviewer's card and list, the office's screen, letters to reviewers.

review-home =
    <b>Reviews</b>

    { $lines }

    There are no names here, only numbers and answers. The others' scores are shown after your own.
review-home-empty =
    <b>Reviews</b>

    There is nothing to review yet. I shall write when the office gives you applications.
review-standing = <b>{ call-name }</b>: { $given } of { $all }{ $over ->
    [yes] {"\u000A"}The review is closed
   *[no] {"\u000A"}Until { $closes }
}{ $calibrating ->
    [0] {""}
   *[other] {"\u000A"}🎯 First the shared applications, which everybody scores: { $calibrating } left
}
review-go = ⚖️ Next: { call-name }
review-list = 📋 My scores: { call-name }
review-own =
    <b>My scores</b>

    { $count ->
        [one] { $count } application
       *[other] { $count } applications
    }. A score can be changed while the review is open.

    ▫️ waits · ✅ scored · 🎯 shared, everybody scores it
review-row = { $given ->
    [yes] ✅
   *[no] ▫️
}{ $calibration ->
    [yes] 🎯
   *[no] {""}
} { $number }{ $given ->
    [yes] {" "}· { $score }
   *[no] {""}
}
review-card =
    { $head }

    { $answers }

    { $scores }
review-card-head = <b>{ $number }</b> · { $given } of { $all }{ $calibration ->
    [yes] {" "}· 🎯 shared
   *[no] {""}
}{ $open ->
    [yes] {"\u000A"}Until { $closes }
   *[no] {"\u000A"}The review is closed
}
review-criterion = { $place }. { $label }: { $chosen ->
    [yes] <b>{ $level }</b> · { $about }
   *[no] —
}
review-card-comment = 💬 { $text }
review-card-total = Total: <b>{ $score }</b> of 100
review-card-others = { $count ->
    [0] You are the first to score it
   *[other] The others' scores: { $scores }
}
review-card-calibration = 🎯 Shared applications: your mean is { $own }, the others' { $theirs }
review-level = { $first ->
    [yes] { $place }.{" "}
   *[no] {""}
}{ $chosen ->
    [yes] ✅{" "}
   *[no] {""}
}{ $level }
review-levels = ℹ️ The levels
review-comment = 💬 Comment
review-give = ✅ Done: { $score } of 100
review-conflict = Conflict of interest
review-next = Next →
review-given-note = ✅ Noted: { $score } of 100.
review-all-done = ✅ All your applications are scored. Thank you!
review-ask-comment = Your comment on { $number }: only the office reads it, the applicant does not.
review-conflict-ask =
    <b>{ $number }</b>: do you know the author, or are you connected?

    The application goes to another reviewer and does not come back to you. This is common, nothing needs explaining.
review-conflict-yes = Yes, pass it on
review-conflict-done = The application has gone to another reviewer.
review-rubric =
    <b>What the levels stand for</b>

    { $lines }
review-rubric-line =
    <b>{ $place }. { $label }</b> · weight { $weight }
    { $levels }
review-open = ⚖️ To the applications

review-start = ⚖️ <b>Applications for you to review: { call-name }</b>

    { $count ->
        [one] { $count } application waits
       *[other] { $count } applications wait
    } for your score until { $closes }. No names: only numbers and answers.
review-more = ⚖️ { $count ->
    [one] { $count } more application is yours to review
   *[other] { $count } more applications are yours to review
} ({ call-name }), until { $closes }.
review-overdue = ⏰ { $count ->
    [one] { $count } application has waited for your score longer than promised.
   *[other] { $count } applications have waited for your scores longer than promised.
} If it does not work out within a day, I shall pass them on to other reviewers ({ call-name }).
review-passed-on = { $count ->
    [one] { $count } application has gone
   *[other] { $count } applications have gone
} to other reviewers: the time was over ({ call-name }). The rest are still yours.

review-desk = ⚖️ Review
review-round =
    <b>⚖️ Review: { call-name }</b>

    { $state ->
        [draft] Not begun. Reviewers: { $reviewers }, criteria: { $criteria }, applications with all consents: { $applications }.
        Reviewers per application: { $reviews }; nobody gets one of their own organisation. Closes { $closes }.
        [open] Runs until { $closes }.
        Scores: <b>{ $given } of { $wanted }</b>, applications ready: <b>{ $ready } of { $applications }</b>
        Reviewers: { $reviewers }, scores overdue: { $overdue }
       *[over] Closed.
        Scores: <b>{ $given } of { $wanted }</b>, applications ready: <b>{ $ready } of { $applications }</b>
    }
review-set-reviews = Readers: { $count }
review-set-calibration = { $on ->
    [yes] 🎯 Shared applications: 5
   *[no] 🎯 None shared
}
review-set-municipality = { $on ->
    [yes] 📍 Not one's own municipality
   *[no] 📍 Own municipality allowed
}
review-people = 👥 Reviewers: { $count }
review-later = Closing +1 day
review-sooner = Closing −1 day
review-start-button = ▶️ Begin
review-finish-button = ⏹ Close
review-ask-start =
    <b>Begin the review: { call-name }?</b>

    Applications: { $applications }, reviewers: { $reviewers }, readers of each: { $reviews }. Everybody gets a letter. Until: { $closes }.
review-ask-finish =
    <b>Close the review: { call-name }?</b>

    { $left ->
        [0] All { $applications } applications are scored: { $reviewers } reviewers, { $reviews } readers of each.
       *[other] Scores not given yet: { $left }. Applications { $applications }, reviewers { $reviewers }, readers of each { $reviews }.
    } Scores cannot be changed afterwards, though the time is { $closes }.
review-yes-start = ▶️ Begin
review-yes-finish = ⏹ Close
review-started-note = ▶️ The applications are given out, the reviewers get letters.
review-all-experts = + all experts
review-all-tutors = + all tutors
review-people-title =
    <b>Reviewers: { call-name }</b>

    May review: { $count }. Tap to add or to remove; what waited for somebody removed goes to others.
review-person = { $chosen ->
    [yes] ☑️
   *[no] ▫️
} { $name }{ $office ->
    [yes] {" "}(office)
   *[no] {""}
}{ $all ->
    [0] {""}
   *[other] {" "}· { $given } of { $all }
}{ $overdue ->
    [0] {""}
   *[other] {" "}⏰ { $overdue }
}

review-not-yours = This application is not yours
review-over = The review is closed: nothing can be changed
review-given = Noted already
review-incomplete = Criteria without a level: { $count }
review-level-unknown = There is no such level
review-comment-too-long = A comment has up to { $limit } characters, this one { $actual }
review-application-gone = The application was withdrawn: it needs no score
review-passed-on-already = This application has gone to another reviewer
review-nothing-waits = All your applications are scored
review-calibrate-first = First the shared applications: { $count } left
review-started = The review has begun already
review-no-rubric = This call has no criteria: add them to the season's file
review-call-open = Applications are still taken, until { $closes }
review-closes-in-past = This time has passed
review-too-few-reviewers = Reviewers needed: { $wanted }, chosen: { $actual }
review-nothing = Nothing to review: no application has all consents
review-nobody-to-add = There is nobody more to add: experts of the project office review, and accepted tutors
review-round-unknown = There is no such review
reviewer-not-eligible = This person may not review these applications
criterion-bad = The criterion { $criterion } is not written correctly

audit-review-changed = review setting changed
audit-review-started = review begun
audit-review-closed = review closed
audit-review-added = reviewer added
audit-review-removed = reviewer removed
audit-review-conflict = conflict of interest declared

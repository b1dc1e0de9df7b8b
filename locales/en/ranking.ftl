### The ranking: pages, a card with scores, the line, the protocol.

ranking-desk = 📊 Ranking
ranking =
    <b>📊 Ranking: { call-name }</b>

    { $count ->
        [one] { $count } application
       *[other] { $count } applications
    }, places { $basis ->
        [adjusted] by the score corrected for strictness
       *[mean] by the mean score
    }. Computed { $at }.{ $stale ->
        [yes] {" "}Scores have changed since: I shall compute it again soon.
       *[no] {""}
    }
    Places: { $line }. The correction changes the decision on { $flipped ->
        [one] { $flipped } application
       *[other] { $flipped } applications
    }.

    place. number · mean | median | corrected
    ⚖️ the correction changes the decision · ✍️ decided, not announced
ranking-row = { $status ->
    [accepted] ✅{" "}
    [reserve] ⏳{" "}
    [rejected] ✖️{" "}
    [withdrawn] ↩️{" "}
   *[submitted] {""}
}{ $staged ->
    [accepted] ✍️✅{" "}
    [reserve] ✍️⏳{" "}
    [rejected] ✍️✖️{" "}
   *[none] {""}
}{ $place }. { $number } · { $mean } | { $median } | { $adjusted }{ $flipped ->
    [yes] {" "}⚖️
   *[no] {""}
}
ranking-row-unreviewed = { $status ->
    [accepted] ✅{" "}
    [reserve] ⏳{" "}
    [rejected] ✖️{" "}
    [withdrawn] ↩️{" "}
   *[submitted] {""}
}{ $staged ->
    [accepted] ✍️✅{" "}
    [reserve] ✍️⏳{" "}
    [rejected] ✍️✖️{" "}
   *[none] {""}
}— { $number } · no scores
ranking-only-flipped = { $chosen ->
    [yes] ☑️{" "}
   *[no] {""}
}⚖️ Changed: { $count }
ranking-only-unreviewed = { $chosen ->
    [yes] ☑️{" "}
   *[no] {""}
}No scores
ranking-line = 📏 Line
ranking-recompute = 🔄 Compute
ranking-basis = Places: { $basis ->
    [adjusted] corrected
   *[mean] by the mean
}
ranking-how = ℹ️ Rules
ranking-export = ⬇️ Table
ranking-rules =
    <b>How places come about</b>

    1. Every application is read independently by reviewers ({ $reviews } each), without names. A review's score is 0 to 100 by weighted criteria.
    2. The <b>mean</b> is the mean of the reviews, the <b>median</b> the score in the middle.
    3. <b>Corrected</b> is the mean without the reviewers' strictness: the bot looks at how much higher or lower than others each of them scores the same applications. Who has given few scores is hardly corrected.
    4. Of equal ones the higher median goes first; then the score in the heaviest criterion; then the earlier sending.
    5. When two scores are 30 or more apart, one more reviewer reads the application.
    6. An application without scores is not refused: nobody has looked at it, and the line does not touch it.
ranking-card =
    <b>{ $number }</b> · { $place }

    { $reviewed ->
        [yes] Mean <b>{ $mean }</b> (place { $rank }) · median { $median }
        Corrected <b>{ $adjusted }</b> (place { $adjusted_rank }) · spread { $spread }
       *[no] No scores: nobody has looked at it.
    }

    { $reviews }
ranking-review = <b>{ $score }</b> · { $name } · { $levels }{ $third ->
    [yes] {" "}· third
   *[no] {""}
}{ $commented ->
    [yes] {"\u000A"}<i>{ $comment }</i>
   *[no] {""}
}
ranking-to-application = The application
ranking-to-ranking = ← To the ranking
ranking-line-ask =
    <b>📏 A line on the ranking</b>

    How many of the first are to be accepted? Write a number. { $total } are ranked, there are { $quota } places.
ranking-line-first = The first { $count }
ranking-line-plan =
    <b>📏 The first { $first }: { call-name }</b>

    New decisions: accept <b>{ $accepted }</b>, reserve <b>{ $reserve }</b>, reject <b>{ $rejected }</b>.
    { $total } of { $quota } accepted in all.{ $over ->
        [yes] {" "}⚠️ More than there are places.
       *[no] {""}
    }
    Decisions made by hand stay: { $by_hand }. Without scores, not touched: { $unreviewed }.

    Accepted by municipality (of those ranked):
    { $balance }
ranking-balance-line = { $place }: <b>{ $taken }</b> of { $of }
ranking-line-reserve = { $count ->
    [0] No reserve
   *[other] Reserve: { $count }
}
ranking-line-rest = { $reject ->
    [yes] The rest: rejected
   *[no] The rest: left alone
}
ranking-line-stage = ✍️ Stage the decisions
ranking-line-done = ✍️ Decisions staged or taken back: { $count }.

ranking-no-reviews = The review has not begun: there is no ranking
ranking-not-ranked = This application is not in the ranking: compute it again
ranking-review-first = Give your own scores first: { $count } left
ranking-basis-already = Places are counted this way already
ranking-line-empty = The line has to come after the first place
ranking-line-stands = These decisions stand already
ranking-line-not-a-number = A number from 1 to { $most }, please

audit-ranking-basis = way of counting places chosen
audit-selection-line = decisions staged by a line

protocol-button-xlsx = 📄 Protocol XLSX
protocol-button-pdf = 📄 Protocol PDF
protocol-caption = Protocol of the selection: { call-name }, { $at }. Numbers without names, in Russian, with places to sign.
protocol-empty = There is nothing to put down yet: no applications
protocol-title = PROTOCOL of the selection of { $role ->
    [student] students
    [tutor] tutors
   *[mentor] mentors
}
protocol-season = Programme: { $title }
protocol-day = No. ________ of { $day }
protocol-sent = Applications sent: { $count }. Places: { $quota }, on the reserve: { $reserve }. Scores are 0 to 100; order and ties as in the rules of the selection.
protocol-column-row = No.
protocol-column-number = Application
protocol-column-municipality = Municipality
protocol-column-reviews = Reviews
protocol-column-mean = Mean
protocol-column-median = Median
protocol-column-adjusted = Corrected
protocol-column-verdict = Decision
protocol-verdict = { $verdict ->
    [accepted] Accept
    [reserve] Reserve
    [rejected] Reject
    [unreviewed] Not looked at
    [not_admitted] Not admitted: consents missing
    [second] A second one: another application of the same person is considered
    [withdrawn] Withdrawn by the applicant
   *[open] Not decided
}{ $code ->
    [none] {""}
   *[other] . { reject-reason }
}{ $staged ->
    [yes] {" "}(not announced)
   *[no] {""}
}
protocol-total = { $verdict ->
    [accepted] Accepted
    [reserve] On the reserve
    [rejected] Rejected
    [unreviewed] Not looked at
    [not_admitted] Not admitted
    [second] Second ones
    [withdrawn] Withdrawn
   *[open] Not decided
}: { $count }
protocol-chair = Chair
protocol-secretary = Secretary
protocol-member = Member
protocol-signature = signature
protocol-signed-name = name
protocol-page = Page

### Seats: confirming, declining, the reserve, the history of moves.

seat-please-confirm =
    { $you ->
       *[other] Confirm
    } by { $deadline }: without an answer the place goes to the next on the reserve.
seat-confirm = ✅ Confirm
seat-decline = Decline
seat-decline-yes = Yes, decline
seat-confirmed = ✅ Confirmed: the place is { $you ->
   *[other] yours
}.
seat-decline-ask =
    Decline the place?

    It goes to the next on the reserve at once and cannot be had back.
seat-declined = Thank you for the answer: the place goes to the next one. The events of the programme are open to { $you ->
   *[other] you
}.
seat-moved-up =
    🎉 <b>A place is free: application { $number } is accepted!</b>

    { $asked ->
        [yes] { seat-please-confirm }
       *[no] { $role ->
           *[other] You are in. Everything else will come here.
        }
    }
seat-nudge =
    ⏰ <b>A place awaits an answer: application { $number }</b>

    { seat-please-confirm }
seat-expired =
    <b>The term is over</b>

    The place of application { $number } has gone to the next on the reserve. If you could not answer, { $you ->
       *[other] write
    } to the project office: { $contact }

seat-already-confirmed = Already confirmed
seat-already-declined = This place has been declined
seat-passed-on = The term is over: the place has gone to the next one
seat-gone = This place is no more
seat-unknown = There is no such place
seat-cannot-return = Only somebody who has lost a place can be put back on the reserve
seat-limit-bad = A number of places from 1 to { $most } is needed
seat-term-unknown = There is no such term
seats-nobody-moves = Nobody can move up: no places are free, or nobody can be written to
municipality-unknown = There is no such municipality

seats-open = 🪑 Places and reserve
seats-why-open = ❓ Why?
seats-overview =
    <b>Places: { call-name }</b>

    Accepted: <b>{ $accepted }</b> of { $quota }{ $over ->
        [0] { $free ->
            [0] {""}
           *[other] , { $free } free
        }
       *[other] , { $over } too many
    }
    Confirmed: { $confirmed } · awaiting an answer: { $offered }
    On the reserve: { $reserve } · moved up: { $moved_up }

    { $automatic ->
        [yes] The reserve moves up by itself as soon as a place is free.
       *[no] The reserve moves up by the button only.
    }
    { $days ->
        [0] Places need not be confirmed.
        [one] { $days } day to answer; the place of who is silent goes on if somebody waits for it.
       *[other] { $days } days to answer; the place of who is silent goes on if somebody waits for it.
    }{ $limits ->
        [0] {""}
       *[other] {"\u000A"}Municipalities with a limit of their own: { $limits }
    }
seats-to-waiting = ⏳ Awaiting an answer: { $count }
seats-to-reserve = Reserve: { $count }
seats-to-moves = History
seats-fill = ⬆️ Move up: { $count }
seats-filled = ⬆️ Moved up: { $count }. The letters are on their way.
seats-make-hand = Move up by the button
seats-make-auto = Move up at once
seats-change-term = Term
seats-change-places = Limits
seats-ask-term =
    How many days to answer for those who are accepted?

    { $days ->
        [0] Now: no answer is needed.
       *[other] Now, in days: { $days }.
    } Who has been offered a place keeps their term. No term ends at night.
seats-days = { $days ->
    [0] No answer
    [one] { $days } day
   *[other] { $days } days
}
seats-limits =
    <b>Limits by municipality</b>

    From a municipality with a limit no more people move up than places are left there. Those with applications are shown.
seats-limit = { $place } · { $limited ->
    [yes] { $limit }
   *[no] —
}
seats-ask-limit =
    { $place }: how many places at most? Write a number.{ $limited ->
        [yes] {" "}Now: { $limit }.
       *[no] {""}
    }
seats-lift-limit = No limit
seats-list = <b>{ $what ->
    [waiting] Awaiting an answer: { $count }
    [reserve] Reserve: { $count }
   *[moves] History of places: { $count }
}</b>
seats-waiting-line = { $number } · { $place } · until { $until }
seats-reserve-line = { $position }. { $number } · { $place }{ $able ->
    [yes] {""}
   *[no] {" "}· ⚠️ cannot move up yet: no consent or no contact
}
seats-move-of = <b>{ $number }</b> { $line }
seats-no-moves = No decision has been announced yet.
seat-move = { $at }: { $what } — { $who ->
    [own] the applicant
    [bot] the bot
   *[office] { $named ->
        [no] the project office
       *[other] the project office, { $name }
    }
}
seat-move-accepted = accepted, a place offered
seat-move-reserved = on the reserve
seat-move-rejected = rejected
seat-move-confirmed = confirmed
seat-move-declined = declined the place
seat-move-expired = no answer within the term, the place is given up
seat-move-freed = the place is freed
seat-move-erased = the data is erased, the place is given up
seat-move-left = the application is withdrawn
seat-move-left_team = left the team, the place is free
seat-move-moved_up = { $after ->
    [yes] moved up to the place of { $other }
   *[no] moved up to a free place
}
seat-move-returned = put back on the reserve
seats-why =
    <b>{ $number }: why</b>

    { $lines }

    { $now }
seats-now-reserve = Now: on the reserve, place { $position } in the line. Places free: { $free }. { $automatic ->
    [yes] Moves up by itself in its turn.
   *[no] Moves up by the button only.
}
seats-now-asked = { $late ->
    [yes] Now: awaiting an answer, the term was over on { $deadline }. The place is held while nobody waits for it.
   *[no] Now: awaiting an answer until { $deadline }.
}
seats-now-confirmed = Now: the place is confirmed.
seats-now-status = Now: { $status ->
    [accepted] accepted
    [rejected] rejected
    [withdrawn] withdrawn
    [draft] a draft
    [reserve] on the reserve
   *[submitted] waiting for a decision
}.
seats-confirm-for = ✅ Confirm for them
seats-free = Free the place
seats-free-ask = Free the place of { $number }? It goes to the next on the reserve at once.
seats-free-yes = Yes, free it
seats-put-back = ↩️ Back to the reserve
seats-to-card = Application

audit-seats-refill = the way the reserve moves up was changed
audit-seats-term = the term for answers about places was changed
audit-seats-limit = the limit of a municipality was changed
audit-seats-filled = the reserve was moved up by hand

seats-invite-mentor = ✉️ Invite a mentor
seat-move-invited = a place by invitation
mentor-invitation =
    🤝 { $name }, the project office invites you to become a mentor of the programme.

    A mentor supports one team of pupils and students for a year. The invitation is personal: once you agree, the link works for you alone.
mentor-invitation-accept = ✅ Accept
mentor-invitation-register =
    Thank you! Please register now: your name, where you work, phone and consent. It takes two minutes; the role is “Mentor”.
mentor-invitation-placed = { $status ->
    [reserve] Thank you! The main list is full: you are on the reserve of mentors, application { $number }. If a place becomes free, I will write.
   *[accepted] Thank you! You are a mentor of the programme, application { $number }. The offer of a team will come here.
}
mentor-invitation-ask = Whom do you invite? Write surname and first name, for example “Larina Tatyana”.
mentor-invitation-link =
    Invitation of a mentor: <b>{ $name }</b>

    { $link }

    The link works once, until { $until }. Pass it on in person: the place goes to whoever confirms it.
mentor-invitation-dead = The invitation does not work: it has been used, is old or was taken back. Ask the project office for a new one.
mentor-invitation-other-role = The invitation is for a mentor, and you have another role in the programme
mentor-places-full = All places of mentors and of the reserve are taken
audit-mentor-invited = a mentor was invited

### Mentors: offers of teams, answers, the order of offers.

mentors-offer =
    🤝 You are offered <b>team { $team }</b>.

    Direction: { $direction }
    Tutor: { $tutor }
    Members: { $size }

    Please answer by { $deadline }. You will see the members' first names once you accept.
mentors-accept = ✅ Accept
mentors-accept-online = 💻 Online only
mentors-decline = Decline
mentors-offer-withdrawn = The project office has withdrawn the offer of team { $team }. Thank you for being ready to consider it.
mentors-offer-passed = The time to answer about team { $team } has run out, and it was offered to another mentor. If you wanted to take it, write to the project office.
mentors-found = 🤝 Team { $team } has a mentor: <b>{ $mentor }</b>.
mentors-found-online = 🤝 Team { $team } has a mentor: <b>{ $mentor }</b>. Meetings with the mentor are online.
mentors-online-alert = 💻 The mentor of team { $team } can meet online only, and the tutor has wished for meetings in person. Replace the mentor if that does not fit.
mentors-nobody-alert = ⚠️ Team { $team } is left without a mentor: everybody it could be offered to has declined or not answered.
mentors-alert-open = To the team

mentors-decline-why = Why can you not take team { $team }? Only the project office sees the answer.
mentors-reason-time = No time
mentors-reason-direction = Not my direction
mentors-reason-distance = Too far
mentors-reason-typed = Another reason
mentors-reason-ask = Write the reason in one message, up to { $limit } characters.
mentors-reason-text-only = A text is needed here. Write the reason in one message, or press “Back”.
mentors-reason-length = A reason has 1 to { $limit } characters, and this one { $length }.
mentors-declined = Thank you for the answer. Team { $team } goes to another mentor.

mentors-mine = 🤝 <b>My teams</b>
mentors-mine-empty = There are no teams yet. I will write when you are offered one.
mentors-mine-held = You lead { $count } { $count ->
    [one] team
   *[other] teams
}.
mentors-mine-open = { $count } { $count ->
    [one] offer waits
   *[other] offers wait
} for your answer.
mentors-mine-team = Team { $team }
mentors-mine-offer = Answer: team { $team }
mentors-team =
    🤝 <b>Team { $team }</b>
    Project: { $project }
    Direction: { $direction }
    Tutor: { $tutor }{ $meets ->
        [yes] {""}
            Meetings: online only
       *[no] {""}
    }

    <b>Members</b> ({ $size }):
    { $members }
mentors-team-no-project = not chosen yet
mentors-team-no-meeting = 📅 No meeting is planned: plan one in “Meetings”, or ask the tutor.
mentors-team-how = { $tutor ->
    [yes] <b>How to get in touch:</b> “Ask a question” reaches the tutor, and the answer comes here. The tutor's questions come here, too, with a button “Answer”.
   *[no] <b>How to get in touch:</b> a tutor is being found; if it is urgent, the project office: /help.
} The members are met at meetings and through the tutor.

mentors-overview =
    🤝 <b>Mentors of the teams</b>

    Teams: { $count }, with a mentor: { $held }, waiting for an answer: { $open }, matched: { $staged }.
    Mentors in the pool: { $pool }.
mentors-overview-unpublished = 🤝 Mentors are offered announced teams. Form the teams and announce them first.
mentors-line-held = ✅ { $team } · { $mentor }
mentors-line-open = ⏳ { $team } · { $mentor }
mentors-line-none = ❗ { $team } · none
mentors-line-staged = 📝 { $team } · { $mentor }
mentors-match-all = Match all
mentors-matched = { $without ->
    [0] Matched: { $staged }. Nobody has been told yet: look and send.
   *[other] Matched: { $staged }. Nobody was found for { $without }. Nobody has been told yet: look and send.
}
mentors-release = 📣 Send: { $count }
mentors-release-ask =
    Send the proposals you matched: { $count }?

    Each mentor gets the team's card and three days to answer. Nobody is asked at night: they get it in the morning.
mentors-release-sure = Yes, send
mentors-released-all = Proposals sent: { $count }
mentors-unstage = Take out
mentors-choose =
    Team { $team }, mentor { $mentor }.
    Meetings: { $format ->
        [online] online only
        [in-person] in person only
       *[both] in person and online
    }. Teams: { $load } of { $limit }.

    If they have agreed already (by phone, say), appoint them at once.
mentors-choose-offer = Offer
mentors-choose-appoint = Appoint at once
mentors-end = Replace
mentors-end-ask = Take team { $team } from its mentor, { $mentor }? Mentor, tutor and members are told, then you choose another.
mentors-end-sure = Yes, take it
mentors-appointed = 🤝 You are the mentor of <b>team { $team }</b>. Members, tutor and meetings are under “My teams”.
mentors-released = You no longer lead team { $team }: the project office has decided so. Thank you for your work!
mentors-left = Team { $team } has no mentor now. The project office is looking for another.
mentors-slot =
    🤝 <b>Team { $team }</b>
    Direction: { $direction }
    Mentor: { $mentor }

    { $waterfall }

    Next: { $ahead }{ $left ->
        [0] {""}
       *[other] {" "}and { $left } more
    }
mentors-slot-changed = { $line }; profile changed { $at }
mentors-profile-changed = Profile changed: { $at }
mentors-choose-wishes = Wishes: { $wishes }
mentors-release-changed = ⚠️ Have changed their profile since the matching: { $names }. Match anew to take it into account.
mentors-slot-none = none
mentors-slot-empty = No offers so far.
mentors-slot-offer = { $place }. { $name } — { $status }
mentors-status-offered = waiting for an answer by { $deadline }
mentors-status-accepted = accepted
mentors-status-online = accepted, online only
mentors-status-declined = declined: { $reason }
mentors-status-expired = no answer
mentors-status-withdrawn = withdrawn
mentors-status-staged = matched, not sent
mentors-status-released = leads it no more
mentors-offer-next = Offer the best
mentors-offer-choose = Choose
mentors-withdraw = Withdraw
mentors-withdraw-ask = Withdraw the offer of team { $team } to { $mentor }? You decide who is asked next.
mentors-withdraw-sure = Yes, withdraw
mentors-candidates =
    Who is to be offered team { $team }? Direction: { $direction }.

    Those whose direction is closer come first, then the less busy.
mentors-candidates-empty = No mentor is free: everybody has as many teams as they are ready to lead.
mentors-candidate = { $match ->
    [yes] 🎯
   *[no] ·
} { $name } · { $load }/{ $limit }{ $asked ->
    [none] {""}
    [declined] {" "}· declined
    [expired] {" "}· silent
    [released] {" "}· led it before
   *[withdrawn] {" "}· withdrawn
}
mentors-candidate-reserve = { $line } · reserve
mentors-team-button = 🤝 Mentor
mentors-card-button = 👥 Members

mentor-already-accepted = The team has a mentor already
mentor-offer-staged = A proposal is matched already: send it or take it out
mentors-nothing-staged = Nothing to send: match first
mentors-already-free = The team has no mentor any more
mentors-named-limit = You can name { $limit } at most
mentor-offer-open = The team is offered already, an answer is awaited
offer-already-accepted = Taken already
offer-already-declined = The refusal is recorded already
offer-withdrawn = The project office has withdrawn the offer
offer-expired = The time to answer ran out: { $deadline }
mentors-nobody-left = There is nobody left to offer team { $team } to: choose among those asked before.
mentors-candidate-gone = This mentor cannot be offered the team any more
mentors-team-unpublished = Announce the teams first
mentors-offer-unknown = There is no such offer

mentors-wishes =
    🤝 <b>Which mentor would suit team { $team }?</b>

    Tap up to { $limit } names, the best first: the number shows the order. 💻 works online only.
    The wishes help the matching, the project office decides.
mentors-wishes-line = { $place ->
    [0] {""}
   *[other] { $place }.{" "}
}{ $online ->
    [yes] 💻{" "}
   *[no] {""}
}{ $name }
mentors-wishes-in-person = { $wanted ->
    [yes] ✅ We want to meet in person
   *[no] ▫️ We want to meet in person
}
mentors-wishes-open = 🤝 Mentor wishes
mentors-wishes-empty = There are no mentors in the pool yet. Come back later.

mentor-profile-open = 🧭 Mentor profile
mentor-profile =
    🧭 <b>Mentor profile</b>

    Directions: { $directions }
    Would take: { $capacity } { $capacity ->
        [one] team
       *[other] teams
    }
    Meetings: { $format ->
        [online] online
        [in-person] in person
       *[both] in person and online
    }
    Municipality: { $municipality }
    Wishes: { $wishes }

    The project office sees changes, and they count from the next matching on.
mentor-profile-changed = Changed: { $at }.
mentor-profile-stays = Stays as it is: { $waiting ->
    [0] { $held ->
        [one] the team you lead
       *[other] the { $held } teams you lead
    }
   *[other] { $held ->
        [0] {""}
       *[other] teams you lead: { $held };{" "}
    }offers already sent to you: { $waiting }. Please answer those separately
}.
mentor-profile-fewer = −
mentor-profile-more = +
mentor-profile-teams = Teams: { $count }
mentor-profile-format = { $on ->
    [yes] ✅{" "}
   *[no] {""}
}{ $format ->
    [online] Online
    [in-person] In person
   *[both] Both
}
mentor-profile-directions = Directions
mentor-profile-wishes = Wishes
mentor-profile-home = 📍 Municipality
mentor-profile-directions-ask = Tap in order: first the direction you are strongest in, then the second and the third (up to { $most }). Another tap takes it out.
mentor-profile-wishes-ask = Write in one message what matters in the choice of a team: days, topics, language. Up to { $limit } characters; “-” removes what was there.
mentor-profile-wishes-long = That is { $length } characters, and { $limit } are possible. Please write less.
mentor-profile-capacity = One to { $most } teams are possible
mentor-profile-no-direction = At least one direction has to stay
mentor-profile-not-yet = The profile appears once you have sent the application: /apply

substitute-open = 🔁 Stand-in
substitute-board =
    🔁 <b>Substitutes, team { $team }</b>
    Mentor: { $mentor }

    While the mentor is away, another one can help the team. The team's mentor stays the same: a substitution ends by itself.
substitute-none = Nobody is named at present.
substitute-line = { $status ->
    [asked] ⏳ asked
    [agreed] ✅ agreed
   *[active] ▶️ answers now
}: <b>{ $name }</b>, { $first } – { $last }
substitute-cancel = Cancel: { $name }
substitute-new = ➕ Name a substitute
substitute-days-ask =
    Team { $team }. From which day to which day?

    Write it in one message: “10.10–20.10”. No longer than { $days } days.
substitute-whom =
    Whom to ask from { $first } to { $last }?

    In brackets: how many teams of their own they have.
substitute-candidate = { $name } ({ $load })
substitute-nobody = There are no other mentors yet.
substitute-asked =
    🔁 { $mentor } will be away. Can you help <b>team { $team }</b> from { $first } to { $last }?

    Direction: { $direction }
    In these days you see the team's page and receive the tutor's questions and the invitations to meetings. After { $last } everything goes back by itself.
substitute-agree = ✅ I will
substitute-refuse = I cannot
substitute-mine-row = { $asked ->
    [yes] Answer: substitute, team { $team }
   *[no] 🔁 Substitute, team { $team }
}
substitute-mine =
    🔁 <b>Substitute, team { $team }</b>
    From { $first } to { $last }.

    { $status ->
        [asked] Your answer is awaited.
        [agreed] You have agreed. On the first day I will remind you and open the team's page.
       *[active] At present you answer for the mentor.
    }
substitute-agreed-thanks = Thank you! From { $first } to { $last } the team is yours to help; its page is in “My teams”. I will write when it is over.
substitute-refuse-ask = Refuse to substitute, team { $team }? The mentor is told at once.
substitute-refuse-sure = Yes, I cannot
substitute-refused-thanks = Noted. The mentor has been told.
substitute-agreed = 🔁 Team { $team }: <b>{ $substitute }</b> stands in from { $first } to { $last }.
substitute-refused = 🔁 Team { $team }: <b>{ $substitute }</b> cannot stand in from { $first } to { $last }. Choose another mentor.
substitute-lapsed = 🔁 Team { $team }: <b>{ $substitute }</b> has not answered, and the first day ({ $first }) has come. Choose another mentor.
substitute-begins-you = 🔁 From today to { $last } you answer for the mentor of <b>team { $team }</b> ({ $mentor }). The tutor's questions and the invitations to meetings come to you.
substitute-begins = 🔁 Until { $last } <b>{ $substitute }</b> answers for team { $team } in your place.
substitute-begins-tutor = 🔁 Until { $last } <b>{ $substitute }</b> answers the questions of team { $team } in place of the mentor ({ $mentor }).
substitute-ends-you = The substitution is over: { $mentor } answers for team { $team } again. Thank you for the help!
substitute-ends = 🔁 The substitution is over: you answer for team { $team } again.
substitute-ends-tutor = 🔁 The mentor answers for team { $team } again: { $mentor }.
substitute-cancelled = The substitution is cancelled: team { $team }, { $first } – { $last }. Thank you for being ready to help!
substitute-acting = 🔁 At present <b>{ $name }</b> answers in place of the mentor (until { $last }).
substitute-days-unread = The days cannot be read. Write, for example, “10.10–20.10”.
substitute-days-crossed = The last day is before the first. Please write again.
substitute-days-past = These days have gone by. Please write again.
substitute-days-far = A substitute can be named for { $days } days at most, and no more than a year ahead.
substitute-overlaps = There is a substitute in these days already: { $first } – { $last }. Cancel it or choose other days.
substitute-agreed-already = You have agreed already
substitute-over = This substitution is over
substitute-no-mentor = The team has no mentor at present

### Mentors: offers of teams, answers, the order of offers.

mentors-offer =
    🤝 You are offered <b>team { $team }</b>.

    Direction: { $direction }
    Tutor: { $tutor }
    Members: { $size }

    Please answer by { $deadline }. You will see the members' first names once you accept.
mentors-accept = ✅ Accept
mentors-decline = Decline
mentors-offer-withdrawn = The project office has withdrawn the offer of team { $team }. Thank you for being ready to consider it.
mentors-offer-passed = The time to answer about team { $team } has run out, and it was offered to another mentor. If you wanted to take it, write to the project office.
mentors-found = 🤝 Team { $team } has a mentor: <b>{ $mentor }</b>.
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
    Direction: { $direction }
    Tutor: { $tutor }

    <b>Members</b> ({ $size }):
    { $members }

    Members are reached through the tutor or the project office.

mentors-overview =
    🤝 <b>Mentors of the teams</b>

    Teams: { $count }, with a mentor: { $held }, waiting for an answer: { $open }.
    Mentors in the pool: { $pool }.
mentors-overview-unpublished = 🤝 Mentors are offered announced teams. Form the teams and announce them first.
mentors-line-held = ✅ { $team } · { $mentor }
mentors-line-open = ⏳ { $team } · { $mentor }
mentors-line-none = ❗ { $team } · none
mentors-offer-all = Offer all
mentors-offer-all-ask =
    Offer a mentor to every team that has neither a mentor nor an open offer: { $count }?
    Each mentor gets the team's card and three days to answer.
mentors-offer-all-sure = Yes, offer
mentors-offered-all = { $without ->
    [0] Offers sent: { $offered }
   *[other] Offers sent: { $offered }. Nobody was found for { $without }
}
mentors-slot =
    🤝 <b>Team { $team }</b>
    Direction: { $direction }
    Mentor: { $mentor }

    { $waterfall }
mentors-slot-none = none
mentors-slot-empty = No offers so far.
mentors-slot-offer = { $place }. { $name } — { $status }
mentors-status-offered = waiting for an answer by { $deadline }
mentors-status-accepted = accepted
mentors-status-declined = declined: { $reason }
mentors-status-expired = no answer
mentors-status-withdrawn = withdrawn
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
   *[withdrawn] {" "}· withdrawn
}
mentors-candidate-reserve = { $line } · reserve
mentors-team-button = 🤝 Mentor
mentors-card-button = 👥 Members

mentor-already-accepted = The team has a mentor already
mentor-offer-open = The team is offered already, an answer is awaited
offer-already-accepted = Taken already
offer-already-declined = The refusal is recorded already
offer-withdrawn = The project office has withdrawn the offer
offer-expired = The time to answer ran out: { $deadline }
mentors-nobody-left = There is nobody left to offer team { $team } to: choose among those asked before.
mentors-candidate-gone = This mentor cannot be offered the team any more
mentors-team-unpublished = Announce the teams first
mentors-offer-unknown = There is no such offer

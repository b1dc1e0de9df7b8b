### Teams: my team, forming, moving, publishing.

team-mine =
    👥 <b>Team { $team }</b>
    Direction: { $direction }

    Tutor: { $tutor }
    Mentor: { $mentor }

    <b>Members</b> ({ $size }):
    { $members }
team-mine-mate = • { $name }
team-mine-self = • <b>{ $name }</b> — that is you
team-mine-no-mentor = being looked for, you will hear soon
team-none =
    There is no team yet.

    Teams are formed of those accepted. I will write as soon as yours is ready.
team-open = 👥 Team

teams-published-member =
    👥 The teams are announced! Yours is <b>team { $team }</b>.
    Direction: { $direction }
    Tutor: { $tutor }
    There are { $size } of you.

    First step: see who is in your team, and sign up for the Regional School in /events — that is where you will meet.
teams-published-tutor =
    👥 The teams are announced! You lead <b>team { $team }</b>.
    Direction: { $direction }
    Members: { $size }

    First step: see who is in the team, and sign up for the Regional School in /events — that is where you will meet.
teams-moved-member =
    👥 The teams have changed: you are now in <b>team { $team }</b>.
    Direction: { $direction }
    Tutor: { $tutor }
    Members: { $size }
teams-moved-in = 👥 { $name } joins team { $team }.
teams-moved-out = 👥 { $name } leaves team { $team }: the project office has changed the teams.

teams-form =
    👥 <b>Teams</b>

    Accepted: { $students } { $students ->
        [one] participant
       *[other] participants
    }, { $tutors } { $tutors ->
        [one] tutor
       *[other] tutors
    }.
    A team has one tutor and { $smallest } to { $largest } members.
    { $state }
teams-form-smaller = −
teams-form-larger = +
teams-form-smallest = from { $count }
teams-form-largest = to { $count }
teams-form-go = Form teams
teams-form-again = Another variant
teams-form-latest = Variant { $variant }
teams-form-refresh = Refresh
teams-form-running = ⏳ Forming… It takes a few seconds; I will write when it is done.
teams-form-failed = ⚠️ It did not work: { $reason }
teams-form-broken = Forming the teams was interrupted by an error. Try again; if that does not help, call the developer.
teams-formed = 👥 Variant { $variant } is ready: { $count } { $count ->
    [one] team
   *[other] teams
}. Look at the teams and announce them, or form another variant.
teams-run =
    👥 <b>Variant { $variant }</b> · { $count } { $count ->
        [one] team
       *[other] teams
    } · { $state }

    The fewer points, the better; 0 is perfect. Total: <b>{ $total }</b>
    { $components }
    { $warnings }
teams-run-draft = not announced
teams-run-published = announced
teams-run-requested = being formed
teams-run-failed = failed
teams-component = • { $name }: { $value }
teams-component-lone = the only girl or the only boy
teams-component-wishes = wishes of the members
teams-component-municipalities = from the same place in one team
teams-component-organisations = from the same school or college
teams-component-ages = differences of age
teams-component-tutors = wishes of the tutors
teams-component-sizes = unequal sizes
teams-warning-unplaced = ⚠️ Without a team: { $count }
teams-warning-gone = ⚠️ No longer taking part, but in a team: { $count }
teams-line = { $team } · { $size } · { $direction }
teams-publish = 📣 Announce
teams-unplaced = Without a team ({ $count })
teams-publish-ask =
    Announce { $count } { $count ->
        [one] team
       *[other] teams
    }?

    Every member and tutor gets a message with the team, the tutor and the first step. It can be done once; afterwards people can be moved one by one.
teams-publish-sure = Yes, announce
teams-card =
    👥 <b>Team { $team }</b>
    Direction: { $direction }
    Tutor: { $tutor }
    Mentor: { $mentor }

    { $members }

    { $facts }
teams-card-member = • { $name }, { $town }
teams-card-gone = • { $name } — no longer takes part
teams-card-empty = There are no members
teams-move = Move
teams-move-who = Who is to leave team { $team }?
teams-move-unplaced-who = Who needs a team?
teams-move-where = Where does { $name } go? If a team is full, I will offer an exchange.
teams-move-target = { $team } · { $size }
teams-move-swap = Team { $team } is full. With whom shall { $name } change places?
teams-move-ask =
    { $name }: { $origin } → team { $to }.{ $swap ->
        [no] {""}
       *[yes] {" "}In exchange: { $other }.
    }

    { $verdict ->
        [worse] ⚠️ It gets worse: { $before } → { $after } points
        [better] ✅ It gets better: { $before } → { $after } points
       *[same] The points stay the same: { $after }
    }
    { $changes }

    { $facts }
teams-move-change = { $sign ->
    [worse] ▲
   *[better] ▼
} { $name }: { $before } → { $after }
teams-move-team = <b>Team { $team }</b> will be:
teams-move-from-nowhere = without a team
teams-move-from = team { $team }
teams-move-sure = Move
teams-moved = ✅ Done: the teams are changed.

team-fact-size = Members: { $count } (girls { $girls }, boys { $boys })
team-fact-ages = Ages: { $youngest } to { $oldest }
team-fact-municipalities = Municipalities: { $count }, no more than { $largest } from one
team-fact-organisations = Schools and colleges: { $count }, no more than { $largest } from one
team-fact-wishes = This direction is the first wish of { $first }, another wish of { $other }, not chosen by { $unwished }
team-fact-tutor-other-direction = ⚠️ The tutor did not choose this direction
team-fact-lone-girl = ⚠️ The only girl of the team
team-fact-lone-boy = ⚠️ The only boy of the team
team-fact-tutor-same-organisation = ⚠️ From where the tutor is: { $count }

teams-sizes-crossed = A size from { $smallest } to { $largest } does not work: the first must not be above the second.
teams-no-tutors = There is no accepted tutor, and there are { $students } participants.
teams-too-few-students = There are { $students } accepted participants, and a team needs at least { $smallest }.
teams-too-many-students = { $students } participants, { $tutors } tutors: { $places } places ({ $largest } in a team). Tutors needed: { $needed }.
teams-sizes-impossible = { $students } participants cannot be divided into teams of { $smallest } to { $largest }. Change the sizes.
teams-person-twice = Somebody is named twice (no. { $person }).
teams-team-too-small = The team would have fewer than { $smallest } members. Let two change places.
teams-team-full = The team has { $largest } members already, which is the limit.
teams-already-published = The teams are announced already
teams-requested-already = Taken already
teams-member-elsewhere = This member is in another team already
teams-team-unknown = There is no such team
teams-run-unknown = There is no such variant
teams-not-formed = This variant is not formed yet
teams-people-changed = Those accepted have changed: without a team { $unplaced }, no longer taking part { $gone }. Form a new variant.

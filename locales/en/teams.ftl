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
team-mine-mentor = { $name }{ $online ->
    [yes] {" "}(online only)
   *[no] {""}
}
team-mine-no-mentor = being looked for, you will hear soon
team-none =
    There is no team yet.

    Teams are formed of those accepted. I will write as soon as yours is ready.
team-open = 👥 Team
team-wishes = 💭 Wishes

teams-published-member =
    👥 The teams are announced! Yours is <b>team { $team }</b>.
    Direction: { $direction }
    Tutor: { $tutor }
    There are { $size } of you.

    First step: see who is in your team, and press “Going” at the Regional School in /events — that is where you will meet.
teams-published-tutor =
    👥 The teams are announced! You lead <b>team { $team }</b>.
    Direction: { $direction }
    Members: { $size }

    First step: see who is in the team, and press “Going” at the Regional School in /events — that is where you will meet.
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
teams-form-running =
    ⏳ Forming… { $bar } { $percent } %
    I will write when it is done.
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

    Score: <b>{ $index } of 100</b>. How far each goal was reached, the most important first:
    { $components }
    { $warnings }
teams-run-draft = not announced
teams-run-published = announced
teams-run-requested = being formed
teams-run-failed = failed
teams-component = • { $name }: { $share } %
teams-component-lone = nobody is the only girl or boy
teams-component-lone-towns = nobody is alone from a municipality
teams-component-mates = together as they both wished
teams-component-roles = every team has all roles
teams-component-wishes = wishes of the members
teams-component-municipalities = different municipalities in a team
teams-component-organisations = different schools and colleges in a team
teams-component-ages = similar ages in a team
teams-component-tutors = wishes of the tutors
teams-component-sizes = teams of equal size
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
    👥 <b>Team { $team }</b>{ $locked ->
        [yes] {" "}🔒
       *[no] {""}
    }
    Direction: { $direction }
    Tutor: { $tutor }
    Mentor: { $mentor }

    { $members }

    { $facts }
teams-card-member = • { $name }, { $town }{ $locked ->
    [yes] {" "}🔒
   *[no] {""}
}
teams-card-gone = • { $name } — no longer takes part
teams-card-empty = There are no members
teams-people = Members
teams-lock = 🔒 Lock
teams-unlock = 🔓 Unlock
teams-split = Split
teams-merge = Merge
teams-repair = 🔧 Repair teams
teams-undo = ↩️ Undo the last change
teams-to-run = To the teams
teams-change-sure = Yes, do it
teams-compare-with = ⚖️ Compare with { $variant }
teams-move = Move
teams-move-with = Exchange
teams-move-who = Who of team { $team }?
teams-move-unplaced-who = Who needs a team?
teams-move-where = Where does { $name } go? A full team means an exchange.
teams-move-target = { $team } · { $size }
teams-move-swap = Team { $team }. With whom shall { $name } change places?
teams-move-ask =
    { $name }: { $origin } → team { $to }.{ $swap ->
        [no] {""}
       *[yes] {" "}In exchange: { $other }.
    }

    { $effect }
teams-move-verdict = { $verdict ->
    [worse] ⚠️ It gets worse: { $before } → { $after } of 100
    [better] ✅ It gets better: { $before } → { $after } of 100
   *[same] The score stays the same: { $after } of 100
}
teams-move-change = { $sign ->
    [worse] ▲
   *[better] ▼
} { $name }: violations { $before } → { $after }
teams-move-team = <b>Team { $team }</b> will be:
teams-move-from-nowhere = without a team
teams-move-from = team { $team }
teams-move-sure = Move
teams-moved = ✅ Done: the teams are changed.
teams-placed = • { $name }: { $source } → { $target }
teams-placed-nowhere = no team
teams-placed-more = … and { $count } more
teams-repair-ask =
    🔧 <b>Repair the teams</b>
    Late comers get a team, those who left go. Others to be moved: { $others }.

    { $placed }

    { $effect }
teams-split-tutor = Who leads the second team?
teams-split-no-tutor = No tutor is free: all lead teams. Accept another tutor first.
teams-split-ask =
    Split the team? These go to the second one: { $others }.

    { $placed }

    { $effect }
teams-merge-into = With which team is team { $team } to be merged? Together no more than { $largest }.
teams-merge-nowhere = There is no team to merge team { $team } with: together they would be more than { $largest }.
teams-merge-ask =
    Merge the teams? So many move: { $others }. The tutor becomes free.

    { $placed }

    { $effect }
teams-changed =
    ✅ Done: the teams are changed.

    { $placed }
teams-undone =
    ↩️ Undone: the teams are as they were.

    { $placed }
teams-compare =
    ⚖️ <b>Variants { $first } and { $second }</b>
    Score: { $first_index } and { $second_index } of 100

    { $lines }

    Stay together: { $together } % of pairs, equal teams: { $same }
teams-compare-line = { $winner ->
    [first] ◀
    [second] ▶
   *[none] ＝
} { $name }: { $first } % and { $second } %
teams-seat =
    <b>{ $name }</b> · team { $team }{ $locked ->
        [yes] {" "}🔒
       *[no] {""}
    }

    <b>Why here</b>
    { $facts }

    <b>Other places</b>
    { $elsewhere }
teams-seat-elsewhere = • { $team }{ $swap ->
    [yes] {" "}in exchange for { $other }
   *[no] {""}
}: { $sign ->
    [worse] worse by { $points }
    [better] better by { $points }
   *[same] the same
}
teams-seat-no-facts = There are no wishes and nobody from the same place: the seat serves the others.
teams-seat-nowhere = No other place fits.
teams-seat-way = → { $team }{ $swap ->
    [yes] {" "}(exchange)
   *[no] {""}
}
teams-why = Why not with…
teams-why-ask = With whom? First the team, then the person.
teams-why-look = Look at it
teams-why-not =
    <b>{ $one }</b> (team { $home }) and <b>{ $other }</b> (team { $target })

    { $facts }
    { $way }
teams-why-way = They can be brought together{ $swap ->
    [yes] {" "}in exchange for { $other }
   *[no] {""}
}: { $sign ->
    [worse] worse by { $points }
    [better] better by { $points }
   *[same] nothing gets worse
}.

team-fact-size = Members: { $count } (girls { $girls }, boys { $boys })
team-fact-ages = Ages: { $youngest } to { $oldest }
team-fact-municipalities = Municipalities: { $count }, no more than { $largest } from one
team-fact-organisations = Schools and colleges: { $count }, no more than { $largest } from one
team-fact-wishes = This direction is the first wish of { $first }, another wish of { $other }, not chosen by { $unwished }
team-fact-tutor-other-direction = ⚠️ The tutor did not choose this direction
team-fact-mates = Wished to be together: together { $met }, apart { $apart }
team-fact-lone-towns = ⚠️ Alone from their municipality: { $count }
team-fact-roles-missing = ⚠️ Nobody wants the roles: { $roles }
team-fact-must-not = ⛔ Together though they must not be: { $count } pairs
team-seat-direction = { $rank ->
    [0] ⚠️ The direction “{ $direction }” is not among the wishes
    [1] ✅ The direction “{ $direction }” is the first wish
   *[other] The direction “{ $direction }” is wish no. { $rank }
}
team-seat-role = Role: { $role }
team-seat-role-only = ✅ Nobody else in the team wants the role “{ $role }”
team-seat-mates = Mutual wishes: together { $met }, apart { $apart }
team-seat-town = { $count ->
    [0] ⚠️ Nobody else in the team is from the same municipality
   *[other] From the same municipality: { $count }
}
team-seat-organisation = From the same school or college: { $count }
team-seat-lone = ⚠️ { $gender ->
    [female] The only girl of the team
   *[other] The only boy of the team
}
team-why-together = They are in one team already: { $team }.
team-why-must-not = ⛔ They must not be in one team.
team-why-mutual = The wish is mutual.
team-why-one-sided = Only one of the two wishes it: that does not count.
team-why-no-wish = Neither has asked to be with the other.
team-why-no-way = No exchange keeps the hard rules.
team-role-leader = leader
team-role-researcher = researcher
team-role-analyst = analyst
team-role-designer = designer
team-role-engineer = engineer
team-role-speaker = speaker
team-fact-lone-girl = ⚠️ The only girl of the team
team-fact-lone-boy = ⚠️ The only boy of the team
team-fact-tutor-same-organisation = ⚠️ From where the tutor is: { $count }

teams-sizes-crossed = A size from { $smallest } to { $largest } does not work: the first must not be above the second.
teams-no-tutors = There is no accepted tutor, and there are { $students } participants.
teams-too-few-students = There are { $students } accepted participants, and a team needs at least { $smallest }.
teams-too-many-students = { $students } participants, { $tutors } tutors: { $places } places ({ $largest } in a team). Tutors needed: { $needed }.
teams-sizes-impossible = { $students } participants cannot be divided into teams of { $smallest } to { $largest }. Change the sizes.
teams-person-twice = Somebody is named twice (no. { $person }).
teams-apart-impossible = Not all who must not be together could be put into different teams (pairs left: { $pairs }). For example: { $one } and { $other }. Drop some of the bans or add tutors.
teams-locked-no-tutor = Team no. { $team } is locked, but its tutor takes part no longer. Unlock it.
teams-locked-size = In team no. { $team } { $size } are locked; there must be { $smallest } to { $largest }.
teams-locked-apart = In team no. { $team } two are locked who must not be together: { $one } and { $other }.
teams-locked-too-many = People are locked in { $teams } teams, but only { $possible } teams can be formed. Unlock some.
teams-locked-uneven = What is locked leaves no teams of { $smallest } to { $largest }. Unlock some.
teams-no-place = There is no place for { $people } late comers: the teams are full. Split a team or form a new variant.
teams-stays-too-small = Team no. { $team } cannot be refilled to { $smallest }: no team has anybody to spare. Merge it with another.
teams-split-small = Splitting needs { $needed } members at least: each team must have { $smallest }.
teams-merge-big = Together they would be { $size }; { $largest } is the limit.
teams-tutor-busy = This tutor leads a team already
teams-must-not = In team no. { $team } people would meet who must not be together.
teams-must-not-left = In some teams there are people who must not be together: { $count } pairs. Move them and announce again.
teams-nothing-to-repair = Nothing to repair: everybody is in place
teams-undo-late = It cannot be undone any more: the teams have changed
teams-team-too-small = The team would have fewer than { $smallest } members. Let two change places.
teams-team-full = The team has { $largest } members already, which is the limit.
teams-already-published = The teams are announced already
teams-requested-already = Taken already
teams-member-elsewhere = This member is in another team already
teams-team-unknown = There is no such team
teams-run-unknown = There is no such variant
teams-not-formed = This variant is not formed yet
teams-people-changed = Those accepted have changed: without a team { $unplaced }, no longer taking part { $gone }. Form a new variant.

teams-ban = ⛔ Not together
teams-ban-lift = Lift the ban

teams-sheet = 🖼 Sheet
teams-sheet-ask = What shall it be? For the wall a picture or PDF, by names (“Anna K.”) or by application numbers; the table is for the office.
teams-sheet-button = { $kind ->
    [png] 🖼
   *[pdf] PDF
} { $names ->
    [yes] by name
   *[no] by number
}
teams-sheet-table = Table XLSX
teams-sheet-caption = 👥 All teams, variant { $variant }, { $at }
teams-sheet-title = Teams · variant { $variant } · { $count }
teams-sheet-box = Team { $team }
teams-sheet-led = Tutor: { $name }
teams-sheet-name-of-list = Teams
teams-sheet-team = Team
teams-sheet-direction = Direction
teams-sheet-tutor = Tutor
teams-sheet-number = Application
teams-sheet-surname = Surname
teams-sheet-name = First name
teams-sheet-town = Municipality
teams-sheet-roles = Roles
teams-sheet-skills = Skills

teams-weights-open = { $usual ->
    [yes] ⚖️ Rules
   *[no] ⚖️ Rules changed
}
teams-weights =
    ⚖️ <b>Rules of the next variant</b>

    Always kept: a team has { $smallest } to { $largest } members and one tutor, everybody is in one team, “must not be together” is kept apart, what is locked stays.

    Watched as far as possible:
    { $lines }

    “−” and “+” change the strength, a tap on the name switches it off and on. Variants that are there stay as they are.
teams-weights-usual = ↩️ Back to default
teams-weight-line = • { $name }: { $usual ->
    [yes] default
   *[no] <b>{ $level ->
        [off] off
        [less] less
        [usual] usual
        [more] more
       *[most] most
    }</b>
}
teams-weight-button = { $name }{ $level ->
    [off] {" "}✖️
    [less] {" "}½
    [usual] {""}
    [more] {" "}×2
   *[most] {" "}×4
}
teams-weight-lone = Gender
teams-weight-lone-towns = Not alone
teams-weight-wishes = Wishes
teams-weight-mates = Together
teams-weight-roles = Roles
teams-weight-municipalities = Places
teams-weight-organisations = Schools
teams-weight-ages = Age
teams-weight-tutors = Tutors
teams-weight-sizes = Sizes
teams-weight-unknown = This cannot be set
teams-compare-rules =
    <b>Different rules</b> (each variant is rated by its own)
    { $lines }
teams-compare-sizes = • sizes of teams: { $first } and { $second }
teams-compare-weight = • { $name }: { $first ->
    [off] off
    [less] less
    [usual] usual
    [more] more
   *[most] most
} and { $second ->
    [off] off
    [less] less
    [usual] usual
    [more] more
   *[most] most
}

### The life of announced teams: leaving, replacing, merging.

office-tool-team_life = 🌱 Team life
team-life =
    🌱 <b>Team life</b>

    Teams: { $count }
    Smaller than { $smallest }: { $small }
    Without a tutor: { $tutorless }
    Without a mentor: { $mentorless }
team-life-unpublished = 🌱 Announced teams appear here. Form the teams and announce them first.
team-life-line = { $fine ->
    [yes] {""}
   *[no] ⚠️{" "}
}{ $team } · { $size } · { $tutor }
team-life-card =
    🌱 <b>Team { $team }</b>
    Direction: { $direction }
    Tutor: { $tutor }
    Mentor: { $mentor }

    <b>Members</b> ({ $size }){ $small ->
        [yes] {" "}⚠️ fewer than { $smallest }
       *[no] {""}
    }:
    { $members }

    <b>What happened</b>
    { $history }
team-life-quiet = Nothing has changed.
team-life-happened = { $at }: { $what }
team-change-member-left = left the team: { $name }
team-change-tutor-left = no longer the tutor: { $name }
team-change-tutor-joined = new tutor: { $name }
team-change-no-tutor = nobody on the tutors' reserve
team-change-merged = team { $other } joined
team-change-merged-away = merged into { $other }
team-life-leaves = Member left
team-life-tutor = Replace tutor
team-life-merge = Merge
team-life-who = Who leaves team { $team }?
team-life-leave-ask =
    Does { $name } leave team { $team }? The team will be told, and the place in the programme goes to the first of the reserve.

    Members left: { $size }{ $small ->
        [yes] {" "}⚠️ fewer than { $smallest }
       *[no] {""}
    }
team-life-leave-sure = Yes, leaves
team-life-tutor-ask =
    Replace the tutor of team { $team }? Now: { $tutor }.

    The first of the reserve steps in at once, those who chose this direction before the others. If the reserve is empty, the team has no tutor.
team-life-tutor-sure = Yes, replace
team-life-merge-where = Which team does { $team } join? That team's tutor and mentor stay.
team-life-merge-ask =
    Everybody of team { $team } goes to team { $into }. Members then: { $size }.{ $big ->
        [yes] {" "}⚠️ More than the largest size: { $largest }.
       *[no] {""}
    }

    Tutor and mentor are those of team { $into }. This cannot be undone.
team-life-merge-sure = Yes, merge
team-life-merge-beyond = Merge all the same

team-left = { $name } is no longer in team { $team }.
team-left-you = { $you ->
   *[vy] You are no longer in team { $team }. If that is a mistake, write to the project office: /help.
}
team-tutor-you =
    👥 You are now the tutor of <b>team { $team }</b>. Members: { $size }.

    First step: open the team, look who is in it and set the next meeting.
team-tutor-new = 👥 Team { $team } has a new tutor: <b>{ $tutor }</b>.
team-tutor-goodbye = You are no longer the tutor of team { $team }. Thank you for your work!
team-merged-you = { $you ->
   *[vy] 👥 Team { $team } has joined team { $into }: your team is <b>{ $into }</b> now. Tutor: { $tutor }. There are { $size } of you.
}
team-merged-hosts = 👥 Team { $team } has joined team { $into }. Members: { $size }, tutor: { $tutor }.
team-merged-goodbye = Team { $team } has joined team { $into }. You need not lead it any more. Thank you for your work!
team-small-alert = ⚠️ Team { $team } has { $size } members left (at least { $smallest } are needed). Add people or merge it with another.
team-tutor-alert = ⚠️ Team { $team } has no tutor: the reserve is empty.

team-life-unpublished-yet = Announce the teams first
team-merge-itself = Choose another team
team-merge-too-big = There will be { $size } members, and the largest size is { $largest }. Please confirm the merge once more.
team-merge-empty = There is nobody left in the team

team-question-open = ❓ Ask
team-question-ask =
    Team { $team }. Your question goes to { $name }.

    Write it in one message, up to { $limit } characters. The bot passes it on, nobody sees a phone number.
team-question-sent = The question is on its way. The answer comes here.
team-question =
    ❓ <b>Team { $team }</b>, { $name } asks:

    { $text }
team-answer-open = Answer
team-answer-ask =
    Question: { $text }

    Write the answer in one message, up to { $limit } characters.
team-answer-sent = The answer is on its way.
team-answer =
    💬 <b>Team { $team }</b>, { $name } answers:

    { $text }
team-question-text-only = Text is needed here. Write it in one message, or open the menu.
team-question-nobody = There is nobody to answer yet: the team has no tutor or no mentor.
team-question-answered = Answered already
team-question-length = 1 to { $limit } characters are needed, now there are { $length }.

### Teams without activity.

team-silence-open = 🔕 Without activity: { $count }
team-silence =
    🔕 <b>Teams without activity</b>

    { $count ->
        [0] There are none: every team has done something in the last { $days } { $days ->
            [one] day
           *[other] days
        }.
       *[other] { $count } { $count ->
            [one] team has done nothing
           *[other] teams have done nothing
        } for { $days } { $days ->
            [one] day
           *[other] days
        } or longer: no meetings, no project, no questions. The most silent come first.
    }
team-silence-line = { $team } · { $days } { $days ->
    [one] day
   *[other] days
} · { $kind ->
    [formed] since it was announced
    [planned] a meeting entered
    [met] a meeting
    [roll] a roll-call
    [project] the project
   *[question] a question
}
team-silent-card =
    🔕 <b>Team { $team }</b>
    Tutor: { $tutor }

    Last: { $kind ->
        [formed] the team was announced, nothing since
        [planned] a meeting was entered
        [met] a meeting
        [roll] a roll-call
        [project] a version of the project
       *[question] a question or an answer
    }, { $at } ({ $days } { $days ->
        [one] day
       *[other] days
    } ago)
    Next meeting: { $ahead }
team-silent-told = ✅ The tutor will be reminded.
team-silent-remind = 🔔 Remind the tutor
team-silent-over = The team has done something: no need to remind
team-silent-reminded = The tutor has been reminded today
team-silent-nobody = The team has no tutor who can be written to. Appoint one first: the team’s card → “Replace tutor”.
team-silent = 🔔 { $you ->
    [ty] Your team { $team } has been silent
   *[vy] Your team { $team } has been silent
} for { $days } { $days ->
    [one] day
   *[other] days
}: no meetings, no new version of the project. Plan a meeting, or write to the project office if you need help: /help.
team-tutorless-alert = ⚠️ Team { $team } has no tutor any more. A replacement is in its card: “Replace tutor”.
audit-team-reminded = a tutor was reminded of the team

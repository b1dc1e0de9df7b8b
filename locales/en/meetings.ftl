meeting-open = 📅 Meetings
meeting-open-one = 📅 Meeting
meeting-plan = ➕ Plan a meeting
meeting-log =
    <b>Meetings of team { $team }</b>
    { $empty ->
        [yes] None yet.
       *[other] The latest first.
    }
meeting-line = { $at }{ $rolled ->
        [yes] { " · present: " }{ $present }
       *[other] { "" }
    }{ $cancelled ->
        [yes] { " · cancelled" }
       *[other] { "" }
    }
meeting-when =
    Team { $team }. When is the meeting?

    Type the day and the time: “20.09 17:00”. A past one can be entered too, up to 30 days later.
meeting-where =
    { $at }. Where? Type an address or a link, up to { $limit } characters.
meeting-next = 📅 Meeting: { $at } · { $place }
meeting-card =
    <b>Meeting of team { $team }</b>
    { $at }
    { $place }
meeting-card-note = Note: { $note }
meeting-roll = Who was there? Tap a name to tick it or take the tick off.
meeting-roll-line = { $present ->
        [yes] ✅
       *[other] ▫️
    } { $name }
meeting-unrolled = No roll-call yet.
meeting-note = ✏️ Note
meeting-note-ask = In short: what was done? Up to { $limit } characters.
meeting-planned =
    📅 <b>Meeting of team { $team }</b>
    { $at }
    { $place }
meeting-too-late = More than { $days } days have passed, it can no longer be changed.
meeting-too-far = That is too far: up to { $days } days ahead.
meeting-not-yet = The meeting has not begun yet
meeting-twice = The team already has a meeting at that time.
meeting-text-length = 1 to { $limit } characters are needed, you have { $length }.
meeting-card-cancelled = ❌ The meeting is cancelled.
meeting-move = 🕒 Move
meeting-cancel = ❌ Cancel
meeting-move-when =
    The meeting of team { $team } is planned for { $at }. When will it be now?

    Write day and time: “20.09 17:00”. The team is told at once.
meeting-cancel-ask = Cancel the meeting of team { $team } ({ $at })? The team is told at once.
meeting-cancel-sure = Yes, cancel
meeting-moved =
    🕒 <b>The meeting of team { $team } has moved</b>
    Was: { $old }
    Is: { $at }
    { $place }
meeting-cancelled =
    ❌ <b>The meeting of team { $team } is cancelled</b>
    It was planned for { $at }.
meeting-same = The meeting is at this time already
meeting-over = The meeting has begun: it can be neither moved nor cancelled
meeting-gone = This meeting is cancelled

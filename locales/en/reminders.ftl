### Reminders: of events, unfinished applications, a guardian's consent, offers to mentors.

reminder-event =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    { $worded ->
        [yes] { $words }
       *[no] You are going. If your plans have changed, press “Not going”: somebody else will get the place.
    }
reminder-event-silent =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    { $worded ->
        [yes] { $words }
       *[no] Are you coming? Please answer: we are counting places.
    }
reminder-event-guardian =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    Taking part: { $names }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-event-team =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    Of your team these are going: { $names }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-stage =
    ⏰ <b>{ $stage }</b>: { $at }
    { $title }{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-stage-guardian =
    ⏰ <b>{ $stage }</b>: { $at }
    { $title }

    Taking part: { $names }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-stage-team =
    ⏰ <b>{ $stage }</b>: { $at }
    { $title }

    Of your team these are going: { $names }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-application-none =
    ⏰ Applications “{ $call }” are open until { $closes }.

    { $worded ->
        [yes] { $words }
       *[no] There is none of yours yet. It takes a quarter of an hour, and everything is saved on the way.
    }
reminder-moved =
    🔄 { $call }: { $consents ->
        [yes] the deadline for a guardian’s consent has changed
       *[no] the deadline for applications has changed
    }

    Was: until { $old }
    Now: until { $new }
reminder-application-draft =
    ⏰ The application “{ $call }” is begun but not sent.

    It is open until { $closes }. { $worded ->
        [yes] { $words }
       *[no] Everything you entered is saved: finish it and press “Send”.
    }
reminder-guardian-consent =
    ⏰ The application “{ $call }” lacks a guardian’s consent.

    { $worded ->
        [yes] { $words }
       *[no] Forward the link from your profile to your parent or guardian.
    } The consent is needed until { $closes }: without it the application does not enter the selection.
reminder-guardian-signature =
    ⏰ Your consent to taking part is needed until { $closes }: { $names }.

    { $worded ->
        [yes] { $words }
       *[no] Without it the application does not enter the selection. It takes two minutes.
    }
reminder-mentor-offer =
    ⏰ The team “{ $team }” waits for your answer until { $deadline }.

    { $worded ->
        [yes] { $words }
       *[no] Without an answer the offer passes on to another mentor.
    }
reminder-meeting =
    ⏰ Team { $team } meets soon: { $at }
    { $place }{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-meeting-lead =
    ⏰ Your team { $team } meets soon: { $at }
    { $place }

    { $worded ->
        [yes] { $words }
       *[no] If the time does not suit, move the meeting: the team is told at once.
    }
reminder-documents =
    📄 <b>{ $title }</b>: some documents are missing{ $any_missing ->
        [yes] {"\u000A\u000A"}Missing:{"\u000A"}{ $missing }
       *[no] {""}
    }{ $any_expiring ->
        [yes] {"\u000A\u000A"}Expires before the end, a new one is needed:{"\u000A"}{ $expiring }
       *[no] {""}
    }

    The next deadline is { $due }.{ $worded ->
        [yes] {"\u000A\u000A"}{ $words }
       *[no] {""}
    }
reminder-documents-guardian =
    📄 <b>{ $title }</b>: some documents are missing{ $any_missing ->
        [yes] {"\u000A\u000A"}Missing:{"\u000A"}{ $missing }
       *[no] {""}
    }{ $any_expiring ->
        [yes] {"\u000A\u000A"}Expires before the end, a new one is needed:{"\u000A"}{ $expiring }
       *[no] {""}
    }

    The next deadline is { $due }. { $worded ->
        [yes] { $words }
       *[no] Please help to collect them: nobody travels without documents.
    }
reminder-open-application = 📝 Application
reminder-open-child = Sign
reminder-open-consents = Consents
reminder-open-teams = Answer

rule-audience-other = These people are not reminded of that
rule-offsets-none = How long before? For example: 3 days, 1 day, 2 hours
rule-offsets-many = At most { $most } reminders
rule-offset-out = From { $shortest } minutes to { $longest } days
rule-offsets-unread = Not understood: { $typed }. For example: 3 days, 1 day, 2 hours
rule-words-length = From 1 to { $limit } characters are needed, now there are { $length }

## The project office: rules and schedule

rules-list =
    ⏰ <b>Rules of reminders</b>: { $count }

    Reminders come by themselves: the evening before rather than at night, and only to those they still concern.
rules-new = ➕ New rule
rules-schedule = 🗓 Schedule
rule-name = { $about } → { $audience }
rule-subject-call = Applications close
rule-subject-consents = Consents close
rule-subject-event = Event
rule-subject-stage = Stage
rule-subject-offer = Offer of a team
rule-subject-meeting = Team meeting
rule-subject-documents = Documents
rule-role-student = participants
rule-role-tutor = tutors
rule-role-mentor = mentors
rule-role-guardian = guardians
rule-role-partner = partners
rule-stage-departure = departure
rule-stage-return = return
rule-audience-draft = begun, not sent
rule-audience-not-begun = not begun
rule-audience-child = waiting for a signature
rule-audience-signer = not signed
rule-audience-going = who goes
rule-audience-silent = not answered
rule-audience-guardians = guardians
rule-audience-tutors = tutors
rule-audience-mentors = mentors
rule-audience-offered = not answered
rule-audience-members = members of the team
rule-audience-lacking = who goes and lacks something
rule-offsets-own = as on the event’s card
rule-offsets-on-cards = How long before those who go are reminded stands on each event’s card: /event
rule-minutes-before = { $minutes ->
    [one] { $minutes } minute before
   *[other] { $minutes } minutes before
}
rule-card =
    ⏰ <b>{ $name }</b>

    When: { $offsets }{ $enabled ->
        [yes] {""}
       *[no] {"\u000A"}🔕 Switched off: nobody gets it.
    }
rule-words = Own words: “{ $words }”
rule-words-usual = Text: the usual one
rule-preview =
    <b>To whom and when</b>, if nothing changes:
    { $lines }
rule-preview-line = • { $when } — { $title }: { $people ->
    [one] { $people } person
   *[other] { $people } people
}
rule-preview-rest = …and { $count } more
rule-preview-none = Nothing to remind of now: nothing of the kind is ahead.
rule-proposal =
    <b>{ $name }</b>

    It will be: { $offsets }
rule-saved = ✅ Saved.
rule-ask-offsets = How long before? Write with commas, for example: 3 days, 1 day, 2 hours
rule-ask-words-ru = Write your own words (Russian) in one message, without formatting. What, when and where stays above them.
rule-ask-words-en = Write the same in English, for those who have chosen it.
rule-do-offsets = When
rule-do-words-ru = Text (RU)
rule-do-words-en = Text (EN)
rule-do-usual = Usual text
rule-do-on = Switch on
rule-do-off = 🔕 Switch off
rule-do-save = Save
rule-new-about = What to remind of?
rule-new-whom = <b>{ $about }</b>. Whom to remind?
rule-unknown = There is no such rule
schedule =
    🗓 <b>What leaves in two weeks</b>
    Reminders: { $reminders }, broadcasts: { $broadcasts }, waiting for their hour: { $waiting }

    Clock of Blagoveshchensk; people in other zones get it in their own day and evening. Numbers are of now. ⏸ keeps back, ▶️ lets go.
schedule-empty =
    🗓 <b>What leaves in two weeks</b>

    Nothing is planned.
schedule-day = <b>{ $day }</b>
schedule-line = { $number }. { $held ->
    [yes] ⏸{" "}
   *[no] {""}
}{ $time } · { $what } — { $people }
schedule-reminder = Reminder
schedule-broadcast = 📣 Broadcast no. { $number }
schedule-waiting = ✉️ { $priority ->
    [decision] Decisions and answers, until morning
    [reminder] Reminders, until morning
   *[broadcast] Announcements, until their hour
}
schedule-hold = ⏸ { $number }
schedule-go = ▶️ { $number }
schedule-open = 📣 { $number }
schedule-rules = ⏰ Rules
schedule-line-gone = This has left already or is cancelled

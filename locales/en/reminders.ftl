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

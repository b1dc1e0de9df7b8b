### Reminders: of events, unfinished applications, a guardian's consent, offers to mentors.

reminder-event =
    ⏰ <b>{ $title }</b>
    { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    You are going. If your plans have changed, press “Not going”: somebody else will get the place.
reminder-application-draft =
    ⏰ The application “{ $call }” is begun but not sent.

    It is open until { $closes }. Everything you entered is saved: finish it and press “Send”.
reminder-guardian-consent =
    ⏰ The application “{ $call }” lacks a guardian’s consent.

    Forward the link from your profile to your parent or guardian. The consent is needed until { $closes }: without it the application does not enter the selection.
reminder-guardian-signature =
    ⏰ Your consent to taking part is needed until { $closes }: { $names }.

    Without it the application does not enter the selection. It takes two minutes.
reminder-mentor-offer =
    ⏰ The team “{ $team }” waits for your answer until { $deadline }.

    Without an answer the offer passes on to another mentor.
reminder-open-application = 📝 Application
reminder-open-child = Sign
reminder-open-consents = Consents
reminder-open-teams = Answer

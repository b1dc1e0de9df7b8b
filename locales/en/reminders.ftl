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

    Forward the link from your profile to your parent or guardian. Applications are taken until { $closes }.
reminder-mentor-offer =
    ⏰ The team “{ $team }” waits for your answer until { $deadline }.

    Without an answer the offer passes on to another mentor.
reminder-open-application = 📝 Application
reminder-open-consents = Consents
reminder-open-teams = Answer

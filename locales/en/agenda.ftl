### “What’s next?”: the card with the stage, the next step, its term and who answers questions; the calendar.

agenda-title = 🧭 <b>{ $name }, what’s next</b>
agenda-title-stranger = 🧭 <b>What’s next</b>
agenda-step = ➡️ <b>{ $step }</b>
agenda-until = ⏳ By { $moment }
agenda-when = 🗓 { $moment }
agenda-ahead =
    <b>Ahead</b>
    { $lines }
agenda-documents =
    📄 <b>Missing documents</b>: { $title }
    { $lines }{ $rest ->
        [0] {""}
       *[other] {"\u000A"}…and { $rest } more
    }
agenda-document = • { $title } — { $due }
agenda-event = • { $when } — { $title }
agenda-event-waiting = • { $when } — { $title } (waiting list)
agenda-event-child = • { $child }: { $when } — { $title }
agenda-programme = The programme now: { $title }, until { $ends }
agenda-asks-tutor = 💬 About the team ask your tutor: { $tutor }
agenda-asks-office = 💬 Questions — { $contact }
agenda-silent = 🔕 Messages are switched off: no reminders will come.

agenda-stage-stranger = You are not registered yet.
agenda-stage-begun = The form has been begun, but not finished.
agenda-stage-not-applied = Your profile is ready, there is no application yet.
agenda-stage-draft = Your application is begun but not sent.
agenda-stage-sent = Application { $number } is sent.
agenda-stage-reserve = Application { $number } is on the reserve, place in line: { $position }.
agenda-stage-rejected = Application { $number } was not selected this time.
agenda-stage-withdrawn = Your application is withdrawn.
agenda-stage-accepted = 🎉 Application { $number } is accepted.
agenda-stage-in-team = { $tutors ->
    [yes] You are the tutor of team { $team }.
   *[no] You are in team { $team }.
}
agenda-stage-leads = { $named ->
    [yes] You are the mentor of team { $team }.
   *[no] You are the mentor of several teams.
}
agenda-stage-guardian = You have confirmed that you represent a participant.
agenda-stage-partner = You are a partner of the programme.
agenda-stage-office = { $desk ->
    [0] Nothing waits on the desk of the project office.
    [one] { $desk } thing waits on the desk of the project office.
   *[other] { $desk } things wait on the desk of the project office.
}
agenda-stage-over = This year’s programme is over. Thank you for being with us!

agenda-step-register = Register and send an application
agenda-step-finish-form = Finish the form: everything you have entered is saved
agenda-step-too-late = Applications of this year are closed
agenda-step-wait-opening = Applications open soon
agenda-step-apply = Fill in your application
agenda-step-finish-draft = Finish and send your application
agenda-step-sign = Give your consent to take part: without it the application is not accepted
agenda-step-sign-again = Sign the consent to take part anew: without it your participation stops
agenda-step-ask-guardian = Forward the link to a parent: their consent is needed
agenda-step-wait-decision = Wait for the decision: it comes here
agenda-step-wait-place = If a place becomes free, I will write at once
agenda-step-confirm-place = Confirm that you take part, or the place goes to the next one
agenda-step-reopen = You can still bring the application back and send it again
agenda-step-answer-offer = Answer the offer of a team
agenda-step-answer-event = Say whether you are coming: { $title }
agenda-step-hand-in = { $overdue ->
    [yes] The documents are overdue, please hand them in soon: { $title }
   *[no] Hand in the documents: { $title }
}
agenda-step-hand-in-for-child = { $overdue ->
    [yes] { $child }: the documents are overdue, please hand them in soon
   *[no] { $child }: help to hand in the documents
}
agenda-step-come = { $under_way ->
    [yes] Under way: { $title }
   *[no] Come: { $title }
}
agenda-step-wait-team = Teams are still being formed: yours will be named here
agenda-step-wait-offer = The offer of a team comes here
agenda-step-meet-team = Work on the project with your team
agenda-step-lead-team = Keep in touch with the team through the tutor
agenda-step-sign-for-child = { $child }: sign the consent to take part
agenda-step-watch-child = The consent is signed, nothing to do
agenda-step-find-child = Ask your child to send a new link from their profile
agenda-step-see-events = Look at the events open to partners
agenda-step-open-desk = Open the desk of the project office
agenda-step-read-news = Look at the events: some are open to everybody

agenda-open-register = 🚀 Take part
agenda-open-resume = ▶️ Continue
agenda-open-faq = Questions and answers
agenda-open-stages = Stages and dates
agenda-open-apply = 📝 Application
agenda-open-privacy = Consents
agenda-open-guardian = Link for a parent
agenda-open-teams = 👥 Teams
agenda-open-events = 📅 Events
agenda-open-team = 👥 Team
agenda-open-child = 👪 My child
agenda-open-help = Help
agenda-open-office = 🗂 To the desk
agenda-open-event = Open
agenda-calendar = 🗓 To my calendar
agenda-pin = 📌 Pin
agenda-unpin = Unpin
agenda-refresh = Refresh
agenda-done-pin = Pinned at the top of the chat
agenda-done-unpin = Unpinned
agenda-done-refresh = Everything here is fresh

agenda-calendar-caption = 🗓 Open the file and your phone offers to add it to the calendar. If the time changes, I will write: take the file again, entries do not double.
calendar-empty = Nothing to add to the calendar yet: choose an event and press “I’m going”
calendar-name = Talent of the Future
calendar-file = Events.ics

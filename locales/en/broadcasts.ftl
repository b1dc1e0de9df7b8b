### The office's broadcasts.

broadcast-list =
    <b>Broadcasts</b>

    { $count ->
        [0] None so far.
       *[other] The newest first.
    }
broadcast-line = { $state } { $day } · { $snippet }
broadcast-photo-only = photo
broadcast-mark-draft = ✏️
broadcast-mark-approval = 🖐
broadcast-mark-queued = 🕓
broadcast-mark-sending = ▶️
broadcast-mark-paused = ⏸
broadcast-mark-done = ✅
broadcast-mark-cancelled = ⛔️

broadcast-do-new = ✏️ Write
broadcast-do-text = Change text
broadcast-do-english = English
broadcast-do-no-english = Without an English version
broadcast-do-files = 📎 Files
broadcast-do-no-files = Remove files
broadcast-do-ready = Ready
broadcast-do-buttons = 🔘 Buttons
broadcast-do-no-buttons = Remove buttons
broadcast-do-calls = 📋 Whom to call: { $count }
broadcast-do-repeat = 🔁 To the others
broadcast-do-refresh = 🔄 Refresh
broadcast-do-correct = ✏️ Correct
broadcast-do-correct-en = Correct English
broadcast-do-recall = 🗑 Delete for all
broadcast-do-delete = Yes, delete for all
broadcast-do-audience = Choose recipients
broadcast-do-everybody = Clear choice
broadcast-do-save = Save choice
broadcast-do-preview = 👁 Preview
broadcast-do-test = Test to me
broadcast-do-when = When
broadcast-do-take-back = ↩️ Take back
broadcast-do-hurry = Do not wait
broadcast-do-review = 👁 Look
broadcast-do-look = Open
broadcast-do-approve = ✅ I agree
broadcast-do-refuse = ↩️ Return
broadcast-do-send = ✅ Send to { $count }
broadcast-do-drop = Delete draft
broadcast-do-pause = ⏸ Pause
broadcast-do-resume = ▶️ Go on
broadcast-do-cancel = ⛔️ Cancel
broadcast-do-stop = ⛔️ Yes, cancel
broadcast-do-open = ← Back
broadcast-do-list = ← Broadcasts
broadcast-do-report = Report

broadcast-compose =
    Send the text of the broadcast, formatted as you like, up to 4096 characters, or a photo, a document or an album with a caption of up to 1024.

    Nobody gets anything until you have looked at it and confirmed.
broadcast-empty = There is nothing in the broadcast yet
broadcast-too-long = Too long: { $actual } { $actual ->
    [one] character
   *[other] characters
}, the limit is { $limit }
broadcast-caption-too-long = The caption is too long: { $actual } { $actual ->
    [one] character
   *[other] characters
}, the limit under a file is { $limit }

broadcast-audience =
    <b>Recipients</b>

    { $audience }

    Will be received by <b>{ $count }</b> { $count ->
        [one] person
       *[other] people
    }
    Without those who have blocked the bot or asked not to be written to.
broadcast-audience-all = Everybody who uses the bot
broadcast-audience-line = { $part }: { $values }{ $more ->
    [-2] {""}
    [-1] {""}
    [0] {""}
   *[other] {" "}and { $more } more
}
broadcast-part-role = Role
broadcast-part-status = Application
broadcast-part-offer = Team offer
broadcast-part-municipality = Municipality
broadcast-part-organisation = Organisation
broadcast-part-direction = Direction
broadcast-part-team = Team
broadcast-part-event = Event
broadcast-part-agreed = Agreed to
broadcast-part-undone = Has not done
broadcast-part-earlier = Did not do
broadcast-part-chosen = { $part } · { $count }
broadcast-options =
    <b>{ $part }</b>: tick who gets it. With nothing ticked anybody fits.

    Will be received by: <b>{ $count }</b>
broadcast-options-none =
    <b>{ $part }</b>: there is nothing to choose from yet.

    Will be received by: <b>{ $count }</b>
broadcast-choice-gone = This choice is gone
broadcast-role-student = Students
broadcast-role-tutor = Tutors
broadcast-role-mentor = Mentors
broadcast-role-guardian = Parents
broadcast-role-partner = Partners
broadcast-status-draft = Draft
broadcast-status-submitted = Submitted
broadcast-status-accepted = Accepted
broadcast-status-reserve = On the reserve
broadcast-status-rejected = Rejected
broadcast-status-withdrawn = Withdrawn
broadcast-status-none = No application
broadcast-offer-offered = Thinking
broadcast-offer-accepted = Accepted
broadcast-offer-declined = Declined
broadcast-offer-expired = Did not answer in time
broadcast-offer-withdrawn = Offer withdrawn
broadcast-agreed-participation = Taking part
broadcast-agreed-publication = Publication
broadcast-agreed-partner_transfer = Transfer to partners
broadcast-agreed-partner_mailing = Letters of partners
broadcast-undone-registration = Not registered yet
broadcast-undone-draft = Application not sent
broadcast-undone-consent = No guardian's consent
broadcast-undone-offer = Offer not answered
broadcast-undone-event = Not answered: { $event }
broadcast-earlier = broadcast No. { $number }
broadcast-answer-going = Going: { $event }
broadcast-answer-waiting = Waiting: { $event }
broadcast-answer-declined = Not going: { $event }

broadcast-confirm =
    ☝️ This is how recipients will see it.

    { $audience }

    Will be received by <b>{ $count }</b> { $count ->
        [one] person
       *[other] people
    }
broadcast-tested = Sent to you
broadcast-nobody = Nobody fits this choice
broadcast-gone = There is no such broadcast
broadcast-moved-on = Done already

broadcast-card-title = 📣 <b>Broadcast No. { $number }</b> · { $status }
broadcast-state-approval = waits for a second administrator
broadcast-state-queued = waits to begin
broadcast-state-sending = under way
broadcast-state-paused = paused
broadcast-state-done = finished
broadcast-state-cancelled = cancelled
broadcast-card-bar = { $bar } { $percent } %
broadcast-card-sent = Delivered: <b>{ $sent }</b> of { $recipients }
broadcast-card-left = Left: { $count }
broadcast-card-blocked = Blocked the bot: { $count }
broadcast-card-deleted = Deleted the account: { $count }
broadcast-card-failed = Not delivered because of errors: { $count }
broadcast-card-withdrawn = Not sent: { $count }
broadcast-card-reason = · { $reason }: { $count }
outbox-reason-in-doubt = possibly delivered: Telegram did not answer
outbox-reason-no-account = no Telegram
outbox-reason-unreachable = bot blocked or account deleted
outbox-reason-stopped = messages switched off (/stop)
outbox-reason-late = too late: the time has passed
outbox-reason-outdated = no longer needed
outbox-reason-cancelled = broadcast stopped
outbox-reason-blocked = bot blocked
outbox-reason-deactivated = account deleted
outbox-reason-not-started = bot not started
broadcast-card-speed = { $speed } per second, about { $minutes } { $minutes ->
    [one] minute
   *[other] minutes
} to go
broadcast-cancel-ask =
    Cancel the broadcast? { $count } { $count ->
        [one] message has
       *[other] messages have
    } not left yet; those delivered stay with their recipients.
broadcast-finished = 📣 Broadcast No. { $broadcast } is finished: { $sent } of { $recipients } delivered.

broadcast-confirm-examples =
    For example:
    { $examples }{ $more ->
        [0] {""}
       *[other] {"\u000A"}and { $more } more
    }

audience-people = 👥 Who they are
audience-people-title =
    <b>Will be received by { $count }</b>

    { $people }
audience-example = { $name } · { $known }
audience-nameless = No name given
audience-saved = ⭐ Saved
audience-saved-title =
    <b>Saved audiences</b>

    { $count ->
        [0] None so far. Choose recipients and press “Save choice”.
       *[other] Tap one to use it. The people are looked up anew each time.
    }
audience-forget = Yes, delete
audience-forget-ask = Delete this audience? Broadcasts already sent do not change.
audience-name-ask = What shall it be called? Send a name of up to 40 characters.
audience-name-empty = The name is empty
audience-name-too-long = The name is too long: { $actual }, the limit is { $limit }
audience-name-taken = “{ $name }” is there already. Choose another name.
audience-is-everybody = Nothing is chosen here: there is nothing to save
audience-too-many = { $limit } are saved already. Delete some first.
audience-gone = This audience is gone
audit-audience-saved = audience saved
audit-audience-forgotten = audience deleted

broadcast-when-soon = When: <b>at once</b>, two minutes after the confirmation{ $night ->
    [yes] , at any hour
   *[other] ; at night it waits until 8:00
}.
broadcast-when-at = When: <b>{ $at }</b>{ $local ->
    [yes] {" "}by the recipient's clock
   *[other] {""}
}{ $night ->
    [yes] , at any hour
   *[other] ; at night it waits until 8:00
}.
broadcast-when-ask = Choose, or send a day and a time such as 25.09 10:00
broadcast-when-now = At once
broadcast-when-today = Today at 18:00
broadcast-when-tomorrow = Tomorrow at 10:00
broadcast-when-local = By the recipient's clock
broadcast-when-night = Wait for the morning
broadcast-when-over = This moment is over
broadcast-when-far = This is more than a year away
broadcast-card-recipients = Recipients: <b>{ $count }</b>
broadcast-card-starts = Leaves: <b>{ $at }</b>. Until then it can be taken back and nobody gets anything.
broadcast-card-night = It is night where the others are; goes on: { $at }
broadcast-review =
    ☝️ Broadcast No. { $number } waits for a second administrator.

    { $audience }

    Will be received by <b>{ $count }</b> { $count ->
        [one] person
       *[other] people
    }
broadcast-approval = 🖐 Broadcast No. { $broadcast } to { $count } { $count ->
    [one] person
   *[other] people
} waits for your approval. Look at it before you agree.
broadcast-approve-own = Somebody else has to agree
broadcast-approved = ✅ Broadcast No. { $broadcast } is approved.
broadcast-refused = ↩️ Broadcast No. { $broadcast } is returned: it is a draft again.

broadcast-text-or-file = Send a text, a photo or a document: nothing else can be broadcast.
broadcast-text-only = Send a text.
broadcast-length = Length: { $length } of { $limit }{ $files ->
    [0] {""}
   *[other] . Files: { $files }
}
broadcast-english-ask = Send the English version. Those who read the bot in English get it, the others the main one.
broadcast-files-ask =
    Files: <b>{ $count }</b> of { $limit }.

    Send more photos or documents. When all are there, press “Ready”.
broadcast-files-many = One message holds { $limit } files
broadcast-files-mixed = Photos and documents do not go into one message: keep one kind
broadcast-album-buttons = Telegram shows no buttons under an album: keep one file, or remove the buttons
broadcast-links-many = There is room for { $limit } links
broadcast-link-bad = A label and an address are needed, such as: Programme — https://example.org
broadcast-link-long = The label is too long: { $actual } characters, the limit is { $limit }
broadcast-buttons-ask =
    <b>Buttons under the broadcast</b>

    { $count ->
        [0] None yet.
       *[other] { $there }
    }

    Send a link: “Programme — https://example.org”.

    Or choose what you ask for: then the report shows who has done it.
broadcast-button-line = · { $label }
broadcast-choose-event = Sign up: { $name }
broadcast-choose-call = Application: { $name }
broadcast-choose-offers = Answer the offer{ $name }
broadcast-task-event = ✅ Sign up
broadcast-task-call = 📝 Fill in
broadcast-task-offers = 🤝 Answer
broadcast-card-done = Done: <b>{ $done }</b>, not yet: <b>{ $undone }</b>
broadcast-card-recalled = Deleted: { $done } of { $all }{ $left ->
    [0] {""}
   *[other] , { $left } left
}
broadcast-card-corrected = Corrected: { $done } of { $all }{ $left ->
    [0] {""}
   *[other] , { $left } left
}
broadcast-asks-nothing = This broadcast asked for nothing
broadcast-correct-ask = Send { $english ->
    [yes] the whole corrected English text
   *[no] the whole corrected text
}: it takes the place of what everybody got.
broadcast-corrected = ✏️ Broadcast No. { $number } is being corrected for all who got it.
broadcast-recall-ask = Delete the broadcast for { $count } { $count ->
    [one] recipient
   *[other] recipients
}? Telegram deletes messages of the last 48 hours. They cannot be brought back.
broadcast-nothing-to-recall = There is nothing to delete: more than 48 hours have passed
broadcast-recalled-already = This broadcast has been deleted already
broadcast-still-flying = The last messages are still on their way. Try again in a few seconds.

broadcast-calls = 📋 Whom broadcast No. { $number } did not reach
broadcast-calls-sheet = To call

audit-broadcast-sent = broadcast sent
audit-broadcast-paused = broadcast paused
audit-broadcast-resumed = broadcast resumed
audit-broadcast-cancelled = broadcast cancelled
audit-broadcast-confirmed = broadcast confirmed by its author
audit-broadcast-approved = broadcast approved by a second administrator
audit-broadcast-refused = broadcast returned to its author
audit-broadcast-taken-back = broadcast taken back before it was sent
audit-broadcast-recalled = broadcast deleted for its recipients
audit-broadcast-corrected = sent broadcast corrected
audit-broadcast-call-list = call list asked for

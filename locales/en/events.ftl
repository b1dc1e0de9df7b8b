### Events: the list, the card, “Going / Not going”, the waiting list, notices.

events-title = <b>Events</b>
events-none =
    <b>Events</b>

    Nothing has been announced yet. I will write to you about new events.
events-legend = ✅ going, ⏳ on the waiting list, ✖️ not going
event-row = { $mark } { $day } · { $title }
event-line-start = 🗓 { $starts }
event-line-start-until = 🗓 { $starts } – { $until }
event-line-end = 🏁 until { $ends }
event-line-place = 📍 { $place }
event-line-free = { $free ->
    [0] No places left: you can join the waiting list
    [one] { $free } place left
   *[other] { $free } places left
}
event-line-going = ✅ You are going
event-line-waiting = ⏳ You are on the waiting list: { $position } of { $waiting }. I will write when a place is free
event-line-declined = ✖️ You are not going
event-line-cancelled = ❌ Cancelled
event-line-started = It has started already
event-go = ✅ Going
event-wait = ⏳ Waiting list
event-stay = Not going
event-calendar = 🗓 To my calendar
event-open = Details
events-open = 📅 Events
event-already = Recorded already

event-announced =
    📣 <b>{ $title }</b>

    🗓 { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }{ $described ->
        [yes] {"\u000A\u000A"}{ $about }
       *[no] {""}
    }
event-promoted =
    🎉 A place is free: you are going!

    <b>{ $title }</b>

    🗓 { $when }{ $placed ->
        [yes] {"\u000A"}📍 { $place }
       *[no] {""}
    }

    If your plans have changed, press “Not going”.
event-changed =
    🔄 <b>{ $title }</b> has changed{ $title_changed ->
        [yes] {"\u000A\u000A"}Title{"\u000A"}Was: { $old_title }{"\u000A"}Now: { $title }
       *[no] {""}
    }{ $start_changed ->
        [yes] {"\u000A\u000A"}Start{"\u000A"}Was: { $old_starts }{"\u000A"}Now: { $when }
       *[no] {""}
    }{ $end_changed ->
        [yes] {"\u000A\u000A"}End{"\u000A"}Was: { $old_ends }{"\u000A"}Now: { $new_ends }
       *[no] {""}
    }{ $place_changed ->
        [yes] {"\u000A\u000A"}Place{"\u000A"}Was: { $old_placed ->
            [yes] { $old_place }
           *[no] —
        }{"\u000A"}Now: { $placed ->
            [yes] { $place }
           *[no] —
        }
       *[no] {""}
    }
event-changed-others = { event-changed }
event-cancellation =
    ❌ <b>{ $title }</b> is cancelled.

    It was to be: { $when }

event-not-found = There is no such event
event-register-first = Please tell me about yourself first: /start
event-started = The event has started already
event-cancelled = The event is cancelled
event-line-title = <b>{ $title }</b>
event-line-about = { $about }
event-already-announced = Announced already
event-in-the-past = This time has gone by: { $starts }
event-ends-before-start = The end must come after the start: { $starts }. You wrote: { $ends }
event-capacity-bad = There must be at least one place
event-capacity-taken = { $going } are going already: there cannot be fewer places
event-changed-meanwhile = The event has been changed meanwhile. Please open it again
moment-not-understood = I could not read the day and time. For example: 20.09.2026 10:00

## The project office

event-form = New event
event-form-send = Save draft
event-form-summary =
    <b>New event</b>

    Please check. It is a draft: only the project office sees it.
event-form-edit = Event
event-form-edit-send = Save
event-form-edit-summary =
    <b>Changing the event</b>

    Choose “Change”, then “Save”. If the event is announced, those who go or wait are told what was and what is.
event-ask-kind = What kind of event is it?
event-ask-kind-short = Kind
event-ask-kind-school = Regional School
event-ask-kind-artek = Artek shift
event-ask-kind-forum = Forum “Mentor”
event-ask-kind-ordinary = Ordinary event
event-ask-title = What is it called?
event-ask-title-short = Title
event-ask-about = What is it about? A few sentences for those who come.
event-ask-about-short = Description
event-ask-about-skip = No description
event-ask-zone = By which clock are the times?
event-ask-zone-short = Clock
event-ask-zone-home = Blagoveshchensk
event-ask-zone-moscow = Moscow, Crimea
event-ask-starts = When does it start?
event-ask-starts-short = Start
event-ask-starts-hint = Day and time by the clock of the place, for example: 20.09.2026 10:00
event-ask-ends = When does it end?
event-ask-ends-short = End
event-ask-ends-hint = Day and time, or the time alone for the same day, for example: 17:00
event-ask-place = Where?
event-ask-place-short = Place
event-ask-place-skip = No place
event-ask-capacity = How many places?
event-ask-capacity-short = Places
event-ask-capacity-skip = No limit
event-ask-audience = Who is invited? “Accepted only” leaves those whose application was accepted.
event-ask-audience-short = For whom
event-ask-audience-skip = Everybody
event-ask-audience-student = students
event-ask-audience-tutor = tutors
event-ask-audience-mentor = mentors
event-ask-audience-guardian = guardians
event-ask-audience-partner = partners
event-ask-audience-accepted = accepted only
event-ask-remind = How long before are those who go reminded?
event-ask-remind-short = Remind
event-ask-remind-skip = Never
event-ask-remind-week = a week before
event-ask-remind-day = a day before
event-ask-remind-two-hours = 2 hours before

event-status-draft = 📝 draft
event-status-announced = 📣 announced
event-status-cancelled = ❌ cancelled
event-office-list =
    <b>Events of the season</b>: { $count }

    📝 draft, 📣 announced, 🏁 over, ❌ cancelled
event-office-new = ➕ New
event-office-status = State: { $status }
event-office-kind = Kind: { $kind }
event-office-capacity = Places: { $capacity }
event-office-no-limit = Places: no limit
event-office-audience = For whom: { $audience }
event-office-reminders = Remind: { $reminders }
event-office-days-before = { $days ->
    [1] a day before
    [7] a week before
   *[other] { $days } days before
}
event-office-hours-before = { $hours ->
    [one] { $hours } hour before
   *[other] { $hours } hours before
}
event-office-counts = Going: <b>{ $going }</b> · waiting: <b>{ $waiting }</b> · not going: <b>{ $declined }</b>
event-office-announce = 📣 Announce
event-office-invite = 📣 Invite newcomers
event-office-edit = Edit
event-office-drop = Drop draft
event-office-cancel = Cancel event
event-office-going = 👥 Who goes
event-office-waiting = ⏳ Who waits
event-office-announce-ask =
    <b>{ $title }</b>

    Announce? { $told ->
        [0] There is nobody to tell now: nobody fits. When somebody does, press “Invite newcomers”.
        [one] { $told } person gets a message with “Going” and “Not going”.
       *[other] { $told } people get a message with “Going” and “Not going”.
    }
event-office-announce-yes = Yes, announce
event-office-cancel-ask =
    <b>{ $title }</b>

    Cancel? { $told ->
        [0] There is nobody to tell.
        [one] { $told } person will be told.
       *[other] { $told } people will be told.
    } This cannot be undone.
event-office-cancel-yes = Yes, cancel it
event-office-created = ✅ The draft is saved. Announce it so that people see it.
event-office-unchanged = Nothing has changed.
event-office-changed = ✅ Saved. { $told ->
    [0] There was nobody to tell.
    [one] { $told } person is told what changed.
   *[other] { $told } people are told what changed.
}
event-office-announced = 📣 Announced. { $told ->
    [0] There is nobody to tell yet: when somebody fits, press “Invite newcomers”.
    [one] { $told } person is told.
   *[other] { $told } people are told.
}
event-office-invited = { $told ->
    [0] Everybody it is for knows about it already.
    [one] { $told } person is told.
   *[other] { $told } people are told.
}
event-office-cancelled = ❌ Cancelled. { $told ->
    [0] There was nobody to tell.
    [one] { $told } person is told.
   *[other] { $told } people are told.
}
event-office-going-title = <b>{ $title }</b> — going: { $count }
event-office-waiting-title = <b>{ $title }</b> — waiting list: { $count }
event-office-person = { $number }. { $name }

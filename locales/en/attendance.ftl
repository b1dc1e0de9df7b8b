### Who came to an event.

attendance-open = ✅ Who came
attendance-roll =
    ✅ <b>{ $title }</b>
    { $day }: { $present } of { $going } came

    { $searched ->
        [yes] Found for “{ $typed }”: { $found }
       *[no] Tap a name to mark it. To find somebody, write the beginning of the surname.
    }
attendance-line = { $present ->
    [yes] ✅
   *[no] ▫️
} { $name }
attendance-not-yet = { $day } has not come: it is too early to mark
attendance-other-day = The event has moved: it has no such day any more
attendance-not-going = This person is no longer on the list
event-marked = ✅ Present: { $days }
broadcast-answer-came = Came: { $event }
broadcast-answer-missed = Did not come: { $event }
audit-event-marked = presence marked
audit-event-unmarked = mark of presence taken back

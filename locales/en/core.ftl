### Words everybody needs: time, errors, common buttons.

moment-day = { $weekday ->
    [0] Mon
    [1] Tue
    [2] Wed
    [3] Thu
    [4] Fri
    [5] Sat
   *[6] Sun
}, { $day } { month-genitive }
month-genitive = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
moment-date = { $day } { month-genitive } { $year }
moment = { $day }, { $time }
moment-two-clocks = { $day }, { $time } { zone-name }, { $home_time } in Blagoveshchensk
moment-two-clocks-two-days = { $day }, { $time } { zone-name } ({ $home_day }, { $home_time } in Blagoveshchensk)
zone-name = { $zone ->
    [europe-moscow] Moscow time
   *[asia-yakutsk] Blagoveshchensk time
}

unknown-command = I do not understand. Press /menu to see what I can do.
button-outdated = This button no longer works
something-broke = Sorry, something broke and I could not handle your message. The project office already knows. Please try again a little later: /menu
file-not-made = The file could not be made. Please try again a little later: /menu
office-alert-update-failed = ⚠️ Somebody's message could not be handled in three attempts. For the developer: no. { $update }, { $error }
group-hello = I work in private messages: { $link }

button-back = ← Back
button-cancel = Cancel
button-menu = Menu
button-next-page = Next →
button-previous-page = ← Previous

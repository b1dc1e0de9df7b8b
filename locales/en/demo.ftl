### The demo: moments of the time machine.

demo-day-before = The day before { $event }
demo-event-school = the Regional School
demo-event-artek = Artek
demo-event-forum = the forum “Mentor”

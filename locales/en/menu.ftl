### The main menu and help.

menu-title = { $name }, what would you like to do?
menu-title-stranger = Hello! This is the bot of the programme “Talent of the Future for the Regions”.
menu-my = 🧭 What’s next?
menu-apply = 📝 Application
menu-events = 📅 Events
menu-team = 👥 Team
menu-teams = 👥 My teams
menu-child = 👪 My child
menu-profile = Profile
menu-help = Help
menu-office = 🗂 Project office
dialog-left = We stop here. Everything you have entered is saved.
dialog-none = There is nothing to cancel.
dialog-text-only = An answer in words is needed here: I do not understand voice messages, stickers and pictures yet. The question above still waits.
unknown-but-begun = I do not understand. The form you began waits: everything you have entered is saved.
edited-hint = I see the message was edited, but what came first is recorded. To correct an answer, press “← Back” below the question or “Change” at the end.
help =
    <b>What I can do</b>

    /my — what’s next: the step, its term, who answers
    /menu — main menu
    /apply — application
    /events — events
    /team — team
    /profile — profile and data
    /language — language
    /privacy — consents and personal data
    /cancel — leave the current step, losing nothing
    /stop — send me no more messages
help-office =
    <b>Commands of the project office</b>

    /office — desk
    /call — calls for applications
    /selection — selection
    /teams_form — teams
    /event — events
    /reminders — rules of reminders
    /schedule — what leaves in two weeks
    /broadcast — broadcast
    /stats — indicators
    /people — people
    /export — export

    Everything else is in /menu

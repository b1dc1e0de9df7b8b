### The first screen, registration, profile, language, command menu.

start-welcome =
    <b>Talent of the Future for the Regions</b>

    { $about }
start-welcome-plain =
    <b>Talent of the Future for the Regions</b>

    The programme brings together teams of pupils and students aged 14–17.
    Each has a tutor and a mentor from science, business or government.
    Together they carry out a project for the Amur region.
start-join = 🚀 Take part
start-stages = Stages and dates
start-faq = Questions
start-language = Язык · Language
start-link-unknown = This link leads nowhere: perhaps it was not copied whole.
start-nothing-yet = Nothing here yet: the season is being prepared.
start-stages-list =
    <b>Stages of the programme</b>

    { $lines }
start-stage =
    <b>{ $title }</b>
    { $starts } — { $ends }
start-faq-list =
    <b>Questions and answers</b>

    { $lines }

    { $contact }
start-question =
    <b>{ $question }</b>
    { $answer }

registration = Registration
registration-summary =
    <b>Registration</b> · Check your answers

    One step is left: if everything is right, press “Register”.
registration-send = Register
registration-apply = 📝 Apply
registration-done = You are registered. Hello, { $name }! The next step is the application.
registration-done-minor =
    You are registered. Hello, { $name }!

    Under 18 a parent's consent is needed too: they confirm it from their own phone. You may fill in the application now.
registration-already = You are registered already.
registration-too-young =
    One can take part from the age of { $minimum }. Come back when you are { $minimum }!

    Nothing you have written was kept.

registration-contact = If this is a mistake, the answer can be corrected. Questions: { $contact }

age-too-young = This role is for people from { $minimum }; on the reference date you will be { $age }.
age-too-old = This role is for people up to { $maximum }; on the reference date you will be { $age }.
fits-student = At { $age } and at a school or college one takes part as a participant. Change the role with “Back”.
fits-tutor = At { $age } and at a college or university one takes part as a tutor. Change the role with “Back”.
fits-no-category = This season your age ({ $age }) and place of study together fit no role: participants are 14–17, tutors 18–21, and where they may study is for the project office to say.

profile-card =
    <b>Profile</b> · { $role }

    { $lines }
profile-line = { $name }: <b>{ $value }</b>
profile-empty = I know nothing about you yet: you have not registered.
profile-role-student = participant
profile-role-tutor = tutor
profile-role-mentor = mentor
profile-role-guardian = parent or legal representative
profile-role-partner = partner
profile-education = Place of study
profile-language = Language
profile-privacy = Consents and data
profile-changed = Corrected.

language-choose = Which language shall I speak?
language-ru = Русский
language-en = English
language-chosen = I speak English now.

stop-done = I will send nothing on my own any more. Your messages will be answered as before.
stop-resume = Switch on again
stop-resumed = Messages are on again.

command-start = Start
command-my = What’s next?
command-menu = Main menu
command-apply = Application
command-events = Events
command-team = Team
command-wishes = Wishes for the team
command-teams = My teams
command-child = My child
command-profile = Profile
command-help = Help
command-language = Language
command-privacy = Consents and data
command-cancel = Leave the current step
command-stop = Send me nothing more
command-office = Project office
command-call = Calls for applications
command-selection = Selection
command-review = Reviews
command-teams-form = Teams
command-event = Events of the office
command-broadcast = Broadcast
command-reminders = Reminders
command-schedule = What leaves
command-stats = Indicators
command-people = People
command-export = Export

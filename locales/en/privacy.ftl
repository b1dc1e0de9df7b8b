### Personal data: see, download, erase.

privacy-card =
    <b>Consents and data</b>

    ✅ — consent given:
    { $consents }
privacy-card-guardian =
    <b>Consents and data</b>

    The consents for your child are in “My child”.
privacy-nothing =
    <b>Consents and data</b>

    No consents yet: the registration asks for them, each by itself.
privacy-see = My data
privacy-data =
    <b>My data</b>

    { $lines }

    Everything is in one file.
privacy-count = { $name }: { $count }
privacy-download = Download all
privacy-file = This is everything stored about you.
privacy-erase = Erase data
privacy-keep = Keep
privacy-erase-ask-1 =
    Erase all data?

    The application, answers, places in a team and at events will be lost, and messages stop at once. This cannot be undone.
privacy-erase-yes-1 = Yes, erase
privacy-erase-ask-2 = The last question: erase everything for good?
privacy-erase-yes-2 = Erase for good
privacy-erased = The data are erased. I will send nothing more. If you want to come back: /start
privacy-child-erased = The data of the child for whom you gave consent were erased at the child's request. The consent is void.
erase-office-member = Data of a member of the project office are erased after the role is taken away by an administrator.

privacy-table-people = Card
privacy-table-form-drafts = Forms begun
privacy-table-consents = Consents
privacy-table-account-links = Links to sign in
privacy-table-guardian-links = Links for a parent
privacy-table-applications = Applications
privacy-table-application-versions = Submissions
privacy-table-decisions = Decisions
privacy-table-event-registrations = Answers to events
privacy-table-team-members = Places in teams
privacy-table-teams = Teams I lead
privacy-table-mentor-offers = Offers of teams
privacy-table-outbox = Messages of the bot
privacy-table-office-members = Roles in the office
privacy-table-office-invitations = Invitations to the office
privacy-table-source-visits = Visits by links
privacy-table-audit-log = Log entries
privacy-table-agenda-cards = The card “What next?”
privacy-table-personal-accesses = Personal access
privacy-table-reviewers = Part in reviewing
privacy-table-reviews = Scores given
privacy-table-seats = Places offered
privacy-table-team-wishes = Wishes about the team
privacy-table-team-ties = Whom to be with and not
privacy-table-project-versions = Versions of the project
privacy-table-person-tags = Tags of the office
privacy-table-event-attendance = Marks of presence at events
privacy-table-document-marks = Marks of documents for events
privacy-table-team-steps = Changes of team
privacy-table-team-group-guests = Groups you were let into
privacy-table-team-questions = Questions and answers of the team
privacy-table-mentor-profiles = Mentor's profile
privacy-table-mentor-substitutes = Substitutes of a mentor
privacy-table-mentor-invitations = Invitations to be a mentor
privacy-table-meetings = Meetings planned
privacy-table-meeting-attendance = Roll calls

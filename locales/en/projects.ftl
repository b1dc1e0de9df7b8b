### A team's project: card, versions, support.

project-open = 📋 Project
project-form = Team project
project-form-send = Save
project-form-summary = Check the card. A new version is saved, the earlier ones stay.
project-title = What is the project called?
project-title-short = Title
project-title-hint = Short and clear: what it is and for whom.
project-problem = Which problem does the project solve, and whose is it?
project-problem-short = Problem
project-problem-hint = Who has a hard time today, and why. Two or three sentences.
project-result = What will come of it?
project-result-short = Result
project-result-hint = What can be seen, touched or measured in spring.
project-partners = Who helps, or could help?
project-partners-short = Partners
project-partners-hint = Organisations and specialists the team has talked to or wants to.
project-stage = At which stage is the project?
project-stage-short = Stage
project-stage-idea = Idea
project-stage-plan = Plan
project-stage-prototype = Prototype
project-stage-trial = Trials
project-stage-ready = Ready
project-support-form = Support of the project
project-support-form-send = Record
project-supporter = Which organisation or investor supports the project?
project-supporter-short = Who
project-support-kind = With what?
project-support-kind-short = With what
project-support-kind-money = Money
project-support-kind-equipment = Equipment
project-support-kind-place = Premises
project-support-kind-expertise = Expertise
project-support-kind-order = An order
project-document = Which document confirms it?
project-document-short = Document
project-document-hint = Number and date of the letter, agreement or contract, or a link.
project-card = 📋 <b>Project of team { $team }</b>
project-empty = { $edits ->
    [yes] There is no card yet. Begin with the title; the rest may come later: every version is kept.
   *[no] There is no card yet: the team's tutor fills it in.
}
project-part = <b>{ $name }:</b> { $value }
project-saved = Version { $number } of { $versions }, { $at }
project-kept = ✅ Saved.
project-due = { $late ->
    [yes] ⏳ The deadline was { $deadline }. { $number ->
        [0] Nothing was saved before it.
       *[other] Version { $number }, the last before it, goes to the presentation.
    }
   *[no] ⏳ The last version before the deadline goes to the presentation: { $deadline }.
}
project-defended = 🏁 Presented { $at }.
project-supports = 🤝 <b>Support</b>
project-support-line = • { $who } — { $kind }{ $documented ->
    [yes] {" "}({ $document })
   *[no] {""}
}
project-write = { $empty ->
    [yes] ✏️ Fill in
   *[no] ✏️ Change
}
project-versions = Versions ({ $count })
project-versions-list =
    📋 <b>Versions of the project of team { $team }</b>

    { $dated ->
        [yes] Marked is the one for the presentation: the last before { $deadline }.
       *[no] The newest is on top.
    }
project-version-line = { $counted ->
    [yes] 🏁{" "}
   *[no] {""}
}Version { $number } · { $at }
project-version =
    📋 <b>Version { $number }</b>
    { $at }, { $by ->
        [office] written by the project office
       *[tutor] written by the tutor
    }
    { $first ->
        [yes] The first version.
       *[no] Changed: { $changed }.
    }
project-support-add = Record support
project-support-drop = ✖ { $who }
project-support-drop-ask = Delete the record of support? The indicator will go down.
project-support-drop-sure = Yes, delete
project-defence = { $done ->
    [yes] Undo presentation
   *[no] 🏁 Presented
}
project-by-office = 📋 The project office has changed the card of the project of team { $team }: it is version { $number } now.
project-overtaken = Somebody else saved the card while you were writing: it is at version { $number } already. Open it and make your changes again.
project-unchanged = Nothing has changed: no new version is needed.
project-support-gone = This record is gone.
project-version-gone = There is no such version.
audit-project-read = project read
audit-project-saved = project changed by the office
audit-project-supported = support of a project recorded
audit-project-unsupported = record of support deleted
audit-project-defended = presentation of a project noted
audit-project-undefended = note of a presentation taken back

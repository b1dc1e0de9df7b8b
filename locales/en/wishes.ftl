### Wishes for the team: directions, roles, skills, with whom and with whom not.

wishes =
    💭 <b>Wishes for the team</b>

    Directions: { $directions }
    Roles: { $roles }
    Skills: { $skills }
    { $you ->
        [ty] Together with: { $want }
       *[vy] Together with: { $want }
    }
    Not together with: { $apart }

    { $closed ->
        [yes] The teams are announced: wishes cannot be changed any more.
       *[no] “Together” counts when both wish it. “Not together” is seen by the project office alone.
    }
wishes-nothing = —
wishes-button-directions = Directions
wishes-button-roles = Roles
wishes-button-skills = Skills
wishes-button-want = Together with
wishes-button-apart = Not with
wishes-directions-ask = Tap in order: the dearest direction first, then the second and third (up to { $most }). Another tap takes it out.
wishes-ranked = { $rank ->
    [0] { $name }
   *[other] { $rank }. { $name }
}
wishes-roles-ask = What would you like to be in the team? Up to { $most }.
wishes-chosen = { $on ->
    [yes] ✅ { $name }
   *[no] { $name }
}
wishes-skills-ask = Write in one message what you are good at: editing, Python, experiments, English… Up to { $limit } characters.
wishes-skills-long = That is { $length } characters; { $limit } is the limit. Please make it shorter.
wishes-people-ask = { $kind ->
    [want] With whom would you like to be in a team? Up to { $most } people; it counts when both wish it.
   *[apart] With whom must you not be in a team? Up to { $most } people. Only the project office will see it.
} Send the number of an application (С-0012) or a first name with the first letter of the surname (Anna K.).
wishes-drop = ✖️ { $name }
wishes-text-only = A text is needed here.
wishes-enough = No more than { $most }: take something out first
wishes-closed = The teams are announced: wishes cannot be changed any more
wishes-direction-gone = This direction is no longer there
wishes-students-only = Wishes for the team are asked of participants aged 14–17. Tutors name directions in their application.
wishes-person-unclear = I do not understand who is meant. Send the number of an application (С-0012) or a first name with the first letter of the surname (Anna K.).
wishes-person-unknown = I cannot find such a participant. Check the number or the name and send it again.
wishes-person-several = There are several such participants. Send the number of an application, for example С-0012.
wishes-person-self = That is { $you ->
    [ty] you
   *[vy] you
}. Send the number or name of another participant.

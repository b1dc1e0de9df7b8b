### A team's group in Telegram.

team-group-open-page = 💬 Team group
team-group-enter = 💬 Join the group
team-group-add = Add the bot
team-group-unbind = Detach the group
team-group-link-name = Team
team-group-how =
    💬 <b>Group of team { $team }</b>

    The bot lets the team's members in by itself, and nobody else.

    1. Create a group in Telegram and give it a name your team will recognise.
    2. Press “Add the bot”, choose the group and leave the bot the rights to invite and remove people.
    3. If there is a group already and the bot is in it, send /team there.

    The team will receive the link by itself.
team-group-making =
    💬 <b>Group of team { $team }</b>

    The group is bound. The link for the team will be ready in a few seconds.
team-group-ready =
    💬 <b>Group of team { $team }</b>

    The group works. Every member has the link on the “Team” page; the bot lets no strangers in.
team-group-problem-rights =
    💬 <b>Group of team { $team }</b>

    ⚠️ The bot lacks rights: make it an administrator of the group who may invite and remove people. It will do the rest.
team-group-problem-removed =
    💬 <b>Group of team { $team }</b>

    ⚠️ The bot is no longer in the group, so nobody can be let in. Bring it back as an administrator or detach the group.
team-group-unbind-ask = Detach the group from team { $team }? The group stays, but the bot will let nobody into it any more.
team-group-unbind-sure = Yes, detach
team-group-bound = This group is bound to the team already.
team-group-taken = This group is bound to another team. Each team needs its own.
team-group-already = The team has a group already. Detach it first: the bot → “Team” → “Team group”.
team-group-none = The team has no group any more.
team-group-now = ✅ This is now the group of team { $team }. The bot sends everybody the link in their private chats.
team-group-first =
    👋 <b>This is the group of team { $team }.</b>

    What to do first:
    1. Say hello and tell what interests you.
    2. Choose a time for the first meeting: the tutor plans it in the bot, and everybody is reminded.
    3. Discuss the idea of the project: the tutor writes it down in the bot, “Team” → “Project”.

    Only members of the team come in here. Addresses, phones and documents do not belong here.
team-group-open = { $you ->
        [ty] 💬 Your team { $team } has a group. Press “Join the group”: the bot will recognise you and let you in.
       *[vy] 💬 Your team { $team } has a group. Press “Join the group”: the bot will recognise you and let you in.
    }
team-group-not-yours = { $you ->
        [ty] Only members of the team come into this group. If it is your team, check the “Team” page (/team) or write to the project office.
       *[vy] Only members of the team come into this group. If it is your team, check the “Team” page (/team) or write to the project office.
    }
team-group-stranger = ⚠️ Somebody who is no longer in the team is still in the group of team { $team }, and the bot may not remove them. Remove them yourself, or detach the group and make a new one.
team-group-merged = The team has become part of team { $into }. Go on in its group: the link is on the “Team” page of the bot. The bot no longer looks after this group.
audit-team-group-bound = team group bound
audit-team-group-unbound = team group detached

"""Bot API: chats and their members, invitations, pins."""

from __future__ import annotations

from .errors import bad_request
from .methods_messages import known_chat, message_of, writable_chat
from .model import Chat, Json, Person
from .registry import method
from .request import Params
from .wire import member_json
from .world import World


def _group(world: World, params: Params) -> Chat:
    chat = writable_chat(world, params)
    if chat.person is not None:
        raise bad_request("method is available for supergroup and channel chats only")
    return chat


def _run_by_bot(world: World, params: Params, what: str) -> Chat:
    chat = _group(world, params)
    if chat.bot_status != "administrator":
        raise bad_request(f"not enough rights to {what}")
    return chat


def _member(world: World, params: Params) -> Person:
    person = world.people.get(params.integer("user_id"))
    if person is None:
        raise bad_request("invalid user_id specified" if not params.integer("user_id") else "user not found")
    return person


def status_of(chat: Chat, person: Person) -> str:
    """A person's standing in a chat. The first member of a group owns it."""
    if chat.person is not None:
        return "member" if chat.person is person else "left"
    if person.id not in chat.members:
        return "kicked" if person.id in chat.banned else "left"
    return "creator" if next(iter(chat.members)) == person.id else "member"


@method("getChat")
def get_chat(world: World, params: Params) -> Json:
    """What is known of a chat."""
    chat = known_chat(world, params)
    info: Json = {**chat.payload, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    if chat.description:
        info["description"] = chat.description
    pinned = next(reversed(chat.pinned.values()), None)
    if pinned is not None:
        info["pinned_message"] = world.message_json(pinned)
    return info


_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


@method("getChatMember")
def get_chat_member(world: World, params: Params) -> Json:
    """One member of a chat."""
    chat = known_chat(world, params)
    if params.integer("user_id") == world.bot.id:
        return member_json(world.bot.user, chat.bot_status)
    person = _member(world, params)
    return member_json(person.user, status_of(chat, person))


@method("getChatMemberCount")
def get_chat_member_count(world: World, params: Params) -> int:
    """How many are in a chat, the bot included."""
    chat = known_chat(world, params)
    if chat.person is not None:
        return 2
    return len(chat.members) + (chat.bot_status in ("member", "administrator"))


@method("getChatAdministrators")
def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """Owner and administrators of a group."""
    chat = known_chat(world, params)
    if chat.person is not None:
        raise bad_request("there are no administrators in the private chat")
    owners = [member_json(p.user, "creator") for p in list(chat.members.values())[:1]]
    bot = [member_json(world.bot.user, "administrator")] if chat.bot_status == "administrator" else []
    return owners + bot


@method("createChatInviteLink")
def create_chat_invite_link(world: World, params: Params) -> Json:
    """A further link into a group the bot runs."""
    chat = _run_by_bot(world, params, "manage chat invite link")
    if params.flag("creates_join_request") and params.integer("member_limit"):
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    url = f"https://t.me/+{world.bot.id:x}s{world.next_serial():x}"
    link: Json = {
        "invite_link": url,
        "creator": world.bot.user,
        "creates_join_request": params.flag("creates_join_request"),
        "is_primary": False,
        "is_revoked": False,
    }
    for name in ("expire_date", "member_limit"):
        if params.integer(name):
            link[name] = params.integer(name)
    if params.text("name"):
        link["name"] = params.text("name")
    chat.invite_links[url] = link
    return link


@method("revokeChatInviteLink")
def revoke_chat_invite_link(world: World, params: Params) -> Json:
    """Make a link useless."""
    chat = _run_by_bot(world, params, "manage chat invite link")
    link = chat.invite_links.get(params.text("invite_link"))
    if link is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    link["is_revoked"] = True
    return link


def _request(world: World, params: Params) -> tuple[Chat, Person]:
    chat = _run_by_bot(world, params, "manage chat join requests")
    person = _member(world, params)
    if person.id in chat.members:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if chat.requests.pop(person.id, None) is None:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return chat, person


@method("approveChatJoinRequest")
def approve_chat_join_request(world: World, params: Params) -> bool:
    """Let a person in who asked."""
    chat, person = _request(world, params)
    join(world, chat, person, person)
    return True


@method("declineChatJoinRequest")
def decline_chat_join_request(world: World, params: Params) -> bool:
    """Do not let a person in who asked."""
    _request(world, params)
    return True


def join(world: World, chat: Chat, person: Person, actor: Person) -> None:
    """Make a person a member: the grey line, the service message and the chat_member update."""
    chat.members[person.id] = person
    chat.unread.pop(person.id, None)
    if chat not in person.groups:
        person.groups.append(chat)
    extra = {"new_chat_members": [person.user]}
    message = world.post(chat, actor, extra=extra, service=f"{person.name} теперь в группе")
    if chat.bot_status in ("member", "administrator"):
        world.tell_bot(message)
        world.member_changed(chat, actor, person, "left", "member")


def depart(world: World, chat: Chat, person: Person, *, status: str = "left") -> None:
    """Take a member out of a group: `status` left or kicked."""
    chat.members.pop(person.id, None)
    if chat in person.groups:
        person.groups.remove(chat)
    extra = {"left_chat_member": person.user}
    sender = person if status == "left" else None
    message = world.post(chat, sender, extra=extra, service=f"{person.name} больше не в группе")
    if status == "kicked":
        chat.banned[person.id] = person
    if chat.bot_status in ("member", "administrator"):
        world.tell_bot(message)
        world.member_changed(chat, person, person, "member", status)
    world.hub.publish("person", (person,), person_id=person.id)


@method("leaveChat")
def leave_chat(world: World, params: Params) -> bool:
    """The bot leaves a group."""
    chat = _group(world, params)
    chat.bot_status = "left"
    world.post(
        chat, None, extra={"left_chat_member": world.bot.user}, service=f"{world.bot.first_name} больше не в группе"
    )
    return True


@method("banChatMember")
def ban_chat_member(world: World, params: Params) -> bool:
    """Remove a person from a group the bot runs."""
    chat = _run_by_bot(world, params, "restrict/unrestrict chat member")
    person = _member(world, params)
    if status_of(chat, person) == "creator":
        raise bad_request("can't remove chat owner")
    depart(world, chat, person, status="kicked")
    return True


@method("unbanChatMember")
def unban_chat_member(world: World, params: Params) -> bool:
    """Let a removed person come back."""
    chat = _run_by_bot(world, params, "restrict/unrestrict chat member")
    person = _member(world, params)
    chat.banned.pop(person.id, None)
    return True


def _pinning(world: World, params: Params) -> Chat:
    chat = writable_chat(world, params)
    if chat.person is None and chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


@method("pinChatMessage")
def pin_chat_message(world: World, params: Params) -> bool:
    """Pin a message at the top of its chat."""
    chat = _pinning(world, params)
    message = message_of(chat, params, "message to pin")
    message.pinned = True
    chat.pinned[message.id] = message
    world.hub.publish("edited", chat.audience(), chat_id=chat.id, message_id=message.id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(world: World, params: Params) -> bool:
    """Unpin one message, the newest pinned one when none is named."""
    chat = _pinning(world, params)
    if params.integer("message_id"):
        message = message_of(chat, params, "message to unpin")
    else:
        found = next(reversed(chat.pinned.values()), None)
        if found is None:
            raise bad_request("message to unpin not found")
        message = found
    message.pinned = False
    chat.pinned.pop(message.id, None)
    world.hub.publish("edited", chat.audience(), chat_id=chat.id, message_id=message.id)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, params: Params) -> bool:
    """Unpin everything in a chat."""
    chat = _pinning(world, params)
    for message in chat.pinned.values():
        message.pinned = False
    chat.pinned.clear()
    world.hub.publish("edited", chat.audience(), chat_id=chat.id)
    return True


@method("setChatTitle")
def set_chat_title(world: World, params: Params) -> bool:
    """Rename a group the bot runs."""
    chat = _run_by_bot(world, params, "change chat title")
    title = params.text("title").strip()
    if not 1 <= len(title) <= 128:
        raise bad_request("new chat title must be non-empty" if not title else "title is too long")
    rename(chat, title)
    world.hub.publish("person", chat.audience())
    return True


def rename(chat: Chat, title: str) -> None:
    """Give a group a title."""
    chat.title = title
    chat.payload = {**chat.payload, "title": title}

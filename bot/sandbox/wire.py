"""Objects of the stand-in as the Bot API shows them to the bot."""

from __future__ import annotations

from .model import Chat, Json, Message, Person


def user_json(person_id: int, first_name: str, last_name: str | None, username: str | None, language: str) -> Json:
    """A Bot API User who is a person."""
    user: Json = {"id": person_id, "is_bot": False, "first_name": first_name}
    if last_name:
        user["last_name"] = last_name
    if username:
        user["username"] = username
    if language:
        user["language_code"] = language
    return user


def private_chat_json(person: Person) -> Json:
    """The Chat object of a person's private chat with the bot."""
    chat: Json = {key: person.user[key] for key in ("id", "first_name", "last_name", "username") if key in person.user}
    chat["type"] = "private"
    return chat


def message_json(message: Message, bot_user: Json, *, nested: bool = False) -> Json:
    """A Bot API Message. Shares sub-objects with the model: the result is to be read, not changed."""
    sender = message.sender
    out: Json = {
        "message_id": message.id,
        "from": bot_user if sender is None else sender.user,
        "chat": message.chat.payload,
        "date": message.date,
    }
    if message.edit_date:
        out["edit_date"] = message.edit_date
    if message.extra:
        out.update(message.extra)
    if message.reply_to is not None and not nested:
        out["reply_to_message"] = message_json(message.reply_to, bot_user, nested=True)
    media = message.media
    if media is None:
        if message.text is not None:
            out["text"] = message.text
            if message.entities:
                out["entities"] = message.entities
    else:
        out[media.kind] = media.payload
        if media.kind == "animation":
            out["document"] = media.payload
        if message.text:
            out["caption"] = message.text
            if message.entities:
                out["caption_entities"] = message.entities
    if message.markup is not None:
        out["reply_markup"] = message.markup
    return out


def gone_json(chat: Chat, message_id: int) -> Json:
    """An InaccessibleMessage: what a callback query carries when its message is deleted."""
    return {"chat": chat.payload, "message_id": message_id, "date": 0}


def member_json(user: Json, status: str) -> Json:
    """A ChatMember of the given status."""
    member: Json = {"user": user, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    elif status == "administrator":
        member.update(
            {
                "can_be_edited": False,
                "is_anonymous": False,
                "can_manage_chat": True,
                "can_delete_messages": True,
                "can_manage_video_chats": True,
                "can_restrict_members": True,
                "can_promote_members": False,
                "can_change_info": True,
                "can_invite_users": True,
                "can_post_stories": False,
                "can_edit_stories": False,
                "can_delete_stories": False,
                "can_pin_messages": True,
                "can_send_welcome_messages": False,
            }
        )
    elif status == "creator":
        member["is_anonymous"] = False
    return member

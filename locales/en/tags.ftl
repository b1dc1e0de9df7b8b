### Tags the project office puts on people.

tags-open = 🏷 Tags
tags-of =
    🏷 <b>{ $name }</b>: tags ({ $count })

    { $empty ->
        [yes] There are no tags yet. Add the first one, “volunteer” for example: recipients of a broadcast can be chosen by tags.
       *[no] Tap to put one on or take it off.
    }
tag-line = { $on ->
    [yes] ✅{" "}
   *[no] {""}
}{ $name } · { $people }
tag-new = ➕ New tag
tag-ask = Which tag? { $name }. Up to { $limit } characters.
tag-type = A text is needed here: the name of the tag.
tag-empty = The tag's name is empty
tag-too-long = A tag has up to { $limit } characters, this one { $actual }
tag-there = The tag is there already
tag-gone = The tag is gone
tags-many = A person has no more than { $most } tags: take one off first
person-tags = Tags
audit-person-tagged = tag put on
audit-person-untagged = tag taken off
broadcast-part-tag = Tag
broadcast-part-without = Except the tag

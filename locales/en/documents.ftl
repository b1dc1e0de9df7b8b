### Documents for an event: the checklist, who has handed in what, what is missing. Marks only: no files, no numbers.

document-title-empty = A document needs a name
document-title-taken = “{ $title }” is on the list already
document-too-long = At most { $limit } characters, and there are { $length }
documents-many = There can be at most { $limit } documents on the list
document-due-late = It has to be before the start: { $starts }
document-due-past = That moment has gone by
document-gone = This document is no longer on the list
document-not-going = This person is no longer on the list
document-not-handed-in = The document has not been handed in: it is too early to say until when it is valid
document-changed-meanwhile = The mark has been changed meanwhile. Open the person again

audit-document-added = document put on the list
audit-document-changed = document of the list changed
audit-document-removed = document taken off the list
audit-document-people-seen = list of who handed in documents read
audit-document-read = a person’s documents read
audit-document-marked = document marked

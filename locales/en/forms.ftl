### Questionnaires: steps, hints, checks of answers.

form-step = <b>{ $title }</b> · Step { $step } of { $steps }
form-answer-now = Now: <b>{ $answer }</b>
form-no-answer = —
form-cut-answer = { $start }… ({ $length } { $length ->
    [one] character
   *[other] characters
})
form-resume-button = ▶️ Continue the form
form-a-photo = a photo
form-yes = Yes
form-no = No
form-skip = Skip
form-keep = Keep it
form-done = Done
form-clear = Start over
form-whole-list = Whole list
form-send = Send
form-edit = Change
form-continue = Continue
form-restart = Start anew
form-right = Yes, right
form-wrong = Correct it
form-record = Record it
form-other-answer = Another answer
form-as-typed = Keep “{ $typed }”
form-share-contact = 📱 Share my number
form-phone-placeholder = +7 914 555-12-34

form-hint-long-text = Up to { $limit } characters, in several messages if you like. Press “Done” at the end.
form-hint-long-text-from = From { $least } to { $limit } characters, in several messages if you like. Press “Done” at the end.
form-hint-search = Choose from the list or type a part of the name, and I will find it.
form-hint-choices = You may mark several; press “Done” at the end.
form-hint-choices-limit = You may mark at most { $limit }; press “Done” at the end.
form-hint-file = Send a document or a photo.
form-parts = { $length } { $length ->
    [one] character
   *[other] characters
} of { $limit } recorded. Go on, or press “Done”.
form-found = Similar to “{ $typed }”:
form-found-none = Nothing similar to “{ $typed }” was found. Try other words or open the whole list.

form-spelling = Record <b>{ $offered }</b> instead of “{ $typed }”?
form-birth-echo = Date of birth: <b>{ $birth }</b>. You are { $age }, right?
form-forwarded =
    This is a forwarded message. Record it as the answer?

    <blockquote>{ $answer }</blockquote>

form-only-text = Please answer with text: I do not understand voice messages, stickers and pictures yet.
form-only-choice = Please choose an option with a button or type it.
form-only-phone = A phone number is needed: press the button below or type it in digits.
form-only-file = A document or a photo is needed here.
form-foreign-contact = This is somebody else's contact; your own number is needed.
form-phone-recorded = Phone recorded: { $phone }
form-goes-on = Fine, let us go on.
form-waits = The form will wait: everything you have entered is kept.
form-summary = <b>{ $title }</b> · Check your answers
form-summary-hint = All the questions have been asked. Check the answers and press a button below them.
form-what-to-edit = What is to be changed?
form-resume =
    <b>{ $title }</b>

    The form has been started: { $answered } of { $questions } answered. Shall we go on from there?
form-finished = Already accepted
form-not-yours = This button does not work any more

answers-missing = { $count ->
    [one] { $count } required question has
   *[other] { $count } required questions have
} no answer yet.
answer-required = This question needs an answer.
answer-too-long = Too long: the limit is { $limit } characters, this has { $actual }. Please shorten it.
answer-too-short = Too short: at least { $limit } characters are needed, this has { $actual }.
answer-unknown-option = There is no such option. Choose one of those offered.
answer-too-many-options = You may mark at most { $limit }: first remove a mark.
answer-not-yes-no = “Yes” or “No” is needed here.
answer-not-a-number = A number is needed here, 12 for example.
answer-number-too-small = Not less than { $limit }.
answer-number-too-big = Not more than { $limit }.

date-not-a-date = This does not look like a date. For example: 05.03.2010 or 5 March 2010.
date-impossible = The calendar has no such day: { $typed }.
birth-date-future = This day has not come yet.
birth-date-this-year = This is a day of this year; a date of birth is needed.
birth-date-too-old = That makes more than { $limit } years. Please check the year.

name-empty = A name in letters is needed here.
name-too-short = The whole name is needed here, not one letter.
name-too-long = Too long: the limit is { $limit } characters, this has { $actual }.
name-digits = Names have no digits.
name-emoji = No pictures, please: { $found } will not do.
name-latin = The name is needed in Russian letters, as in the documents.
name-latin-lookalike = Among the Russian letters there are Latin ones: { $found }. Please type the name again with a Russian keyboard.
name-stray-mark = A hyphen, an apostrophe or a space is out of place.
name-bad-character = The character “{ $found }” will not do in a name.
name-whole-name = This looks like the whole name; only the surname is needed here.

phone-not-a-phone = This does not look like a phone number. For example: +7 914 555-12-34.
phone-wrong-length = The number has a wrong count of digits ({ $actual }). For example: +7 914 555-12-34.
phone-not-mobile = A mobile number is needed, it begins with 9. For example: +7 914 555-12-34.

grade-not-a-grade = I do not understand the class or course. For example: 9 «А» or 2 курс, группа 221-ИС.
grade-out-of-range = Classes are { $lowest } to { $highest }.
course-out-of-range = Courses are { $lowest } to { $highest }.

question-key-bad = The question's key “{ $question }” will not do: Latin letters, digits and underscores, up to 32.
question-field-unknown = The question “{ $question }” has an unknown field “{ $field }”.
question-kind-unknown = The question “{ $question }” has an unknown kind “{ $kind }”.
question-limits-crossed = The limits of the question “{ $question }” contradict each other.
question-moment-bad = The moment in question { $question } is not written right: a day, a time and a zone are needed
question-option-bad = In the question “{ $question }” the option “{ $option }” will not do or is there twice.
question-options-missing = The question “{ $question }” has no options.
question-text-missing = The question “{ $question }” has no text.

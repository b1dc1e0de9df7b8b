### Questions of an application and criteria of its reviewers: changed by the office in the chat.

call-questions-open = Questions
call-questions =
    <b>{ call-name }</b>: questions of the application ({ $count })

    { $lines }

    ❗ required · 👁 shown to reviewers
call-question-summary = { $number }. { $text } <i>({ $kind })</i>{ $required ->
    [yes] {" "}❗
   *[no] {""}
}{ $visible ->
    [yes] {" "}👁
   *[no] {""}
}{ $retired ->
    [yes] {" "}— retired
   *[no] {""}
}
call-question-line = { $retired ->
    [yes] 🗄{" "}
   *[no] {""}
}{ $number }. { $text }
call-question-add = ➕ Add a question
call-question-form = Question of the application
call-question-form-send = Save
call-question-kind = What kind of question is it?
call-question-kind-short = Kind
call-question-kind-text = Short text
call-question-kind-long-text = Long text
call-question-kind-choice = One option
call-question-kind-choices = Several options
call-question-kind-yes-no = Yes or no
call-question-kind-number = Number
call-question-kind-date = Date
call-question-kind-file = File
call-question-text-ru = The question in Russian, as the applicant reads it.
call-question-text-ru-short = In Russian
call-question-text-en = The same question in English.
call-question-text-en-short = In English
call-question-hint-ru = A hint under the question in Russian, if one is needed.
call-question-hint-ru-short = Hint
call-question-hint-en = The hint in English, if one is needed.
call-question-hint-en-short = Hint in English
call-question-options = The options, each on a line of its own.
call-question-options-short = Options
call-question-options-hint = Russian, a bar, English: “Да, уверенно | Yes, sure”. From 2 to 20 options.
call-question-length = How many characters may be written? Skip it if it does not matter.
call-question-length-short = Characters
call-question-card =
    <b>{ call-name }</b>: a question ({ $kind }){ $retired ->
        [yes] {" "}— retired, new applications do not have it
       *[no] {""}
    }

    <b>In Russian:</b> { $ru }
    <i>{ $hint_ru }</i>

    <b>In English:</b> { $en }
    <i>{ $hint_en }</i>
call-question-card-options =
    <b>Options</b>
    { $options }
call-question-option = • { $ru } | { $en }
call-question-card-length = Length of the answer: up to { $limit } characters
call-question-card-required-from = Becomes required: { $at }
call-question-card-frozen-from = A sent answer cannot be changed from { $at }
call-question-edit = ✏️ Change
call-question-up = ⬆️ Up
call-question-down = ⬇️ Down
call-question-switch-required = { $on ->
    [yes] ❗ Required
   *[no] Optional
}
call-question-switch-visible = { $on ->
    [yes] 👁 Reviewers see it
   *[no] Hidden from reviewers
}
call-question-switch-retired = { $on ->
    [yes] Bring back
   *[no] Retire
}
call-question-required-from = Required from…
call-question-frozen-from = Frozen from…
call-question-place = This is question no. { $number } now.
call-question-ask-moment =
    “{ $text }”

    { $since ->
        [frozen_from] From when can a sent answer be changed no more?
       *[required_from] From when is the question required?
    } For example: “20.09.2026 18:00”. To clear it: “no”.
call-question-type-moment = A day and a time are needed here, for example “20.09.2026 18:00”, or “no”.
call-question-gone = This question is gone
call-question-same = It is so already
call-questions-many = The application has { $most } questions already: nobody would fill in more. Retire one first.
call-questions-none = At least one question must stay in the application
call-question-required = { $you ->
        [ty] 📝 The application has a question that needs your answer:
       *[vy] 📝 The application has a question that needs your answer:
    }

    <i>{ $question }</i>

    { $you ->
        [ty] Answer it until { $closes }: open the application and press “Change”. What you have sent stays valid.
       *[vy] Answer it until { $closes }: open the application and press “Change”. What you have sent stays valid.
    }
question-options-few = At least two options are needed, each on a line of its own
question-options-many = There can be no more than { $most } options
question-option-long = An option stands on a button: no more than { $limit } characters
question-options-repeat = The option “{ $option }” is there twice
question-option-chosen = Somebody has chosen “{ $option }”: it cannot be removed
audit-call-question-added = question of an application added
audit-call-question-changed = question of an application changed
audit-call-question-moved = question of an application moved
audit-call-question-required-on = question made required
audit-call-question-required-off = question made optional
audit-call-question-visible-on = question shown to reviewers
audit-call-question-visible-off = question hidden from reviewers
audit-call-question-retired-on = question retired
audit-call-question-retired-off = question brought back
audit-call-question-frozen-from = time of freezing an answer changed
audit-call-question-required-from = time of requiring an answer changed

criteria-open = Criteria
criteria =
    <b>{ call-name }</b>: criteria

    { $empty ->
        [yes] There are no criteria yet: scoring cannot begin without them.
       *[no] { $lines }
    }

    { $locked ->
        [yes] 🔒 Scoring has begun: criteria do not change any more, so that all applications are measured alike.
       *[no] The share is what a criterion counts for in the score of 100.
    }
criterion-summary = { $number }. { $name } — weight { $weight }, share { $share } %, levels: { $levels }
criterion-add = ➕ Add a criterion
criterion-form = Criterion
criterion-form-send = Save
criterion-label-ru = What is the criterion called in Russian?
criterion-label-ru-short = In Russian
criterion-label-en = And in English?
criterion-label-en-short = In English
criterion-weight = How much does it weigh?
criterion-weight-short = Weight
criterion-weight-hint = A whole number from 1 to 100: how many times more than a criterion of weight 1.
criterion-levels = The levels from weak to strong, each on a line of its own.
criterion-levels-short = Levels
criterion-levels-hint = Russian, a bar, English: “Идеи нет | No idea”. From 2 to 6 levels, the first stands for 0.
criterion-card =
    <b>{ $ru }</b>
    { $en }

    Weight { $weight }, share { $share } %

    { $levels }
criterion-level = { $number } — { $ru } | { $en }
criterion-edit = ✏️ Change
criterion-lighter = − Weight
criterion-heavier = + Weight
criterion-up = ⬆️ Up
criterion-down = ⬇️ Down
criterion-ask = Remove
criterion-drop = Yes, remove
criterion-drop-ask = Remove the criterion “{ $name }”? The shares of the others grow.
criterion-gone = This criterion is gone
criterion-same = It is so already
criterion-weight-whole = A weight is a whole number from 1 to { $most }
criterion-levels-number = { $fewest } to { $most } levels are needed, each on a line of its own
criterion-level-long = A level's description has no more than { $limit } characters
criteria-many = No more than { $most } criteria: they must fit on one card
rubric-locked = Scoring has begun: criteria do not change any more
audit-call-rubric-changed = criteria changed

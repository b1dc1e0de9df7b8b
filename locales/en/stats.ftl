### Indicators of the programme.

stats =
    <b>Indicators</b> · fact of plan

    { $rows }

    <b>The way of a participant</b> as of { $at }
    { $funnel }
stats-row = { $state ->
    [green] 🟢
    [amber] 🟡
   *[red] 🔴
} { $name }: <b>{ $fact }</b> of { $plan }{ $unit ->
    [percent] %
   *[other] {""}
}, forecast { $forecast }
stats-warning = ⚠️ { $text }
stats-chart-plans = Indicators: fact of plan
stats-chart-funnel = The way of a participant on { $at }
indicator-of-plan = { $fact } of { $plan }
indicator-trained = Completed training
indicator-mentors-prepared = Mentors prepared
indicator-projects-supported-of-formed = Projects supported (of formed)
indicator-projects-supported-of-defended = Projects supported (of defended)
indicator-partners = Partners
indicator-tutors-selected = Tutors selected
indicator-students-selected = Students selected
indicator-mentors-main = Mentors, main
indicator-mentors-reserve = Mentors, reserve
indicator-school-participants = Going to the Regional School
indicator-artek-team = Going to Artek
indicator-warning-partners-one-ownership = All partners have one form of ownership
funnel-row = { $stage }: <b>{ $count }</b>
funnel-visited = Opened the bot
funnel-registered = Registered
funnel-started = Began an application
funnel-sent = Sent an application
funnel-consented = All consents there
funnel-reviewed = Reviewed
funnel-accepted = Accepted
funnel-confirmed = Confirmed
funnel-by-source = By link
funnel-by-municipality = By district
funnel-by-organisation = By school
funnel-cut =
    <b>{ $cut ->
        [source] The funnel by link
        [municipality] The funnel by municipality
       *[organisation] The funnel by organisation
    }</b> · { $count }, as of { $at }

    { $lines }
funnel-group =
    <b>{ $name }</b>
    opened { $visited } → registered { $registered } → began { $started } → sent { $sent } → consents { $consented } → reviewed { $reviewed } → accepted { $accepted } → confirmed { $confirmed }
funnel-nameless = { $cut ->
    [source] No link
   *[other] Not given
}
funnel-note = { $sent } → { $accepted } → { $confirmed }
funnel-chart = { $cut ->
    [source] By link
    [municipality] By municipality
   *[organisation] By organisation
}
funnel-caption = Sent → accepted → confirmed, { $at }
funnel-draw = 📊 Chart
links-open = 🔗 Links
links =
    <b>Links</b> · { $count }

    A link shows where people come from: a school, a group, a poster.

    { $lines }
links-line =
    <b>{ $name }</b>
    { $link }
    opened { $visits } times by { $people } people, applications { $sent }
links-new = ➕ New link
links-ask-name = What is the link called? For example: “School 5, notice board”. Up to { $limit } characters; only the office sees the name.
link-name-bad = The name has from 1 to { $limit } characters
audit-link-made = a link was made

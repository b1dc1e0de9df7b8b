### Indicators of the programme.

stats =
    <b>Indicators</b> · fact of plan

    { $rows }

    <b>The way of a participant</b>
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
funnel-started = Started an application
funnel-sent = Sent an application
funnel-accepted = Accepted

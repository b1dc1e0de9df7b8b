### Consents: texts per purpose, the guardian's link, “My child”.
### Whoever changes a consent's text raises WORDING in bot/domain/consents.py: earlier signatures stay under the earlier
### text, and the bot asks everybody about the new one.

consent-agree = I agree
consent-refuse = I do not
consent-needed = Without this consent one cannot take part.
consent-optional = You may refuse: the selection does not depend on it.
consent-participation-needed = Without the consent to participation one cannot go on. If that is your decision, just leave by /menu: nothing will be sent.
consent-own-participation =
    <b>Consent to participation</b>

    The programme's project office processes your name, gender, date of birth, phone, municipality, place of study or work and the answers of your application in order to run the selection, form the teams and conduct the programme. Term: the end of the season; the consent can be withdrawn at any time: /privacy.

    Do you agree?
consent-own-participation-short = Participation
consent-own-participation-yes = { consent-agree }
consent-own-participation-no = { consent-refuse }
consent-own-publication =
    <b>Consent to publication</b>

    Your name, photos and videos of events may appear on the programme's site and in its social networks.
consent-own-publication-short = Publication
consent-own-publication-yes = { consent-agree }
consent-own-publication-no = { consent-refuse }
consent-own-partner-transfer =
    <b>Consent to transfer to partners</b>

    Partner organisations may receive your name, phone and direction if you go to them for an internship or a job trial.
consent-own-partner-transfer-short = Transfer to partners
consent-own-partner-transfer-yes = { consent-agree }
consent-own-partner-transfer-no = { consent-refuse }
consent-own-partner-mailing =
    <b>Consent to partners' mailings</b>

    The programme may send you invitations and offers of partner organisations.
consent-own-partner-mailing-short = Partners' mailings
consent-own-partner-mailing-yes = { consent-agree }
consent-own-partner-mailing-no = { consent-refuse }
consent-child-participation =
    <b>Consent to the child's participation</b>

    The programme's project office processes the child's name, gender, date of birth, phone, municipality, place of study and the answers of the application, and your name and phone, in order to run the selection, form the teams and conduct the programme. Term: the end of the season; the consent can be withdrawn at any time in “My child”.

    Do you confirm that you are a parent or legal representative, and agree?
consent-child-participation-short = Participation
consent-child-participation-yes = { consent-agree }
consent-child-participation-no = { consent-refuse }
consent-child-publication =
    <b>Consent to publication</b>

    The child's name, photos and videos of events may appear on the programme's site and in its social networks.
consent-child-publication-short = Publication
consent-child-publication-yes = { consent-agree }
consent-child-publication-no = { consent-refuse }
consent-child-partner-transfer =
    <b>Consent to transfer to partners</b>

    Partner organisations may receive the child's name, phone and direction if the child goes to them for an internship or a job trial.
consent-child-partner-transfer-short = Transfer to partners
consent-child-partner-transfer-yes = { consent-agree }
consent-child-partner-transfer-no = { consent-refuse }
consent-child-partner-mailing =
    <b>Consent to partners' mailings</b>

    The programme may send the child invitations and offers of partner organisations.
consent-child-partner-mailing-short = Partners' mailings
consent-child-partner-mailing-yes = { consent-agree }
consent-child-partner-mailing-no = { consent-refuse }

consent-purpose-participation = participation
consent-purpose-publication = publication
consent-purpose-partner-transfer = transfer to partners
consent-purpose-partner-mailing = partners' mailings
consent-line = { $own ->
    [yes] ✅
   *[no] ▫️
} { $purpose }{ $guardian ->
    [yes] {""} · the parent agrees
   *[no] {""}
}
consent-give = Give: { $purpose }
consent-withdraw = Withdraw: { $purpose }
consent-take-back = Withdraw consent
consent-given-note = The consent is recorded.
consent-withdrawn-note = The consent is withdrawn.
consent-not-given = There is no such consent to withdraw
consent-too-young = One can take part from the age of { $minimum }; this is { $age }.
consent-withdraw-participation = Without the consent to participation the programme stops for this person: the application will not be considered, the place in the team becomes free. Withdraw?
consent-withdraw-publication = There will be no new publications with name and photos. Withdraw?
consent-withdraw-partner-transfer = Partners will receive no data any more. Withdraw?
consent-withdraw-partner-mailing = There will be no mailings of partners any more. Withdraw?
consent-withdrawn-office = A consent to participation was withdrawn: card no. { $person }. The name and details are in “People”.

guardian-open = Parent's consent
guardian-form = Parent's consent
guardian-form-summary =
    <b>Consent of a parent</b> · Check your answers

    One step is left: if everything is right, press “Sign”.
guardian-form-send = Sign
guardian-state-none = Under 18 the consent of a parent or legal representative is needed. They confirm it from their own phone by a link.
guardian-state-waiting = There is a link for a parent, valid until { $until }. If it is lost, make a new one: the old one stops working.
guardian-state-given = The parent's consent is there, all is well.
guardian-make-link = Get a link
guardian-new-link = New link
guardian-link-made =
    The link is ready, valid until { $until }, once.

    Forward the message below to a parent: the link must be opened on their phone.
guardian-share = Forward to a parent
guardian-share-text = Please confirm my participation in the programme “Talent of the Future for the Regions”
guardian-letter =
    Hello! { $name } would like to take part in the programme “Talent of the Future for the Regions”. Under 18 your consent is needed: open the link on your phone, it takes two minutes.

    { $link }
guardian-confirm = Confirm
guardian-invitation =
    Hello! <b>{ $name }</b> would like to take part in the programme “Talent of the Future for the Regions” and asks for your consent.

    This is a free programme of the Amur region: teams aged 14–17 with a tutor and a mentor carry out a project for the region. You may read the stages and the answers to questions first.

    The link is valid until { $until }. A few questions about you follow, then the consents, each by itself.
guardian-go-on = Go on
guardian-relation = What are you to the child?
guardian-relation-short = Relation
guardian-relation-mother = Mother
guardian-relation-father = Father
guardian-relation-representative = Legal representative
guardian-surname = Your surname, in Russian letters?
guardian-surname-short = Surname
guardian-first-name = Your first name, in Russian letters?
guardian-first-name-short = First name
guardian-patronymic = Your patronymic, in Russian letters?
guardian-patronymic-short = Patronymic
guardian-patronymic-skip = No patronymic
guardian-phone = A phone to reach you?
guardian-phone-short = Phone
guardian-confirmed = Thank you! The consent is recorded, { $name } will be told.{ $late ->
    [yes] {" "}The deadline has passed: the project office decides whether the application enters the selection.
   *[no] {""}
} See the status or withdraw the consent in “My child”.
guardian-confirmed-child = Your parent has confirmed the consent to your participation. { $late ->
    [yes] The deadline has passed: the project office decides whether the application enters the selection.
   *[no] Everything is ready for the application!
}
guardian-gave-child = Your parent has given a consent: { $purpose ->
    [publication] publication
    [partner_transfer] transfer to partners
    [partner_mailing] partners' mailings
   *[participation] participation
}.
guardian-withdrew-child = Your parent has withdrawn a consent: { $purpose ->
    [publication] publication
    [partner_transfer] transfer to partners
    [partner_mailing] partners' mailings
   *[participation] participation
}.
guardian-link-unknown = This link does not work: perhaps it was not copied whole. Ask your child to send it again.
guardian-link-own = This link is for a parent: it must be opened on their phone, not on your own.
guardian-link-used = The consent has been confirmed by this link already: it works once.
guardian-link-expired = This link has expired. The child can make a new one: /profile → “Parent's consent”.
guardian-is-student = By this link a parent or legal representative confirms, and you are registered as a participant.
guardian-too-young = Only an adult, from { $minimum }, can confirm.
guardian-not-needed = No parent's consent is needed here.
guardian-not-yours = This button does not work any more

child-none = The child for whom you confirm the consent will appear here. The child makes the link for it.
child-choose = About whom?
child-card =
    <b>My child: { $name }</b>

    { $status }

    Consents (✅ — given by the child):
    { $consents }
child-status-none = The application has not been started.
child-status-draft = The application is being filled in.
child-status-submitted = The application was sent and waits for a decision.
child-status-accepted = The application was accepted, the child is in the programme.
child-status-reserve = The application is on the reserve: a place may become free.
child-status-rejected = The application was rejected.
child-status-withdrawn = The application was withdrawn.

office-consents-open = 📄 Consents
office-consents =
    <b>Consents: { $name }</b>

    { $lines }

    { $admission }
office-consents-none = No consents yet.
office-consents-line = ✅ { $purpose } · { $relation ->
    [self] the person
    [mother] mother
    [father] father
   *[representative] legal representative
} · { $given }{ $channel ->
    [paper] {" "}· paper { $evidence }
   *[other] {""}
}
admission-admitted = Application { $number } is admitted: all signatures are there.
admission-waiting = Application { $number }: not every consent is signed. The guardian’s is taken until { $closes }.
admission-closed = ⛔️ Application { $number } is not admitted: there was no guardian’s consent by { $closes }.
admission-late = ⛔️ Application { $number } is not admitted: the guardian’s consent came after { $closes }. An administrator may admit it.
admission-let-in =
    Application { $number } was admitted by an administrator on { $granted }.
    Reason: { $reason }
admission-let-in-unsigned =
    An administrator allowed application { $number } to be admitted late ({ $granted }), but there is no guardian’s consent yet.
    Reason: { $reason }
admission-grant = Admit late
admission-revoke = Undo admission
admission-ask-reason = Why does a consent after the deadline count? Type the reason: it stays with the consents.
admission-not-needed = This application needs no admission
admission-not-granted = There is no admission to undo
admission-accepted = The application is accepted already: the admission stays
admission-late-office = ⏰ The guardian’s consent for application { $number } came after the deadline. It can be admitted on card No. { $person }: “People” → “Consents”.
admission-granted = Application { $number } is admitted to the selection although the deadline of the guardian’s consent has passed.{ $signed ->
    [yes] {""}
   *[no] {" "}The consent itself is still missing and can be signed.
}
reason-missing = A reason is needed: a few words at least
reason-too-long = A reason has up to { $limit } characters, this one { $actual }

paper-record = 📄 Record a paper
paper-form = Consent on paper
paper-form-send = Record
paper-relation = Who signed the paper?
paper-relation-mother = Mother
paper-relation-father = Father
paper-relation-representative = Legal representative
paper-relation-self = The person
paper-relation-short = Signed by
paper-name = Full name of who signed?
paper-name-short = Name
paper-signed-on = Which day stands on the paper?
paper-signed-on-short = Day
paper-number = Under which number is the paper registered?
paper-number-short = Number
paper-purposes = What was consented to?
paper-purposes-short = Consents
paper-purposes-participation = Participation
paper-purposes-publication = Publication
paper-purposes-partner-transfer = Transfer to partners
paper-purposes-partner-mailing = Partners’ mailings
paper-recorded-note = ✅ Recorded.
paper-recorded = The project office has recorded { $you ->
   *[other] your parent’s
} consent to your participation, signed on paper.
paper-date-future = That day has not come yet
paper-date-old = The paper is more than a year old: a new one is needed
paper-known = This paper is recorded already
paper-withdraw = Withdraw the paper: { $purpose }
paper-withdraw-ask = Withdraw the consent by paper { $evidence }?
child-go-on = ✍️ Sign: { $name }
audit-admission-granted = application admitted after the consent deadline
audit-admission-revoked = admission undone

consent-anew-button = ✍️ Sign anew: { $purpose }
consent-anew-read = Read
consents-to-sign-anew = ⚠️ Some consents are to be signed anew. The earlier signatures still stand.
consent-anew = The text of the consents has changed. { $you ->
   *[other] Read the new one and sign it if you agree
}.
consent-anew-child = The text of the consents about your child has changed. Read the new one and sign it if you agree.
consent-adult = 🎂 You are 18! So far a parent signed too, now { $you ->
   *[other] it is your own decision. Please sign anew
} by { $until }.
consent-frozen = ⏸ Your participation is on hold: two weeks have passed since you turned 18, and the consent has not been signed anew. Sign it, and everything goes on from where it was.
consent-frozen-office = Participation on hold: the consent was not signed anew after the eighteenth birthday, card no. { $person }. The name and details are under “People”.
participation-frozen = ⏸ Your participation is on hold: after 18 the consent has to be signed anew. You can do it here: /privacy
participation-withdrawn = ⏸ The consent to take part has been withdrawn. To go on, give it again: /privacy
participation-withdrawn-by-guardian = ⏸ A parent has withdrawn the consent to take part. You can go on when it is signed again.
consent-text-changed = ⚠️ The text of the consent has changed since. Here is the new one:

//! Giving a rating by its link (扫码评价), and what every way of giving one shares: the rule, the row with its sealed words,
//! the loop that a bad one opens, all in one commit with the counters.

use domain::{
    base::{OrderId, ReviewId, Satisfaction, StaffId, shanghai_day},
    cases::{Accepter, Case},
    people::{Act, Desk, Role},
    reviews::{
        self as rules, Form, HandlingState, Origin, Provenance, Refusal, ReviewChannel, ReviewOption, ReviewWords,
        ServiceNode, contact_at, open_link,
    },
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    cases::{self as case_rows, SealedFields},
    journal::{self, Entry, Stream},
    people,
    reviews::{self as rows, Again, HandlingRow, ReviewRow, Series},
};

use super::{ReviewRefusal, link, rules as county};
use crate::{
    Bureau, Failure,
    cases::{opened, rate_within},
};

/// What a link opens.
#[derive(Debug, Clone)]
pub struct OpenReview {
    /// What was done.
    pub item_name: String,
    /// 办件编号.
    pub case_no: String,
    /// By whom.
    pub department: String,
    /// Which contact.
    pub node: ServiceNode,
    /// Last day.
    pub until: Date,
    /// The rating that is there, and whether it may be rated once more.
    pub rated: Option<(Satisfaction, bool)>,
    /// What can be ticked, by level.
    pub options: Vec<ReviewOption>,
    /// What is read beside the form and after it.
    pub words: ReviewWords,
    /// The thanks for a bad one by name, with its days.
    pub thanks_for_bad: String,
}

/// What the form of a rating holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReviewForm {
    /// Code of the link.
    pub code: String,
    /// 1 to 5.
    pub stars: String,
    /// Codes ticked.
    pub options: Vec<String>,
    /// Words.
    pub words: String,
    /// Not to be named.
    pub anonymous: bool,
    /// How the browser calls itself; with the address it tells devices apart, as a keyed digest.
    pub browser: String,
    /// `qr_code`, `sms`, `web`, `mobile`; a code that was scanned where nobody said.
    pub channel: String,
}

/// What was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Stars.
    pub stars: u8,
    /// Somebody will look into it.
    pub is_bad: bool,
    /// It takes the place of one that was put right.
    pub again: bool,
    /// By name.
    pub is_named: bool,
}

/// Opens a link.
pub fn open(bureau: &Bureau, desk: &Desk, code: &str) -> Result<OpenReview, Failure<ReviewRefusal>> {
    bureau.may(desk, Act::ReviewGive)?;
    let no_link = || Failure::Refused(ReviewRefusal::Rule(Refusal::NoLink));
    let (id, node) = link::read(bureau, code).ok_or_else(no_link)?;
    let found = bureau.db().read(|tx| -> Result<_, store::StoreError> {
        let Some((case, _)) = case_rows::case(tx, bureau.region(), id)? else { return Ok(None) };
        let department = people::department(tx, bureau.region(), case.department)?;
        let kept = rows::invitation(tx, bureau.region(), id, node)?;
        let own = rows::review_of_contact(tx, bureau.region(), (id, node), Series::Own)?;
        let edition = county::on(tx, bureau.region(), bureau.today())?;
        let until = match (kept, contact_at(&case, node)) {
            (Some(kept), _) => kept.until,
            (None, Some(at)) => link::until(bureau, tx, at)?,
            (None, None) => bureau.today(),
        };
        Ok(Some((case, department, until, own, edition)))
    })?;
    let (case, department, until, own, edition) = found.ok_or_else(no_link)?;
    let rated = own.map(|(row, of, _)| {
        let again = row.review.again.is_none() && of.is_some_and(|h| is_put_right(&h.handling.state));
        (row.review.again.unwrap_or(row.review.level), again)
    });
    // Whoever was told that it was put right may rate again, however long that took.
    if !matches!(rated, Some((_, true))) {
        open_link(&case, node, until, bureau.today()).map_err(|r| Failure::Refused(r.into()))?;
    }
    Ok(OpenReview {
        item_name: case.item_name,
        case_no: case.no.to_string(),
        department: department.map(|d| d.name).unwrap_or_default(),
        node,
        until,
        rated,
        options: county::offered(&edition),
        words: edition.county.words.clone(),
        thanks_for_bad: edition.county.thanks_for_bad(),
    })
}

fn is_put_right(state: &HandlingState) -> bool {
    match state {
        HandlingState::Rectified(..) | HandlingState::FedBack(..) | HandlingState::Closed(..) => true,
        HandlingState::Verifying
        | HandlingState::Appealed(_)
        | HandlingState::Rectifying(_)
        | HandlingState::SetAside(_) => false,
    }
}

/// Rates by a link. The same key has one effect.
pub fn give(
    bureau: &Bureau,
    desk: &Desk,
    form: &ReviewForm,
    key: Option<&str>,
) -> Result<Given, Failure<ReviewRefusal>> {
    bureau.may(desk, Act::ReviewGive)?;
    let no_link = || Failure::Refused(ReviewRefusal::Rule(Refusal::NoLink));
    let (case, node) = link::read(bureau, &form.code).ok_or_else(no_link)?;
    let channel = ReviewChannel::parse(&form.channel).unwrap_or(ReviewChannel::QrCode);
    let typed = typed(&form.stars, &form.options, &form.words, form.anonymous).map_err(Failure::Refused)?;
    let device = bureau.vault().blind("review_device", &format!("{}\n{}", desk.terminal, form.browser));
    let command = bureau.command(desk, "review.give", key, form);
    let (worker, desk, id) = (bureau.clone(), desk.clone(), ReviewId::new(bureau.new_id()));
    let done = bureau.db().commit(command, move |tx| -> Result<Given, Failure<ReviewRefusal>> {
        let (found, sealed) = case_rows::case(tx, worker.region(), case)?.ok_or(Failure::NotFound)?;
        let origin = Origin { case, node, provenance: Provenance::Citizen, channel };
        let by = Hand {
            desk: &desk,
            role: None,
            entered_by: None,
            device: Some(device.clone()),
            opens_loop: true,
            order: None,
        };
        give_within(&worker, tx, (found, &sealed), origin, &typed, (id, by))
    })?;
    Ok(done.value)
}

/// What was filled in, as the rule takes it.
pub(super) fn typed(stars: &str, options: &[String], words: &str, anonymous: bool) -> Result<Form, ReviewRefusal> {
    let level = stars.trim().parse().ok().and_then(Satisfaction::from_stars);
    let codes = options.iter().filter(|o| !o.trim().is_empty());
    // What is no number is no option that there is.
    let options = codes.map(|o| o.trim().parse().unwrap_or(0)).collect();
    Ok(Form { level, options, text: words.to_owned(), anonymous })
}

/// By whose hand a rating comes in.
pub(super) struct Hand<'a> {
    pub(super) desk: &'a Desk,
    pub(super) role: Option<Role>,
    /// Who wrote it down for somebody.
    pub(super) entered_by: Option<StaffId>,
    /// Keyed digest of the device.
    pub(super) device: Option<String>,
    /// A bad one opens its loop.
    pub(super) opens_loop: bool,
    /// The order that is there already: an answer to a call has one.
    pub(super) order: Option<OrderId>,
}

/// Whose work a contact was.
pub(super) fn served(case: &Case, node: ServiceNode) -> Option<StaffId> {
    let accepted = case.stage.acceptance().and_then(|a| match a.by {
        Accepter::Staff(by) => Some(by),
        Accepter::Silence | Accepter::Elsewhere | Accepter::Notices => None,
    });
    let completed = || case.stage.completion().and_then(|c| c.by);
    match node {
        ServiceNode::Acceptance | ServiceNode::Handling => accepted,
        ServiceNode::Completion => accepted.or_else(completed),
    }
}

/// Writes a rating within a commit.
pub(super) fn give_within(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (case, sealed): (Case, &SealedFields),
    origin: Origin,
    form: &Form,
    (id, by): (ReviewId, Hand<'_>),
) -> Result<Given, Failure<ReviewRefusal>> {
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let refused = |rule: Refusal| Failure::Refused(ReviewRefusal::Rule(rule));
    let Origin { node, provenance, .. } = origin;
    let series = Series::of(provenance);
    let earlier = rows::review_of_contact(tx, &region, (case.id, node), series)?;
    let put_right =
        earlier.as_ref().is_some_and(|(_, of, _)| of.as_ref().is_some_and(|h| is_put_right(&h.handling.state)));
    let Some(contact) = contact_at(&case, node) else {
        return Err(refused(Refusal::TooEarly { now: case.stage.label().to_owned(), node: node.label() }));
    };
    let kept = link::keep(bureau, tx, (case.id, node), contact)?;
    if by.entered_by.is_none() && series == Series::Own && !put_right {
        open_link(&case, node, kept.until, today).map_err(refused)?;
    }
    let known = earlier.as_ref().map(|(row, _, _)| (&row.review, put_right));
    let edition = county::on(tx, &region, today)?;
    let (review, event) = rules::give(origin, form, known, &edition.options, now).map_err(refused)?;
    let key = people::open_key(tx, &region, bureau.vault(), case.person)?;
    let text = form.text.trim();
    let words = match (&key, text.is_empty()) {
        (Some(key), false) => Some(key.seal(&region, "review_words", text, bureau.rng())),
        // Erased meanwhile, or nothing written.
        (_, _) => None,
    };
    let phone = match &key {
        Some(key) => opened(key, &region, "phone", &sealed.phone)?.map(|p| bureau.vault().blind("review_phone", &p)),
        None => None,
    };
    let is_bad = event.level.stars() < 3;
    let given = Given { stars: event.level.stars(), is_bad, again: event.again, is_named: !form.anonymous };
    let (row, of) = match earlier {
        Some((first, of, _)) => {
            (ReviewRow { version: first.version + 1, review, again: Some(Again { at: now, words }), ..first }, of)
        }
        None => {
            let row = ReviewRow {
                id,
                version: 1,
                review: rules::Review { text: String::new(), ..review },
                case_no: case.no.to_string(),
                person: case.person,
                department: case.department,
                item: case.item_id,
                window: case.window_no,
                staff: served(&case, node),
                entered_by: by.entered_by,
                words,
                words_mark: (!text.is_empty()).then(|| bureau.vault().blind("review_words", text)),
                device: by.device.clone(),
                phone,
                finished_at: case.stage.completion().map(|c| c.at),
                again: None,
                import_key: None,
            };
            let opens = is_bad && by.opens_loop && provenance.is_own();
            let of = if opens { Some(open_loop(bureau, tx, &row, by.order)?) } else { None };
            (row, of)
        }
    };
    let mut entry = Entry::new(Stream::review(row.id), row.version - 1, "review.given", &event)
        .with(rows::review_change(&region, &row));
    if let Some(of) = of.as_ref().filter(|_| !given.again) {
        entry = entry.with(rows::handling_change(&region, of));
    }
    journal::append(tx, &region, &by.desk.stamp(now, by.role), entry)?;
    if provenance.is_own() && node == ServiceNode::Completion && !given.again {
        rate_within(bureau, tx, (case, sealed), given.stars, (by.desk, by.role))?;
    }
    Ok(given)
}

/// The loop of a bad rating from today on, with the order that it has already, if any.
pub(super) fn open_loop(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    row: &ReviewRow,
    order: Option<OrderId>,
) -> Result<HandlingRow, store::StoreError> {
    let today = bureau.today();
    let days = county::on(tx, bureau.region(), today)?.rules().contact_workdays;
    let contact_by = bureau.calendar(tx)?.add_workdays(today, days).on;
    Ok(HandlingRow {
        review: row.id,
        department: row.department,
        opened_on: today,
        handling: rules::opened(contact_by),
        done: None,
        answer: None,
        reply: None,
        decision: None,
        order,
    })
}

/// Notes a default (默认评价) for every result that nobody rated in the county's days; none where its rules give no days.
/// They are a series of their own and in no rate. A job that may run as often as it likes. Returns how many.
pub fn note_defaults(bureau: &Bureau) -> Result<u64, Failure<ReviewRefusal>> {
    let edition = bureau.db().read(|tx| county::on(tx, bureau.region(), bureau.today()))?;
    match edition.rules().default_after_workdays {
        Some(days) => note_defaults_after(bureau, days),
        None => Ok(0),
    }
}

/// The same after so many working days.
pub fn note_defaults_after(bureau: &Bureau, workdays: u32) -> Result<u64, Failure<ReviewRefusal>> {
    const MANY: i64 = 200;
    let (now, today) = (bureau.now(), bureau.today());
    let from = now.checked_sub(jiff::SignedDuration::from_hours(24 * 90)).unwrap_or(Timestamp::MIN);
    let calendar = bureau.db().read(|tx| bureau.calendar(tx))?;
    let waiting = bureau.db().read(|tx| rows::unrated_since(tx, bureau.region(), (from, now), MANY))?;
    let edition = bureau.db().read(|tx| county::on(tx, bureau.region(), today))?;
    let over = waiting.into_iter().filter(|c| calendar.add_workdays(shanghai_day(c.at), workdays).on < today);
    let mut made = 0;
    for contact in over {
        let (worker, id) = (bureau.clone(), ReviewId::new(bureau.new_id()));
        let level = Satisfaction::from_stars(edition.rules().default_stars);
        let form = Form { level, options: Vec::new(), text: String::new(), anonymous: true };
        bureau.db().write(move |tx| -> Result<Given, Failure<ReviewRefusal>> {
            let (case, sealed) = case_rows::case(tx, worker.region(), contact.case)?.ok_or(Failure::NotFound)?;
            let origin = Origin {
                case: case.id,
                node: ServiceNode::Completion,
                provenance: Provenance::SystemDefault,
                channel: ReviewChannel::Web,
            };
            let desk = Desk::system("默认评价");
            let by = Hand { desk: &desk, role: None, entered_by: None, device: None, opens_loop: false, order: None };
            give_within(&worker, tx, (case, &sealed), origin, &form, (id, by))
        })?;
        made += 1;
    }
    Ok(made)
}

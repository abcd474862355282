//! Keeping subscriptions to events (事件订阅): opening, pausing, trying, sending again, closing. An administrator keeps all of
//! them; a program with a key keeps its own, and gets what its key may read.

use domain::{
    base::{DepartmentId, StaffId, SubscriptionId},
    people::{Act, Desk, Reach, reach},
    publication::{
        Listed, Subscription, SubscriptionFlaw, SubscriptionOpening, SubscriptionState, SubscriptionTurned,
        SubscriptionWanted,
    },
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    people,
    publication::{self as rows, DeliveryWay, Parked},
};

use super::signing_secret;
use crate::{Bureau, Failure};

/// Lines of what was set aside that one page shows.
const MOST_PARKED: i64 = 100;

/// What the form for a new subscription holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SubscriptionForm {
    /// Which system it is for.
    pub name: String,
    /// Where events are sent.
    pub target: String,
    /// Kinds of events; all where none is named.
    pub kinds: Vec<String>,
    /// Cases of this department alone.
    pub department: Option<i64>,
    /// Signed with SM3 too.
    pub sm3: bool,
}

/// Why a subscription is not opened or turned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubscriptionRefusal {
    /// Everything wrong with the form.
    #[error("有 {} 处需要修改", .0.len())]
    Fields(Vec<SubscriptionFlaw>),
    /// The key reaches one department and asks for another, or for all.
    #[error("这个接口密钥只能订阅本部门的办件")]
    Beyond,
    /// A day to come.
    #[error("请写今天或以前的日期，从那天起重发")]
    Day,
}

/// A subscription with how far it has come.
#[derive(Debug, Clone)]
pub struct SubscriptionView {
    /// The subscription.
    pub subscription: Subscription,
    /// Department's name; empty for the county.
    pub department: String,
    /// Which key's program keeps it; empty for an administrator's.
    pub key: String,
    /// How far it has come.
    pub way: DeliveryWay,
    /// Everything sealed so far was sent, passed over or set aside.
    pub up_to_date: bool,
    /// How many events are set aside.
    pub parked: u64,
    /// The first of them.
    pub aside: Vec<Parked>,
}

/// All subscriptions that the asker keeps, by name.
pub fn subscriptions(bureau: &Bureau, desk: &Desk) -> Result<Vec<SubscriptionView>, Failure<SubscriptionRefusal>> {
    bureau.may(desk, Act::SubscriptionEdit)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let mut views = Vec::new();
        for one in rows::subscriptions(tx, region)?.into_iter().filter(|s| is_kept_by(s, desk)) {
            views.push(view_of(bureau, tx, one)?);
        }
        Ok(views)
    })?)
}

/// One of them.
pub fn subscription(bureau: &Bureau, desk: &Desk, id: i64) -> Result<SubscriptionView, Failure<SubscriptionRefusal>> {
    bureau.may(desk, Act::SubscriptionEdit)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let found = rows::subscription(tx, region, SubscriptionId::new(id))?.filter(|s| is_kept_by(s, desk));
        found.map(|s| view_of(bureau, tx, s)).transpose()
    })?;
    found.ok_or(Failure::NotFound)
}

/// A program keeps what its key opened, and no other; an administrator keeps all.
fn is_kept_by(subscription: &Subscription, desk: &Desk) -> bool {
    desk.key.as_ref().is_none_or(|key| subscription.key == Some(key.id))
}

fn view_of(bureau: &Bureau, tx: &mut Tx<'_>, one: Subscription) -> Result<SubscriptionView, StoreError> {
    let (region, id) = (bureau.region(), one.id);
    let way = rows::delivery_way(tx, region, id)?.unwrap_or_default();
    let department = match one.department {
        Some(id) => people::department(tx, region, id)?.map(|d| d.name).unwrap_or_default(),
        None => String::new(),
    };
    let key = match one.key {
        Some(id) => people::key(tx, region, id)?.map(|k| k.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(SubscriptionView {
        department,
        key,
        up_to_date: way.at >= rows::feed_end(tx, region)?,
        way,
        parked: rows::parked_count(tx, region, id)?,
        aside: rows::parked(tx, region, id, false, MOST_PARKED)?,
        subscription: one,
    })
}

/// How far the asker's subscription may reach: a program's key that reads one department's cases subscribes to those.
fn department_of(desk: &Desk, asked: Option<i64>) -> Result<Option<DepartmentId>, Failure<SubscriptionRefusal>> {
    let asked = asked.map(DepartmentId::new);
    if desk.key.is_none() {
        return Ok(asked);
    }
    // A system that hands applications on is told of its own, see [`super::deliver`].
    let right = match &desk.key {
        Some(key) if key.sees_own_alone() => Act::CasePush,
        Some(_) | None => Act::CaseList,
    };
    match reach(desk, right)? {
        Reach::County => Ok(asked),
        Reach::Department(own) if asked.is_none_or(|d| d == own) => Ok(Some(own)),
        Reach::Department(_) | Reach::Nothing => Err(Failure::Refused(SubscriptionRefusal::Beyond)),
    }
}

/// Opens a subscription: events from now on are sent. Returns its id and the secret by which the receiver knows them,
/// which is shown this once.
pub fn open_subscription(
    bureau: &Bureau,
    desk: &Desk,
    form: &SubscriptionForm,
    listed: &Listed,
    key: Option<&str>,
) -> Result<(i64, String), Failure<SubscriptionRefusal>> {
    let role = bureau.may(desk, Act::SubscriptionEdit)?;
    let wanted = SubscriptionWanted {
        name: form.name.clone(),
        target: form.target.clone(),
        kinds: form.kinds.clone(),
        department: department_of(desk, form.department)?,
        sm3: form.sm3,
    };
    let (region, now, stamp) = (*bureau.region(), bureau.now(), desk.stamp(bureau.now(), role));
    let opening = SubscriptionOpening {
        id: SubscriptionId::new(bureau.new_id()),
        nonce: bureau.new_token(),
        key: desk.key.as_ref().map(|k| k.id),
        at: now,
        by: opener(desk),
    };
    let refused = |flaws| Failure::Refused(SubscriptionRefusal::Fields(flaws));
    let (new, event) = Subscription::open(&wanted, opening, listed).map_err(refused)?;
    let command = bureau.command(desk, "subscription.open", key, form);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<SubscriptionRefusal>> {
        if let Some(id) = new.department
            && people::department(tx, &region, id)?.is_none()
        {
            return Err(refused(vec![SubscriptionFlaw::Department]));
        }
        let entry = Entry::new(Stream::subscription(new.id), 0, "subscription.opened", &event)
            .with(rows::subscription_change(&region, &new));
        journal::append(tx, &region, &stamp, entry)?;
        let end = rows::feed_end(tx, &region)?;
        rows::begin_way(tx, &region, new.id, end)?;
        Ok(new.id.get())
    })?;
    let id = SubscriptionId::new(done.value);
    let kept = bureau.db().read(|tx| rows::subscription(tx, &region, id))?.ok_or(Failure::NotFound)?;
    Ok((done.value, signing_secret(bureau, &kept)))
}

fn opener(desk: &Desk) -> Option<StaffId> {
    if desk.key.is_some() { None } else { desk.staff.as_ref().map(|s| s.id) }
}

/// What is to become of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SubscriptionStep {
    /// Events are kept until it goes on.
    Pause,
    /// It goes on where it stopped.
    Resume,
    /// It ends, with what was set aside for it.
    Close,
    /// A message without content is sent.
    Try,
    /// What was set aside is sent again.
    SendAside,
    /// All is sent again from the beginning of this day on.
    Replay(Date),
}

/// Does one step with a subscription.
pub fn turn_subscription(
    bureau: &Bureau,
    desk: &Desk,
    id: i64,
    step: SubscriptionStep,
    key: Option<&str>,
) -> Result<(), Failure<SubscriptionRefusal>> {
    let role = bureau.may(desk, Act::SubscriptionEdit)?;
    if matches!(step, SubscriptionStep::Replay(day) if day > bureau.today()) {
        return Err(Failure::Refused(SubscriptionRefusal::Day));
    }
    // A key that may no longer read cases has nothing sent to it again.
    if desk.key.is_some() && !matches!(step, SubscriptionStep::Pause | SubscriptionStep::Close) {
        department_of(desk, None)?;
    }
    let (region, stamp, asker) = (*bureau.region(), desk.stamp(bureau.now(), role), desk.clone());
    let id = SubscriptionId::new(id);
    let command = bureau.command(desk, "subscription.turn", key, &(id, step));
    bureau.db().commit(command, move |tx| -> Result<(), Failure<SubscriptionRefusal>> {
        let was = rows::subscription(tx, &region, id)?.filter(|s| is_kept_by(s, &asker)).ok_or(Failure::NotFound)?;
        let head = journal::head(tx, &region, &Stream::subscription(id))?;
        let noted = |kind, event: &SubscriptionTurned| Entry::new(Stream::subscription(id), head, kind, event);
        let said = |to: String| SubscriptionTurned { name: was.name.clone(), to };
        let entry = match step {
            SubscriptionStep::Pause | SubscriptionStep::Resume => {
                let paused = step == SubscriptionStep::Pause;
                let to = if paused { SubscriptionState::Paused } else { SubscriptionState::Active };
                let Some((next, event)) = was.turn(to) else { return Ok(()) };
                noted("subscription.turned", &event).with(rows::subscription_change(&region, &next))
            }
            SubscriptionStep::Close => {
                rows::forget_way(tx, &region, id)?;
                noted("subscription.closed", &said("closed".into())).with(rows::subscription_removal(&region, id))
            }
            SubscriptionStep::Try => return Ok(rows::ask_trial(tx, &region, id)?),
            SubscriptionStep::SendAside => {
                rows::send_parked_again(tx, &region, id)?;
                noted("subscription.replayed", &said("parked".into()))
            }
            SubscriptionStep::Replay(day) => {
                let from = rows::feed_since(tx, &region, domain::base::shanghai_midnight(day))?;
                rows::turn_way(tx, &region, id, from)?;
                noted("subscription.replayed", &said(day.to_string()))
            }
        };
        journal::append(tx, &region, &stamp, entry)?;
        Ok(())
    })?;
    Ok(())
}

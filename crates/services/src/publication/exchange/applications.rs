//! Applications that the unified acceptance system here took in for a node below (推送办件): handed on once, carried down in a
//! message whose enclosures only the receiver can open, answered row by row; their states come back with the cases.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    cases::{Applicant, ApplicantFlaw, ApplicantKind, foreign_no},
    people::{Act, Desk},
    publication::exchange::{
        ExchangeBatch, ExchangeRow, HandFlaw, HandWanted, Handed, MessageKind, Peer, PublishState, Published, Side,
    },
};
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    publication::{self as rows, HeldFields, KeptMessage},
};

use super::{field_maps, send::Plan, sign::Travelling};
use crate::{
    Bureau, Failure, Never,
    cases::{PushForm, Ready, pushed_digest, ready_from},
};

/// Applications of one message at most: each is opened at the receiver within one transaction.
const ROWS: i64 = 50;
/// Longest code of an item.
const CODE_CHARS: usize = 80;
/// Applications of one list.
pub const MOST_HANDED: i64 = 200;

/// Why an application is not handed down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandRefusal {
    /// Everything wrong with it, at once.
    #[error("有 {} 处需要修改：{}", .0.len(), .0.iter().map(|f| f.sentence.as_str()).collect::<Vec<_>>().join("；"))]
    Fields(Vec<ApplicantFlaw>),
    /// The rule.
    #[error(transparent)]
    Rule(#[from] HandFlaw),
    /// Nobody below by that code.
    #[error("没有登记 {0} 这个下级节点，或已停用")]
    Node(String),
}

/// An application with what became of it below.
#[derive(Debug, Clone)]
pub struct HandedView {
    /// How it stands.
    pub handed: Handed,
    /// What the messages of cases last said of its case.
    pub case: Option<HeldFields>,
}

impl HandedView {
    /// A field of the case under its canonical name; empty where nothing was said.
    pub fn of_case(&self, region: &Region, canonical: &str) -> String {
        let map = field_maps().cases(region);
        self.case.as_ref().map(|case| map.value(&case.fields, canonical).to_owned()).unwrap_or_default()
    }
}

/// Hands an application down to a node. The same one again changes nothing.
pub fn hand_over(bureau: &Bureau, desk: &Desk, to: &str, form: &PushForm) -> Result<HandedView, Failure<HandRefusal>> {
    let role = bureau.may(desk, Act::CasePush)?;
    let region = *bureau.region();
    let no_node = || Failure::Refused(HandRefusal::Node(to.chars().take(12).collect()));
    let code = Region::parse(to).map_err(|_| no_node())?;
    let found = bureau.db().read(|tx| rows::peer(tx, &region, &code))?;
    let peer = found.filter(|p| p.side == Side::Below && p.active).ok_or_else(no_node)?;
    let form = checked(bureau, form).map_err(|flaws| Failure::Refused(HandRefusal::Fields(flaws)))?;
    let plain = serde_json::to_string(&form).map_err(|e| StoreError::Db(e.to_string()))?;
    let sealed = store::vault::seal_to(&peer.public_key, plain.as_bytes(), bureau.rng()).map(|b| store::hex(&b));
    let sealed = sealed.ok_or_else(|| StoreError::Db(format!("{code} 登记的公钥不能用来加密")))?;
    let wanted = HandWanted {
        number: form.number.clone(),
        to: code,
        item_code: form.item_code.clone(),
        submitted_at: form.submitted_at,
        content: pushed_digest(bureau, &form),
        enclosure: store::digest(sealed.as_bytes()),
        at: bureau.now(),
    };
    let command = bureau.command(desk, "exchange.application", None, &(to, &wanted.content));
    let stamp = desk.stamp(bureau.now(), role);
    let number = form.number.clone();
    bureau.db().commit(command, move |tx| -> Result<(), Failure<HandRefusal>> {
        let known = rows::handed(tx, &region, &code, &wanted.number)?;
        let done = Handed::hand(known.as_ref(), wanted.clone()).map_err(|f| Failure::Refused(f.into()))?;
        let Some((handed, event)) = done else { return Ok(()) };
        rows::keep_enclosure(tx, &region, (&code, &handed.number), &sealed)?;
        let stream = Stream::exchange_application(&code, &handed.number);
        let head = journal::head(tx, &region, &stream)?;
        let entry = Entry::new(stream, head, "exchange.application_handed", &event);
        journal::append(tx, &region, &stamp, entry.with(rows::handed_change(&region, &handed)))?;
        Ok(())
    })?;
    view(bureau, &code, &number)?.ok_or(Failure::NotFound)
}

/// What can be said here already: who applies, and when. Whether the item takes it is the receiver's to say.
fn checked(bureau: &Bureau, form: &PushForm) -> Result<PushForm, Vec<ApplicantFlaw>> {
    let mut flaws = Vec::new();
    let mut flaw = |field, sentence: String| flaws.push(ApplicantFlaw { field, sentence });
    let number = foreign_no(&form.number).map_err(|why| flaw("number", why.to_owned())).unwrap_or_default();
    let item_code = form.item_code.trim().to_owned();
    if item_code.is_empty() || item_code.chars().count() > CODE_CHARS {
        flaw("item_code", "请写业务办理项编码，最多 80 个字符".to_owned());
    }
    if form.submitted_at > bureau.now() {
        flaw("submitted_at", "提交时间在现在以后，请核对时间和时区".to_owned());
    }
    match ApplicantKind::parse(&form.applicant) {
        None => flaw("applicant", "请选择申请人是个人还是单位".to_owned()),
        Some(kind) => {
            let (today, f) = (bureau.today(), form);
            if let Err(more) = Applicant::parse(kind, &f.code, &f.name, &f.contact, &f.phone, today) {
                flaws.extend(more);
            }
        }
    }
    if flaws.is_empty() { Ok(PushForm { number, item_code, ..form.clone() }) } else { Err(flaws) }
}

fn view(bureau: &Bureau, to: &Region, number: &str) -> Result<Option<HandedView>, StoreError> {
    let region = bureau.region();
    bureau.db().read(|tx| {
        let Some(handed) = rows::handed(tx, region, to, number)? else { return Ok(None) };
        let case = case_of(tx, region, &handed)?;
        Ok(Some(HandedView { handed, case }))
    })
}

fn case_of(tx: &mut Tx<'_>, region: &Region, handed: &Handed) -> Result<Option<HeldFields>, StoreError> {
    if handed.case_no.is_empty() {
        return Ok(None);
    }
    let no = handed.case_no.as_str();
    Ok(rows::held_between(tx, region, (&handed.to, MessageKind::Cases), (no, no), 1)?.pop())
}

/// How one application stands, for the system that handed it on.
pub fn handed(bureau: &Bureau, desk: &Desk, to: &str, number: &str) -> Result<HandedView, Failure<Never>> {
    bureau.may(desk, Act::CasePush)?;
    let code = Region::parse(to).map_err(|_| Failure::NotFound)?;
    let number = foreign_no(number).map_err(|_| Failure::NotFound)?;
    view(bureau, &code, &number)?.ok_or(Failure::NotFound)
}

/// The newest applications to a node, or to all, of a state, or of all.
pub fn handed_list(
    bureau: &Bureau,
    desk: &Desk,
    (to, state): (Option<&Region>, Option<PublishState>),
) -> Result<Vec<HandedView>, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let mut out = Vec::new();
        for handed in rows::handed_list(tx, region, (to, state), MOST_HANDED)? {
            let case = case_of(tx, region, &handed)?;
            out.push(HandedView { handed, case });
        }
        Ok::<_, StoreError>(out)
    })?)
}

/// Applications of the next message to a node below; `None` where none waits.
pub(super) fn application_rows(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    peer: &Peer,
    seq: i64,
) -> Result<Option<Plan>, StoreError> {
    let region = *bureau.region();
    let waiting = rows::handed_waiting(tx, &region, &peer.code, ROWS)?;
    if waiting.is_empty() {
        return Ok(None);
    }
    let map = field_maps().applications(&region);
    let row = |one: &Handed| ExchangeRow {
        key: one.number.clone(),
        version: one.version,
        withdrawn: false,
        fields: map.apply(&one.fields()),
    };
    let rows = waiting.iter().map(row).collect();
    let changes = waiting.iter().map(|one| rows::handed_change(&region, &one.sent(seq))).collect();
    Ok(Some(Plan { kind: MessageKind::Applications, rows, published: Vec::<Published>::new(), changes, mark: None }))
}

/// A message as it goes to its receiver: with the enclosures of its rows, as long as they are here.
pub(super) fn travelling(tx: &mut Tx<'_>, bureau: &Bureau, kept: &KeptMessage) -> Result<Travelling, StoreError> {
    let mut out = Travelling::of(&kept.message);
    if kept.message.envelope.kind == MessageKind::Applications {
        let region = bureau.region();
        for one in rows::handed_in(tx, region, &kept.peer, kept.message.envelope.seq)? {
            if let Some(sealed) = rows::enclosure(tx, region, (&kept.peer, &one.number))? {
                out.enclosures.insert(one.number, sealed);
            }
        }
    }
    Ok(out)
}

/// What a received row of an application came to before the transaction: made ready, or why it goes back.
pub(super) type Opened = Result<Ready, String>;

/// Opens the enclosures of a message from above, and makes ready what can be taken in, by row.
pub(super) fn open_applications(
    bureau: &Bureau,
    from: &Peer,
    body: &str,
    enclosures: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Opened>, StoreError> {
    let Ok(batch) = serde_json::from_str::<ExchangeBatch>(body) else { return Ok(BTreeMap::new()) };
    let (desk, map) = (system_of(from), field_maps().applications(bureau.region()));
    let mut out = BTreeMap::new();
    for row in batch.rows.iter().take(ROWS as usize) {
        let said = |name: &str| map.value(&row.fields, name);
        let opened = match opened(bureau, said("enclosure_digest"), enclosures.get(&row.key)) {
            Err(why) => Err(why.to_owned()),
            Ok(form) if form.number != row.key || form.item_code != said("task_handle_item") => {
                Err("随附的申请内容和这一行不是同一件".to_owned())
            }
            Ok(form) => match ready_from(bureau, &desk, from.code.as_str(), &form) {
                Ok(ready) => Ok(ready),
                Err(Failure::Store(e)) => return Err(e),
                Err(Failure::Refused(refusal)) => Err(refusal.in_one()),
                Err(other) => Err(other.to_string()),
            },
        };
        out.insert(row.key.clone(), opened);
    }
    Ok(out)
}

/// Who writes in the journal what a node above handed on.
pub(super) fn system_of(from: &Peer) -> Desk {
    Desk::system(format!("对接 {}", from.code))
}

fn opened(bureau: &Bureau, digest: &str, sealed: Option<&String>) -> Result<PushForm, &'static str> {
    let sealed = sealed.ok_or("随附的申请内容没有一起来，请换流水号重新推送")?;
    if store::digest(sealed.as_bytes()) != digest {
        return Err("随附的申请内容和摘要对不上");
    }
    let plain = store::unhex(sealed).and_then(|bytes| bureau.vault().open_sealed(&bytes));
    let plain = plain.ok_or("随附的申请内容打不开，请核对本级公钥后重新推送")?;
    serde_json::from_slice(&plain).map_err(|_| "随附的申请内容没有读懂，请双方升级到同一版本")
}

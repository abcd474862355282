//! The form of an event as it is hashed. Frozen: golden files in `tests/golden` hold it.

use std::{collections::BTreeMap, fmt};

use domain::{
    base::{
        AppointmentId, CampaignId, CardId, CaseId, CertificateId, CertificateKindId, ChainId, DepartmentId,
        EvaluationDisputeId, FileId, ItemId, KeyId, LeadId, LetterId, LineId, MatterId, OrderId, PackageId,
        QuestionnaireId, Region, ReportId, ResponseId, ReviewId, ReviewSignId, RoundId, StaffId, SubscriptionId,
        SupervisionId,
    },
    followup::Week,
    people::Stamp,
    reviews::ServiceNode,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sm3::{Digest, Sm3};

use super::Change;
use crate::{
    seam::{StoreError, Val},
    tables,
};

/// The form of events written now. Raised with every change of their text; `verify` must go on
/// reading the forms before.
pub(super) const FORM: u32 = 1;

/// The same value with the keys of every object in order, however the JSON library was built: the
/// text is hashed.
pub(super) fn sorted(value: Value) -> Value {
    if is_sorted(&value) {
        return value;
    }
    match value {
        Value::Object(map) => {
            let ordered: BTreeMap<String, Value> = map.into_iter().map(|(k, v)| (k, sorted(v))).collect();
            Value::Object(ordered.into_iter().collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

fn is_sorted(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.keys().is_sorted() && map.values().all(is_sorted),
        Value::Array(list) => list.iter().all(is_sorted),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

/// What a chain of events is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream(String);

impl Stream {
    /// The county itself: its opening, calendar, profiles, keys, the city's figures.
    pub fn county() -> Self {
        Self("county".into())
    }
    /// The catalogue as a whole: imports.
    pub fn catalogue() -> Self {
        Self("catalogue".into())
    }
    /// One item: edits by hand.
    pub fn item(id: ItemId) -> Self {
        Self(format!("item/{id}"))
    }
    /// The division table and all stations.
    pub fn stations() -> Self {
        Self("stations".into())
    }
    /// Who works at which station.
    pub fn station_posts() -> Self {
        Self("station-posts".into())
    }
    /// The approved map.
    pub fn station_map() -> Self {
        Self("station-map".into())
    }
    /// Codes that helpers sent (短信验证码): each message by itself.
    pub fn consent_code(id: i64) -> Self {
        Self(format!("assisted/codes/{id}"))
    }
    /// Who helped with a case.
    pub fn assisted(id: CaseId) -> Self {
        Self(format!("assisted/{id}"))
    }
    /// A renaming campaign with its tasks.
    pub fn campaign(id: CampaignId) -> Self {
        Self(format!("campaign/{id}"))
    }
    /// A round of inspections with its visits.
    pub fn round(id: RoundId) -> Self {
        Self(format!("inspection/{id}"))
    }
    /// The checklist of inspections.
    pub fn checklist() -> Self {
        Self("inspection-checklist".into())
    }
    /// One member of staff.
    pub fn staff(id: StaffId) -> Self {
        Self(format!("staff/{id}"))
    }
    /// One key of a program.
    pub fn key(id: KeyId) -> Self {
        Self(format!("key/{id}"))
    }
    /// One subscription to events.
    pub fn subscription(id: SubscriptionId) -> Self {
        Self(format!("subscription/{id}"))
    }
    /// One case.
    pub fn case(id: CaseId) -> Self {
        Self(format!("case/{id}"))
    }
    /// One file of a case (附件).
    pub fn file(id: FileId) -> Self {
        Self(format!("file/{id}"))
    }
    /// One electronic certificate (电子证照).
    pub fn certificate(id: CertificateId) -> Self {
        Self(format!("certificate/{id}"))
    }
    /// One kind of certificate (证照类型).
    pub fn certificate_kind(id: CertificateKindId) -> Self {
        Self(format!("certificate_kind/{id}"))
    }
    /// One chain on the county's list (一件事).
    pub fn chain(id: ChainId) -> Self {
        Self(format!("chain/{id}"))
    }

    /// One application under a chain (一件事办件).
    pub fn matter(id: MatterId) -> Self {
        Self(format!("matter/{id}"))
    }
    /// Imports of cases that other systems handled.
    pub fn case_imports() -> Self {
        Self("cases/imports".into())
    }
    /// One package of the archive (归档信息包).
    pub fn package(id: PackageId) -> Self {
        Self(format!("archive/{id}"))
    }
    /// The batches that packages are transferred in (移交).
    pub fn transfers() -> Self {
        Self("archive".into())
    }
    /// Where a department's approvals are (审批科室).
    pub fn approval_unit(of: DepartmentId) -> Self {
        Self(format!("delegates/units/{of}"))
    }
    /// The county's rules of representatives and words of their letters.
    pub fn delegate_rules() -> Self {
        Self("delegates/rules".into())
    }
    /// What the county counts as decidable at a window, and what may stay outside the hall.
    pub fn window_rules() -> Self {
        Self("delegates/window-rules".into())
    }
    /// One letter of appointment (任命书).
    pub fn appointment(id: AppointmentId) -> Self {
        Self(format!("delegates/appointments/{id}"))
    }
    /// One letter of authorisation (授权书).
    pub fn letter(id: LetterId) -> Self {
        Self(format!("delegates/{id}"))
    }
    /// One rectification order (整改单).
    pub fn order(id: OrderId) -> Self {
        Self(format!("rectification/{id}"))
    }
    /// One reminder or card of a watched clock (黄牌、红牌).
    pub fn card(id: CardId) -> Self {
        Self(format!("oversight/cards/{id}"))
    }
    /// One supervision order (督办单).
    pub fn supervision(id: SupervisionId) -> Self {
        Self(format!("oversight/orders/{id}"))
    }
    /// The county's rules of watching (监察规则).
    pub fn watch_profile() -> Self {
        Self("oversight/profile".into())
    }
    /// The county's plan of follow-up calls (回访方案).
    pub fn followup_plan() -> Self {
        Self("followup/plan".into())
    }
    /// The draw of a week (抽样).
    pub fn draw(week: Week) -> Self {
        Self(format!("followup/{week}"))
    }
    /// One drawn case and its calls (回访件).
    pub fn line(id: LineId) -> Self {
        Self(format!("followup/lines/{id}"))
    }
    /// One rating and the loop of a bad one (评价).
    pub fn review(id: ReviewId) -> Self {
        Self(format!("reviews/{id}"))
    }
    /// The link of a contact of a case (评价链接).
    pub fn review_link(case: CaseId, node: ServiceNode) -> Self {
        Self(format!("reviews/links/{case}/{}", node.as_str()))
    }
    /// The county's rules of ratings (好差评规则).
    pub fn review_rules() -> Self {
        Self("reviews/rules".into())
    }
    /// A sign of gaming (迹象线索).
    pub fn review_sign(id: ReviewSignId) -> Self {
        Self(format!("reviews/signs/{id}"))
    }
    /// Ratings that other systems took.
    pub fn review_imports() -> Self {
        Self("reviews/imports".into())
    }
    /// One questionnaire (问卷).
    pub fn questionnaire(id: QuestionnaireId) -> Self {
        Self(format!("questionnaires/{id}"))
    }
    /// One answer to a questionnaire (答卷).
    pub fn response(id: ResponseId) -> Self {
        Self(format!("questionnaires/answers/{id}"))
    }
    /// The county's evaluation index, its draft, computations, talks and bulletins (评价指标体系).
    pub fn evaluation() -> Self {
        Self("evaluation".into())
    }
    /// One dispute of a row behind a score (得分异议).
    pub fn evaluation_dispute(id: EvaluationDisputeId) -> Self {
        Self(format!("evaluation/disputes/{id}"))
    }
    /// One lead (线索).
    pub fn lead(id: LeadId) -> Self {
        Self(format!("oversight/{id}"))
    }
    /// Lists from elsewhere, thresholds and runs of the detectors (监测).
    pub fn detectors() -> Self {
        Self("oversight/detectors".into())
    }
    /// One official report, and what its author edits.
    pub fn report(id: ReportId) -> Self {
        Self(format!("report/{id}"))
    }
    /// The texts that reports are made from.
    pub fn report_templates() -> Self {
        Self("report/templates".into())
    }
    /// Phrases that the county offers.
    pub fn county_phrases() -> Self {
        Self("cases/phrases".into())
    }
    /// What holds up each row that a figure still lacks.
    pub fn blockers() -> Self {
        Self("indicators/blockers".into())
    }
    /// Imports of the province's export.
    pub fn publication() -> Self {
        Self("publication".into())
    }
    /// One node that this one exchanges with (对接节点).
    pub fn peer(code: &Region) -> Self {
        Self(format!("exchange/peers/{code}"))
    }
    /// What is sent to a node, and what came of it (上报).
    pub fn exchange_out(peer: &Region) -> Self {
        Self(format!("exchange/out/{peer}"))
    }
    /// An application that is handed down to a node (推送办件).
    pub fn exchange_application(to: &Region, number: &str) -> Self {
        Self(format!("exchange/applications/{to}/{number}"))
    }
    /// What is received from a node.
    pub fn exchange_in(peer: &Region) -> Self {
        Self(format!("exchange/in/{peer}"))
    }
    /// Standings of the counties that report here (全市排名).
    pub fn standings() -> Self {
        Self("indicators/standings".into())
    }
    /// Frozen snapshots of the indicators.
    pub fn indicators() -> Self {
        Self("indicators".into())
    }
    /// The name in the journal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An event with everything that stands in its hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Envelope {
    /// Form of this envelope; a reader that does not know it must stop.
    pub form: u32,
    /// County.
    pub region: String,
    /// Chain it belongs to.
    pub stream: String,
    /// Place in the chain, from 1.
    pub seq: i64,
    /// What happened, such as `case.accepted`.
    pub kind: String,
    /// Who, where, when, from which source.
    pub stamp: Stamp,
    /// What the rule decided, in the domain's words.
    pub facts: Value,
    /// Rows as they are after it.
    pub after: Vec<Value>,
    /// Rows that the event versioned or froze in bulk: their import or snapshot, and their digest.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub bulk: Vec<Bulk>,
}

/// Rows outside the event that its digest vouches for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulk {
    /// `item_version`, `snapshot_item` …
    pub table: String,
    /// The import's or snapshot's id.
    pub id: i64,
    /// SM3 over the rows in order of their key.
    pub digest: String,
    /// How many rows.
    pub rows: u64,
}

/// An envelope as it is written: the same text as [`Envelope`] has, made without a tree of values.
#[derive(Serialize)]
pub(super) struct Written<'a> {
    pub(super) form: u32,
    pub(super) region: &'a str,
    pub(super) stream: &'a str,
    pub(super) seq: i64,
    pub(super) kind: &'a str,
    pub(super) stamp: &'a Stamp,
    pub(super) facts: &'a Value,
    pub(super) after: &'a [Change],
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) bulk: &'a [Bulk],
}

fn is_empty(list: &&[Bulk]) -> bool {
    list.is_empty()
}

impl Written<'_> {
    /// The text that is stored and hashed.
    pub(super) fn text(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|e| StoreError::Db(e.to_string()))
    }
}

impl Envelope {
    /// The text that is stored and hashed.
    pub fn text(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|e| StoreError::Db(e.to_string()))
    }

    pub(super) fn changes(&self) -> Option<Vec<Change>> {
        self.after.iter().map(Change::from_json).collect()
    }
}

/// The chain: SM3 over the previous hash and the text.
pub(super) fn chain(prev: &[u8], text: &str) -> Vec<u8> {
    let mut hasher = Sm3::new();
    hasher.update(b"onedoor event 1\n");
    hasher.update(prev);
    hasher.update(text.as_bytes());
    hasher.finalize().to_vec()
}

/// One canonical line a row, for digests of bulk rows and for the comparison with rebuilt ones: a JSON
/// object with its keys in order. Written without a tree of values, because imports have many rows.
pub(crate) fn row_line(table: &str, names: &[String], vals: &[Val]) -> String {
    let said = |(name, val): &(&String, &Val)| **val != Val::Null || !tables::is_later(table, name);
    let mut cells: Vec<(&String, &Val)> = names.iter().zip(vals).filter(said).collect();
    cells.sort_unstable_by_key(|(name, _)| *name);
    let mut out = String::with_capacity(1_024);
    for (name, val) in cells {
        out.push(if out.is_empty() { '{' } else { ',' });
        out.push_str(&quoted(name));
        out.push(':');
        match val {
            Val::Text(text) => out.push_str(&quoted(text)),
            Val::Null => out.push_str("null"),
            Val::Int(n) => out.push_str(&n.to_string()),
            Val::Bytes(b) => {
                out.push_str("{\"hex\":\"");
                out.push_str(&crate::hex(b));
                out.push_str("\"}");
            }
        }
    }
    if out.is_empty() {
        out.push('{');
    }
    out.push('}');
    out
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is always JSON")
}

//! `verify`: every chain recomputed, every block checked, every projection rebuilt from the
//! journal and compared with its table row by row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    base::{Region, shanghai_day},
    cases::Cell,
    reviews::ReviewCell,
};
use jiff::civil::Date;

use super::{
    Envelope, bulk,
    envelope::{self, row_line},
    seal::block_hash,
};
use crate::{
    cases::{self, CounterFilter},
    catalogue::in_force_sql,
    reviews,
    seam::{Row, StoreError, Tx, Val, instant_text},
    tables::{FROZEN, PROJECTIONS, Projection},
    unhex, vals, vault,
};

/// Something that does not agree, said plainly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stream, block or table row.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

/// What was looked at and what was found.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    /// Events whose chain was recomputed.
    pub events: u64,
    /// Streams.
    pub streams: u64,
    /// Signed blocks.
    pub blocks: u64,
    /// Table rows compared with the rebuilt ones.
    pub rows: u64,
    /// Events not yet in a block.
    pub unsealed: u64,
    /// Counters that counting again came to.
    pub counters: u64,
    /// Empty when all agrees.
    pub findings: Vec<Finding>,
}

type Key = Vec<Val>;
type Rebuilt = HashMap<&'static str, BTreeMap<Key, String>>;

struct Audit<'t, 'a> {
    tx: &'t mut Tx<'a>,
    region: Region,
    out: Verified,
    rebuilt: Rebuilt,
    /// Hash of each event, to hold against blocks.
    hashes: BTreeMap<(String, i64), Vec<u8>>,
    /// The later of the day it is asked for and that of the last event.
    day: Date,
}

/// Looks at everything the journal vouches for in one county, as it must be on the day of its last event.
pub fn verify(tx: &mut Tx<'_>, region: &Region) -> Result<Verified, StoreError> {
    verify_on(tx, region, Date::MIN)
}

/// The same as it must be today: versions may have taken force since the last event.
pub fn verify_on(tx: &mut Tx<'_>, region: &Region, today: Date) -> Result<Verified, StoreError> {
    let mut audit = Audit {
        tx,
        region: *region,
        out: Verified::default(),
        rebuilt: HashMap::new(),
        hashes: BTreeMap::new(),
        day: today,
    };
    audit.streams()?;
    audit.blocks()?;
    for projection in PROJECTIONS {
        audit.compare(projection)?;
    }
    audit.derived_items()?;
    audit.frozen_rows()?;
    audit.counters()?;
    Ok(audit.out)
}

impl Audit<'_, '_> {
    fn found(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.out.findings.push(Finding { place: place.into(), what: what.into() });
    }

    fn streams(&mut self) -> Result<(), StoreError> {
        let heads = self
            .tx
            .rows("SELECT stream, seq, hash FROM stream_head WHERE region = $1 ORDER BY stream", vals![&self.region])?;
        let named: BTreeSet<String> = heads.iter().map(|h| h.text("stream")).collect::<Result<_, _>>()?;
        let present = self.tx.rows(
            "SELECT stream, count(*) AS n FROM event WHERE region = $1 GROUP BY stream ORDER BY stream",
            vals![&self.region],
        )?;
        for row in present {
            let stream = row.text("stream")?;
            if !named.contains(&stream) {
                self.found(&stream, "有事件却没有链头");
            }
        }
        for head in heads {
            self.stream(&head.text("stream")?, head.int("seq")?, &head.bytes("hash")?)?;
        }
        Ok(())
    }

    fn stream(&mut self, stream: &str, last: i64, head: &[u8]) -> Result<(), StoreError> {
        self.out.streams += 1;
        let rows = self.tx.rows(
            "SELECT seq, kind, happened_at, entered_at, actor, role, terminal, source, body, prev_hash, hash \
             FROM event WHERE region = $1 AND stream = $2 ORDER BY seq",
            vals![&self.region, stream],
        )?;
        let mut prev = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            self.out.events += 1;
            let seq = row.int("seq")?;
            let place = format!("{stream} 第 {seq} 条");
            if seq != i as i64 + 1 {
                self.found(&place, "序号不连续，有事件缺失或多出");
            }
            let hash = envelope::chain(&prev, &row.text("body")?);
            if row.bytes("prev_hash")? != prev || row.bytes("hash")? != hash {
                self.found(&place, "内容与哈希链对不上");
            }
            self.hashes.insert((stream.to_owned(), seq), row.bytes("hash")?);
            prev = row.bytes("hash")?;
            match row.json::<Envelope>("body") {
                Ok(envelope) => {
                    if envelope.stream != stream || envelope.seq != seq {
                        self.found(&place, "事件内容属于别的链或别的序号");
                    }
                    self.event(&place, row, &envelope)?;
                }
                Err(_) => self.found(&place, "内容读不出来"),
            }
        }
        if rows.len() as i64 != last || prev != head {
            self.found(stream, "链头与最后一条事件对不上");
        }
        Ok(())
    }

    fn event(&mut self, place: &str, row: &Row, envelope: &Envelope) -> Result<(), StoreError> {
        let stamp = &envelope.stamp;
        self.day = self.day.max(shanghai_day(stamp.entered_at));
        let same = row.text("kind")? == envelope.kind
            && row.text("actor")? == stamp.actor
            && row.text("role")? == stamp.role
            && row.text("terminal")? == stamp.terminal
            && row.text("source")? == stamp.source.as_str()
            && row.text("happened_at")? == instant_text(stamp.happened_at)
            && row.text("entered_at")? == instant_text(stamp.entered_at)
            && envelope.form == envelope::FORM
            && envelope.region == self.region.as_str();
        if !same {
            self.found(place, "登记的时间、人员或来源与事件内容不同");
        }
        let Some(changes) = envelope.changes() else {
            self.found(place, "变更内容读不出来");
            return Ok(());
        };
        for change in changes {
            let Ok(projection) = change.projection() else {
                self.found(place, format!("改的是不认识的表 {}", change.table));
                continue;
            };
            let names: Vec<String> = change.row.iter().map(|(c, _)| c.clone().into_owned()).collect();
            let vals: Vec<Val> = change.row.iter().map(|(_, v)| v.clone()).collect();
            let key = key_of(projection, &names, &vals);
            let rows = self.rebuilt.entry(projection.name).or_default();
            if change.removed {
                rows.remove(&key);
            } else {
                rows.insert(key, row_line(projection.name, &names, &vals));
            }
        }
        for frozen in &envelope.bulk {
            self.bulk(place, frozen)?;
        }
        Ok(())
    }

    fn bulk(&mut self, place: &str, said: &envelope::Bulk) -> Result<(), StoreError> {
        if !bulk::is_known(&said.table) {
            self.found(place, format!("成批写入的是不认识的表 {}", said.table));
            return Ok(());
        }
        let rows = bulk::rows(self.tx, &self.region, &said.table, said.id)?;
        if rows.len() as u64 != said.rows || bulk::digest_of(&said.table, &rows) != said.digest {
            self.found(format!("{place}（{}）", said.table), "成批写入的行与事件里的摘要对不上");
        }
        let Some(projection) = PROJECTIONS.iter().find(|p| p.name == said.table) else {
            return Ok(());
        };
        for row in &rows {
            let vals = vals_of(row)?;
            let key = key_of(projection, row.names(), &vals);
            self.rebuilt.entry(projection.name).or_default().insert(key, row_line(projection.name, row.names(), &vals));
        }
        Ok(())
    }

    fn blocks(&mut self) -> Result<(), StoreError> {
        let keys: HashMap<String, String> = self
            .tx
            .rows("SELECT key_id, public_key FROM signing_key WHERE region = $1", vals![&self.region])?
            .iter()
            .map(|r| Ok((r.text("key_id")?, r.text("public_key")?)))
            .collect::<Result<_, StoreError>>()?;
        let rows = self.tx.rows(
            "SELECT no, sealed_at, key_id, entries, prev_hash, hash, signature FROM block WHERE region = $1 ORDER BY no",
            vals![&self.region],
        )?;
        let mut prev = Vec::new();
        let mut sealed = BTreeSet::new();
        for (i, row) in rows.iter().enumerate() {
            self.out.blocks += 1;
            let (no, key_id) = (row.int("no")?, row.text("key_id")?);
            let place = format!("封存块 {no}");
            let entries = row.text("entries")?;
            let hash = block_hash(&prev, no, &row.text("sealed_at")?, &key_id, &entries);
            if no != i as i64 + 1 || row.bytes("prev_hash")? != prev || row.bytes("hash")? != hash {
                self.found(&place, "内容与哈希链对不上");
            }
            let signed =
                keys.get(&key_id).is_some_and(|k| row.bytes("signature").is_ok_and(|s| vault::verify(k, &hash, &s)));
            if !signed {
                self.found(&place, "签名验不过");
            }
            prev = row.bytes("hash")?;
            self.entries(&place, &entries, &mut sealed);
        }
        let open: BTreeSet<(String, i64)> = self
            .tx
            .rows("SELECT stream, seq FROM outbox WHERE region = $1 AND topic = 'seal'", vals![&self.region])?
            .iter()
            .map(|r| Ok((r.text("stream")?, r.int("seq")?)))
            .collect::<Result<_, StoreError>>()?;
        self.out.unsealed = open.len() as u64;
        let lost: Vec<_> = self.hashes.keys().filter(|k| !sealed.contains(*k) && !open.contains(*k)).cloned().collect();
        for (stream, seq) in lost {
            self.found(format!("{stream} 第 {seq} 条"), "没有封存，也不在待封存队列");
        }
        Ok(())
    }

    fn entries(&mut self, place: &str, text: &str, sealed: &mut BTreeSet<(String, i64)>) {
        let Ok(entries) = serde_json::from_str::<Vec<(String, i64, String)>>(text) else {
            self.found(place, "内容读不出来");
            return;
        };
        for (stream, seq, hash) in entries {
            let key = (stream, seq);
            if self.hashes.get(&key).map(Vec::as_slice) != unhex(&hash).as_deref() {
                self.found(format!("{place}：{} 第 {} 条", key.0, key.1), "封存后被改动或删除");
            }
            sealed.insert(key);
        }
    }

    fn compare(&mut self, projection: &'static Projection) -> Result<(), StoreError> {
        let sql = format!("SELECT * FROM {} WHERE region = $1", projection.name);
        let rows = self.tx.rows(&sql, vals![&self.region])?;
        let mut expected = self.rebuilt.remove(projection.name).unwrap_or_default();
        for row in &rows {
            self.out.rows += 1;
            let vals = vals_of(row)?;
            let key = key_of(projection, row.names(), &vals);
            let place = || format!("{} {}", projection.name, printed(&key));
            match expected.remove(&key) {
                Some(line) if line == row_line(projection.name, row.names(), &vals) => {}
                Some(_) => self.found(place(), "与留痕重算的结果不同"),
                None => self.found(place(), "留痕里没有这一行"),
            }
        }
        for key in expected.keys() {
            self.found(format!("{} {}", projection.name, printed(key)), "留痕里有，表里缺");
        }
        Ok(())
    }

    /// `service_item` points to the version of each item that is in force.
    fn derived_items(&mut self) -> Result<(), StoreError> {
        let day = self.day;
        let wrong = self.tx.rows(
            &format!(
                "SELECT v.item_id AS id FROM item_version v LEFT JOIN service_item s ON s.region = v.region AND s.id = v.item_id \
                 WHERE v.region = $1 AND v.version = {} \
                 AND (s.id IS NULL OR s.version <> v.version OR s.code <> v.code OR s.department_id <> v.department_id \
                   OR s.name <> v.name OR s.item_type <> v.item_type OR s.status <> v.status) ORDER BY v.item_id",
                in_force_sql("v", "$2")
            ),
            vals![&self.region, day],
        )?;
        for row in wrong {
            self.found(format!("service_item {}", row.int("id")?), "没有指向事项的现行版本");
        }
        let extra = self.tx.rows(
            "SELECT s.id AS id FROM service_item s WHERE s.region = $1 AND NOT EXISTS \
             (SELECT 1 FROM item_version v WHERE v.region = s.region AND v.item_id = s.id AND v.effective_on <= $2) \
             ORDER BY s.id",
            vals![&self.region, day],
        )?;
        for row in extra {
            self.found(format!("service_item {}", row.int("id")?), "没有已生效版本的事项");
        }
        Ok(())
    }
}

impl Audit<'_, '_> {
    /// Frozen rows belong to a snapshot, an export, a list, a run, a draw or a certificate; those of none are vouched for by no
    /// event.
    fn frozen_rows(&mut self) -> Result<(), StoreError> {
        for table in FROZEN {
            let (owner, owner_key, key) = match *table {
                "province_item" => ("province_export", "import_id", "import_id"),
                "certificate_file" => ("certificate", "id", "certificate_id"),
                "followup_candidate" => ("followup_draw", "id", "draw_id"),
                "ledger_row" => ("ledger_import", "import_id", "import_id"),
                "imported_review" => ("review_import", "import_id", "import_id"),
                "queue_ticket" => ("ticket_import", "import_id", "import_id"),
                "oversight_finding" => ("oversight_run", "id", "run_id"),
                "evaluation_score" | "evaluation_fact" => ("evaluation_run", "id", "run_id"),
                _ => ("snapshot", "id", "snapshot_id"),
            };
            let sql = format!(
                "SELECT DISTINCT f.{key} AS id FROM {table} f WHERE f.region = $1 AND NOT EXISTS \
                 (SELECT 1 FROM {owner} s WHERE s.region = f.region AND s.{owner_key} = f.{key})"
            );
            for row in self.tx.rows(&sql, vals![&self.region])? {
                self.found(format!("{table} {}", row.int("id")?), "没有事件登记过的行");
            }
        }
        Ok(())
    }
}

impl Audit<'_, '_> {
    /// The counters of cases and of ratings come to what counting all of them again comes to.
    fn counters(&mut self) -> Result<(), StoreError> {
        let kept = cases::counters(self.tx, &self.region, &CounterFilter::default())?;
        let again = cases::recount(self.tx, &self.region)?;
        let cells: BTreeSet<&Cell> = kept.keys().chain(again.keys()).collect();
        for cell in cells {
            let (has, should) = (kept.get(cell).unwrap_or(&0), again.get(cell).unwrap_or(&0));
            if has != should {
                let words = [cell.side.as_str(), &cell.month, &cell.outcome];
                let place = format!("case_counter {}（部门 {}，事项 {}）", words.join(" "), cell.department, cell.item);
                self.found(place, format!("记数是 {has}，逐件重数是 {should}"));
            }
        }
        self.out.counters = again.len() as u64;
        let kept = reviews::review_counters(self.tx, &self.region, ("", "9999-99"))?;
        let again = reviews::recount_reviews(self.tx, &self.region)?;
        let cells: BTreeSet<&ReviewCell> = kept.keys().chain(again.keys()).collect();
        for cell in cells {
            let (has, should) = (kept.get(cell).unwrap_or(&0), again.get(cell).unwrap_or(&0));
            if has != should {
                let place = format!("review_counter {} {} 星（部门 {}）", cell.month, cell.stars, cell.department);
                self.found(place, format!("记数是 {has}，逐件重数是 {should}"));
            }
        }
        self.out.counters += again.len() as u64;
        Ok(())
    }
}

fn vals_of(row: &Row) -> Result<Vec<Val>, StoreError> {
    row.names().iter().map(|n| row.val(n).cloned()).collect()
}

fn key_of(projection: &Projection, names: &[String], vals: &[Val]) -> Key {
    projection.key.iter().map(|k| names.iter().position(|n| n == k).map_or(Val::Null, |i| vals[i].clone())).collect()
}

fn printed(key: &[Val]) -> String {
    let parts: Vec<String> = key
        .iter()
        .skip(1)
        .map(|v| match v {
            Val::Null => "空".into(),
            Val::Int(n) => n.to_string(),
            Val::Text(t) => t.to_string(),
            Val::Bytes(b) => crate::hex(b),
        })
        .collect();
    parts.join(" / ")
}

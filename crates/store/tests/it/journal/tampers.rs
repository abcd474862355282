//! What somebody with the database's password might do (trust S-13): to the journal and its blocks,
//! and to the tables.

use domain::base::SeededRng;
use store::{StoreError, Tx, Vault, digest, unhex, vals, vault::KeyFile};
use testkit::Scratch;

pub(super) type Tamper = Box<dyn Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + Sync>;

/// One statement, or several.
fn sql(statements: &'static [&'static str]) -> Tamper {
    Box::new(move |tx| {
        for statement in statements {
            let touched = tx.run(statement, &[])?;
            assert!(touched > 0, "touches nothing: {statement}");
        }
        Ok(())
    })
}

fn chained(prev: &[u8], body: &str) -> Vec<u8> {
    let mut bytes = b"onedoor event 1\n".to_vec();
    bytes.extend(prev);
    bytes.extend(body.as_bytes());
    unhex(&digest(&bytes)).unwrap()
}

/// Rewrites the bodies of a stream from event `from` on and makes its chain whole again, head and all.
fn rehash(tx: &mut Tx<'_>, stream: &str, from: i64, edit: impl Fn(&str) -> String) -> Result<(), StoreError> {
    let rows = tx.rows("SELECT seq, body, hash FROM event WHERE stream = $1 ORDER BY seq", vals![stream])?;
    let mut prev = Vec::new();
    let mut changed = false;
    for row in rows {
        let (seq, old) = (row.int("seq")?, row.text("body")?);
        if seq < from {
            prev = row.bytes("hash")?;
            continue;
        }
        let body = edit(&old);
        changed |= body != old;
        let hash = chained(&prev, &body);
        tx.run(
            "UPDATE event SET body = $3, prev_hash = $4, hash = $5 WHERE stream = $1 AND seq = $2",
            vals![stream, seq, body, prev.as_slice(), hash.as_slice()],
        )?;
        prev = hash;
    }
    assert!(changed, "the edit changed nothing");
    tx.run("UPDATE stream_head SET hash = $2 WHERE stream = $1", vals![stream, prev.as_slice()])?;
    Ok(())
}

/// Rebuilds block 2 over the hashes as they are now, signed by `with`, under `key_id`.
fn forge_block(tx: &mut Tx<'_>, with: &Vault, key_id: &str) -> Result<(), StoreError> {
    let row = tx.row("SELECT sealed_at, entries, prev_hash FROM block WHERE no = 2", &[])?.unwrap();
    let mut entries: Vec<(String, i64, String)> = row.json("entries")?;
    for (stream, seq, hash) in &mut entries {
        let event = tx.row("SELECT hash FROM event WHERE stream = $1 AND seq = $2", vals![&*stream, *seq])?.unwrap();
        *hash = store::hex(&event.bytes("hash")?);
    }
    let text = serde_json::to_string(&entries).unwrap();
    let mut bytes = b"onedoor block 1\n".to_vec();
    bytes.extend(row.bytes("prev_hash")?);
    bytes.extend(format!("2\n{}\n{key_id}\n{text}", row.text("sealed_at")?).into_bytes());
    let hash = unhex(&digest(&bytes)).unwrap();
    tx.run(
        "UPDATE block SET entries = $1, key_id = $2, hash = $3, signature = $4 WHERE no = 2",
        vals![text, key_id, hash.as_slice(), with.sign(&hash)],
    )?;
    Ok(())
}

/// Another number of the certificate, in the journal's text.
fn renumbered(body: &str) -> String {
    body.replace("救〔2026〕1号", "救〔2026〕2号")
}

/// The same in the table and in the rehashed journal, so that only what is sealed can tell.
pub(super) fn renumber_everywhere(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    rehash(tx, "case/1", 3, renumbered)?;
    let touched = tx.run("UPDATE service_case SET result_no = '救〔2026〕2号' WHERE id = 1", &[])?;
    assert_eq!(touched, 1);
    Ok(())
}

/// And the block rebuilt over it, signed by a stranger in the county's name.
pub(super) fn forge_everything(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    renumber_everywhere(tx)?;
    let county = tx.row("SELECT key_id FROM signing_key", &[])?.unwrap().text("key_id")?;
    forge_block(tx, &stranger(), &county)
}

/// Somebody else's keys.
fn stranger() -> Vault {
    let scratch = Scratch::new("stranger");
    KeyFile::create(scratch.path(), &SeededRng::new(1)).unwrap()
}

pub(super) fn on_the_journal() -> Vec<(&'static str, Tamper)> {
    let mut all = vec![
        (
            "a body edited",
            sql(&[
                "UPDATE event SET body = replace(body, '救〔2026〕1号', '救〔2026〕2号') WHERE stream = 'case/1' AND seq = 3",
            ]),
        ),
        ("an actor edited", sql(&["UPDATE event SET actor = '别人' WHERE stream = 'case/1' AND seq = 2"])),
        ("a kind edited", sql(&["UPDATE event SET kind = 'test.other' WHERE stream = 'case/1' AND seq = 2"])),
        ("a source edited", sql(&["UPDATE event SET source = 'imported' WHERE stream = 'case/1' AND seq = 2"])),
        (
            "an instant edited",
            sql(&["UPDATE event SET happened_at = '2026-11-19T01:00:00.000000Z' WHERE stream = 'case/1' AND seq = 2"]),
        ),
        (
            "an instant made nonsense",
            sql(&["UPDATE event SET entered_at = '昨天' WHERE stream = 'case/1' AND seq = 2"]),
        ),
        ("an event deleted", sql(&["DELETE FROM event WHERE stream = 'case/1' AND seq = 2"])),
        (
            "an event inserted",
            sql(&[
                "INSERT INTO event (region, stream, seq, kind, happened_at, entered_at, actor, role, terminal, source, body, prev_hash, hash) \
                   SELECT region, stream, 5, kind, happened_at, entered_at, actor, role, terminal, source, body, prev_hash, hash \
                   FROM event WHERE stream = 'case/1' AND seq = 4",
            ]),
        ),
        (
            "two events swapped",
            sql(&[
                "UPDATE event SET seq = 90 WHERE stream = 'case/1' AND seq = 2",
                "UPDATE event SET seq = 2 WHERE stream = 'case/1' AND seq = 3",
                "UPDATE event SET seq = 3 WHERE stream = 'case/1' AND seq = 90",
            ]),
        ),
        (
            "two unsealed streams swapped",
            sql(&[
                "DELETE FROM outbox",
                "DELETE FROM block WHERE no = 2",
                "INSERT INTO outbox (region, topic, stream, seq) SELECT region, 'seal', stream, seq FROM event WHERE stream IN ('case/1', 'case/2', 'case/3')",
                "UPDATE event SET stream = 'x' WHERE stream = 'case/1'",
                "UPDATE stream_head SET stream = 'x' WHERE stream = 'case/1'",
                "UPDATE event SET stream = 'case/1' WHERE stream = 'case/2'",
                "UPDATE stream_head SET stream = 'case/1' WHERE stream = 'case/2'",
                "UPDATE event SET stream = 'case/2' WHERE stream = 'x'",
                "UPDATE stream_head SET stream = 'case/2' WHERE stream = 'x'",
            ]),
        ),
        (
            "a sealed tail cut off, head and all",
            sql(&[
                "DELETE FROM event WHERE stream = 'case/1' AND seq = 4",
                "UPDATE stream_head SET seq = 3, hash = (SELECT hash FROM event WHERE stream = 'case/1' AND seq = 3) WHERE stream = 'case/1'",
            ]),
        ),
        (
            "a whole sealed stream removed",
            sql(&[
                "DELETE FROM event WHERE stream = 'case/1'",
                "DELETE FROM stream_head WHERE stream = 'case/1'",
                "DELETE FROM service_case WHERE id = 1",
            ]),
        ),
        ("a head removed", sql(&["DELETE FROM stream_head WHERE stream = 'case/1'"])),
        ("a head moved back", sql(&["UPDATE stream_head SET seq = 3 WHERE stream = 'case/1'"])),
        ("an event taken out of the queue", sql(&["DELETE FROM outbox WHERE stream = 'case/3' AND seq = 4"])),
        ("the last block deleted", sql(&["DELETE FROM block WHERE no = 2"])),
        ("the first block deleted", sql(&["DELETE FROM block WHERE no = 1"])),
        (
            "the time of a block edited",
            sql(&["UPDATE block SET sealed_at = '2026-11-19T01:00:00.000000Z' WHERE no = 2"]),
        ),
        ("a signature replaced", sql(&["UPDATE block SET signature = hash WHERE no = 2"])),
        ("a public key exchanged", sql(&["UPDATE signing_key SET public_key = '04'"])),
    ];
    all.push(("a suffix rehashed", Box::new(renumber_everywhere)));
    all.push((
        "an unknown table named in an unsealed event",
        Box::new(|tx| rehash(tx, "case/3", 2, |b| b.replace("\"service_case\"", "\"secret_case\""))),
    ));
    all.push(("an unknown form", Box::new(|tx| rehash(tx, "case/3", 2, |b| b.replace("\"form\":1", "\"form\":7")))));
    all.push(("a suffix and its block rebuilt, signed by a stranger", Box::new(forge_everything)));
    all.push((
        "the same, with the stranger's key registered",
        Box::new(|tx| {
            renumber_everywhere(tx)?;
            let by = stranger();
            tx.run(
                "INSERT INTO signing_key (region, key_id, public_key, created_at) SELECT region, $1, $2, created_at FROM signing_key",
                vals![by.key_id(), by.public_key()],
            )?;
            forge_block(tx, &by, by.key_id())
        }),
    ));
    all
}

pub(super) fn on_the_tables() -> Vec<(&'static str, Tamper)> {
    vec![
        ("a case's due day moved", sql(&["UPDATE service_case SET due_on = '2026-12-31' WHERE id = 3"])),
        ("a known value made unknown", sql(&["UPDATE service_case SET outcome = NULL WHERE id = 1"])),
        ("sealed bytes altered", sql(&["UPDATE service_case SET applicant_name = applicant_code WHERE id = 1"])),
        ("a case removed", sql(&["DELETE FROM service_case WHERE id = 3"])),
        ("a step not counted", sql(&["DELETE FROM case_delta"])),
        (
            "a counter raised",
            sql(&["INSERT INTO case_counter (region, side, month, department_id, item_id, outcome, timely, pace, n) \
                 SELECT region, 'accepted', '2026-11', 1, 1, '', '', '', 1 FROM county"]),
        ),
        ("a role given", sql(&["UPDATE staff SET roles = '[\"administrator\"]'"])),
        (
            "a member of staff slipped in",
            sql(&["INSERT INTO staff (region, id, login, name, roles, department_id, window_no, active, version) \
                   SELECT region, 2, 'eve', name, roles, department_id, window_no, active, version FROM staff"]),
        ),
        ("a station closed", sql(&["UPDATE station SET open = 0"])),
        ("a plate declared right", sql(&["UPDATE station SET plate_ok = 1"])),
        ("a village no longer served", sql(&["DELETE FROM station_serves"])),
        (
            "a profile eased",
            sql(&["UPDATE metric_profile SET body = replace(body, '\"min_depth\":2', '\"min_depth\":1')"]),
        ),
        ("another county's figure lowered", sql(&["UPDATE city_figure SET value = '1'"])),
        ("an imported item edited", sql(&["UPDATE item_version SET published = 0 WHERE item_id = 1"])),
        ("an imported item removed", sql(&["DELETE FROM item_version WHERE item_id = 2"])),
        (
            "an item slipped into an import",
            sql(&[
                "INSERT INTO item_version (region, item_id, version, import_id, effective_on, entered_at, code, department_id, division, main_name, name, item_type, status, guide, raw) \
                   SELECT region, 3, version, import_id, effective_on, entered_at, 'A-3', department_id, division, main_name, name, item_type, status, guide, raw FROM item_version WHERE item_id = 1",
            ]),
        ),
        (
            "an item slipped in beside every import",
            sql(&[
                "INSERT INTO item_version (region, item_id, version, import_id, effective_on, entered_at, code, department_id, division, main_name, name, item_type, status, guide, raw) \
                   SELECT region, 3, version, NULL, effective_on, entered_at, 'A-3', department_id, division, main_name, name, item_type, status, guide, raw FROM item_version WHERE item_id = 1",
            ]),
        ),
        ("a frozen row edited", sql(&["UPDATE snapshot_item SET online_depth = 1 WHERE item_id = 1"])),
        ("a frozen row made unknown", sql(&["UPDATE snapshot_item SET resident = NULL WHERE item_id = 1"])),
        ("a frozen row removed", sql(&["DELETE FROM snapshot_item WHERE item_id = 2"])),
        ("a frozen division removed", sql(&["DELETE FROM snapshot_division"])),
        (
            "frozen rows of a snapshot that nobody took",
            sql(&[
                "INSERT INTO snapshot_item (region, snapshot_id, item_id, version, department_id, code, name, item_type, status) \
                   SELECT region, 7, item_id, version, department_id, code, name, item_type, status FROM snapshot_item",
            ]),
        ),
        ("a snapshot's figures edited", sql(&["UPDATE snapshot SET figures = '{\"x\":1}'"])),
        ("the pointer to a version moved", sql(&["UPDATE service_item SET version = 9 WHERE id = 1"])),
        ("a name in the item list edited", sql(&["UPDATE service_item SET name = '别的' WHERE id = 1"])),
        ("an item dropped from the list", sql(&["DELETE FROM service_item WHERE id = 1"])),
        (
            "an item without a version listed",
            sql(&["INSERT INTO service_item (region, id, version, code, department_id, name, item_type, status) \
                   SELECT region, 9, version, 'A-9', department_id, name, item_type, status FROM service_item WHERE id = 1"]),
        ),
        ("a person's hash exchanged", sql(&["UPDATE person SET code_hash = 'x'"])),
        ("the county renamed", sql(&["UPDATE county SET name = '别的县'"])),
    ]
}

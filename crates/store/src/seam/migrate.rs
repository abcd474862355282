//! Forward-only migrations, checked at every start: none missing, none altered, none newer.
//!
//! One text serves both engines. The words that differ are exchanged: `BIGINT`, `BYTES`, and the
//! end of each table (`STRICT` on SQLite, and for `) BY KEY;` rows that lie in the order of their
//! key). On PostgreSQL every text column gets the `C` collation,
//! so that order and comparison are by bytes on both.

use sm3::{Digest, Sm3};

use super::{Database, Engine, StoreError, Tx};
use crate::vals;

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "house", include_str!("../../migrations/0001_house.sql")),
    (2, "catalogue_life", include_str!("../../migrations/0002_catalogue_life.sql")),
    (3, "api_keys", include_str!("../../migrations/0003_api_keys.sql")),
    (4, "case_life", include_str!("../../migrations/0004_case_life.sql")),
    (5, "parked_intake", include_str!("../../migrations/0005_parked_intake.sql")),
    (6, "case_counter", include_str!("../../migrations/0006_case_counter.sql")),
    (7, "calendar", include_str!("../../migrations/0007_calendar.sql")),
    (8, "subscriptions", include_str!("../../migrations/0008_subscriptions.sql")),
    (9, "file", include_str!("../../migrations/0009_file.sql")),
    (10, "certificates", include_str!("../../migrations/0010_certificates.sql")),
    (11, "foreign_no", include_str!("../../migrations/0011_foreign_no.sql")),
    (12, "archive", include_str!("../../migrations/0012_archive.sql")),
    (13, "phrase", include_str!("../../migrations/0013_phrase.sql")),
    (14, "by_key", include_str!("../../migrations/0014_by_key.sql")),
    (15, "county_phrase", include_str!("../../migrations/0015_county_phrase.sql")),
    (16, "chains", include_str!("../../migrations/0016_chains.sql")),
    (17, "delegates", include_str!("../../migrations/0017_delegates.sql")),
    (18, "matter", include_str!("../../migrations/0018_matter.sql")),
    (19, "power_use", include_str!("../../migrations/0019_power_use.sql")),
    (20, "matter_draft", include_str!("../../migrations/0020_matter_draft.sql")),
    (21, "residency", include_str!("../../migrations/0021_residency.sql")),
    (22, "watch", include_str!("../../migrations/0022_watch.sql")),
    (23, "leads", include_str!("../../migrations/0023_leads.sql")),
    (24, "followup", include_str!("../../migrations/0024_followup.sql")),
    (25, "chains_and_windows", include_str!("../../migrations/0025_chains_and_windows.sql")),
    (26, "queue", include_str!("../../migrations/0026_queue.sql")),
    (27, "reviews", include_str!("../../migrations/0027_reviews.sql")),
    (28, "evaluation", include_str!("../../migrations/0028_evaluation.sql")),
    (29, "questionnaires", include_str!("../../migrations/0029_questionnaires.sql")),
    (30, "stations", include_str!("../../migrations/0030_stations.sql")),
    (31, "exchange", include_str!("../../migrations/0031_exchange.sql")),
    (32, "standings", include_str!("../../migrations/0032_standings.sql")),
    (33, "downward", include_str!("../../migrations/0033_downward.sql")),
    (34, "station_offers", include_str!("../../migrations/0034_station_offers.sql")),
    (35, "number_shown", include_str!("../../migrations/0035_number_shown.sql")),
    (36, "standings_by_time", include_str!("../../migrations/0036_standings_by_time.sql")),
    (40, "exchange_reviews", include_str!("../../migrations/0040_exchange_reviews.sql")),
    (41, "exchange_applications", include_str!("../../migrations/0041_exchange_applications.sql")),
    (42, "consent_code", include_str!("../../migrations/0042_consent_code.sql")),
    (50, "review_rules", include_str!("../../migrations/0050_review_rules.sql")),
    (51, "imported_loop", include_str!("../../migrations/0051_imported_loop.sql")),
    (55, "handed_again", include_str!("../../migrations/0055_handed_again.sql")),
    (56, "appointments", include_str!("../../migrations/0056_appointments.sql")),
];

/// The newest schema this program knows: the number of its last migration. Numbers may leave a gap.
pub const SCHEMA_VERSION: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// They stand in the order of their numbers: the last one is the version.
const _: () = {
    let mut at = 1;
    while at < MIGRATIONS.len() {
        assert!(MIGRATIONS[at - 1].0 < MIGRATIONS[at].0, "migrations are out of order");
        at += 1;
    }
};

/// The DDL of one migration as the engine gets it.
fn dialect(text: &str, engine: Engine) -> String {
    let text: String = text.lines().filter(|l| !l.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
    match engine {
        Engine::Sqlite => {
            let text = text.replace(" BIGINT", " INTEGER").replace(" BYTES", " BLOB").replace("\n);", "\n) STRICT;");
            text.replace("\n) BY KEY;", "\n) STRICT, WITHOUT ROWID;")
        }
        Engine::Postgres => {
            let text = text.replace(" BYTES", " BYTEA").replace(" TEXT", " TEXT COLLATE \"C\"");
            text.replace("\n) BY KEY;", "\n);")
        }
    }
}

fn checksum(text: &str) -> String {
    crate::hex(&Sm3::digest(text.as_bytes()))
}

/// The whole schema as one engine gets it; documentation and the schema test read it.
pub fn schema_text(engine: Engine) -> String {
    MIGRATIONS.iter().map(|(_, _, text)| dialect(text, engine)).collect()
}

/// The texts of the migrations up to that number.
pub(crate) fn migrations(upto: i64) -> impl Iterator<Item = &'static str> {
    MIGRATIONS.iter().filter(move |m| m.0 <= upto).map(|(_, _, text)| *text)
}

/// Applies what is missing up to `goal`: the newest, or that of a backup which is to be restored.
pub(super) fn bring_up_to(db: &Database, goal: i64) -> Result<(), StoreError> {
    let engine = db.engine();
    db.write(move |tx| tx.run(&dialect(LEDGER, engine), &[]))?;
    db.write(move |tx| {
        // Rows of years may be laid anew.
        tx.without_limit();
        if engine == Engine::Postgres {
            // Two programs starting at once must not both migrate. LOCK is the first statement,
            // because it alone takes no snapshot: the loser then sees what the winner did.
            tx.run("LOCK TABLE schema_migration IN EXCLUSIVE MODE;", &[])?;
        }
        let applied = tx.rows("SELECT no, name, checksum FROM schema_migration ORDER BY no", &[])?;
        let mut done = Vec::new();
        for row in &applied {
            let no = row.int("no")?;
            done.push(no);
            let Some((_, name, text)) = MIGRATIONS.iter().find(|m| m.0 == no) else {
                return Err(StoreError::Newer { found: no, known: SCHEMA_VERSION });
            };
            if row.text("checksum")? != checksum(text) || row.text("name")? != *name {
                return Err(StoreError::Altered { no, name: (*name).to_owned() });
            }
        }
        apply(tx, engine, &done, goal)
    })
}

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    no BIGINT NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (no)
);
";

/// Numbers may have gaps: what counts is whether one was applied.
fn apply(tx: &mut Tx<'_>, engine: Engine, done: &[i64], goal: i64) -> Result<(), StoreError> {
    for (no, name, text) in MIGRATIONS.iter().filter(|m| !done.contains(&m.0) && m.0 <= goal) {
        tx.run(&dialect(text, engine), &[])?;
        tx.run(
            "INSERT INTO schema_migration (no, name, checksum) VALUES ($1, $2, $3)",
            vals![*no, *name, checksum(text)],
        )?;
    }
    Ok(())
}

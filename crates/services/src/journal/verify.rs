//! `onedoor verify`: chains, blocks, projections, frozen figures, and the exported seals.

use std::fs;

use domain::indicators::Indicator;
use store::{
    StoreError, hex, indicators as rows,
    journal::{self, Finding, Sealed, Verified},
    vault,
};

use crate::{Bureau, archive, cases, indicators::FrozenFigure};

/// What was looked at, and what does not agree.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Counts and findings of the journal.
    pub journal: Verified,
    /// Blocks compared with the exported file.
    pub exported: u64,
    /// Frozen figures counted again.
    pub figures: u64,
    /// Files whose bytes were compared with their address.
    pub files: u64,
    /// Packages of the archive opened and compared with their digests.
    pub packages: u64,
    /// Bytes on disk that no row names: left by a crash before the commit, or by a restore from an older
    /// backup. No fault by themselves.
    pub orphans: Vec<String>,
}

impl Verdict {
    /// Everything agrees.
    pub fn is_sound(&self) -> bool {
        self.journal.findings.is_empty()
    }
}

/// Looks at everything. Reads only.
pub fn verify(bureau: &Bureau) -> Result<Verdict, StoreError> {
    let mut verdict = in_database(bureau)?;
    let files = cases::scrub_all(bureau)?;
    verdict.files = files.checked;
    let packages = archive::check_all(bureau)?;
    verdict.packages = packages.packages;
    verdict.orphans = files.orphans.into_iter().filter(|a| !packages.addresses.contains(a)).collect();
    verdict.journal.findings.extend(packages.findings);
    verdict.journal.findings.extend(files.findings);
    Ok(verdict)
}

fn in_database(bureau: &Bureau) -> Result<Verdict, StoreError> {
    let region = *bureau.region();
    bureau.db().read(|tx| {
        tx.without_limit();
        let mut verdict = Verdict { journal: journal::verify_on(tx, &region, bureau.today())?, ..Verdict::default() };
        for snapshot in rows::snapshots(tx, &region, i64::MAX)? {
            let frozen: Vec<FrozenFigure> = serde_json::from_str(&snapshot.figures)
                .map_err(|e| StoreError::Corrupt { place: "snapshot.figures".into(), why: e.to_string() })?;
            for figure in frozen {
                let Some(indicator) = Indicator::parse(&figure.profile.indicator) else { continue };
                verdict.figures += 1;
                let again = rows::count(tx, &region, snapshot.id, indicator, &figure.profile)?;
                if again != figure.tally() {
                    verdict.journal.findings.push(Finding {
                        place: format!("{} {}", snapshot.as_of, indicator.name()),
                        what: "冻结的数与重新统计的不同".into(),
                    });
                }
            }
        }
        exported(bureau, tx, &mut verdict)?;
        Ok(verdict)
    })
}

/// The exported file keeps what the database must still hold: rewriting a tail is found here.
fn exported(bureau: &Bureau, tx: &mut store::Tx<'_>, verdict: &mut Verdict) -> Result<(), StoreError> {
    let path = bureau.home().seals(bureau.region());
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut last = 0;
    for line in text.lines() {
        let Ok(block) = serde_json::from_str::<Sealed>(line) else {
            verdict
                .journal
                .findings
                .push(Finding { place: path.display().to_string(), what: "有一行读不出来".into() });
            continue;
        };
        verdict.exported += 1;
        last = last.max(block.no);
        let kept = journal::block(tx, bureau.region(), block.no)?;
        let same = kept.is_some_and(|k| hex(&k.hash) == block.hash && hex(&k.signature) == block.signature);
        let signed = store::unhex(&block.hash)
            .zip(store::unhex(&block.signature))
            .is_some_and(|(hash, signature)| vault::verify(&bureau.vault().public_key(), &hash, &signature));
        if !same {
            let what = "导出的封存与数据库里的不同，数据库可能被改写";
            verdict.journal.findings.push(Finding { place: format!("封存块 {}", block.no), what: what.into() });
        } else if !signed {
            verdict
                .journal
                .findings
                .push(Finding {
                    place: format!("封存块 {}", block.no), what: "导出文件的签名验不过".into()
                });
        }
    }
    let missing = journal::blocks_after(tx, bureau.region(), last, i64::MAX)?.len();
    if missing > 0 {
        let what = format!("导出的封存文件里少了最后 {missing} 块，文件可能被删改");
        verdict.journal.findings.push(Finding { place: path.display().to_string(), what });
    }
    Ok(())
}

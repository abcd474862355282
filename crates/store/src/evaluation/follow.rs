//! Talks and bulletins upon scores (约谈、通报).

use domain::{
    base::{EvaluationBulletinId, EvaluationRunId, EvaluationTalkId, Region, StaffId},
    evaluation::{Bulletin, Subject, SubjectKind, Talk},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// Talks, the newest first.
pub fn talks(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<Talk>, StoreError> {
    tx.rows(
        "SELECT id, run_id, period, kind, subject, name, held_on, words, noted_by, noted_at FROM evaluation_talk \
         WHERE region = $1 ORDER BY held_on DESC, id DESC LIMIT $2",
        vals![region, limit],
    )?
    .iter()
    .map(|r| {
        let kind = SubjectKind::parse(&r.text("kind")?)
            .ok_or_else(|| StoreError::corrupt("evaluation_talk.kind", "不认识的评价对象"))?;
        Ok(Talk {
            id: EvaluationTalkId::new(r.int("id")?),
            run: EvaluationRunId::new(r.int("run_id")?),
            period: r.text("period")?,
            subject: Subject { kind, key: r.text("subject")? },
            name: r.text("name")?,
            on: r.date("held_on")?,
            text: r.text("words")?,
            by: StaffId::new(r.int("noted_by")?),
            at: r.instant("noted_at")?,
        })
    })
    .collect()
}

/// The after-image of a talk.
pub fn talk_change(region: &Region, t: &Talk) -> Change {
    Change::put(
        "evaluation_talk",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(t.id)),
            ("run_id", Val::from(t.run)),
            ("period", Val::from(&t.period)),
            ("kind", Val::from(t.subject.kind.as_str())),
            ("subject", Val::from(&t.subject.key)),
            ("name", Val::from(&t.name)),
            ("held_on", Val::from(t.on)),
            ("words", Val::from(&t.text)),
            ("noted_by", Val::from(t.by)),
            ("noted_at", Val::from(t.at)),
        ],
    )
}

const BULLETIN: &str = "id, run_id, period, title, words, issued_by, issued_at";

fn read(r: &Row) -> Result<Bulletin, StoreError> {
    Ok(Bulletin {
        id: EvaluationBulletinId::new(r.int("id")?),
        run: EvaluationRunId::new(r.int("run_id")?),
        period: r.text("period")?,
        title: r.text("title")?,
        text: r.text("words")?,
        by: StaffId::new(r.int("issued_by")?),
        at: r.instant("issued_at")?,
    })
}

/// Bulletins, the newest first.
pub fn bulletins(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<Bulletin>, StoreError> {
    let sql = format!(
        "SELECT {BULLETIN} FROM evaluation_bulletin WHERE region = $1 ORDER BY issued_at DESC, id DESC LIMIT $2"
    );
    tx.rows(&sql, vals![region, limit])?.iter().map(read).collect()
}

/// One bulletin.
pub fn bulletin(tx: &mut Tx<'_>, region: &Region, id: EvaluationBulletinId) -> Result<Option<Bulletin>, StoreError> {
    let sql = format!("SELECT {BULLETIN} FROM evaluation_bulletin WHERE region = $1 AND id = $2");
    tx.row(&sql, vals![region, id])?.as_ref().map(read).transpose()
}

/// The after-image of a bulletin.
pub fn bulletin_change(region: &Region, b: &Bulletin) -> Change {
    Change::put(
        "evaluation_bulletin",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(b.id)),
            ("run_id", Val::from(b.run)),
            ("period", Val::from(&b.period)),
            ("title", Val::from(&b.title)),
            ("words", Val::from(&b.text)),
            ("issued_by", Val::from(b.by)),
            ("issued_at", Val::from(b.at)),
        ],
    )
}

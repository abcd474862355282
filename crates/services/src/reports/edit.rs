//! An author's words: kept beside the generated ones, each change with its event.

use domain::{
    base::ReportId,
    people::{Act, Desk},
    reports::{BodyRefusal, edit},
};
use store::{
    journal::{self, Entry, Stream},
    reports::{self as rows, ReportRow},
};

use crate::{Bureau, Failure};

/// Why a report is not made or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportRefusal {
    /// The words.
    #[error(transparent)]
    Body(#[from] BodyRefusal),
    /// Somebody was faster.
    #[error("这份报告刚被别人改过，请刷新后再改，您写的文字请先复制留底")]
    Moved,
    /// No figures to speak of.
    #[error("还没有指标快照，请先到指标看板生成一次")]
    NoSnapshot,
    /// A 交办单 is addressed to somebody.
    #[error("请选择交办给哪个部门")]
    Department,
    /// Nothing waits for an answer of that department.
    #[error("这个部门没有待答复的整改单，请先在差距清单里交办")]
    NothingToAssign,
    /// A kind that is not there.
    #[error("请选择文种：分析研判报告、周报或交办单")]
    Kind,
    /// A day that cannot be read.
    #[error("日期“{0}”看不懂，请写成 2026-11-22")]
    Day(String),
}

/// One paragraph's new words.
#[derive(Debug, Clone, Default)]
pub struct EditForm {
    /// Version of the report that was read.
    pub version: i64,
    /// Paragraph, or `add-0` … to add one to a section.
    pub paragraph: String,
    /// New words; empty leaves the paragraph out.
    pub text: String,
}

/// Changes one paragraph. Returns the report's new version.
pub fn edit_paragraph(
    bureau: &Bureau,
    desk: &Desk,
    id: ReportId,
    form: &EditForm,
    key: Option<&str>,
) -> Result<i64, Failure<ReportRefusal>> {
    let role = bureau.may(desk, Act::ReportEdit)?;
    let (region, now) = (*bureau.region(), bureau.now());
    let stamp = desk.stamp(now, role);
    let content = (id.get(), form.version, &form.paragraph, &form.text);
    let command = bureau.command(desk, "reports.edit", key, &content);
    let form = form.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ReportRefusal>> {
        let row = rows::report(tx, &region, id)?.ok_or(Failure::NotFound)?;
        if row.version != form.version {
            return Err(Failure::Refused(ReportRefusal::Moved));
        }
        let (body, event) =
            edit(row.body.clone(), &form.paragraph, &form.text).map_err(|e| Failure::Refused(e.into()))?;
        let version = row.version + 1;
        let after = ReportRow { version, body, changed_at: now, changed_by: stamp.actor.clone(), ..row };
        let entry = Entry::new(Stream::report(id), version - 1, "report.edited", &event)
            .with(rows::report_change(&region, &after));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(version)
    })?;
    Ok(done.value)
}

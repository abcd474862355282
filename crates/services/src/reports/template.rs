//! Templates: the ones that ship, until the office writes its own.

use domain::{
    people::{Act, Desk},
    reports::{ReportKind, Template, TemplateChanged, TemplateFlaw},
};
use store::{
    StoreError,
    journal::{self, Entry, Stream},
    reports as rows,
};

use crate::{Bureau, Failure, Never};

const SHIPPED: &str = include_str!("../../data/report_templates.json");

/// Why a template is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateRefusal {
    /// The words cannot be used.
    #[error(transparent)]
    Flaw(#[from] TemplateFlaw),
    /// Somebody was faster.
    #[error("模板刚被别人改过，请刷新后再改，您写的文字请先复制留底")]
    Moved,
    /// Nothing differs.
    #[error("模板没有改动，不用保存")]
    Unchanged,
}

/// New words for one template.
#[derive(Debug, Clone, Default)]
pub struct TemplateForm {
    /// Which; an unknown word is no template.
    pub kind: String,
    /// Version that was edited.
    pub version: i64,
    /// Title.
    pub title: String,
    /// Sentences by paragraph id.
    pub sentences: Vec<(String, String)>,
}

fn shipped() -> Result<Vec<Template>, StoreError> {
    serde_json::from_str(SHIPPED)
        .map_err(|e| StoreError::Corrupt { place: "report_templates.json".into(), why: e.to_string() })
}

/// The template of a paper as it is in force.
pub(super) fn in_force(bureau: &Bureau, kind: ReportKind) -> Result<Template, StoreError> {
    let own = bureau.db().read(|tx| rows::template(tx, bureau.region(), kind))?;
    match own {
        Some(template) => Ok(template),
        None => shipped()?
            .into_iter()
            .find(|t| t.kind == kind)
            .ok_or_else(|| StoreError::Corrupt {
                place: "report_templates.json".into(), why: "缺一种文种".into()
            }),
    }
}

/// All templates in force, and whether each is the office's own.
pub fn templates(bureau: &Bureau, desk: &Desk) -> Result<Vec<(Template, bool)>, Failure<Never>> {
    bureau.may(desk, Act::ReportView)?;
    let own = bureau.db().read(|tx| rows::templates(tx, bureau.region()))?;
    let mut out = Vec::new();
    for template in shipped()? {
        match own.iter().find(|t| t.kind == template.kind) {
            Some(changed) => out.push((changed.clone(), true)),
            None => out.push((template, false)),
        }
    }
    Ok(out)
}

/// Changes the words of a template; reports made before keep theirs.
pub fn change_template(
    bureau: &Bureau,
    desk: &Desk,
    form: &TemplateForm,
    key: Option<&str>,
) -> Result<i64, Failure<TemplateRefusal>> {
    let role = bureau.may(desk, Act::ReportEdit)?;
    let kind = ReportKind::parse(&form.kind).ok_or(Failure::NotFound)?;
    let shipped = shipped()?.into_iter().find(|t| t.kind == kind).ok_or(Failure::NotFound)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let content = (&form.kind, form.version, &form.title, &form.sentences);
    let command = bureau.command(desk, "reports.template", key, &content);
    let form = form.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<TemplateRefusal>> {
        let before = rows::template(tx, &region, kind)?.unwrap_or_else(|| shipped.clone());
        if before.version != form.version {
            return Err(Failure::Refused(TemplateRefusal::Moved));
        }
        let mut after = before.clone();
        form.title.trim().clone_into(&mut after.title);
        for (id, sentence) in &form.sentences {
            if let Some(text) = after.paragraph(id) {
                *text = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        if after == before {
            return Err(Failure::Refused(TemplateRefusal::Unchanged));
        }
        after.check().map_err(|flaw| Failure::Refused(flaw.into()))?;
        after.version += 1;
        let head = journal::head(tx, &region, &Stream::report_templates())?;
        let event = TemplateChanged { kind, version: after.version };
        let entry = Entry::new(Stream::report_templates(), head, "report.template_changed", &event)
            .with(rows::template_change(&region, &after));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(after.version)
    })?;
    Ok(done.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paper_has_a_template_that_can_be_used() {
        let all = shipped().unwrap();
        for kind in ReportKind::ALL {
            let template = all.iter().find(|t| t.kind == kind).unwrap();
            assert_eq!(template.check(), Ok(()), "{kind:?}");
        }
    }

    /// 总体情况, 特色亮点做法, 存在的问题和不足, 下一步工作打算, in this order.
    #[test]
    fn the_analysis_has_the_four_parts() {
        let all = shipped().unwrap();
        let headings: Vec<&str> =
            all[0].sections.iter().map(|s| s.heading.as_str()).filter(|h| !h.is_empty()).collect();
        assert_eq!(headings, ["总体情况", "特色亮点做法", "存在的问题和不足", "下一步工作打算"]);
    }
}

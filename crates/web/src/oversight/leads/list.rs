//! The register of leads over HTTP (线索台账).

use axum::extract::State;
use domain::{
    base::{DepartmentId, LeadId},
    people::{Act, authorise},
};
use services::oversight::{
    detectors::Detector,
    leads::{LeadLine, LeadList, ListForm, Stage, Subject},
};

use super::{LeadListPage, LeadRow, words};
use crate::{
    base::{Choice, Pick, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// The filter as it came; what is not known narrows nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    detector: Option<Detector>,
    department: Option<DepartmentId>,
    stage: Option<String>,
    after: Option<LeadId>,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let stage = query.text("stage");
        Self {
            detector: Detector::parse(&query.text("detector")),
            department: query.number("department").map(DepartmentId::new),
            stage: Stage::label_of(&stage).map(|_| stage),
            after: query.number("after").map(LeadId::new),
        }
    }

    pub(super) fn form(&self) -> ListForm {
        ListForm {
            detector: self.detector,
            department: self.department,
            stage: self.stage.clone(),
            after: self.after,
            ..ListForm::default()
        }
    }

    fn next(&self, after: LeadId) -> String {
        let department = self.department.map(|d| d.to_string()).unwrap_or_default();
        let fields = [
            ("detector", self.detector.map_or("", Detector::id)),
            ("department", &department),
            ("stage", self.stage.as_deref().unwrap_or_default()),
            ("after", &after.to_string()),
        ];
        address(paths::LEADS, &fields)
    }
}

pub(super) async fn load(app: &App, seat: &Seat, form: ListForm) -> Result<LeadList, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::oversight::leads::list(&bureau, &desk, &form)).await??)
}

/// What a lead is about, in words.
pub(super) fn subject(line: &LeadLine) -> String {
    match &line.lead.lead.subject {
        Subject::Item(_) => line.item.clone(),
        Subject::Person(_) => line.person.clone(),
        Subject::Department(_) => line.department.clone(),
        Subject::Phone(_) => "一个联系电话".to_owned(),
    }
}

/// The detector in words.
pub(in crate::oversight) fn detector(of: Detector) -> String {
    format!("{} {}", of.id(), of.label())
}

fn row(line: &LeadLine) -> LeadRow {
    let lead = &line.lead;
    LeadRow {
        href: paths::lead(&lead.no.slug()),
        number: lead.no.to_string(),
        detector: detector(lead.lead.detector),
        subject: subject(line),
        department: if line.department.is_empty() { "几个部门".to_owned() } else { line.department.clone() },
        finding: lead.lead.finding.clone(),
        stage: words::stage_tag(&lead.stage),
        waiting_for: words::waiting(lead, &line.department),
    }
}

fn choice(all: &str, options: impl Iterator<Item = (String, String)>, chosen: &str) -> Choice {
    let pick = |(value, label): (String, String)| Pick { chosen: value == chosen, value, label };
    let first = (String::new(), all.to_owned());
    Choice { options: std::iter::once(first).chain(options).map(pick).collect(), problem: None }
}

/// The list.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let found = load(&app, &seat, asked.form()).await?;
    let detectors = Detector::ALL.into_iter().map(|d| (d.id().to_owned(), detector(d)));
    let stages = Stage::WORDS.into_iter().filter_map(|w| Some((w.to_owned(), Stage::label_of(w)?.to_owned())));
    let of_one = found.departments.len() < 2;
    let departments = found.departments.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let chosen = asked.department.map(|d| d.to_string()).unwrap_or_default();
    show(&LeadListPage {
        frame: app.frame(&seat, "体外循环线索"),
        detector: choice("全部监测项", detectors, asked.detector.map_or("", Detector::id)),
        department: if of_one { Choice::default() } else { choice("全部部门", departments, &chosen) },
        stage: choice("全部环节", stages, asked.stage.as_deref().unwrap_or_default()),
        rows: found.lines.iter().map(row).collect(),
        may_detect: authorise(&seat.desk, Act::LeadDetect, None).is_ok(),
        next: found.next.map(|after| asked.next(after)),
        empty: "这里没有线索。运行过监测、条件放宽一些，才能说真的没有。".to_owned(),
    })
}

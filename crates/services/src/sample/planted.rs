//! What is wrong in the sample county on purpose (样例里预置的体外循环): for every detector some cases, lines of lists,
//! tickets or answers that it looks for, among all the ordinary ones.
//!
//! D1 an item that nobody handles here while decisions stand on the public list; D2 cases finished as soon as they were
//! accepted; D3 and D7 a clerk who types in a pile within minutes and without anybody at the window, D3b
//! another who lets a pile wait for the end of each month; D4 and D6 an
//! approver who works at night from the own building; D5 results older than the acceptance; D8 an agent's telephone; D9
//! a department that takes in twice as much by itself; D10 a guide that sends people elsewhere; D11 what another system
//! brought days later; D12 applicants who say that they were sent to the department first.
//!
//! Deliberately not here: finding them. A test asks the detectors for each.

use domain::{
    base::{Rng, TableKind, TableRow, shanghai_day, shanghai_text},
    cases::{ApplicantKind, DeliveryWay},
    oversight::detectors::{Hall, Span},
    people::Desk,
};
use jiff::{SignedDuration, Timestamp, civil::Date, civil::time};

use super::{
    catalogue::{Catalogue, Listed},
    create::SampleFault,
    days::{Days, HOURS, Moment, instant, office_moment},
    others::{row, take},
    script::Script,
    staff::SampleStaff,
    tables::TableFault,
};
use crate::{
    Bureau,
    cases::{CaseFile, import_cases},
    oversight::detectors::{HallForm, detect, hall, set_hall},
};

/// Where approvers sit in the hall.
pub(super) const APPROVAL_ROOM: &str = "大厅审批区";
/// Where the one of D4 and D6 sits at night.
const OWN_BUILDING: &str = "局机关306室";
/// The agent's telephone of D8.
const AGENT: &str = "19900009990";
/// The clerk of D3 and D7: place in the list of clerks.
const TYPIST: usize = 5;
/// The clerk of D3b.
const AT_MONTH_END: usize = 3;
/// Working days back in which month ends are planted, all within the days that a run looks at.
const MONTHS_BACK: usize = 55;
/// Working days whose tickets are held.
const QUEUED_DAYS: usize = 20;

/// Matters of the catalogue, by key.
const QUICK: &str = "m380";
const PILED: &str = "m385";
const NIGHTLY: &str = "m423";
const MONTHLY: &str = "m108";
const EARLY: &str = "m381";
const TWICE: &str = "m379";
const IDLE: &str = "m382";
/// The matter of which two items' guides name the department's own building.
pub(super) const MISPLACED: &str = "m329";
/// What that guide says.
pub(super) const MISPLACED_AT: &str = "青禾县城西街道衡器巷9号县计量检定所二楼";
const LATE: &str = "m002";
/// The department whose applicants were sent there first.
pub(super) const SENT_AWAY: &str = "urban_enforcement";

/// A case that is played with the others.
pub(super) struct Planted {
    /// What happens to it.
    pub(super) script: Script<'static>,
    /// Who takes it in; `None` = anybody.
    pub(super) clerk: Option<usize>,
    /// Where the approver sits.
    pub(super) room: &'static str,
    /// Another telephone than the applicant's.
    pub(super) phone: Option<&'static str>,
    /// Whether a ticket was drawn.
    pub(super) ticket: bool,
    /// The public list has its decision so many days before its acceptance.
    pub(super) early_days: i32,
}

/// How a case was taken in, for the queue.
pub(super) struct TakenIn {
    pub(super) window: Option<u16>,
    pub(super) at: Timestamp,
    pub(super) ticket: bool,
}

/// A decision for the public list.
pub(super) struct Decided {
    pub(super) no: String,
    pub(super) party: String,
    pub(super) code: String,
    pub(super) item: String,
    pub(super) organ: String,
    pub(super) on: Date,
}

/// The first item of a matter.
fn first_of(items: &[Listed], matter: &str) -> Result<usize, TableFault> {
    let at = items.iter().position(|i| i.matter == matter);
    at.ok_or(TableFault { table: "matters.tsv", row: 0, why: format!("里没有“{matter}”") })
}

fn at(ago: usize, hour: u32, minute: u32, second: u32) -> Moment {
    Moment { ago, second: (hour * 60 + minute) * 60 + second }
}

/// A case accepted, decided and finished at these moments, handed out a working day later.
fn script(item: usize, applicant: ApplicantKind, [accepted, decided, completed]: [Moment; 3]) -> Script<'static> {
    let delivered = completed.ago.checked_sub(1).map(|ago| (at(ago, 10, 5, 0), DeliveryWay::Window));
    Script {
        item,
        applicant,
        companies: &[],
        accepted,
        denied: None,
        decided: Some(decided),
        completed: Some(completed),
        delivered,
    }
}

/// The planted cases. Moments are chosen so that what is not to stand out does not.
pub(super) fn write(items: &[Listed], days: &Days, rng: &dyn Rng) -> Result<Vec<Planted>, TableFault> {
    let mut out = Vec::new();
    let plain = |script: Script<'static>| Planted {
        script,
        clerk: None,
        room: APPROVAL_ROOM,
        phone: None,
        ticket: true,
        early_days: 0,
    };
    let quick = first_of(items, QUICK)?;
    for n in 0..7 {
        let accepted = office_moment(14 + n * 4, rng);
        let later = |seconds| Moment { second: accepted.second + seconds, ..accepted };
        out.push(plain(script(quick, ApplicantKind::Person, [accepted, later(70), later(150)])));
    }
    let piled = first_of(items, PILED)?;
    for (pile, ago) in [11, 8].into_iter().enumerate() {
        for n in 0..9_u32 {
            let decided = at(ago - 1, 10, 10 + n * 3, 0);
            let times = [at(ago, 11, 20, n * 50), decided, at(ago - 1, 14, 10 + n * 3, 0)];
            out.push(Planted {
                clerk: Some(TYPIST),
                phone: (pile == 1).then_some(AGENT),
                ticket: false,
                ..plain(script(piled, ApplicantKind::Person, times))
            });
        }
    }
    let monthly = first_of(items, MONTHLY)?;
    // The next working day stands one nearer to today.
    for ago in (2..MONTHS_BACK).filter(|ago| days.day(*ago).month() != days.day(*ago - 1).month()) {
        for n in 0..12_u32 {
            // Spread over the day: neither a pile within minutes nor at closing time.
            let minute = if n < 6 { 9 * 60 + 5 + n * 24 } else { 13 * 60 + 35 + (n - 6) * 24 };
            let times = [at(ago, 0, minute, 0), at(ago - 1, 10, 5 + n * 4, 30), at(ago - 1, 14, 5 + n * 4, 30)];
            let script = script(monthly, ApplicantKind::Person, times);
            out.push(Planted { clerk: Some(AT_MONTH_END), ..plain(script) });
        }
    }
    let nightly = first_of(items, NIGHTLY)?;
    for n in 0..8_u32 {
        let ago = 15 + n as usize * 4;
        let times = [office_moment(ago + 1, rng), at(ago, 20, 30 + n, 0), at(ago, 20, 50 + n, 0)];
        out.push(Planted { room: OWN_BUILDING, ..plain(script(nightly, ApplicantKind::Organisation, times)) });
    }
    let early = first_of(items, EARLY)?;
    for n in 0..5 {
        let ago = 16 + n * 5;
        let times = [office_moment(ago, rng), office_moment(ago - 2, rng), at(ago - 3, 14, 30, 0)];
        out.push(Planted { early_days: 6, ..plain(script(early, ApplicantKind::Organisation, times)) });
    }
    let twice = first_of(items, TWICE)?;
    for n in 0..2 {
        let ago = 20 + n * 9;
        let times = [office_moment(ago, rng), office_moment(ago - 2, rng), at(ago - 3, 15, 30, 0)];
        out.push(plain(script(twice, ApplicantKind::Organisation, times)));
    }
    Ok(out)
}

/// The hall as this county has it: its hours, and the terminals that stand in it.
pub(super) fn set_up(bureau: &Bureau, staff: &SampleStaff) -> Result<(), SampleFault> {
    let desk = supervisor(staff)?;
    let mut profile = hall(bureau, &desk).map_err(told)?.profile;
    let windows = staff.clerks.iter().filter_map(|s| s.window()).map(|no| format!("{no}号窗口"));
    profile.hall = Hall {
        hours: vec![
            Span { from: time(9, 0, 0, 0), to: time(12, 0, 0, 0) },
            Span { from: time(13, 30, 0, 0), to: time(17, 0, 0, 0) },
        ],
        terminals: windows.chain([APPROVAL_ROOM.to_owned()]).collect(),
        source: format!("青禾县政务服务中心公告，{HOURS}"),
        ..profile.hall
    };
    let form = HallForm { reason: "按本县大厅的作息和终端".into(), ..HallForm::of(&profile) };
    set_hall(bureau, &desk, &form, None).map_err(told)?;
    Ok(())
}

fn supervisor(staff: &SampleStaff) -> Result<Desk, TableFault> {
    let found = staff.supervisor.clone();
    let found = found.ok_or(TableFault { table: "staff.tsv", row: 0, why: "用不了：没有督查人员".into() })?;
    Ok(Desk::of(found, "督查室"))
}

fn told<R: std::error::Error>(failure: crate::Failure<R>) -> SampleFault {
    SampleFault::Watch(failure.to_string())
}

/// The lists that other offices sent, the queue's export and the late import.
pub(super) fn send(
    bureau: &Bureau,
    (catalogue, days): (&Catalogue, &Days),
    (taken_in, decided): (&[TakenIn], &[Decided]),
    rng: &dyn Rng,
) -> Result<u64, SampleFault> {
    take(bureau, TableKind::Licences, "双公示行政许可.xlsx", licences(catalogue, days, decided)?, false)?;
    take(bureau, TableKind::Departmental, "城管系统办件.xlsx", departmental(catalogue, days)?, false)?;
    take(bureau, TableKind::Tickets, "叫号机导出.csv", tickets(days, taken_in, rng), false)?;
    let late = late(catalogue, days)?;
    let words: String = late.iter().flat_map(|r| r.cells.values()).map(String::as_str).collect::<Vec<_>>().join("\n");
    let (file_name, digest) = ("供电营业系统导出.xlsx".to_owned(), store::digest(words.as_bytes()));
    let file = CaseFile { file_name, digest, rows: late, notes: Vec::new() };
    let done = import_cases(bureau, &Desk::system("命令行"), &file, "供电营业系统", &mut |_, _| ()).map_err(told)?;
    Ok(done.outcome.added)
}

/// Names that nobody here bears.
fn firm(n: usize, trade: &str) -> String {
    const WORDS: [&str; 9] = ["清源", "绿洁", "安达", "宏运", "新城", "众合", "盛景", "恒远", "佳境"];
    format!("青禾县{}{trade}有限公司", WORDS[n % WORDS.len()])
}

fn licences(catalogue: &Catalogue, days: &Days, decided: &[Decided]) -> Result<Vec<TableRow>, TableFault> {
    let idle = &catalogue.items[first_of(&catalogue.items, IDLE)?];
    let mut rows: Vec<TableRow> = decided
        .iter()
        .enumerate()
        .map(|(n, d)| {
            let on = d.on.to_string();
            let cells = [
                ("decision_no", d.no.as_str()),
                ("party", &d.party),
                ("code", &d.code),
                ("item_name", &d.item),
                ("decided_on", &on),
                ("organ", &d.organ),
            ];
            row(n + 2, &cells)
        })
        .collect();
    for n in 0..4 {
        let on = days.day(6 + n * 7);
        let cells = [
            ("decision_no", format!("青城管环许〔{}〕{}号", on.year(), 41 + n)),
            ("party", firm(n, "环境卫生服务")),
            ("item_name", idle.content.name.clone()),
            ("decided_on", on.to_string()),
            ("organ", "青禾县综合行政执法局".to_owned()),
        ];
        rows.push(row(rows.len() + 2, &cells.each_ref().map(|(key, text)| (*key, text.as_str()))));
    }
    Ok(rows)
}

fn departmental(catalogue: &Catalogue, days: &Days) -> Result<Vec<TableRow>, TableFault> {
    let twice = &catalogue.items[first_of(&catalogue.items, TWICE)?];
    let line = |n: usize| {
        let on = days.day(3 + n * 4);
        let cells = [
            ("decision_no", format!("CG{}-{:04}", on.year(), 118 + n)),
            ("party", firm(n, "市政工程")),
            ("item_name", twice.content.name.clone()),
            ("decided_on", on.to_string()),
            ("organ", "青禾县综合行政执法局".to_owned()),
        ];
        row(n + 2, &cells.each_ref().map(|(key, text)| (*key, text.as_str())))
    };
    Ok((0..9).map(line).collect())
}

/// A ticket for everybody who was taken in within the last working days, but for those who never stood there.
fn tickets(days: &Days, taken_in: &[TakenIn], rng: &dyn Rng) -> Vec<TableRow> {
    let since = days.day(QUEUED_DAYS - 1);
    let mut all: Vec<(Timestamp, u16)> = taken_in
        .iter()
        .filter(|t| t.ticket && shanghai_day(t.at) >= since)
        .filter_map(|t| Some((t.at, t.window?)))
        .collect();
    all.sort_unstable();
    let minutes = |least: i64, most: u64| SignedDuration::from_mins(least + rng.below(most) as i64);
    all.into_iter()
        .enumerate()
        .map(|(n, (entered, window))| {
            let called = entered - minutes(3, 6);
            let cells = [
                ("number", format!("A{:03}", n % 999 + 1)),
                ("window", format!("{window}号窗口")),
                ("taken_at", shanghai_text(called - minutes(4, 20))),
                ("called_at", shanghai_text(called)),
                ("finished_at", shanghai_text(entered + minutes(2, 8))),
            ];
            row(n + 2, &cells.each_ref().map(|(key, text)| (*key, text.as_str())))
        })
        .collect()
}

/// What the supplier of electricity took in and sent days later, all at once.
fn late(catalogue: &Catalogue, days: &Days) -> Result<Vec<TableRow>, TableFault> {
    let item = &catalogue.items[first_of(&catalogue.items, LATE)?];
    let line = |n: usize| {
        let moment = |ago: usize, hour: u32| shanghai_text(instant(days.day(ago), hour * 60 * 60));
        let ago = 12 + n * 3;
        let cells = [
            ("foreign_no", format!("GD{:05}", 20_611 + n)),
            ("item_code", item.content.code.clone()),
            ("applicant", firm(n, "商贸")),
            ("applicant_kind", "企业法人".to_owned()),
            ("received_at", moment(ago, 10)),
            ("accepted_at", moment(ago, 11)),
            ("completed_at", moment(ago - 3, 15)),
            ("result", "出证办结".to_owned()),
            ("result_name", item.content.guide.result_name.clone()),
            ("result_no", format!("GDHT{:05}", 20_611 + n)),
        ];
        row(n + 2, &cells.each_ref().map(|(key, text)| (*key, text.as_str())))
    };
    Ok((0..8).map(line).collect())
}

/// Runs the detectors, so that the register of leads has something to show.
pub(super) fn look(bureau: &Bureau) -> Result<(), SampleFault> {
    detect(bureau, &Desk::system("定时任务"), (None, None)).map_err(told)?;
    Ok(())
}

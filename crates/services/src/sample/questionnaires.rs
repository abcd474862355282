//! The questionnaire of the last weeks (样例问卷): the one that ships, put out at three places, with two weeks of answers, a
//! few papers typed in, and words as people write them.

use std::collections::BTreeMap;

use domain::{
    base::{ManualClock, Rng, Satisfaction},
    people::Desk,
    questionnaires::{Edit, Outlet, outlet_code},
};
use jiff::SignedDuration;

use super::{create::SampleFault, days::Days, staff::SampleStaff};
use crate::{
    Bureau, Failure,
    questionnaires::{Link, PaperForm, Sent, answer, begin, enter_paper, publish, step},
};

/// Working days of answers.
const DAYS: usize = 10;
/// Answers of a day.
const A_DAY: u64 = 4;

const WORDS: [&str; 4] = [
    "办得很快，没有多跑",
    "三号窗口排队有点久，等了四十分钟",
    "网上交的材料到窗口又要了一遍",
    "有问题请打 13800000000 找我，我叫王小明",
];

/// Plays it.
pub(super) fn play(
    (bureau, clock): (&Bureau, &ManualClock),
    staff: &SampleStaff,
    days: &Days,
    rng: &dyn Rng,
) -> Result<(), SampleFault> {
    let (Some(editor), Some(supervisor)) = (&staff.editor, &staff.supervisor) else { return Ok(()) };
    let editor = Desk::of(editor.clone(), "办公室");
    let at =
        |ago: usize, second: i64| super::days::instant(days.day(ago), 9 * 3600) + SignedDuration::from_secs(second);
    clock.set(at(DAYS, 0));
    let of = begin(bureau, &editor, None).map_err(told)?;
    // Who approves whatever comes first by name sits behind the window: the answers there judge that department.
    let mut approvers: Vec<_> = staff.approvers.iter().collect();
    approvers.sort_by_key(|(key, _)| **key);
    let window = staff.clerks.first().and_then(|c| c.window());
    let places = [
        ("综合窗口", approvers.first().and_then(|(_, s)| s.department), window),
        ("部门办件告知单", approvers.get(1).and_then(|(_, s)| s.department), None),
        ("政府门户网站", None, None),
    ];
    let mut links = Vec::new();
    for ((label, department, window), version) in places.into_iter().zip(1..) {
        let code = outlet_code(rng.u64());
        let outlet = Outlet { code: code.clone(), label: label.to_owned(), department, window };
        step(bureau, &editor, (of, version), &Edit::PutOutlet(outlet), None).map_err(told)?;
        links.push(Link { of, code });
    }
    publish(bureau, &Desk::of(supervisor.clone(), "办公室"), (of, 4), None).map_err(told)?;
    for ago in (0..DAYS).rev() {
        for n in 0..A_DAY {
            clock.set(at(ago, 600 + i64::try_from(n).unwrap_or_default() * 1_800));
            let Some(link) = links.get(pick(rng, [0, 0, 0, 0, 0, 1, 1, 1, 1, 2])) else { continue };
            let token = format!("{:016x}{:016x}{:016x}{:016x}", rng.u64(), rng.u64(), rng.u64(), rng.u64());
            let sent = Sent { link: link.clone(), token, answers: answers(rng) };
            answer(bureau, &Desk::public("样例"), &sent, None).map_err(told)?;
        }
        if ago % 4 == 0 {
            let outlet = links.first().map(|l| l.code.clone()).unwrap_or_default();
            let form = PaperForm { of: of.get(), outlet, paper_no: format!("纸{}", ago + 1), answers: answers(rng) };
            enter_paper(bureau, &editor, &form, None).map_err(told)?;
        }
    }
    Ok(())
}

fn pick<T: Copy, const N: usize>(rng: &dyn Rng, of: [T; N]) -> T {
    of[usize::try_from(rng.below(N as u64)).unwrap_or_default()]
}

fn answers(rng: &dyn Rng) -> BTreeMap<String, String> {
    use Satisfaction::{Dissatisfied, Fair, Satisfied, VerySatisfied};
    let level = || pick(rng, [VerySatisfied, VerySatisfied, VerySatisfied, Satisfied, Satisfied, Fair, Dissatisfied]);
    let overall = level();
    let mut out: BTreeMap<String, String> = [
        ("who", pick(rng, ["企业或单位的事", "个人的事"])),
        ("where", pick(rng, ["政务大厅窗口", "政务大厅窗口", "网上", "便民服务中心或站"])),
        ("visits", pick(rng, ["没有跑", "一次", "一次", "两次"])),
        ("overall", overall.label()),
        ("attitude", level().label()),
        ("quality", level().label()),
        ("efficiency", level().label()),
    ]
    .into_iter()
    .map(|(key, text)| (key.to_owned(), text.to_owned()))
    .collect();
    if !overall.passes() {
        out.insert("why".to_owned(), pick(rng, ["排队等候久", "材料要求没有一次说清", "办得慢"]).to_owned());
    }
    if rng.below(4) == 0 {
        out.insert("words".to_owned(), pick(rng, WORDS).to_owned());
    }
    out
}

/// What a sample cannot meet, told all the same.
fn told<R: std::error::Error>(failure: Failure<R>) -> SampleFault {
    SampleFault::Questionnaire(failure.to_string())
}

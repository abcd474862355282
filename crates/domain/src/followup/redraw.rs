//! Drawing again (复核): from the shown seed and the frozen list, held against what was written down.

use super::{FrozenCandidate, Line, Place, Plan, Seed, WeekDraw, draw, frozen, population};

/// Something that is not as the seed says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Number of the case; empty where it is about the whole.
    pub case_no: String,
    /// What, in words.
    pub what: String,
}

/// What a place is called.
fn words(place: Option<Place>) -> String {
    match place {
        None => "没有抽中".to_owned(),
        Some(Place::Sample(n)) => format!("样本第 {n} 件"),
        Some(Place::Reserve(n)) => format!("备用第 {n} 件"),
        Some(Place::Second(_)) => "二次回访".to_owned(),
    }
}

/// Draws again. `digest` is SM3 of [`Seed::promised`]; `list` the frozen list; `lines` all cases that are called for
/// that week. Empty when everything is as it was drawn.
#[must_use]
pub fn redraw(
    week_draw: &WeekDraw,
    (seed, digest): (&Seed, &str),
    plan: &Plan,
    list: &[FrozenCandidate],
    lines: &[Line],
) -> Vec<Difference> {
    let mut out = Vec::new();
    let mut say = |case_no: &str, what: String| out.push(Difference { case_no: case_no.to_owned(), what });
    if digest != week_draw.commitment {
        say("", "公布的种子与事先公布的承诺值对不上".to_owned());
    }
    let all = list.iter().map(|one| one.candidate.clone()).collect();
    let found = population(plan, week_draw.week, seed.number(), all);
    let again = frozen(&found, &draw(plan, seed.number(), &found.candidates));
    if again.len() != list.len() {
        say("", "名单里有不属于这一周或不在抽样范围的办件".to_owned());
    }
    for (one, now) in list.iter().filter_map(|one| {
        let now = again.iter().find(|a| a.candidate.case_no == one.candidate.case_no)?;
        Some((one, now))
    }) {
        let no = &one.candidate.case_no;
        if one.left_out != now.left_out {
            say(no, "不参加抽样的原因与规则算出的不同".to_owned());
        }
        if one.place != now.place {
            say(no, format!("登记为{}，按种子应为{}", words(one.place), words(now.place)));
        }
    }
    let called = |place: Place| match place {
        Place::Sample(_) | Place::Reserve(_) => Some(place),
        Place::Second(_) => None,
    };
    for now in &again {
        let (no, case) = (&now.candidate.case_no, now.candidate.case);
        let line = lines.iter().find(|l| l.case == case && called(l.place).is_some());
        let place = line.and_then(|l| called(l.place));
        if place != now.place {
            say(no, format!("回访表里为{}，按种子应为{}", words(place), words(now.place)));
        }
    }
    for line in lines.iter().filter(|l| called(l.place).is_some()) {
        if !again.iter().any(|now| now.candidate.case == line.case) {
            say(&line.case_no, "回访表里有，冻结的名单里没有".to_owned());
        }
    }
    out
}

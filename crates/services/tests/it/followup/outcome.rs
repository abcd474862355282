//! What the calls come to: results with their interval, clues that others are not shown, bulletins without a bare hundred
//! percent.

use services::{
    Failure,
    followup::{
        CallForm, CallRefusal, Clue, ClueForm, CountyPlan, Dimension, Period, PlanFlaw, Refusal, bulletin, certainty,
        change_plan, clues, hand_clue_over, open_clues, plan, results, sentence,
    },
};
use testkit::engines;

use super::County;

fn clue(form: &mut CallForm) {
    form.levels.insert("integrity".into(), "1".into());
    form.levels.insert("attitude".into(), "5".into());
    form.note = "有人暗示要送礼，要排队".into();
}

#[test]
fn results_say_how_many_and_how_sure() {
    for db in engines() {
        let county = County::open(db);
        let week = county.drawn(12, 3);
        for n in 0..14 {
            county.call("huifang", |form| {
                form.levels.insert("efficiency".into(), "4".into());
                form.note = if n % 2 == 0 { "排队太久，材料多".into() } else { String::new() };
            });
        }
        let found = results(&county.bureau, &county.desk("ducha"), Period::Week(week)).unwrap();
        assert_eq!((found.whole.population, found.whole.tally.reached(), found.whole.tally.waiting), (15, 14, 1));
        assert_eq!(sentence(&found.whole.tally), "接通14件，均表示满意");
        let sure = certainty(&found.whole.tally, found.whole.estimate.as_ref(), found.confidence).unwrap();
        assert!(sure.starts_with("14件全部满意：真实不满意率仍可能到"), "{sure}");
        let of = |name: &str| found.departments.iter().find(|d| d.name == name).unwrap();
        assert!(of("县人社局").is_hidden && of("县人社局").result.estimate.is_none(), "two or three say nothing");
        // Beside the whole, the other department would tell the two or three.
        assert!(of("县市场监管局").is_hidden && of("县市场监管局").result.tally.reached() == 0);
        assert_eq!(of("县市场监管局").sentence(), "答的太少，不单列");
        assert_eq!(found.whole.tally.dimensions[&Dimension::Efficiency].satisfied(), 14);
        assert_eq!((found.words[0].clone(), found.notes), (("排队".to_owned(), 7), 7));
        assert_eq!(found.trend.len(), 2, "week 46, of which nobody was drawn, and this one");
        let month = results(&county.bureau, &county.desk("ducha"), Period::parse("2026-11").unwrap()).unwrap();
        assert_eq!(month.whole.tally, found.whole.tally);
        assert!(matches!(
            results(&county.bureau, &county.desk("shichang"), Period::Week(week)),
            Err(Failure::Denied(_))
        ));
    }
}

#[test]
fn a_clue_is_read_by_few_and_handed_over() {
    for db in engines() {
        let county = County::open(db);
        let week = county.drawn(2, 0);
        let (id, recorded) = county.call("huifang", clue);
        assert_eq!(recorded.order, None, "the department hears nothing of it");
        for login in ["huifang", "ducha"] {
            let view = county.line(login, id);
            let services::followup::Standing::Done(call) = view.line.standing else { panic!("reached") };
            let answers = call.answers.unwrap();
            assert!(
                view.is_kept_back && answers.note.is_empty() && !answers.dimensions.contains_key(&Dimension::Integrity)
            );
        }
        let found = results(&county.bureau, &county.desk("ducha"), Period::Week(week)).unwrap();
        assert_eq!((found.kept_back, found.notes, found.words.len()), (1, 0, 0));
        assert_eq!(found.whole.tally.dimensions.get(&Dimension::Integrity), None);
        assert!(matches!(clues(&county.bureau, &county.desk("ducha")), Err(Failure::Denied(_))));
        assert_eq!(open_clues(&county.bureau, &county.desk("ducha")).unwrap(), None);
        let desk = county.desk("jijian");
        assert_eq!(open_clues(&county.bureau, &desk).unwrap(), Some(1));
        let list = clues(&county.bureau, &desk).unwrap();
        let services::followup::Standing::Done(call) = &list[0].line.standing else { panic!("reached") };
        assert_eq!(call.answers.as_ref().unwrap().note, "有人暗示要送礼，要排队");
        assert_eq!((list[0].caller.as_str(), list[0].department.as_str()), ("huifang", "县市场监管局"));
        let form =
            ClueForm {
                line: id.get(), version: 2, on: "2026-11-23".into(), receipt: "县纪委监委 回执7号".into()
            };
        let bare = ClueForm { receipt: String::new(), ..form.clone() };
        let refused = hand_clue_over(&county.bureau, &desk, &bare, None);
        assert!(matches!(refused, Err(Failure::Refused(CallRefusal::Rule(Refusal::ReceiptMissing)))));
        hand_clue_over(&county.bureau, &desk, &form, None).unwrap();
        assert!(matches!(clues(&county.bureau, &desk).unwrap()[0].line.clue, Some(Clue::HandedOver { .. })));
        assert_eq!(open_clues(&county.bureau, &desk).unwrap(), Some(0));
        county.is_sound();
    }
}

/// All text of a docx, without its markup.
fn text_of(docx: &[u8]) -> String {
    let xml = testkit_unzip(docx, "word/document.xml");
    let mut out = String::new();
    let mut inside = false;
    for c in xml.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

fn testkit_unzip(bytes: &[u8], name: &str) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_bulletin_names_the_interval_in_its_appendix_and_no_bare_hundred() {
    for db in engines() {
        let county = County::open(db);
        let week = county.drawn(9, 0);
        for _ in 0..8 {
            county.call("huifang", |_| {});
        }
        let file = bulletin(&county.bureau, &county.desk("ducha"), Period::Week(week), false).unwrap();
        assert_eq!(file.name, "电话回访通报 2026-W47.docx");
        let text = text_of(&file.bytes);
        let (body, appendix) = text.split_once("表1").unwrap();
        assert!(body.contains("接通8件，均表示满意") && body.contains("真实不满意率仍可能到"), "{body}");
        assert!(appendix.contains("县市场监管局"));
        assert!(!text.replace("至100.0%", "").contains("100%") && !text.contains("100.0%"), "{text}");
        let main = text.split("抽样与推断说明").next().unwrap();
        assert!(!main.contains('%') || main.contains("接通8件（"), "no share stands in the text: {main}");
    }
}

#[test]
fn the_plan_is_changed_by_versions() {
    for db in engines() {
        let county = County::open(db);
        let desk = county.desk("ducha");
        let (shipped, before) = plan(&county.bureau, &desk).unwrap();
        assert_eq!((shipped.version, before.len()), (0, 0));
        let mut new = CountyPlan { hide_below: 8, ..shipped.clone() };
        assert!(matches!(change_plan(&county.bureau, &county.desk("huifang"), &new, None), Err(Failure::Denied(_))));
        assert_eq!(change_plan(&county.bureau, &desk, &new, None).unwrap(), 1);
        assert!(matches!(change_plan(&county.bureau, &desk, &new, None), Err(Failure::Stale)));
        new.version = 1;
        assert_eq!(change_plan(&county.bureau, &desk, &new, None).unwrap(), 1, "nothing changed, nothing written");
        new.script.opening.clear();
        let refused = change_plan(&county.bureau, &desk, &new, None);
        assert!(matches!(refused, Err(Failure::Refused(PlanFlaw::Missing("开场白")))));
        let (now, before) = plan(&county.bureau, &desk).unwrap();
        assert_eq!((now.version, now.hide_below, before.len(), &before[0]), (1, 8, 1, &shipped));
        county.is_sound();
    }
}

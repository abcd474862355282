use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::date};

use super::*;
use crate::base::{CaseId, ImportId, ItemId, Rng as _, SeededRng, Uscc};
use crate::oversight::detectors::Profile;

fn weights() -> Matching {
    let json = include_str!("../../../../services/data/detectors.json");
    Profile::parse(json).expect("shipped with the program").matching
}

const ITEMS: [&str; 8] = [
    "食品经营许可",
    "公共场所卫生许可",
    "道路货物运输经营许可",
    "建筑工程施工许可证核发",
    "林木采伐许可证核发",
    "特种设备使用登记",
    "取水许可",
    "城市建筑垃圾处置核准",
];
const ORGANS: [&str; 8] = [
    "市场监督管理局",
    "卫生健康局",
    "交通运输局",
    "住房和城乡建设局",
    "林业局",
    "市场监督管理局",
    "水利局",
    "城市管理局",
];
const SYLLABLES: [&str; 24] = [
    "华", "兴", "盛", "达", "隆", "泰", "恒", "润", "嘉", "诚", "瑞", "丰", "源", "宏", "伟", "鑫", "安", "康", "旺",
    "祥", "顺", "和", "美", "佳",
];
const TRADES: [&str; 6] = ["贸易", "餐饮", "物流", "建筑", "农业", "商务"];

/// Cases of the hall and lines of a list, with the truth: which line belongs to which case.
struct Sample {
    cases: Vec<HallCase>,
    decisions: Vec<Decision>,
    truth: BTreeMap<usize, usize>,
}

fn company(rng: &SeededRng) -> (String, String) {
    let pick = |from: &[&'static str]| from[rng.below(from.len() as u64) as usize];
    let name: String = (0..3).map(|_| pick(&SYLLABLES)).collect();
    let name = format!("临江县{name}{}有限公司", pick(&TRADES));
    let digits: String =
        (0..16).map(|n| if n == 0 { '9' } else { char::from(b'0' + rng.below(9) as u8 + 1) }).collect();
    let first: String = format!("91{}", &digits[2..]);
    let code = Uscc::with_both_checks(&first).map(|c| c.as_str().to_owned()).unwrap_or_default();
    (name, code)
}

/// `dirt` in percent of each field that is written otherwise; 0 = clean.
fn sample(size: usize, dirt: u64, seed: u64) -> Sample {
    let rng = SeededRng::new(seed);
    let firms: Vec<(String, String)> = (0..size / 2).map(|_| company(&rng)).collect();
    let dirty = |percent: u64| rng.below(100) < percent * dirt / 10;
    let mut sample = Sample { cases: Vec::new(), decisions: Vec::new(), truth: BTreeMap::new() };
    for n in 0..size {
        let (name, code) = &firms[rng.below(firms.len() as u64) as usize];
        let kind = rng.below(8) as usize;
        let on = date(2026, 1, 5).saturating_add((rng.below(300) as i64).days());
        let number = format!("临{}许准字〔2026〕第{n:05}号", &ORGANS[kind][..3]);
        // One in ten was decided elsewhere and has no case; one in ten of the hall's is in no list.
        let (in_hall, in_list) = (rng.below(10) != 0, rng.below(10) != 0);
        if in_hall {
            sample.cases.push(HallCase {
                case: CaseId::new(n as i64),
                result_no: if dirty(3) { String::new() } else { number.clone() },
                party: name.clone(),
                code: if dirty(1) { String::new() } else { code.clone() },
                item: ItemId::new(kind as i64),
                item_name: ITEMS[kind].into(),
                organ: format!("临江县{}", ORGANS[kind]),
                decided_on: on,
            });
        }
        if in_list {
            let party = match rng.below(5) {
                _ if !dirty(3) => name.clone(),
                0 => name.replace("有限公司", "有限责任公司"),
                1 => name.replace("临江县", "临江县（市）").replace("（市）", " "),
                2 => name.replace('华', "華").replace("兴", "興").replace("业", "業"),
                3 => name.replacen("县", "县（", 1).replacen("有", "）有", 1),
                _ => name.replacen('达', "大", 1).replacen('泰', "太", 1).replacen('盛', "胜", 1),
            };
            let item_name = if dirty(2) { format!("{}（首次）", ITEMS[kind]) } else { ITEMS[kind].into() };
            let decision_no = match rng.below(3) {
                _ if !dirty(4) => number.clone(),
                0 => String::new(),
                1 => number.replace('〔', "[").replace('〕', "]").replace('第', ""),
                _ => number.replacen('0', "8", 1),
            };
            let code = match rng.below(2) {
                _ if !dirty(2) => code.clone(),
                0 => String::new(),
                _ => format!("{}X", &code[..17]),
            };
            let late = if dirty(2) { rng.below(4) as i64 } else { 0 };
            let row = sample.decisions.len() as u32 + 2;
            let line = LedgerRow {
                row,
                decision_no,
                party,
                code,
                content: format!("准予{}", ITEMS[kind]),
                item_name,
                decided_on: Some(on.saturating_add(late.days())),
                organ: format!("临江县{}", ORGANS[kind]),
            };
            if in_hall {
                sample.truth.insert(sample.decisions.len(), sample.cases.len() - 1);
            }
            sample.decisions.push(Decision { import: ImportId::new(1), line, item: None });
        }
    }
    let names = ItemNames::new((0..8).map(|n| (ItemId::new(n as i64), ITEMS[n])), "");
    for decision in &mut sample.decisions {
        decision.item = names.find(&decision.line.item_name);
    }
    sample
}

/// Found pairs that are true, found pairs, true pairs.
fn counts(sample: &Sample) -> (usize, usize, usize) {
    let pairing = pair(&sample.decisions, &sample.cases, &weights());
    let right = pairing.matches.iter().filter(|m| sample.truth.get(&m.decision) == Some(&m.case)).count();
    (right, pairing.matches.len(), sample.truth.len())
}

#[test]
fn clean_fields_are_matched_exactly() {
    let (right, found, there) = counts(&sample(2_000, 0, 1));
    assert_eq!((right, found), (there, there));
}

#[test]
fn dirty_fields_are_matched_with_known_precision_and_recall() {
    for (dirt, precision, recall) in [(10, 0.99, 0.97), (30, 0.98, 0.93)] {
        let (right, found, there) = counts(&sample(4_000, dirt, 2));
        let (p, r) = (right as f64 / found as f64, right as f64 / there as f64);
        assert!(
            p >= precision && r >= recall,
            "dirt {dirt}: precision {p:.4}, recall {r:.4} ({right}/{found}/{there})"
        );
    }
}

#[test]
fn each_case_belongs_to_one_line_and_the_reasons_are_told() {
    let mut s = sample(200, 0, 3);
    let twin = s.decisions[0].clone();
    s.decisions.push(twin);
    let pairing = pair(&s.decisions, &s.cases, &weights());
    let mut cases: Vec<usize> = pairing.matches.iter().map(|m| m.case).collect();
    cases.sort_unstable();
    cases.dedup();
    assert_eq!(cases.len(), pairing.matches.len());
    assert!(pairing.unmatched.contains(&(s.decisions.len() - 1)), "the second copy of a line has no case of its own");
    let words: Vec<String> = pairing.matches[0].reasons.iter().map(|r| r.words()).collect();
    assert_eq!(words, ["文书号相同", "信用代码相同", "名称相同", "事项相同", "日期相同", "机关相同"]);
}

#[test]
fn another_companys_case_is_not_taken() {
    let line = |party: &str| Decision {
        import: ImportId::new(1),
        line: LedgerRow {
            party: party.into(),
            item_name: ITEMS[0].into(),
            decided_on: Some(date(2026, 5, 6)),
            ..LedgerRow::default()
        },
        item: Some(ItemId::new(0)),
    };
    let case = HallCase {
        case: CaseId::new(1),
        result_no: String::new(),
        party: "临江县华兴贸易有限公司".into(),
        code: String::new(),
        item: ItemId::new(0),
        item_name: ITEMS[0].into(),
        organ: String::new(),
        decided_on: date(2026, 5, 6),
    };
    let pairing = pair(&[line("临江县泰顺贸易有限公司")], std::slice::from_ref(&case), &weights());
    assert_eq!((pairing.matches.len(), pairing.unmatched.as_slice()), (0, [0].as_slice()));
    let pairing = pair(&[line("临江县華興贸易有限责任公司")], &[case], &weights());
    assert_eq!(pairing.matches.len(), 1, "{pairing:?}");
}

#[test]
fn names_are_brought_to_one_form() {
    let variants = weights().variants;
    let plain = |name: &str| plain_name(name, &variants);
    for other in ["临江（华兴）贸易有限责任公司", "临江(华兴) 贸易有限公司"] {
        assert_eq!(plain(other), "临江华兴贸易有限公司");
    }
    assert_eq!(plain("華興電子有限公司"), "华兴电子有限公司");
    assert_eq!(plain("ＡＢＣ科技股份有限公司"), "ABC科技股份公司");
    assert_eq!(plain("王五饭店（个体工商户）"), "王五饭店");
    assert_eq!(plain("有限责任公司"), "有限责任公司");
}

#[test]
fn an_item_is_found_by_its_name_or_one_that_is_alike() {
    let names = ItemNames::new((0..8).map(|n| (ItemId::new(n as i64), ITEMS[n])), "");
    assert_eq!(names.find("食品经营许可"), Some(ItemId::new(0)));
    assert_eq!(names.find("食品 经营许可（新办）"), Some(ItemId::new(0)));
    assert_eq!(names.find("烟草专卖零售许可证核发"), None);
    assert_eq!(names.find(""), None);
    let twins = ItemNames::new([(ItemId::new(1), "取水许可"), (ItemId::new(2), "取水许可")], "");
    assert_eq!(twins.find("取水许可"), None);
}

//! Quality of guides over a catalogue (办事指南质量): every sum is the sum of what is listed.

use domain::{
    base::DepartmentId,
    catalogue::{Content, ItemType, Material, RuleId, Severity, Status},
    people::{Desk, Role},
};
use services::{
    Bureau, Failure, Home,
    base::{NewCounty, open_county},
    catalogue::{QualityFilter, QualityReport, quality, quality_sheet},
};
use testkit::{Scratch, TestDb, content, department, item, on_every_engine, region, seed_department, seed_item};

use crate::sample::chance;

fn desk() -> Desk {
    Desk::system("测试")
}

fn bureau(t: &TestDb, home: &Scratch) -> Bureau {
    let new = NewCounty { region: region(), name: Some("试算县".into()), city_name: String::new(), sample: true };
    open_county(&t.db, &Home::new(home.path()), &chance(9, 1), new).unwrap()
}

/// Everything that must be told is told.
fn told(code: &str, name: &str, department: i64) -> Content {
    let mut told = content(code, name, department);
    told.item_type = ItemType::parse("20").unwrap();
    told.guide.place = "县政务服务中心一楼3号窗口".into();
    told.guide.hours = "工作日 9:00—17:00".into();
    told.guide.phone = "0989-5550101".into();
    told.guide.legal_basis = "社会保险法第四条".into();
    told.guide.materials = vec![Material { name: "申请表".into(), ..Material::default() }];
    told.guide.result_kind = "无".into();
    told
}

fn seed(t: &TestDb) {
    for (id, name) in [(1, "县民政局"), (2, "县公安局"), (3, "县档案馆")] {
        seed_department(&t.db, &department(id, name));
    }
    seed_item(&t.db, &item(1, told("A-1", "好指南", 1)));
    let mut vague = told("A-2", "有兜底的指南", 1);
    vague.guide.materials.push(Material { name: "其他材料".into(), ..Material::default() });
    vague.guide.materials.push(Material { name: "有关部门要求的材料".into(), ..Material::default() });
    seed_item(&t.db, &item(2, vague));
    seed_item(&t.db, &item(3, content("B-1", "没写的指南", 2)));
    let mut draft = content("B-2", "没有起用的", 2);
    draft.status = Status::Draft;
    seed_item(&t.db, &item(4, draft));
    let mut penalty = content("B-3", "依职权的", 2);
    penalty.item_type = ItemType::parse("02").unwrap();
    seed_item(&t.db, &item(5, penalty));
}

fn sums_fit(report: &QualityReport) {
    let by_rule = |count: fn(&services::catalogue::RuleLine) -> u64| report.by_rule.iter().map(count).sum::<u64>();
    assert_eq!(by_rule(|l| l.findings), report.total.findings);
    assert_eq!(by_rule(|l| l.not_checkable), report.total.not_checkable);
    for line in &report.by_rule {
        let rule = line.setting.rule;
        assert_eq!(line.passed + line.failed + line.not_checkable + line.outside, report.total.items, "{rule:?}");
        assert_eq!(line.example.is_some(), line.findings > 0, "{rule:?}");
    }
    let order =
        |l: &services::catalogue::RuleLine| (l.findings == 0, l.setting.severity, std::cmp::Reverse(l.findings));
    assert!(report.by_rule.windows(2).all(|w| order(&w[0]) <= order(&w[1])));
    let severities: Vec<_> = report.findings.iter().map(|f| f.finding.severity).collect();
    assert!(severities.is_sorted(), "what must be mended comes first");
    let must = severities.iter().filter(|s| **s == Severity::Must).count();
    assert!(report.findings.len() as u64 != report.total.findings || report.must() == must as u64);
    assert_eq!(report.most().map(|l| l.findings), report.by_rule.iter().map(|l| l.findings).max().filter(|n| *n > 0));
}

#[test]
fn every_sum_is_the_sum_of_what_is_listed() {
    on_every_engine(|t| {
        let home = Scratch::new("quality");
        let bureau = bureau(t, &home);
        seed(t);
        let all = quality(&bureau, &desk(), &QualityFilter::default()).unwrap();
        sums_fit(&all);
        assert_eq!((all.total.items, all.total.faulty), (3, 2), "neither drafts nor what nobody applies for");
        assert_eq!(all.findings.len() as u64, all.total.findings);
        let departments: Vec<&str> = all.by_department.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(departments, ["县公安局", "县民政局"], "lowest score first; who has no guide is not there");
        let of = |name: &str| all.by_department.iter().find(|d| d.name == name).unwrap();
        assert_eq!((of("县民政局").tally.findings, of("县民政局").tally.items), (2, 2));
        let catch_all: Vec<_> = all.findings.iter().filter(|f| f.finding.rule == RuleId::CatchAll).collect();
        assert_eq!(catch_all.len(), 2);
        assert_eq!((catch_all[0].code.as_str(), catch_all[0].department.as_str()), ("A-2", "县民政局"));
        assert_eq!(catch_all[1].finding.value, "有关部门要求的材料");
        // Of 没写的指南 everything that must be told is missing, and it is a licence without questions.
        let missing: Vec<RuleId> = all.findings.iter().filter(|f| f.code == "B-1").map(|f| f.finding.rule).collect();
        assert_eq!(missing.iter().filter(|r| r.group() == 13).count(), 6);
        assert!(missing.contains(&RuleId::Faqs));

        let civil = QualityFilter { department: Some(DepartmentId::new(1)), rule: None };
        let narrowed = quality(&bureau, &desk(), &civil).unwrap();
        sums_fit(&narrowed);
        assert_eq!((narrowed.total.items, narrowed.total.findings, narrowed.findings.len()), (2, 2, 2));
        assert_eq!(narrowed.by_department, all.by_department);
        let place = QualityFilter { rule: Some(RuleId::MissingPlace), ..QualityFilter::default() };
        let narrowed = quality(&bureau, &desk(), &place).unwrap();
        assert_eq!((narrowed.findings.len(), narrowed.total), (1, all.total));

        let (titles, rows) = quality_sheet(&all.findings);
        assert_eq!(rows.len(), all.findings.len());
        assert!(rows.iter().all(|r| r.len() == titles.len()));
    });
}

#[test]
fn who_may_not_see_the_catalogue_sees_no_findings() {
    let t = TestDb::sqlite();
    let home = Scratch::new("quality");
    let bureau = bureau(&t, &home);
    let ask = |desk: &Desk| quality(&bureau, desk, &QualityFilter::default());
    assert!(matches!(ask(&Desk::public("网站")), Err(Failure::Denied(_))));
    let signed_in = |role: Role| Desk::of(testkit::staff(1, "zhangmin", &[role]), "3号窗口");
    assert!(matches!(ask(&signed_in(Role::Administrator)), Err(Failure::Denied(_))));
    for role in [Role::Clerk, Role::Approver, Role::Editor, Role::Supervisor] {
        assert!(ask(&signed_in(role)).is_ok(), "{role:?}");
    }
}

//! Every rule has a guide that passes, one that fails, and one that it cannot judge or does not speak of.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::base::{DepartmentId, Uscc};
use crate::catalogue::{
    CaseKind, Clients, Column, Content, Faq, Form, FormField, FormPage, Guide, ItemType, Limit, LimitUnit, Material,
    OnlineDepth, Standing, Status, Step,
};

pub(super) fn profile() -> QualityProfile {
    let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    let ending = |e: &str, c: &str| Ending { ending: e.into(), completion: c.into() };
    let setting = |rule: &RuleId| RuleSetting {
        rule: *rule,
        on: true,
        weight: 2,
        severity: Severity::Must,
        source: "测试".into(),
    };
    QualityProfile {
        id: "test".into(),
        version: 1,
        source: "测试".into(),
        rules: RuleId::ALL.iter().map(setting).collect(),
        instant_mode: "即审即办".into(),
        commitment_mode: "前审后批".into(),
        endings: vec![ending("批复", "审批办结"), ending("证", "出证办结"), ending("文", "出文办结")],
        none_words: words(&["无", "/"]),
        no_materials: words(&["无需材料"]),
        free_words: words(&["不收费"]),
        hours_words: words(&["工作日"]),
        place_marks: words(&["窗口", "室"]),
        faq_types: words(&["01"]),
        catch_all: words(&["其他材料", "法律法规规定的其他材料", "相关证明"]),
        personal_words: words(&["姓名", "身份证"]),
        workdays_per_month: 22,
        workdays_per_year: 253,
    }
}

/// A form that asks one thing.
fn form_of_one(label: &str, change: impl FnOnce(&mut FormField)) -> Option<Form> {
    let mut field = FormField { key: "one".into(), label: label.into(), ..FormField::default() };
    change(&mut field);
    Some(Form { pages: vec![FormPage { title: "页".into(), hint: String::new(), fields: vec![field] }] })
}

/// A licence of which nothing is known.
pub(super) fn bare() -> Content {
    Content {
        code: "511Z07001006-1-00".into(),
        department: DepartmentId::new(1),
        division: String::new(),
        main_name: String::new(),
        name: "食品经营许可".into(),
        item_type: ItemType::parse("01").unwrap(),
        status: Status::InUse,
        case_kind: None,
        clients: None,
        statutory: None,
        promised: None,
        standing: Standing::default(),
        guide: Guide::default(),
        raw: BTreeMap::new(),
    }
}

fn agency() -> Uscc {
    Uscc::with_both_checks("1151130100877818").unwrap()
}

pub(super) fn material(name: &str) -> Material {
    Material { name: name.into(), ..Material::default() }
}

/// A licence whose guide is as it should be: every rule that speaks of it passes.
fn good() -> Content {
    Content {
        code: format!("{}451010700100601", agency().as_str()),
        case_kind: Some(CaseKind::Commitment),
        clients: Some(Clients::Both),
        statutory: Some(Limit::workdays(20)),
        promised: Some(Limit::workdays(5)),
        standing: Standing { online_depth: Some(OnlineDepth::L4), onsite_visits: Some(0), ..Standing::default() },
        guide: Guide {
            approval_mode: "前审后批".into(),
            result_name: "食品经营许可证（副本）".into(),
            completion_kind: "出证办结".into(),
            result_sample: "样本.pdf".into(),
            online: Some(true),
            online_url: "https://example.gov.cn/1".into(),
            phone: "（0826）5550101、5550102".into(),
            complaint: "0826-5550199".into(),
            hours: "工作日 9:00—17:00".into(),
            place: "文澜路88号县政务服务中心一楼2号窗口".into(),
            person_themes: vec!["040".into()],
            org_themes: vec!["010".into()],
            faqs: vec![Faq { question: "多久办好？".into(), answer: "5 个工作日。".into() }],
            steps: vec![
                Step { name: "受理".into(), days: Some(1), ..Step::default() },
                Step { name: "勘验".into(), days: Some(30), special: true, ..Step::default() },
                Step { name: "决定".into(), days: Some(4), ..Step::default() },
            ],
            charges: Some(false),
            online_payment: Some(false),
            materials: vec![material("食品经营许可申请书")],
            legal_basis: "食品安全法第三十五条".into(),
            form: form_of_one("负责人姓名", |f| {
                (f.personal, f.shared, f.reuse) = (true, true, "organisation.legal_representative".into());
            }),
            ..Guide::default()
        },
        ..bare()
    }
}

fn outcome(content: &Content, rule: RuleId) -> Outcome {
    examine(content, &profile()).into_iter().find(|c| c.rule == rule).map(|c| c.outcome).unwrap()
}

fn with(change: impl FnOnce(&mut Content)) -> Content {
    let mut content = good();
    change(&mut content);
    content
}

/// What each rule says of a guide that was made wrong on purpose: the field and part of the sentence.
fn failing() -> Vec<(RuleId, Content, Column, &'static str)> {
    use RuleId as R;
    let visits = |n: u16| move |c: &mut Content| c.standing.onsite_visits = Some(n);
    let depth = |c: &mut Content, d: OnlineDepth| c.standing.online_depth = Some(d);
    let g = |change: fn(&mut Guide)| with(|c| change(&mut c.guide));
    vec![
        (R::InstantKind, with(|c| c.promised = Some(Limit::workdays(0))), Column::CaseKind, "应改为“即办件”"),
        (R::InstantKind, with(|c| c.case_kind = Some(CaseKind::Instant)), Column::CaseKind, "应改为“承诺件”"),
        (R::InstantMode, g(|g| g.approval_mode = "即审即办".into()), Column::ApprovalMode, "应改为“前审后批”"),
        (R::ResultEnding, g(|g| g.result_name = "关于某地的批复".into()), Column::CompletionKind, "审批办结"),
        (R::OnsiteReason, with(visits(2)), Column::OnsiteReason, "到现场 2 次，请写明"),
        (R::OnsiteReason, g(|g| g.onsite_reason = "核验原件".into()), Column::OnsiteReason, "请清空"),
        (R::Mail, with(|c| (c.guide.online, c.guide.mail) = (Some(false), Some(false))), Column::Mail, "支持邮寄"),
        (R::DepthVisits, with(visits(1)), Column::OnsiteVisits, "应改为 0"),
        (R::ConsultPhone, g(|g| g.phone = "电话：５５５０１０１".into()), Column::Consult, "“5550101”缺区号"),
        (R::ConsultPhone, g(|g| g.phone = "见官网".into()), Column::Consult, "没有电话号码"),
        (R::ComplaintPhone, g(|g| g.complaint = "5550199".into()), Column::Complaint, "缺区号"),
        (
            R::PhonesDiffer,
            g(|g| (g.phone, g.complaint) = ("0826-5550101".into(), "08265550101".into())),
            Column::Complaint,
            "另设",
        ),
        (R::Hours, g(|g| g.hours = "9:00—17:00".into()), Column::OpeningHours, "工作日"),
        (R::Place, g(|g| g.place = "文澜路88号县政务服务中心综合窗口".into()), Column::Place, "窗口号"),
        (R::Themes, with(|c| c.clients = Some(Clients::Person)), Column::OrgThemes, "去掉法人主题"),
        (R::Themes, g(|g| g.person_themes.clear()), Column::PersonThemes, "请补自然人主题"),
        (R::Faqs, g(|g| g.faqs.clear()), Column::Faqs, "请补常见问题"),
        (R::Faqs, g(|g| g.faqs[0].answer.clear()), Column::Faqs, "第 1 条没有答案"),
        (R::PromisedLimit, with(|c| c.promised = Some(Limit::workdays(21))), Column::PromisedLimit, "20 个工作日"),
        (R::StepLimits, g(|g| g.steps[0].days = Some(2)), Column::Flow, "合计 6"),
        (R::ResultSample, g(|g| g.result_sample = "无".into()), Column::ResultSample, "请补结果样本"),
        (R::Payment, g(|g| g.online_payment = Some(true)), Column::OnlinePayment, "改为“否”"),
        (R::CatchAll, g(|g| g.materials.push(material("法律、法规规定的其他材料"))), Column::Materials, "第 2 项材料"),
        (R::MissingPlace, g(|g| g.place = " ".into()), Column::Place, "缺办理地点"),
        (R::MissingHours, g(|g| g.hours.clear()), Column::OpeningHours, "缺办理时间"),
        (R::MissingPhone, g(|g| g.phone.clear()), Column::Consult, "缺咨询方式"),
        (R::MissingBasis, g(|g| g.legal_basis.clear()), Column::LegalBasis, "缺设定依据"),
        (R::MissingMaterials, g(|g| g.materials.clear()), Column::Materials, "无需材料"),
        (R::MissingResult, g(|g| g.result_name.clear()), Column::ResultName, "缺结果名称"),
        (
            R::VisitsDepth,
            with(|c| {
                depth(c, OnlineDepth::L3);
                c.guide.mail = Some(false);
            }),
            Column::OnlineDepth,
            "却是Ⅲ级",
        ),
        (R::DepthOnline, with(|c| depth(c, OnlineDepth::L1)), Column::OnlineDepth, "却是Ⅰ级"),
        (R::DepthOnline, g(|g| g.online = Some(false)), Column::OnlineDepth, "却说不能网办"),
        (R::OnlineLink, g(|g| g.online_url = "无".into()), Column::OnlineAddress, "请补网办地址"),
        (R::OnlineLink, g(|g| g.online = Some(false)), Column::Online, "却是“否”"),
        (R::Code, with(|c| c.code = c.code.replacen("11", "12", 1)), Column::Code, "统一社会信用代码"),
        (R::FormPersonal, g(|g| g.form = form_of_one("负责人姓名", |_| {})), Column::Online, "请标明"),
        (R::FormShared, g(|g| g.form = form_of_one("字号", |f| f.shared = true)), Column::Online, "请设沿用标识"),
    ]
}

#[test]
fn a_good_guide_has_nothing_to_mend() {
    let found = check(&good(), &profile());
    assert_eq!(found, []);
    let passed = examine(&good(), &profile()).into_iter().filter(|c| c.outcome == Outcome::Passed).count();
    // Mail is not asked of what is online.
    assert_eq!(passed, RuleId::ALL.len() - 1);
    let by_mail = with(|c| {
        c.standing.online_depth = Some(OnlineDepth::L1);
        (c.guide.online, c.guide.mail) = (Some(false), Some(true));
        c.guide.online_url.clear();
    });
    assert_eq!(outcome(&by_mail, RuleId::Mail), Outcome::Passed);
    assert_eq!(check(&by_mail, &profile()), []);
}

#[test]
fn every_rule_notices_what_it_is_for() {
    let mut seen = BTreeSet::new();
    for (rule, content, field, part) in failing() {
        seen.insert(rule);
        let Outcome::Failed(findings) = outcome(&content, rule) else { panic!("{rule:?} does not notice {part}") };
        let found = &findings[0];
        assert_eq!((found.rule, found.field), (rule, field), "{part}");
        assert!(found.sentence.contains(part), "{rule:?}: {}", found.sentence);
        for finding in &findings {
            let length = finding.sentence.chars().count();
            // The sentence about a code names its scheme.
            assert!(length <= if rule == RuleId::Code { 60 } else { 40 }, "{length}: {}", finding.sentence);
        }
    }
    assert_eq!(seen.len(), RuleId::ALL.len(), "every rule has a failing case");
}

#[test]
fn a_blank_is_not_checkable_and_never_passed() {
    use RuleId as R;
    let checked = examine(&bare(), &profile());
    for Checked { rule, outcome } in &checked {
        match rule {
            // Their very question is whether something is there.
            R::Faqs
            | R::MissingPlace
            | R::MissingHours
            | R::MissingPhone
            | R::MissingBasis
            | R::MissingMaterials
            | R::MissingResult => assert!(matches!(outcome, Outcome::Failed(_)), "{rule:?}"),
            // A local code claims no scheme; the default form is none of the guide's.
            R::Code | R::FormPersonal | R::FormShared => assert_eq!(*outcome, Outcome::Outside),
            R::InstantKind
            | R::InstantMode
            | R::ResultEnding
            | R::OnsiteReason
            | R::Mail
            | R::DepthVisits
            | R::ConsultPhone
            | R::ComplaintPhone
            | R::PhonesDiffer
            | R::Hours
            | R::Place
            | R::Themes
            | R::PromisedLimit
            | R::StepLimits
            | R::ResultSample
            | R::Payment
            | R::CatchAll
            | R::VisitsDepth
            | R::DepthOnline
            | R::OnlineLink => assert!(matches!(outcome, Outcome::Blank(_)), "{rule:?}: {outcome:?}"),
        }
    }
    // Part of what a rule asks for is not enough either.
    let cases = [
        (R::InstantMode, with(|c| c.guide.approval_mode.clear())),
        (R::StepLimits, with(|c| c.guide.steps[0].days = None)),
        (R::PhonesDiffer, with(|c| c.guide.complaint.clear())),
        (R::Mail, with(|c| (c.guide.online, c.guide.mail) = (Some(false), None))),
        (R::VisitsDepth, with(|c| c.standing.online_depth = Some(OnlineDepth::L3))),
        (R::OnlineLink, with(|c| c.guide.online_url.clear())),
        (R::Payment, with(|c| c.guide.online_payment = None)),
        (R::ResultEnding, with(|c| c.guide.completion_kind.clear())),
    ];
    for (rule, content) in cases {
        assert!(matches!(outcome(&content, rule), Outcome::Blank(_)), "{rule:?}: {:?}", outcome(&content, rule));
    }
}

#[test]
fn rules_keep_to_what_they_speak_of() {
    use RuleId as R;
    let penalty = with(|c| c.item_type = ItemType::parse("02").unwrap());
    assert_eq!(examine(&penalty, &profile()), []);
    let service = with(|c| {
        c.item_type = ItemType::parse("20").unwrap();
        c.guide.faqs.clear();
    });
    assert_eq!(outcome(&service, R::Faqs), Outcome::Outside);
    let none = with(|c| {
        c.guide.result_name.clear();
        c.guide.result_kind = "无".into();
    });
    let said = [R::ResultEnding, R::ResultSample, R::MissingResult].map(|r| outcome(&none, r));
    assert_eq!(said, [Outcome::Outside, Outcome::Outside, Outcome::Passed]);
    let paid = with(|c| (c.guide.charges, c.guide.online_payment) = (Some(true), Some(true)));
    assert_eq!(outcome(&paid, R::Payment), Outcome::Outside);
    let free = with(|c| (c.guide.charges, c.guide.fee) = (None, "不收费".into()));
    assert_eq!(outcome(&free, R::Payment), Outcome::Passed);
    let by_hand = with(|c| c.guide.materials = vec![material("无需材料")]);
    assert_eq!(outcome(&by_hand, R::MissingMaterials), Outcome::Passed);
    let off = QualityProfile {
        rules: profile().rules.into_iter().map(|s| RuleSetting { on: s.rule != R::Faqs, ..s }).collect(),
        ..profile()
    };
    assert_eq!(check(&with(|c| c.guide.faqs.clear()), &off), []);
}

#[test]
fn limits_of_other_units_meet_in_working_days() {
    let natural = |value| Some(Limit { value, unit: LimitUnit::Day });
    let case = |promised, statutory| {
        outcome(&with(|c| (c.promised, c.statutory) = (promised, statutory)), RuleId::PromisedLimit)
    };
    assert_eq!(case(natural(10), natural(10)), Outcome::Passed);
    assert!(matches!(case(natural(11), natural(10)), Outcome::Failed(_)));
    // Twelve natural days are at most twelve working days, and no source says how many.
    assert_eq!(case(natural(12), Some(Limit::workdays(12))), Outcome::Passed);
    assert!(matches!(case(natural(13), Some(Limit::workdays(12))), Outcome::Blank(_)));
    assert!(matches!(case(Some(Limit::workdays(13)), natural(12)), Outcome::Failed(_)));
    assert!(matches!(case(Some(Limit::workdays(12)), natural(12)), Outcome::Blank(_)));
    let months = |value| Some(Limit { value, unit: LimitUnit::Month });
    assert_eq!(case(Some(Limit::workdays(22)), months(1)), Outcome::Passed);
    assert!(matches!(case(Some(Limit::workdays(23)), months(1)), Outcome::Failed(_)));
    assert_eq!(case(natural(22), months(1)), Outcome::Passed);
    assert!(matches!(case(natural(40), months(1)), Outcome::Blank(_)));
}

#[test]
fn phones_and_places_as_offices_write_them() {
    let phone = |text: &str| outcome(&with(|c| c.guide.phone = text.into()), RuleId::ConsultPhone);
    for good in
        ["0826-2345678", "(0826)2345678转801", "08262345678", "12345", "400-123-4567", "+86 826 2345678", "13800138000"]
    {
        assert_eq!(phone(good), Outcome::Passed, "{good}");
    }
    for bad in ["2345678", "办公室23456789", "——"] {
        assert!(matches!(phone(bad), Outcome::Failed(_)), "{bad}");
    }
    let place = |text: &str| outcome(&with(|c| c.guide.place = text.into()), RuleId::Place);
    for good in
        ["一楼3号窗口", "３ 号窗口", "B区302室", "窗口：12", "A3窗口", "综合窗口A01", "二楼十二窗口", "（5）号窗口"]
    {
        assert_eq!(place(good), Outcome::Passed, "{good}");
    }
    for bad in ["政务服务中心88号", "综合窗口", "办公室", "各乡镇便民服务中心"] {
        assert!(matches!(place(bad), Outcome::Failed(_)), "{bad}");
    }
}

#[test]
fn fields_have_the_ids_of_the_edit_form() {
    assert_eq!(field_anchor(Column::OnsiteVisits), "field-onsite_visits");
    assert_eq!(field_anchor(Column::Place), "field-place");
    let all: BTreeSet<String> = Column::ALL.iter().map(|c| field_anchor(*c)).collect();
    assert_eq!(all.len(), Column::ALL.len());
}

#[test]
fn the_score_leaves_out_what_could_not_be_checked() {
    let profile = profile();
    let mut tally = Tally::default();
    assert_eq!(tally.score_text(), None);
    tally.add(&examine(&good(), &profile), &profile);
    assert_eq!((tally.score_text().as_deref(), tally.findings, tally.not_checkable), (Some("100"), 0, 0));
    tally.add(&examine(&with(|c| c.guide.hours.clear()), &profile), &profile);
    // 29 and 27 rules passed, one failed, one not checkable: 56 of 57 by weight.
    assert_eq!((tally.items, tally.faulty, tally.findings, tally.not_checkable), (2, 1, 1, 1));
    assert_eq!(tally.score_text().as_deref(), Some("98.2"));
    tally.add(&[], &profile);
    assert_eq!(tally.items, 2);
}

#[test]
fn words_of_rules_are_told_apart() {
    let words: BTreeSet<&str> = RuleId::ALL.iter().map(|r| r.as_str()).collect();
    let labels: BTreeSet<&str> = RuleId::ALL.iter().map(|r| r.short()).collect();
    assert_eq!((words.len(), labels.len()), (RuleId::ALL.len(), RuleId::ALL.len()));
    for rule in RuleId::ALL {
        assert_eq!(RuleId::parse(rule.as_str()), Some(*rule));
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.as_str());
    }
    let groups: BTreeSet<u8> = RuleId::ALL.iter().map(|r| r.group()).collect();
    assert_eq!(groups.into_iter().collect::<Vec<_>>(), (1..=16).collect::<Vec<u8>>());
}

#[test]
fn a_data_file_speaks_of_every_rule_once() {
    let json = |p: &QualityProfile| serde_json::to_string(p).unwrap();
    assert_eq!(QualityProfile::parse(&json(&profile())), Ok(profile()));
    let mut missing = profile();
    missing.rules.pop();
    assert_eq!(QualityProfile::parse(&json(&missing)), Err(ProfileFlaw::Times("form_shared")));
    let mut twice = profile();
    twice.rules.push(twice.rules[0].clone());
    assert_eq!(QualityProfile::parse(&json(&twice)), Err(ProfileFlaw::Times("instant_kind")));
    let mut weightless = profile();
    weightless.rules[3].weight = 0;
    assert_eq!(QualityProfile::parse(&json(&weightless)), Err(ProfileFlaw::Weight("onsite_reason")));
    assert_eq!(
        QualityProfile::parse(&json(&QualityProfile { workdays_per_month: 0, ..profile() })),
        Err(ProfileFlaw::Conversion)
    );
    assert!(matches!(QualityProfile::parse("{}"), Err(ProfileFlaw::Unread(_))));
}

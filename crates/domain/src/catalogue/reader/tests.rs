//! Rows as offices write them, and contents that read back.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    base::DepartmentId,
    catalogue::{
        CodeFlaw, Content, DetailColumn, DetailSheet, Exemption, Faq, Fee, Guide, Material, Need, Origin, RawDetails,
        Standing, Step, cells_of, compare, details_of,
    },
};

fn row(cells: &[(Column, &str)]) -> RawRow {
    RawRow { number: 5, cells: cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect(), ..RawRow::default() }
}

/// A good row with some cells more.
fn good(more: &[(Column, &str)]) -> RawRow {
    let mut out = row(&[
        (Column::Code, "A-1"),
        (Column::Department, "县民政局"),
        (Column::Name, "临时救助"),
        (Column::ItemType, "5"),
    ]);
    out.cells.extend(more.iter().map(|(c, v)| (*c, (*v).to_owned())));
    out
}

fn made(more: &[(Column, &str)]) -> Content {
    read_row(&good(more)).unwrap().create(DepartmentId::new(1))
}

#[test]
fn all_flaws_of_a_row_come_at_once() {
    let flaws = read_row(&row(&[
        (Column::Code, "3.7E+30"),
        (Column::ItemType, "许可证"),
        (Column::PromisedLimit, "0.5个工作日"),
    ]))
    .unwrap_err();
    assert_eq!(flaws.len(), 5, "{flaws:?}");
    assert!(flaws.contains(&RowFlaw::Code(Column::Code, CodeFlaw::Scientific("3.7E+30".into()))));
    assert!(flaws.contains(&RowFlaw::Missing(Column::Department)));
    assert!(flaws.iter().all(|f| f.column().is_some()));
}

#[test]
fn what_a_row_leaves_blank_stays_and_a_dash_clears() {
    let old = made(&[(Column::OnlineDepth, "Ⅳ"), (Column::Place, "县民政局二楼"), (Column::PromisedLimit, "5")]);
    let blank = read_row(&good(&[(Column::Place, " ")])).unwrap().apply(&old, DepartmentId::new(1));
    assert_eq!(blank, old);
    let row = good(&[(Column::Place, "—"), (Column::OnlineDepth, "清空"), (Column::PromisedLimit, "——")]);
    let cleared = read_row(&row).unwrap().apply(&old, DepartmentId::new(1));
    assert_eq!((&*cleared.guide.place, cleared.standing.online_depth, cleared.promised), ("", None, None));
}

/// One cell of every column, and the field it fills.
#[test]
fn every_column_has_its_field() {
    let c = made(&[
        (Column::MainName, "社会救助"),
        (Column::BaseCode, "000511001000"),
        (Column::ImplCode, "11370800mb285591843370117002011"),
        (Column::LocalCode, "L-9"),
        (Column::Replaces, "OLD-1、OLD-2"),
        (Column::Division, "990101000000"),
        (Column::ExerciseLevel, "县（市、区）级"),
        (Column::AgencyKind, "法定机关"),
        (Column::DelegatedTo, "乡镇"),
        (Column::PowerSource, "法定本级行使"),
        (Column::JointAgencies, "财政局^人社局"),
        (Column::Intermediary, "无"),
        (Column::OnlineDepth, "全程网办（Ⅳ级）"),
        (Column::Online, "是"),
        (Column::OnlineAddress, "https://a.example/1"),
        (Column::MobileAddress, "无"),
        (Column::OnsiteVisits, "0次"),
        (Column::OnsiteReason, "要见面\n核对"),
        (Column::Mail, "支持"),
        (Column::Bookable, "否"),
        (Column::Kiosk, "N"),
        (Column::OnlinePayment, "0"),
        (Column::Published, "已发布"),
        (Column::Resident, "进驻"),
        (Column::Exemption, "场地限制；政办〔2026〕3号"),
        (Column::StatutoryLimit, "1"),
        (Column::StatutoryLimitUnit, "月"),
        (Column::StatutoryNote, "不含公示"),
        (Column::PromisedLimit, "5"),
        (Column::PromisedLimitUnit, "工作日"),
        (Column::PromisedNote, "当日受理"),
        (Column::SpecialProcedures, "听证、专家评审"),
        (Column::Flow, "受理\n审查\n决定"),
        (Column::Quota, "无数量限制"),
        (Column::CaseKind, "承诺件"),
        (Column::ApprovalMode, "前审后批"),
        (Column::CompletionKind, "出文办结"),
        (Column::Clients, "1^2"),
        (Column::HandlingForms, "窗口办理,网上办理"),
        (Column::Status, "暂停"),
        (Column::LegalBasis, "《社会救助暂行办法》\n第四十七条"),
        (Column::AcceptanceConditions, "本县户籍"),
        (Column::Materials, "1.申请书\n2.身份证"),
        (Column::Fee, "否（不收费）"),
        (Column::FeeStandard, "0元"),
        (Column::FeeBasis, "无"),
        (Column::CrossRegionScope, "全市通办"),
        (Column::Place, "政务大厅3号窗口"),
        (Column::OpeningHours, "工作日 9:00-17:00"),
        (Column::Consult, "0599-7777777"),
        (Column::Complaint, "0599-12345"),
        (Column::ResultKind, "批文"),
        (Column::ResultName, "救助批复"),
        (Column::ResultSample, "样本.pdf"),
        (Column::PersonThemes, "社会保障"),
        (Column::OrgThemes, "社会保障"),
        (Column::LifeEvents, "退休养老"),
        (Column::Aliases, "救急难；临时救济"),
        (Column::Faqs, "问：多久到账？\n答：批准后十日内\n一次发放"),
        (Column::WindowDecidable, "是"),
    ]);
    let g = &c.guide;
    assert_eq!((&*c.main_name, &*c.division, c.status), ("社会救助", "990101000000", Status::Suspended));
    assert_eq!(g.impl_code, "11370800MB285591843370117002011");
    assert_eq!((&*g.base_code, &*g.local_code, &*g.exercise_level), ("000511001000", "L-9", "4"));
    assert_eq!(g.replaces, ["OLD-1", "OLD-2"]);
    assert_eq!(c.statutory, Some(Limit { value: 1, unit: LimitUnit::Month }));
    assert_eq!(c.promised, Some(Limit::workdays(5)));
    assert_eq!((c.clients, &g.client_types[..]), (Some(Clients::Both), &["自然人".to_owned(), "企业法人".into()][..]));
    assert_eq!((g.online, g.mail, g.bookable, g.kiosk), (Some(true), Some(true), Some(false), Some(false)));
    assert_eq!(
        (c.standing.published, c.standing.resident, c.standing.onsite_visits),
        (Some(true), Some(true), Some(0))
    );
    let exempt = c.standing.exempt_hall.as_ref().unwrap();
    assert_eq!((&*exempt.reason, &*exempt.basis), ("场地限制", "政办〔2026〕3号"));
    assert_eq!((g.charges, &*g.fee), (Some(false), "不收费"));
    assert_eq!((&*g.fees[0].standard, &*g.fees[0].basis), ("0元", "无"));
    assert_eq!(g.materials.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["申请书", "身份证"]);
    assert_eq!(g.faqs, [Faq { question: "多久到账？".into(), answer: "批准后十日内\n一次发放".into() }]);
    assert_eq!(g.aliases, ["救急难", "临时救济"]);
    assert_eq!(g.legal_basis, "《社会救助暂行办法》\n第四十七条");
    assert_eq!(g.is_mobile(), Some(false));
    // Nothing but what the version itself says is left out.
    let said = cells_of(&c, "县民政局");
    let silent: Vec<_> = Column::ALL.iter().filter(|column| !said.contains_key(column)).collect();
    let wanted = [
        Column::DepartmentCode,
        Column::OnApplication,
        Column::StatutoryLimitUnit,
        Column::PromisedLimitUnit,
        Column::EffectiveOn,
    ];
    assert_eq!(silent, wanted.iter().collect::<Vec<_>>());
}

#[test]
fn days_are_working_days_for_a_licence_alone() {
    let days = |kind| {
        let mut row = good(&[(Column::StatutoryLimit, "20日")]);
        row.cells.insert(Column::ItemType, kind);
        read_row(&row).unwrap().create(DepartmentId::new(1)).statutory.unwrap().unit
    };
    assert_eq!(days("行政许可".into()), LimitUnit::Workday);
    assert_eq!(days("公共服务".into()), LimitUnit::Day);
}

#[test]
fn an_exemption_names_its_reason_and_its_basis() {
    for typed in ["是", "场地限制", "；政办〔2026〕3号"] {
        let flaws = read_row(&good(&[(Column::Exemption, typed)])).unwrap_err();
        assert!(matches!(&flaws[..], [RowFlaw::Word { column: Column::Exemption, .. }]), "{typed}: {flaws:?}");
    }
    assert_eq!(made(&[(Column::Exemption, "否")]).standing.exempt_hall, None);
}

#[test]
fn a_list_of_names_keeps_what_is_known_of_materials() {
    let mut old = made(&[]);
    old.guide.materials =
        vec![Material { name: "身份证".into(), copies: 2, origin: Origin::Government, ..Material::default() }];
    let new =
        read_row(&good(&[(Column::Materials, "（1）申请书\n（2）身份证")])).unwrap().apply(&old, DepartmentId::new(1));
    assert_eq!(new.guide.materials[1], old.guide.materials[0]);
    assert_eq!(new.guide.materials[0].name, "申请书");
}

#[test]
fn detail_sheets_fill_lists_and_name_what_they_get_wrong() {
    let cells = |cells: &[(DetailColumn, &str)]| cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect();
    let mut row = good(&[]);
    row.details.materials = vec![cells(&[
        (DetailColumn::Name, "身份证"),
        (DetailColumn::Need, "1"),
        (DetailColumn::Origin, "20"),
        (DetailColumn::Copies, "2份"),
    ])];
    row.details.steps = vec![cells(&[(DetailColumn::StepName, "受理"), (DetailColumn::StepDays, "1个工作日")])];
    let c = read_row(&row).unwrap().create(DepartmentId::new(1));
    let wanted = Material {
        name: "身份证".into(),
        need: Need::Required,
        origin: Origin::Government,
        copies: 2,
        ..Material::default()
    };
    assert_eq!(c.guide.materials, [wanted]);
    assert_eq!(c.guide.steps, [Step { name: "受理".into(), days: Some(1), ..Step::default() }]);
    row.details.materials[0].insert(DetailColumn::Need, "也许".into());
    row.details.fees = vec![cells(&[(DetailColumn::FeeStandard, "5元")])];
    let sentences: Vec<String> = read_row(&row).unwrap_err().iter().map(RowFlaw::to_string).collect();
    assert_eq!(sentences, ["材料第1条的必要性“也许”不认识，请核对", "收费第1条缺收费项目，请核对"]);
    assert_eq!(DetailSheet::ALL.iter().map(|s| s.columns().len()).sum::<usize>(), DetailColumn::ALL.len());
}

#[test]
fn differences_are_told_for_every_field_and_cut() {
    let old = made(&[]);
    let new = made(&[
        (Column::Place, &"三楼".repeat(50)),
        (Column::Mail, "是"),
        (Column::Materials, "申请书"),
        (Column::StatutoryLimit, "1个月"),
    ]);
    let told = compare(&old, &new);
    let fields: Vec<&str> = told.iter().map(|c| c.field).collect();
    assert_eq!(fields, ["是否支持物流快递", "法定办结时限", "办理地点", "材料"]);
    assert_eq!((&*told[0].before, &*told[0].after), ("未知", "是"));
    assert_eq!(told[2].after.chars().count(), 60);
    assert!(told[2].after.ends_with('…'));
    assert_eq!((&*told[3].before, &*told[3].after), ("空", "申请书"));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[一二三四龥𠀀a-z0-9=+@“”（）；、|：\\n 🙂]{0,12}".prop_map(|s| s),
        Just("=1+1".to_owned()),
        Just("0012".to_owned()),
    ]
}

fn flag() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![Just(None), Just(Some(true)), Just(Some(false))]
}

fn limit() -> impl Strategy<Value = Option<Limit>> {
    let unit = prop::sample::select(LimitUnit::ALL.to_vec());
    prop::option::of((1_u16..=10, unit).prop_map(|(value, unit)| Limit { value, unit }))
}

fn guide() -> impl Strategy<Value = Guide> {
    let texts = prop::collection::vec(text(), 12);
    let words = prop::collection::vec("[一二三四a-z]{1,4}", 0..3);
    let materials = prop::collection::vec(("[一二三]{1,4}", text(), 0_u8..3), 0..3);
    let faqs = prop::collection::vec(("[一二三？]{1,4}", text()), 0..3);
    let fees = prop::collection::vec(("[一二三]{0,3}", text(), text(), flag()), 0..2);
    (texts, words, materials, faqs, fees, (flag(), flag(), flag())).prop_map(|(t, words, materials, faqs, fees, f)| {
        let material =
            |(name, form, copies): (String, String, u8)| Material { name, form, copies, ..Material::default() };
        let fee = |(name, standard, basis, reducible)| Fee { name, standard, basis, reducible, ..Fee::default() };
        Guide {
            place: t[0].clone(),
            hours: t[1].clone(),
            conditions: t[2].clone(),
            legal_basis: t[3].clone(),
            fee: t[4].clone(),
            result_name: t[5].clone(),
            online_url: t[6].clone(),
            flow: t[7].clone(),
            onsite_reason: t[8].clone(),
            scope: t[9].clone(),
            quota: t[10].clone(),
            complaint: t[11].clone(),
            aliases: words.clone(),
            special_procedures: words.clone(),
            client_types: Vec::new(),
            person_themes: words,
            materials: materials.into_iter().map(material).collect(),
            faqs: faqs.into_iter().map(|(question, answer)| Faq { question, answer }).collect(),
            fees: fees.into_iter().map(fee).collect(),
            charges: f.0,
            mail: f.1,
            online: f.2,
            ..Guide::default()
        }
    })
}

fn content() -> impl Strategy<Value = Content> {
    let exempt = prop::option::of((text(), text()).prop_map(|(reason, basis)| Exemption {
        reason,
        basis,
        from: Some(date(2026, 1, 1)),
        ..Exemption::default()
    }));
    let standing = (prop::option::of(1_i64..=4), prop::option::of(0_u16..=3), flag(), flag(), exempt).prop_map(
        |(depth, onsite_visits, published, resident, exempt_hall)| Standing {
            online_depth: depth.and_then(OnlineDepth::from_number),
            onsite_visits,
            published,
            resident,
            exempt_hall,
            ..Standing::default()
        },
    );
    (guide(), standing, limit(), limit(), prop::sample::select(Status::ALL.to_vec())).prop_map(
        |(guide, standing, statutory, promised, status)| Content {
            guide,
            standing,
            statutory,
            promised,
            status,
            clients: Some(Clients::Both),
            ..made(&[])
        },
    )
}

proptest! {
    /// What is exported changes nothing when it comes back, whatever it holds.
    #[test]
    fn what_is_written_out_reads_back_as_the_same(content in content()) {
        let row = RawRow {
            number: 2,
            cells: cells_of(&content, "县民政局"),
            raw: BTreeMap::new(),
            details: details_of(&content),
        };
        // An exemption without reason or basis cannot be written as one; its row is refused, not changed.
        if let Ok(patch) = read_row(&row) {
            prop_assert_eq!(patch.apply(&content, content.department), content);
        } else {
            let e = content.standing.exempt_hall.unwrap();
            prop_assert!(e.reason.trim().is_empty() || e.basis.trim().is_empty());
        }
    }

    /// No cell makes reading panic.
    #[test]
    fn any_cell_is_read_or_refused(cells in prop::collection::vec((prop::sample::select(Column::ALL.to_vec()), ".{0,20}"), 0..20)) {
        let row = RawRow { cells: cells.into_iter().collect(), details: RawDetails::default(), ..good(&[]) };
        drop(read_row(&row));
    }
}

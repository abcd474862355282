//! Forms as editors write them and answers as people give them.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::*;
use crate::{
    base::DepartmentId,
    catalogue::{Clients, Content, Guide, ItemType, Standing, Status, compare},
};

pub(super) const TODAY: Date = date(2026, 11, 22);

pub(super) fn field(key: &str, label: &str, kind: FieldKind) -> FormField {
    FormField { key: key.into(), label: label.into(), kind, ..FormField::default() }
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|w| (*w).to_owned()).collect()
}

/// A small shop's form with every kind of field.
pub(super) fn shop() -> Form {
    let personal = |f: FormField| FormField {
        personal: true,
        purpose: "核对经营者身份".into(),
        legal_basis: "《促进个体工商户发展条例》第八条".into(),
        required: true,
        ..f
    };
    let date = |from, to| FieldKind::Date { from, to };
    let choice = |list: &[&str]| FieldKind::Choice { options: words(list), list: false };
    let number = |min, max, decimals, unit: &str| FieldKind::Number { min, max, decimals, unit: unit.into() };
    Form {
        pages: vec![
            FormPage {
                title: "经营情况".into(),
                hint: "照实际填写".into(),
                fields: vec![
                    FormField { required: true, ..field("shop", "字号", FieldKind::Text { most: 20 }) },
                    FormField {
                        required: true,
                        hint: "不动产权证上有".into(),
                        ..field("site", "经营场所地址", FieldKind::Address)
                    },
                    FormField {
                        required: true, ..field("way", "经营方式", choice(&["实体店", "网络经营"]))
                    },
                    FormField {
                        required: true,
                        condition: Some(FormCondition::equals("way", "网络经营")),
                        ..field("shop_url", "网店地址", FieldKind::Text { most: 100 })
                    },
                    field("area", "面积", number(Some(1), Some(100_000), 2, "平方米")),
                    field("staff", "从业人数", number(Some(1), None, 0, "人")),
                    field("sells", "经营项目", FieldKind::Several { options: words(&["热食", "冷食", "饮品"]) }),
                    FormField {
                        condition: Some(FormCondition::All(vec![
                            FormCondition::equals("sells", "冷食"),
                            FormCondition::Any(vec![
                                FormCondition::equals("way", "实体店"),
                                FormCondition::Filled { key: "staff".into() },
                            ]),
                        ])),
                        ..field("cold_room", "有没有冷食间", FieldKind::YesNo)
                    },
                ],
            },
            FormPage {
                title: "经营者".into(),
                hint: String::new(),
                fields: vec![
                    personal(field("owner_id", "负责人身份证号码", FieldKind::CitizenId)),
                    FormField {
                        reuse: "applicant.phone".into(),
                        ..personal(field("mobile", "手机号码", FieldKind::Mobile))
                    },
                    field("founded_on", "成立日期", date(None, Some(DayBound::Today))),
                    FormField {
                        required: true,
                        ..field("opens_on", "开业日期", date(Some(DayBound::Field("founded_on".into())), None))
                    },
                    FormField {
                        condition: Some(FormCondition::equals(APPLICANT_KIND, "organisation")),
                        required: true,
                        shared: true,
                        ..field("parent", "上级单位代码", FieldKind::Uscc)
                    },
                    field("note", "补充说明", FieldKind::LongText { most: 200 }),
                ],
            },
        ],
    }
}

fn raw(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let base = [
        (APPLICANT_KIND, "person"),
        ("shop", "三味小吃店"),
        ("site", "文澜路88号"),
        ("way", "实体店"),
        ("owner_id", "11010519491231002X"),
        ("mobile", "13800138000"),
        ("opens_on", "2026-12-01"),
    ];
    base.iter().chain(pairs).map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

fn answers(pairs: &[(&str, &str)]) -> Result<Answers, Vec<AnswerFlaw>> {
    check_answers(&shop(), &raw(pairs), TODAY)
}

use super::AnswerFlaw;

fn sentence(pairs: &[(&str, &str)]) -> String {
    let flaws = answers(pairs).expect_err("to be mended");
    flaws.iter().map(|f| f.sentence.as_str()).collect::<Vec<_>>().join("|")
}

fn content(name: &str, item_type: &str, clients: Option<Clients>, guide: Guide) -> Content {
    Content {
        code: "1".into(),
        department: DepartmentId::new(1),
        division: String::new(),
        main_name: String::new(),
        name: name.into(),
        item_type: ItemType::parse(item_type).unwrap(),
        status: Status::InUse,
        case_kind: None,
        clients,
        statutory: None,
        promised: None,
        standing: Standing::default(),
        guide,
        raw: BTreeMap::new(),
    }
}

#[test]
fn a_good_form_has_no_flaw_and_reads_back_from_its_own_text() {
    let form = shop();
    assert_eq!(check_form(&form), []);
    let text = schema_text(&form, "个体工商户设立登记");
    assert_eq!(read_schema(&text), Ok(form.clone()));
    assert_eq!(read_schema(&format!("\u{feff}{text}")), Ok(form.clone()), "a byte order mark is no mistake");
    let schema = json_schema(&form, "个体工商户设立登记");
    assert_eq!(schema["$schema"], DIALECT);
    assert_eq!(schema["properties"]["area"], json!({"type":"number","minimum":1,"maximum":100_000,"title":"面积"}));
    assert_eq!(schema["required"][0], APPLICANT_KIND);
    let stored: Form = serde_json::from_value(json!(form)).unwrap();
    assert_eq!(stored, form);
}

#[test]
fn a_personal_field_without_purpose_or_basis_is_never_taken() {
    for kind in [FieldKind::CitizenId, FieldKind::Mobile, FieldKind::Text { most: 20 }] {
        let personal = FormField { personal: true, ..field("one", "姓名", kind) };
        let form =
            |f: FormField| Form { pages: vec![FormPage { title: "页".into(), hint: String::new(), fields: vec![f] }] };
        let said = |f: &FormField| check_form(&form(f.clone())).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            said(&personal),
            ["“姓名”是个人信息，请写为什么要问（处理目的）", "“姓名”是个人信息，请写依据哪部法律哪一条"]
        );
        let with =
            FormField { purpose: "核对身份".into(), legal_basis: "某法第一条".into(), ..personal.clone() };
        assert_eq!(said(&with), [""; 0]);
        let blank = FormField { legal_basis: " ".into(), ..with };
        assert_eq!(said(&blank), ["“姓名”是个人信息，请写依据哪部法律哪一条"]);
    }
}

/// What is wrong with the shop's form after a change.
fn flaw(change: impl FnOnce(&mut Form)) -> String {
    let mut form = shop();
    change(&mut form);
    check_form(&form).iter().map(ToString::to_string).collect::<Vec<_>>().join("|")
}

#[test]
fn what_does_not_hold_together_is_named() {
    let first = |form: &mut Form, change: fn(&mut FormField)| change(&mut form.pages[0].fields[0]);
    assert_eq!(
        flaw(|f| first(f, |x| x.key = "Shop".into())),
        "字段名“Shop”请用小写字母开头，只用小写字母、数字和下划线，最多 40 个"
    );
    assert_eq!(flaw(|f| first(f, |x| x.key = "site".into())), "字段名“site”已经用过，请换一个");
    assert_eq!(
        flaw(|f| first(f, |x| x.key = APPLICANT_KIND.into())),
        "字段名“applicant_kind”已经用过，请换一个|“上级单位代码”的条件里，“字号”没有“organisation”这个选项"
    );
    assert_eq!(flaw(|f| first(f, |x| x.label = " ".into())), "字段“shop”请写要问什么，最多 20 个字");
    assert_eq!(flaw(|f| first(f, |x| x.label = "面积".into())), "有两个字段都叫“面积”，请改其中一个");
    assert_eq!(
        flaw(|f| first(f, |x| x.reuse = "applicant.phone".into())),
        "“手机号码”和前面的字段沿用标识相同，同一内容不用问两次"
    );
    assert_eq!(
        flaw(|f| first(f, |x| x.reuse = "店名".into())),
        "“字号”的沿用标识请用小写字母、数字、点和下划线，最多 60 个"
    );
    assert_eq!(
        flaw(|f| first(f, |x| x.kind = FieldKind::Choice { options: words(&["甲", "甲"]), list: false })),
        "“字号”至少要有两个选项，每个最多 60 个字，不能重复"
    );
    let condition = |c: FormCondition| move |f: &mut Form| f.pages[0].fields[3].condition = Some(c);
    assert_eq!(
        flaw(condition(FormCondition::Filled { key: "mobile".into() })),
        "“网店地址”的条件用到“手机号码”，它要排在前面"
    );
    assert_eq!(
        flaw(condition(FormCondition::Filled { key: "shop_url".into() })),
        "“网店地址”的条件用到“网店地址”，它要排在前面"
    );
    assert_eq!(
        flaw(condition(FormCondition::equals("way", "电视"))),
        "“网店地址”的条件里，“经营方式”没有“电视”这个选项"
    );
    assert_eq!(flaw(condition(FormCondition::equals("shop", "甲"))), "“网店地址”的条件里，“字号”没有“甲”这个选项");
    assert_eq!(flaw(condition(FormCondition::All(vec![]))), "“网店地址”的条件请写 1 到 10 条比较");
    let bound = DayBound::Field("shop".into());
    assert_eq!(
        flaw(|f| f.pages[1].fields[2].kind = FieldKind::Date { from: Some(bound), to: None }),
        "“成立日期”的日期范围用到“字号”，它不是这张表里的日期字段"
    );
    assert_eq!(flaw(|f| f.pages[1].title.clear()), "第 2 页请写标题");
    assert_eq!(
        flaw(|f| f.pages.extend(vec![FormPage::default(); 6])).split('|').next(),
        Some("表单最多分 7 页，现在 8 页，请合并几页")
    );
    assert_eq!(check_form(&Form::default()), [FormFlaw::Empty]);
}

#[test]
fn honest_mess_is_folded() {
    let answers = answers(&[
        ("shop", "　三味１号（总店）店 "),
        ("mobile", "１３８ ００１３-８０００"),
        ("owner_id", "11010519491231002x"),
        ("opens_on", "二〇二六年十二月一日"),
        ("founded_on", "2026.3.1"),
        ("area", "１，２３０.５０平方米"),
        ("staff", "03 人"),
        ("sells", "饮品\r\n热食\n饮品"),
        ("note", "第一行\r\n第二行　"),
    ])
    .unwrap();
    let get = |key: &str| answers.get(key).unwrap();
    assert_eq!(get("shop"), "三味1号（总店）店");
    assert_eq!(get("mobile"), "13800138000");
    assert_eq!(get("owner_id"), "11010519491231002X");
    assert_eq!((get("opens_on"), get("founded_on")), ("2026-12-01", "2026-03-01"));
    assert_eq!((get("area"), get("staff")), ("1230.5", "3"));
    assert_eq!(get("sells"), "热食\n饮品");
    assert_eq!(get("note"), "第一行\n第二行");
    let json = answers.json(&shop());
    assert_eq!(json["area"], json!(1230.5));
    assert_eq!(json["sells"], json!(["热食", "饮品"]));
    assert_eq!(answers.reusable(&shop()).collect::<Vec<_>>(), [("applicant.phone", "13800138000")]);
    assert!(!format!("{answers:?}").contains("13800138000"), "answers do not get into a log");
}

#[test]
fn what_was_not_asked_is_dropped_and_never_refused() {
    let answers =
        answers(&[("shop_url", "x".repeat(999).as_str()), ("parent", "乱写"), ("cold_room", "也许"), ("other", "1")])
            .unwrap();
    for key in ["shop_url", "parent", "cold_room", "other"] {
        assert_eq!(answers.get(key), None, "{key}");
    }
    // What hangs on a field that was not asked is not asked either.
    assert_eq!(sentence(&[("way", "网络经营")]), "请填写网店地址");
    assert_eq!(sentence(&[(APPLICANT_KIND, "organisation")]), "请填写上级单位代码");
    assert_eq!(sentence(&[("sells", "冷食"), ("cold_room", "也许")]), "有没有冷食间请选“是”或“否”");
    assert_eq!(
        sentence(&[("way", "网络经营"), ("shop_url", "u"), ("sells", "冷食"), ("staff", "2"), ("cold_room", "?")]),
        "有没有冷食间请选“是”或“否”"
    );
}

#[test]
fn sentences_name_the_field_and_say_what_to_do() {
    for (pairs, said) in [
        (&[("shop", " ")][..], "请填写字号"),
        (&[("site", "")], "请填写经营场所地址（不动产权证上有）"),
        (&[("site", "村里")], "经营场所地址请写到门牌号，或写到村组"),
        (&[("way", "")], "请选择经营方式"),
        (&[("way", "电话")], "经营方式请从列出的选项里选"),
        (&[("owner_id", "110105194912310021")], "负责人身份证号码第 18 位对不上，请照证件核对最后一位"),
        (&[("owner_id", "110105491231002")], "负责人身份证号码：15 位是第一代身份证，2013 年起已停用，请填 18 位号码"),
        (&[("mobile", "1380013800")], "手机号码少 1 位，请补全"),
        (&[("opens_on", "明天")], "开业日期没认出来，请写成 2026-11-22 这样"),
        (&[("opens_on", "2027-02-30")], "没有 2027年2月30日 这一天，请核对开业日期"),
        (&[("founded_on", "2026-03-01"), ("opens_on", "2026-02-01")], "开业日期不能早于成立日期 2026年3月1日（周日）"),
        (&[("founded_on", "2026-11-23"), ("opens_on", "2026-12-01")], "成立日期不能晚于今天（2026年11月22日（周日））"),
        (&[("area", "很大")], "面积请填数字，如 120，单位是平方米"),
        (&[("area", "1.234")], "面积最多写到小数点后 2 位"),
        (&[("area", "0.5")], "面积应在 1 到 100000 之间，请核对"),
        (&[("staff", "1.5")], "从业人数请填整数"),
        (&[("staff", "0")], "从业人数不能小于 1，请核对"),
        (&[("staff", "99999999999999")], "从业人数最多 12 位整数，请核对"),
        (&[("shop", "一二三四五六七八九十一二三四五六七八九十一")], "字号最多 20 个字，现在是 21 个，请写短些"),
    ] {
        let found = sentence(pairs);
        assert_eq!(found, said, "{pairs:?}");
        assert!(found.chars().count() <= 60, "{found}");
    }
    assert_eq!(sentence(&[("shop", ""), ("mobile", "")]), "请填写字号|请填写手机号码", "all at once, in order");
}

#[test]
fn an_item_without_a_form_gets_one_that_fits_its_guide() {
    let names = |c: &Content| -> Vec<String> { form_of(c).unwrap().fields().map(|f| f.key.clone()).collect() };
    let guide =
        Guide { mail: Some(true), legal_basis: "《食品安全法》第三十五条".into(), ..Guide::default() };
    let new = content("食品经营许可（新办）", "01", Some(Clients::Both), guide.clone());
    assert_eq!(names(&new), ["request", "legal_representative", "address", "delivery", "mail_address"]);
    let change = content("食品经营许可（变更）", "01", Some(Clients::Person), Guide::default());
    assert_eq!(names(&change), ["former_no", "change", "address"]);
    let of = |name: &str| names(&content(name, "07", None, Guide::default()))[1].clone();
    assert_eq!([of("某证（延续）"), of("某证补发"), of("某证（注销）")], ["expires_on", "reason", "reason"]);
    for item in [&new, &change] {
        let form = default_form(item);
        assert_eq!(check_form(&form), [], "a default form keeps the rules for forms");
        assert_eq!(read_schema(&schema_text(&form, &item.name)), Ok(form));
    }
    let ex_officio = content("对某行为的处罚", "02", None, Guide::default());
    assert_eq!(form_of(&ex_officio), None);
    let own = content("食品经营许可", "01", None, Guide { form: Some(shop()), ..guide });
    assert_eq!(form_of(&own), Some(shop()));
}

#[test]
fn a_version_without_a_form_is_stored_as_before() {
    let stored = serde_json::to_string(&Guide::default()).unwrap();
    assert!(!stored.contains("form\""), "{stored}");
    let old: Guide = serde_json::from_str(&stored).unwrap();
    assert_eq!(old.form, None);
}

#[test]
fn a_form_that_changes_is_told_in_a_comparison() {
    let before = content("甲", "01", None, Guide::default());
    let after = content("甲", "01", None, Guide { form: Some(shop()), ..Guide::default() });
    let changes = compare(&before, &after);
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].field, changes[0].before.as_str()), ("申请表", "默认表单"));
    assert!(changes[0].after.starts_with("2 页 14 项：字号"), "{}", changes[0].after);
    let mut moved = shop();
    moved.pages[0].fields[0].label = "店名".into();
    let moved = content("甲", "01", None, Guide { form: Some(moved), ..Guide::default() });
    let changes = compare(&after, &moved);
    assert_eq!((changes[0].before.as_str(), changes[0].after.as_str()), ("2 页 14 项：字号", "2 页 14 项：店名"));
}

#[test]
fn conditions_are_told_in_words() {
    let form = shop();
    let words = |key: &str| form.field(key).unwrap().condition.as_ref().unwrap().words(&form);
    assert_eq!(words("shop_url"), "“经营方式”选“网络经营”");
    assert_eq!(words("cold_room"), "“经营项目”选“冷食”，并且“经营方式”选“实体店”，或者填了“从业人数”");
    assert_eq!(words("parent"), "申请人是单位");
}

/// What is said of the shop's schema after a change of its JSON.
fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut schema: Value = serde_json::from_str(&schema_text(&shop(), "表")).unwrap();
    change(&mut schema);
    read_schema(&schema.to_string()).expect_err("outside the subset").to_string()
}

#[test]
fn what_is_outside_the_subset_is_named() {
    assert_eq!(read_schema("{\n 坏").unwrap_err().to_string(), "这不是 JSON：第 2 行第 2 列读不下去");
    let p = |v: &mut Value, key: &str, word: &str, to: Value| v["properties"][key][word] = to;
    let tail = "，不在能读的范围里";
    for (said, found) in [
        (format!("整张表用了 patternProperties{tail}"), refused(|v| v["patternProperties"] = json!({}))),
        (format!("字段“shop”用了 pattern{tail}"), refused(|v| p(v, "shop", "pattern", json!("^a")))),
        (format!("字段“shop”用了 minLength: 3{tail}"), refused(|v| p(v, "shop", "minLength", json!(3)))),
        (
            format!("字段“opens_on”用了 format: date-time{tail}"),
            refused(|v| p(v, "opens_on", "format", json!("date-time"))),
        ),
        (format!("字段“shop”用了 type: object{tail}"), refused(|v| p(v, "shop", "type", json!("object")))),
        (format!("字段“staff”用了 multipleOf{tail}"), refused(|v| p(v, "staff", "multipleOf", json!(2)))),
        (
            "$schema 是“http://json-schema.org/draft-07/schema#”，这里读的是 JSON Schema 2020-12".into(),
            refused(|v| v["$schema"] = json!("http://json-schema.org/draft-07/schema#")),
        ),
        (
            "整张表的 additionalProperties 写法不对，请对照说明".into(),
            refused(|v| v["additionalProperties"] = json!(true)),
        ),
        (
            "整张表的 allOf 写法不对，请对照说明".into(),
            refused(|v| v["allOf"][0]["then"] = json!({"minProperties": 2})),
        ),
        ("整张表的 allOf 写法不对，请对照说明".into(), refused(|v| v["allOf"][0]["if"] = json!({"not": {}}))),
        ("整张表的 x-onedoor 写法不对，请对照说明".into(), refused(|v| v["x-onedoor"]["theme"] = json!(1))),
        (
            "分页和字段对不上：“note”应当正好出现一次".into(),
            refused(|v| {
                v["x-onedoor"]["pages"][1]["fields"].as_array_mut().unwrap().pop();
            }),
        ),
        ("分页和字段对不上：“ghost”应当正好出现一次".into(), refused(|v| v["required"] = json!(["ghost"]))),
        (
            "“负责人身份证号码”是个人信息，请写为什么要问（处理目的）".into(),
            refused(|v| v["x-onedoor"]["fields"]["owner_id"]["purpose"] = json!("")),
        ),
    ] {
        assert_eq!(found, said);
    }
}

#[test]
fn a_plain_schema_of_somebody_else_becomes_one_page_in_its_own_order() {
    let text = r#"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
        "properties": { "zeta": { "type": "string", "title": "名称" }, "alpha": { "type": "integer", "title": "数量", "minimum": 0 } },
        "required": ["zeta"] }"#;
    let form = read_schema(text).unwrap();
    let keys: Vec<&str> = form.fields().map(|f| f.key.as_str()).collect();
    assert_eq!((form.pages.len(), keys), (1, vec!["zeta", "alpha"]));
    assert!(form.field("zeta").unwrap().required);
}

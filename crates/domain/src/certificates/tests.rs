//! Certificates through their life, and the identifiers that are in use.

use jiff::{Timestamp, civil::date};

use super::*;
use crate::{
    base::{CaseId, CertificateId, CertificateKindId, DepartmentId, Flaw, ItemId, PersonId, StaffId},
    cases::{
        Acceptance, Accepter, ApplicantKind, Case, CaseNo, Channel, Clocks, Completion, Decision, DueDay, Outcome,
        Receipt, Stage,
    },
    catalogue::{Material, Origin as Source},
};

const TODAY: jiff::civil::Date = date(2026, 11, 20);

fn now() -> Timestamp {
    "2026-11-20T01:00:00Z".parse().unwrap()
}

fn by() -> StaffId {
    StaffId::new(7)
}

fn accepted() -> Case {
    let due = DueDay { on: None, provisional: false, limit_text: String::new() };
    Case {
        id: CaseId::new(1),
        version: 1,
        no: CaseNo::new(TODAY, 3, 386),
        item_id: ItemId::new(5),
        item_version: 1,
        item_name: "食品经营许可（新办）".into(),
        department: DepartmentId::new(2),
        accepting_department: None,
        window_no: Some(3),
        channel: Channel::Window,
        person: PersonId::new(9),
        applicant_kind: ApplicantKind::Person,
        materials: vec![],
        receipt: Receipt { at: now(), on: TODAY, by: Some(by()), notice_by: None },
        correction: None,
        commitment: None,
        elsewhere: None,
        matter: None,
        foreign: None,
        stage: Stage::Accepted(Acceptance {
            at: now(),
            on: TODAY,
            by: Accepter::Staff(by()),
            clocks: Clocks { promised: None, statutory: None, due },
            stopped: Vec::new(),
            extension: None,
        }),
    }
}

fn completed(outcome: Outcome) -> Case {
    let case = accepted();
    let acceptance = case.stage.acceptance().unwrap().clone();
    let decision = Decision {
        at: now(),
        by: Some(by()),
        outcome,
        reason: String::new(),
        opinion: String::new(),
        deliver_by: None,
        taken_as: None,
    };
    let completion =
        Completion { at: now(), by: Some(by()), result_name: "食品经营许可证".into(), result_no: "JY-1".into() };
    Case { stage: Stage::Completed(acceptance, decision, completion), ..case }
}

fn form() -> KindForm {
    KindForm {
        name: "食品经营许可证".into(),
        department: Some(2),
        type_code: "11100000MB03271699022".into(),
        issuer: "11330105002500287C".into(),
        number_form: "JY{年}{序5}".into(),
        valid_months: "60".into(),
        stands_for: "食品经营许可证复印件\n\n 食品经营许可证（副本） \n食品经营许可证复印件".into(),
        in_use: true,
    }
}

fn kind() -> CertificateKind {
    save_kind(CertificateKindId::new(3), 0, &form()).unwrap().0
}

fn opening<'a>() -> Opening<'a> {
    Opening {
        id: CertificateId::new(11),
        serial: 12,
        number: "JY202600012",
        valid_from: TODAY,
        valid_to: Some(date(2031, 11, 19)),
        by: by(),
        at: now(),
        today: TODAY,
    }
}

fn issued_from(case: &Case, kind: Option<&CertificateKind>, opening: Opening<'_>) -> Result<Certificate, Refusal> {
    let facts = IssueFacts {
        case,
        result_kind: "证照",
        kind,
        result_name: "食品经营许可证",
        issuer: "县市场监督管理局",
        replaced: None,
    };
    issue(&facts, opening).map(|(c, _)| c)
}

fn issued() -> Certificate {
    issued_from(&completed(Outcome::Grant), Some(&kind()), opening()).unwrap()
}

#[test]
fn identifiers_in_use_are_read() {
    for code in [
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
        "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
        // A real one whose issuer is a division code.
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    ] {
        let read = CertificateCode::parse(code).unwrap();
        assert_eq!(read.to_string(), code);
        assert_eq!(CertificateCode::parse(&code.replace('.', "．").to_lowercase()), Ok(read));
    }
    let first = CertificateCode::parse("11100000000013338W011.11430000006122244L.20230000403.001.U").unwrap();
    assert!(first.next().unwrap().to_string().ends_with(".002.S"));
    assert_eq!((first.type_code(), first.issuer()), ("11100000000013338W011", "11430000006122244L"));
}

#[test]
fn a_mistake_in_an_identifier_is_named() {
    // An example of an interface description that is no real one: its check character should be D.
    let demo = "1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M";
    for (typed, told, code) in [
        (demo, "电子证照标识的校验位对不上，请照证照逐位核对", "check"),
        (" ", "请填写电子证照标识，以 1.2.156.3005.2 开头", "empty"),
        ("1.2.156.3005.2.", "请填写电子证照标识，以 1.2.156.3005.2 开头", "empty"),
        ("JY202600012", "电子证照标识应是用点分开的五段，请照证照逐段核对", "parts"),
        (
            "1.2.156.3005.2.11100000000013338W01.11430000006122244L.20230000403.001.U",
            "标识的类型代码应是 21 位，现在是 20 位，请核对",
            "length",
        ),
        (
            "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.0X1.U",
            "标识的版本里不该有“X”，请核对",
            "stray_character",
        ),
        (
            "1.2.156.3005.2.11100000000013338W011.11430000006122244L.2023_403.001.U",
            "标识的流水号里不该有“_”，请核对",
            "stray_character",
        ),
    ] {
        let flaw = CertificateCode::parse(typed).unwrap_err();
        assert_eq!((flaw.to_string().as_str(), flaw.code()), (told, code), "{typed}");
    }
    let last = "11100000000013338W01111430000006122244L20230000403999";
    let check = super::code::check_character(last).unwrap();
    assert_eq!(CertificateCode::parse(&format!("{last}{check}")).unwrap().next(), Err(CodeFlaw::Versions));
    assert_eq!(
        TypeCode::parse("11100000MB0327169902"),
        Err(CodeFlaw::Length { part: "类型代码", wanted: 21, found: 20 })
    );
    assert_eq!(TypeCode::parse("11100000MB03271698022"), Err(CodeFlaw::Type));
    assert_eq!(TypeCode::parse("11100000MB0327169902A"), Err(CodeFlaw::Type));
}

#[test]
fn forms_of_numbers_are_read_and_mistakes_named() {
    for (text, year, n, number) in [
        ("JY{年}{序5}", 2026, 12, "JY202600012"),
        ("青市监食证〔{年}〕{序}号", 2026, 3, "青市监食证〔2026〕3号"),
        ("{序4}-{年}", 2026, 12, "0012-2026"),
        ("第{序}号", 2026, 12, "第12号"),
    ] {
        let form = NumberForm::parse(text).unwrap();
        assert_eq!(form.write(year, n), number);
        assert_eq!(form.read(year, number), Some(n));
        assert_eq!(form.by_year(), text.contains('年'));
    }
    let form = NumberForm::parse("JY{年}{序5}").unwrap();
    for other in ["JY202500012", "JY2026012", "JY202600012A", "", "JY2026"] {
        assert_eq!(form.read(2026, other), None, "{other}");
    }
    for (text, flaw) in [
        ("JY", NumberFormFlaw::Running),
        ("{年}{年}{序}", NumberFormFlaw::Marks),
        ("{序}{序}", NumberFormFlaw::Running),
        ("{月}{序}", NumberFormFlaw::Marks),
        ("{序", NumberFormFlaw::Marks),
        ("序}{序}", NumberFormFlaw::Marks),
        ("{序99}", NumberFormFlaw::Marks),
        ("{年}{序}", NumberFormFlaw::Touching),
        (&"长".repeat(61), NumberFormFlaw::TooLong),
    ] {
        assert_eq!(NumberForm::parse(text), Err(flaw), "{text}");
    }
}

#[test]
fn a_granted_case_gives_out_its_certificate() {
    let certificate = issued();
    let code = certificate.code.clone().unwrap().to_string();
    assert!(code.starts_with("1.2.156.3005.2.11100000MB03271699022.11330105002500287C.2026000012.001."), "{code}");
    assert_eq!((certificate.name.as_str(), certificate.number.as_str()), ("食品经营许可证", "JY202600012"));
    assert_eq!((certificate.person, certificate.issuer.as_str()), (PersonId::new(9), "县市场监督管理局"));
    assert_eq!(certificate.standing(TODAY), Standing::InForce);
    assert_eq!(certificate.standing(date(2026, 11, 19)), Standing::NotYet);
    assert_eq!(certificate.standing(date(2031, 11, 19)), Standing::InForce);
    assert_eq!(certificate.standing(date(2031, 11, 20)), Standing::Expired);
    assert_eq!(kind().making.unwrap().last_day(TODAY), Some(date(2031, 11, 19)));
}

#[test]
fn what_gives_out_none_says_why() {
    let (granted, kind) = (completed(Outcome::Grant), kind());
    let told =
        |case: &Case, kind: Option<&CertificateKind>, opening| issued_from(case, kind, opening).unwrap_err().code();
    assert_eq!(told(&accepted(), Some(&kind), opening()), "not_granted");
    assert_eq!(told(&completed(Outcome::Deny), Some(&kind), opening()), "not_granted");
    assert_eq!(told(&granted, None, opening()), "kind_missing");
    let (not_made, ended) =
        (CertificateKind { making: None, ..kind.clone() }, CertificateKind { in_use: false, ..kind.clone() });
    assert_eq!(told(&granted, Some(&not_made), opening()), "kind_missing");
    assert_eq!(told(&granted, Some(&ended), opening()), "kind_missing");
    let other = CertificateKind { department: Some(DepartmentId::new(3)), ..kind.clone() };
    assert_eq!(told(&granted, Some(&other), opening()), "other_department");
    assert_eq!(told(&granted, Some(&kind), Opening { number: " ", ..opening() }), "missing");
    let early = Opening { valid_to: Some(date(2026, 11, 19)), ..opening() };
    assert_eq!(told(&granted, Some(&kind), early), "ends_before");
    let facts = IssueFacts {
        case: &granted,
        result_kind: "其他",
        kind: Some(&kind),
        result_name: "回执",
        issuer: "局",
        replaced: None,
    };
    assert_eq!(issue(&facts, opening()).unwrap_err().code(), "no_certificate");
}

#[test]
fn a_renewal_keeps_the_identifier_but_for_its_version() {
    let (old, case, kind) = (issued(), completed(Outcome::Grant), kind());
    let renew = |old: &Certificate| {
        let facts = IssueFacts {
            case: &case,
            result_kind: "证照",
            kind: Some(&kind),
            result_name: "食品经营许可证",
            issuer: "县市场监督管理局",
            replaced: Some(old),
        };
        issue(&facts, Opening { id: CertificateId::new(12), number: "JY202600099", ..opening() }).map(|(c, _)| c)
    };
    let new = renew(&old).unwrap();
    assert_eq!(new.code, Some(old.code.clone().unwrap().next().unwrap()));
    let (gone, event) = supersede(old.clone(), &new, by(), now(), TODAY).unwrap();
    assert_eq!((event.ending.as_str(), event.successor), ("superseded", Some(new.id)));
    assert_eq!(gone.standing(TODAY), Standing::Superseded);
    for unfit in [
        gone.clone(),
        Certificate { person: PersonId::new(8), ..old.clone() },
        Certificate { kind: None, ..old.clone() },
        Certificate { code: None, ..old.clone() },
        end(old.clone(), Ending::Stripped, "处罚决定", by(), now(), TODAY).unwrap().0,
    ] {
        assert_eq!(renew(&unfit), Err(Refusal::NotReplaceable));
    }
    let lapsed = Certificate { valid_to: Some(date(2026, 1, 1)), ..old };
    assert!(renew(&lapsed).is_ok(), "what lapsed may be renewed");
    assert_eq!(supersede(gone, &new, by(), now(), TODAY).unwrap_err().to_string(), "这本证照已换发，不能再办这一步");
}

#[test]
fn an_end_needs_a_reason_and_happens_once() {
    for ending in Ending::ALL {
        assert_eq!(end(issued(), ending, " ", by(), now(), TODAY).unwrap_err(), Refusal::Missing("原因和依据"));
        let (over, event) =
            end(issued(), ending, "申请材料不实，依据行政许可法第六十九条", by(), now(), TODAY).unwrap();
        assert_eq!((over.version, event.ending.as_str()), (2, ending.as_str()));
        assert_eq!(over.standing(TODAY), Standing::Ended(ending));
        assert_eq!(Ending::parse(ending.as_str()), Some(ending));
        let again = end(over, Ending::Cancelled, "再来", by(), now(), TODAY).unwrap_err();
        assert_eq!(again.code(), "over");
    }
    let lapsed = Certificate { valid_to: Some(date(2026, 11, 19)), ..issued() };
    assert!(end(lapsed, Ending::Revoked, "骗取", by(), now(), TODAY).is_ok(), "given wrongly stays to be said");
}

#[test]
fn every_standing_has_the_code_of_the_exchange() {
    let codes: Vec<&str> = [Standing::InForce, Standing::Expired, Standing::Superseded, Standing::NotYet]
        .into_iter()
        .chain(Ending::ALL.map(Standing::Ended))
        .map(Standing::exchange_code)
        .collect();
    assert_eq!(codes, ["01", "05", "05", "99", "03", "04", "07", "06"]);
}

fn from_elsewhere<'a>(name: &'a str, evidence: Evidence) -> NewCertificate<'a> {
    NewCertificate {
        name,
        number: "91330105",
        code: "",
        issuer: "省市场监督管理局",
        kind: None,
        department: None,
        person: PersonId::new(9),
        holder_kind: ApplicantKind::Organisation,
        issued_on: date(2020, 5, 1),
        valid_from: date(2020, 5, 1),
        valid_to: None,
        evidence,
    }
}

fn seen() -> Evidence {
    Evidence { original_seen: true, ..Evidence::default() }
}

fn registered(new: NewCertificate<'_>) -> Result<Certificate, Refusal> {
    register(new, CertificateId::new(21), by(), now(), TODAY).map(|(c, _)| c)
}

#[test]
fn one_from_elsewhere_is_registered_by_what_shows_it() {
    let shown = [
        seen(),
        Evidence { link: "https://zzk.example.gov.cn/1".into(), ..Evidence::default() },
        Evidence { file_digest: Some("66c7".into()), ..Evidence::default() },
    ];
    for evidence in shown {
        let kept = registered(from_elsewhere("营业执照", evidence.clone())).unwrap();
        assert_eq!((kept.origin.clone(), kept.code.clone()), (Origin::Registered(evidence), None));
        assert_eq!(kept.standing(TODAY), Standing::InForce);
    }
    let told = |new| registered(new).unwrap_err().code();
    assert_eq!(told(from_elsewhere("营业执照", Evidence::default())), "evidence_missing");
    for link in ["zzk.example.gov.cn", "javascript:alert(1)", "https://a b", "https://a\u{7}"] {
        assert_eq!(told(from_elsewhere("营业执照", Evidence { link: link.into(), ..seen() })), "link", "{link}");
    }
    assert_eq!(told(from_elsewhere(" ", seen())), "missing");
    assert_eq!(told(NewCertificate { number: "", ..from_elsewhere("营业执照", seen()) }), "missing");
    assert_eq!(told(NewCertificate { issuer: "", ..from_elsewhere("营业执照", seen()) }), "missing");
    assert_eq!(told(NewCertificate { code: "1.2.3", ..from_elsewhere("营业执照", seen()) }), "code");
    let later = date(2026, 11, 21);
    assert_eq!(told(NewCertificate { issued_on: later, ..from_elsewhere("营业执照", seen()) }), "issued_later");
    let back = NewCertificate { valid_to: Some(date(2020, 4, 30)), ..from_elsewhere("营业执照", seen()) };
    assert_eq!(told(back), "ends_before");
    let long = "长".repeat(101);
    assert_eq!(told(from_elsewhere(&long, seen())), "too_long");
}

#[test]
fn a_kind_is_checked_field_by_field() {
    let made = kind();
    assert_eq!(made.stands_for, ["食品经营许可证复印件", "食品经营许可证（副本）"]);
    assert!(
        made.is_named("食品经营许可证") && made.is_named("食品经营许可证复印件") && !made.is_named("食品生产许可证")
    );
    let told = |form: KindForm| save_kind(CertificateKindId::new(3), 1, &form).unwrap_err();
    assert_eq!(told(KindForm { name: " ".into(), ..form() }).code(), "missing");
    assert_eq!(told(KindForm { department: None, ..form() }), Refusal::DepartmentMissing);
    assert_eq!(told(KindForm { type_code: "11".into(), ..form() }).code(), "code");
    assert_eq!(told(KindForm { issuer: "11330105002500287D".into(), ..form() }), Refusal::Issuer(Flaw::UsccCheck));
    assert_eq!(told(KindForm { number_form: "JY".into(), ..form() }).code(), "number_form");
    for months in ["0", "1201", "五年"] {
        assert_eq!(told(KindForm { valid_months: months.into(), ..form() }), Refusal::Months);
    }
    let elsewhere = KindForm { type_code: String::new(), department: None, ..form() };
    let (kept, event) = save_kind(CertificateKindId::new(3), 1, &elsewhere).unwrap();
    assert_eq!((kept.making, kept.version, event.in_use), (None, 2, true));
    let forever = KindForm { valid_months: String::new(), ..form() };
    let making = save_kind(CertificateKindId::new(3), 0, &forever).unwrap().0.making.unwrap();
    assert_eq!(making.last_day(TODAY), None);
}

#[test]
fn only_what_counts_today_stands_for_a_material() {
    let material = |name: &str, origin| Material { name: name.into(), origin, ..Material::default() };
    let materials = [
        material("申请书", Source::Applicant),
        material("食品经营许可证", Source::Government),
        material("食品经营许可证（副本）", Source::Government),
        material("食品经营许可证", Source::Applicant),
        material("食品经营许可证", Source::Intermediary),
        material("营业执照", Source::Government),
    ];
    let own = |certificate| Holding { certificate, kind: Some(kind()) };
    let places = |holdings: &[Holding]| held(&materials, holdings, TODAY).iter().map(|h| h.place).collect::<Vec<_>>();
    assert_eq!(places(&[]), Vec::<usize>::new());
    assert_eq!(places(&[own(issued())]), [1, 2]);
    assert_eq!(places(&[Holding { certificate: issued(), kind: None }]), [1], "without the kind only its own name");
    let retired = Holding { kind: Some(CertificateKind { in_use: false, ..kind() }), ..own(issued()) };
    assert_eq!(places(&[retired]), [1]);
    let licence = registered(from_elsewhere("营业执照", seen())).unwrap();
    assert_eq!(places(&[own(issued()), Holding { certificate: licence, kind: None }]), [1, 2, 5]);
    for (what, gone) in [
        ("revoked", end(issued(), Ending::Revoked, "骗取", by(), now(), TODAY).unwrap().0),
        ("expired", Certificate { valid_to: Some(date(2026, 11, 19)), ..issued() }),
        ("not yet", Certificate { valid_from: date(2026, 11, 21), ..issued() }),
        ("replaced", supersede(issued(), &issued(), by(), now(), TODAY).unwrap().0),
    ] {
        assert_eq!(places(&[own(gone)]), Vec::<usize>::new(), "{what}");
    }
    let longer = Certificate { id: CertificateId::new(99), valid_to: None, ..issued() };
    assert_eq!(held(&materials, &[own(longer), own(issued())], TODAY)[0].certificate, CertificateId::new(99));
}

#[test]
fn the_seal_is_noted_once_and_only_on_what_is_made_here() {
    let sealing = || Sealing {
        at: now(),
        by: by(),
        reference: "YZ-1".into(),
        paper_digest: "a".into(),
        sealed_digest: "b".into(),
        answer_digest: "c".into(),
    };
    let (sealed, event) = seal(issued(), sealing(), TODAY).unwrap();
    assert_eq!((sealed.version, event.reference.as_str()), (2, "YZ-1"));
    assert_eq!(seal(sealed, sealing(), TODAY), Err(Refusal::AlreadySealed));
    let over = end(issued(), Ending::Cancelled, "申请注销", by(), now(), TODAY).unwrap().0;
    assert_eq!(seal(over, sealing(), TODAY).unwrap_err().to_string(), "这本证照已注销，不能再办这一步");
    let other = registered(from_elsewhere("营业执照", seen())).unwrap();
    assert_eq!(seal(other, sealing(), TODAY).unwrap_err().code(), "over");
}

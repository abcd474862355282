//! The sample county's certificates (样例证照): its kinds, one registered from elsewhere, one revoked. Those of granted
//! cases are made as the cases are played.
//!
//! Deliberately not here: which kinds there are; a table says.

use domain::{
    base::date_text_with_year,
    certificates::KindForm,
    people::{Desk, Staff},
};
use jiff::ToSpan as _;

use super::{
    catalogue::Catalogue,
    create::SampleFault,
    rows,
    staff::SampleStaff,
    tables::{Table, TableFault},
};
use crate::{
    Bureau,
    certificates::{self, CertificateRefusal, EndForm, ListForm, Part, RegisterForm},
};

const KINDS: Table =
    rows::table!("certificate_kinds.tsv", "name", "department", "number", "number_form", "valid_months", "stands_for");

/// Who holds the one from elsewhere: nobody real.
const GRADUATE: (&str, &str) = ("林晓禾", "990101199506154");

/// Enters the kinds as the editor would.
pub(super) fn load_kinds(bureau: &Bureau, catalogue: &Catalogue) -> Result<(), SampleFault> {
    let desk = Desk::system("命令行");
    for line in KINDS.lines()? {
        let key = line.text("department")?;
        let (id, department) =
            catalogue.departments.get(key).ok_or_else(|| line.place.fault(format!("没有部门“{key}”")))?;
        let form = KindForm {
            name: line.text("name")?.into(),
            department: Some(id.get()),
            type_code: format!("{}{}", department.code, line.text("number")?),
            issuer: department.code.to_string(),
            number_form: line.text("number_form")?.into(),
            valid_months: line.cell("valid_months")?.into(),
            stands_for: line.list("stands_for")?.join("\n"),
            in_use: true,
        };
        certificates::save_kind(bureau, &desk, (None, 0), &form, None)?;
    }
    Ok(())
}

fn desk(staff: &Staff) -> Desk {
    Desk::of(staff.clone(), "办公室")
}

/// Registers one from elsewhere and revokes the oldest of the market office.
pub(super) fn finish(bureau: &Bureau, staff: &SampleStaff) -> Result<(), SampleFault> {
    let fault = |why: &str| TableFault { table: "certificate_kinds.tsv", row: 0, why: why.into() };
    let clerk = staff.clerks.first().ok_or_else(|| fault("用不了：没有窗口人员"))?;
    let citizen = (0..10)
        .chain([10])
        .map(|n| if n == 10 { "X".to_owned() } else { n.to_string() })
        .map(|check| format!("{}00{check}", GRADUATE.1))
        .find(|code| domain::base::CitizenId::parse(code, bureau.today()).is_ok())
        .ok_or_else(|| fault("的持证人证件号码算不出来"))?;
    let issued_on = bureau.today().saturating_sub(8.years());
    let form = RegisterForm {
        holder: "person".into(),
        holder_code: citizen,
        holder_name: GRADUATE.0.into(),
        name: "学历证书".into(),
        number: "105990201805001234".into(),
        issuer: "临溪师范学院".into(),
        issued_on: issued_on.to_string(),
        original_seen: true,
        ..RegisterForm::default()
    };
    certificates::register(bureau, &desk(clerk), &form, None)?;
    let Some(approver) = staff.approvers.get("market") else { return Err(SampleFault::NoApprover("market".into())) };
    let approver = desk(approver);
    let form = ListForm { part: Part::InForce, limit: 1_000, ..ListForm::default() };
    let list = certificates::list(bureau, &approver, &form)
        .map_err(|e| e.map::<CertificateRefusal>(|never| match never {}))?;
    let Some(oldest) = list.lines.last() else { return Ok(()) };
    let certificate = &oldest.certificate;
    let form = EndForm {
        id: certificate.id.get(),
        version: certificate.version,
        ending: "revoked".into(),
        reason: format!(
            "{}复查发现申请时提供的场所证明不实，依据《行政许可法》第六十九条第二款撤销",
            date_text_with_year(bureau.today())
        ),
    };
    certificates::end(bureau, &approver, &form, None)?;
    Ok(())
}

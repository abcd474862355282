//! Codes by which a neighbour consents (短信验证码): sent to the telephone that the application names, for this item and this
//! helper alone, kept only as what stands for them.

use domain::{
    base::{ItemId, StaffId},
    cases::{Applicant, ApplicantFlaw, ApplicantKind, CodeFlaw, ConsentCode, ConsentCodeSent},
    people::{Act, Denied, Desk},
};
use jiff::SignedDuration;
use store::{
    cases as rows, catalogue,
    journal::{self, Entry, Stream},
    people::{self, Limit},
};

use super::{
    apply::ApplyRefusal,
    assist::AssistRefusal,
    open::{AcceptForm, AcceptRefusal},
};
use crate::{
    Bureau, Failure,
    base::{Sms, county},
    stations::{WORK, own_station},
};

/// A code that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSent {
    /// To whom, masked.
    pub phone: String,
    /// Minutes for which it holds.
    pub minutes: u32,
}

/// What a typed code was found to be.
pub(super) struct Known {
    pub(super) phone: String,
    pub(super) digest: String,
}

/// Whether codes can be sent in this county: a gateway is connected.
#[must_use]
pub fn sends_codes(bureau: &Bureau) -> bool {
    bureau.sms_gateway().is_some()
}

fn applicant(bureau: &Bureau, form: &AcceptForm) -> Result<Applicant, Failure<AssistRefusal>> {
    let flawed = |flaws| Failure::Refused(AssistRefusal::Apply(ApplyRefusal::Form(AcceptRefusal::Fields(flaws))));
    let kind = ApplicantKind::parse(&form.applicant).ok_or_else(|| {
        let sentence = "请选择申请人是个人还是单位".to_owned();
        flawed(vec![ApplicantFlaw { field: "applicant", sentence }])
    })?;
    Applicant::parse(kind, &form.code, &form.name, &form.contact, &form.phone, bureau.today()).map_err(flawed)
}

fn stands_for(bureau: &Bureau, phone: &str) -> String {
    bureau.vault().blind("consent_phone", phone)
}

fn digest(bureau: &Bureau, (helper, item, phone): (StaffId, ItemId, &str), code: &str) -> String {
    bureau.vault().blind("consent_code", &format!("{helper}\n{item}\n{phone}\n{code}"))
}

/// Sends a code to the neighbour's telephone. The message says what is consented to, and to whom.
///
/// # Errors
/// [`AssistRefusal`]: no gateway, fields of the form, too many messages, or the gateway's own words.
pub fn send_consent_code(bureau: &Bureau, desk: &Desk, form: &AcceptForm) -> Result<CodeSent, Failure<AssistRefusal>> {
    let role = bureau.may(desk, Act::StationWork)?;
    let staff = desk.staff.as_ref().ok_or(Denied::NotSignedIn)?;
    let own = own_station(bureau, desk).map_err(|f| f.map(|never| match never {}))?;
    let (station, station_name) = own.ok_or(Failure::Refused(AssistRefusal::NoPost))?;
    let gateway = bureau.sms_gateway().ok_or(Failure::Refused(AssistRefusal::NoGateway))?;
    let applicant = applicant(bureau, form)?;
    let (region, id, now) = (*bureau.region(), ItemId::new(form.item), bureau.now());
    let item = bureau.db().read(|tx| catalogue::item(tx, &region, id))?.ok_or(Failure::NotFound)?;
    let (rules, phone) = (&WORK.consent_code.rules, applicant.phone.as_str());
    let mark = stands_for(bureau, phone);
    let code = format!("{:0width$}", bureau.rng().below(10_u64.pow(rules.digits)), width = rules.digits as usize);
    let sent = ConsentCode {
        digest: digest(bureau, (staff.id, id, &mark), &code),
        sent_at: now,
        until: rules.until(now),
        wrong: 0,
        used_by: None,
    };

    let day = now - SignedDuration::from_hours(24);
    let limit =
        |kind, subject: &str, since, most: u32| Limit { kind, subject: subject.to_owned(), since, most: most.into() };
    let limits = vec![
        limit("consent_gap", &mark, now - SignedDuration::from_secs(rules.seconds_between.into()), 1),
        limit("consent_phone", &mark, day, rules.phone_a_day),
        limit("consent_helper", &staff.id.to_string(), day, rules.helper_a_day),
    ];
    let nonce = (bureau.rng().u64() >> 1) as i64;
    let counted = limits.clone();
    if !bureau.db().write(move |tx| people::try_attempt(tx, &region, &counted, now, nonce))? {
        return Err(Failure::Refused(AssistRefusal::TooOften));
    }
    let text = WORK.consent_code.text.as_str();
    let sms = Sms {
        request_id: bureau.new_id().to_string(),
        phone: phone.to_owned(),
        text: text
            .replace("{county}", &county(bureau)?.name)
            .replace("{code}", &code)
            .replace("{minutes}", &rules.minutes.to_string())
            .replace("{station}", &station_name)
            .replace("{helper}", &staff.name)
            .replace("{item}", &item.content.name),
    };
    let reference = match gateway.send(&sms) {
        Ok(reference) => reference,
        Err(fault) => {
            // What did not go out is not counted.
            bureau.db().write(move |tx| people::clear_attempt(tx, &region, &limits, now, nonce))?;
            return Err(Failure::Refused(fault.into()));
        }
    };
    let event =
        ConsentCodeSent { station: station.to_string(), item_code: item.content.code, until: sent.until, reference };
    let (stamp, helper, stream) = (desk.stamp(now, role), staff.id, Stream::consent_code(bureau.new_id()));
    bureau.db().write(move |tx| -> Result<(), store::StoreError> {
        rows::keep_consent_code(tx, &region, (helper, id, &mark), &sent)?;
        journal::append(tx, &region, &stamp, Entry::new(stream.clone(), 0, "assist.code_sent", &event))?;
        Ok(())
    })?;
    Ok(CodeSent { phone: domain::base::mask_mobile(applicant.phone.as_str()), minutes: rules.minutes })
}

/// Whether a typed code is the one that was sent for this form; a wrong one is counted.
pub(super) fn checked_code(
    bureau: &Bureau,
    helper: StaffId,
    form: &AcceptForm,
    typed: &str,
) -> Result<Known, Failure<AssistRefusal>> {
    let (region, item, now) = (*bureau.region(), ItemId::new(form.item), bureau.now());
    let phone = stands_for(bureau, applicant(bureau, form)?.phone.as_str());
    let typed: String = domain::base::fold(typed).chars().filter(|c| !c.is_whitespace()).collect();
    let digest = digest(bureau, (helper, item, &phone), &typed);
    let known = Known { phone: phone.clone(), digest: digest.clone() };
    let checked = bureau.db().write(move |tx| -> Result<Result<(), CodeFlaw>, store::StoreError> {
        let of = (helper, item, phone.as_str());
        let Some(code) = rows::consent_code(tx, &region, of)? else { return Ok(Err(CodeFlaw::NotSent)) };
        let found = code.check(&digest, now, &WORK.consent_code.rules);
        if code.digest != digest && now <= code.until {
            rows::keep_consent_code(tx, &region, of, &ConsentCode { wrong: code.wrong.saturating_add(1), ..code })?;
        }
        Ok(found)
    })?;
    checked.map_err(|flaw| Failure::Refused(flaw.into()))?;
    Ok(known)
}

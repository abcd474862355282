//! Verification by anybody over HTTP (证照查验): by the address in the QR code, or by typing.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
};
use domain::{
    base::shanghai_day,
    certificates::{Origin, Standing},
};
use services::{
    Failure,
    certificates::{Verified, VerifyRefusal},
};

use super::{VerifiedPage, VerifyPage, words};
use crate::{
    base::{Field, Frame},
    cases::Fact,
    door::{App, Posted, Query, Reply, Seat, blocking, show, show_as},
};

/// Wrong tries are counted over an hour; seconds.
const HOUR: HeaderValue = HeaderValue::from_static("3600");

/// The form; or, when the code on the paper brought both along, what the register says.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (code, check) = (query.text("code"), query.text("check"));
    if code.is_empty() || check.is_empty() {
        let frame = app.frame(&seat, "证照查验");
        return show(&VerifyPage { frame, code: Field::of(code), check: Field::of(check) });
    }
    look(&app, &seat, code, check).await
}

/// What the register says; or the form again with both fields as they were typed.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    look(&app, &seat, posted.text("code"), posted.text("check")).await
}

async fn look(app: &App, seat: &Seat, code: String, check: String) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (asked, secret) = (code.clone(), check.clone());
    let found = blocking(move || services::certificates::verify(&bureau, &desk, &asked, &secret)).await?;
    let frame = app.frame(seat, "证照查验");
    let refusal = match found {
        Ok(verified) => return show(&result(frame, &verified)),
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let status = match refusal {
        VerifyRefusal::Code(_) | VerifyRefusal::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        VerifyRefusal::Later => StatusCode::TOO_MANY_REQUESTS,
    };
    let sentence = refusal.to_string();
    let page = VerifyPage {
        frame: frame.with_problem("code", &sentence),
        code: Field::wrong(code, sentence),
        check: Field::of(check),
    };
    let mut answer = show_as(status, &page)?;
    if status == StatusCode::TOO_MANY_REQUESTS {
        answer.headers_mut().insert(header::RETRY_AFTER, HOUR);
    }
    Ok(answer)
}

fn result(frame: Frame, verified: &Verified) -> VerifiedPage {
    let certificate = &verified.certificate;
    let mut facts = vec![
        ("持证主体", verified.holder.name.clone()),
        ("证照编号", certificate.number.clone()),
        ("发证机关", certificate.issuer.clone()),
        ("发证日期", words::plain(certificate.issued_on)),
        ("有效期", words::days(certificate)),
    ];
    match &certificate.origin {
        Origin::Issued { item_name, .. } => facts.insert(2, ("办理事项", item_name.clone())),
        Origin::Registered(_) => facts.push(("来源", "外单位颁发，本县登记".to_owned())),
    }
    if let Some(code) = &certificate.code {
        facts.push(("电子证照标识", code.to_string()));
    }
    VerifiedPage {
        frame,
        name: certificate.name.clone(),
        standing: words::standing_tag(verified.standing),
        sentence: sentence(verified),
        facts: facts.into_iter().map(|(label, value)| Fact { label: label.to_owned(), value }).collect(),
    }
}

/// First what it comes to, then since when. Why it was ended is the parties' business.
fn sentence(verified: &Verified) -> String {
    let certificate = &verified.certificate;
    let since = certificate.state.end().map(|e| words::plain(shanghai_day(e.at))).unwrap_or_default();
    match verified.standing {
        Standing::InForce => "这本证照是真的，今天有效。".to_owned(),
        Standing::NotYet => format!("这本证照是真的，{}起才有效。", words::plain(certificate.valid_from)),
        Standing::Expired => {
            let last = certificate.valid_to.map(words::plain).unwrap_or_default();
            format!("这本证照是真的，{last}已到期，不能再用。")
        }
        Standing::Superseded => format!("这本证照{since}已换发新证，请看新证。"),
        Standing::Ended(ending) => format!("这本证照登记过，{since}已{}，不能再用。", ending.label()),
    }
}

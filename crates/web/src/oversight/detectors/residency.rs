//! What is really handled in the hall, over HTTP (进驻实效公示).

use std::sync::Arc;

use axum::extract::State;
use domain::base::{Ratio, date_text_with_year};
use services::oversight::detectors::{ResidencyEvidence, residency_public};

use super::{ResidencyPage, ResidencyRow};
use crate::door::{App, Oops, Reply, Seat, blocking, show};

/// Items that the page shows; the API has all.
const SHOWN: usize = 200;

pub(super) async fn load(app: &App, seat: &Seat) -> Result<Arc<ResidencyEvidence>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || residency_public(&bureau, &desk)).await??)
}

/// The page, open to everybody.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let found = load(&app, &seat).await?;
    show(&ResidencyPage {
        frame: app.frame(&seat, "进驻实效公示"),
        days: format!("{} 至 {}", date_text_with_year(found.from), date_text_with_year(found.to)),
        sentences: sentences(&found),
        rows: found.items.iter().take(SHOWN).map(|l| row(l, found.lists_held)).collect(),
    })
}

fn share(ratio: &Ratio) -> String {
    ratio.percent_text(2).map_or_else(String::new, |percent| format!("，占 {percent}%"))
}

/// The rate never stands alone: beside it stands what was handled, where it was decided, and what went past the hall.
fn sentences(found: &ResidencyEvidence) -> Vec<String> {
    let (resident, handled, decided) = (found.resident, found.handled, found.decided_in_hall);
    let mut told = vec![
        format!("在用事项 {} 项，进驻大厅 {} 项{}", resident.whole(), resident.part(), share(&resident)),
        format!("进驻的 {} 项中，这段时间有办件的 {} 项{}", handled.whole(), handled.part(), share(&handled)),
    ];
    told.push(match decided.whole() {
        0 => "这段时间没有在系统里作出的决定".to_owned(),
        all => format!("作出决定 {all} 件，大厅凭授权当场决定 {} 件{}", decided.part(), share(&decided)),
    });
    told.push(if found.lists_held {
        format!("大厅一件没有办、别处清单里有决定的 {} 项", found.idle().count())
    } else {
        "没有导入双公示清单、证照登记簿或部门系统办件，大厅以外办了多少还不知道".to_owned()
    });
    if found.items.len() > SHOWN {
        told.push(format!("下面列出 {SHOWN} 项，全部 {} 项可以从接口取", found.items.len()));
    }
    told
}

fn row(line: &services::oversight::detectors::ResidencyLine, lists_held: bool) -> ResidencyRow {
    ResidencyRow {
        item: line.name.clone(),
        department: line.department.clone(),
        cases: line.cases,
        in_hall: line.in_hall,
        sent_back: line.sent_back,
        elsewhere: if lists_held { line.elsewhere.to_string() } else { "—".to_owned() },
    }
}

//! Groups 3, 4, 5 and 14: visits, mail, depth and the online way (到现场、邮寄、网办).

use super::check::Sheet;
use crate::catalogue::{Column, OnlineDepth};

/// Visits ≠ 0 ⇒ a reason; visits = 0 ⇒ none.
pub(super) fn onsite_reason(sheet: &mut Sheet<'_>) {
    let Some(visits) = sheet.content.standing.onsite_visits else { return sheet.needs(Column::OnsiteVisits) };
    let reason = sheet.content.guide.onsite_reason.trim();
    let none = sheet.profile.says_none(reason);
    let (holds, sentence) = match visits {
        0 => (none, "到现场 0 次，请清空必须现场办理原因".to_owned()),
        n => (!none, format!("到现场 {n} 次，请写明必须现场办理的原因")),
    };
    sheet.expect(holds, Column::OnsiteReason, || sentence, reason);
}

/// No visit and not online ⇒ there must be the mail.
pub(super) fn mail(sheet: &mut Sheet<'_>) {
    let visits = sheet.content.standing.onsite_visits;
    match (visits, is_online(sheet)) {
        (Some(1..), _) | (_, Some(true)) => {}
        (None, _) => sheet.needs(Column::OnsiteVisits),
        (Some(0), None) => sheet.needs(Column::Online),
        (Some(0), Some(false)) => match sheet.content.guide.mail {
            None => sheet.needs(Column::Mail),
            Some(mail) => {
                let sentence = || "不用到现场又不能网办，请改为支持邮寄".to_owned();
                sheet.expect(mail, Column::Mail, sentence, "否");
            }
        },
    }
}

/// What the guide says of 是否网办, else what its address or its depth says.
fn is_online(sheet: &Sheet<'_>) -> Option<bool> {
    let guide = &sheet.content.guide;
    let by_depth = || sheet.content.standing.online_depth.map(|d| d > OnlineDepth::L1);
    guide.online.or_else(|| guide.has_online_link()).or_else(by_depth)
}

/// Ⅳ ⇒ no visit.
pub(super) fn depth_visits(sheet: &mut Sheet<'_>) {
    let standing = &sheet.content.standing;
    match (standing.online_depth, standing.onsite_visits) {
        (None, _) => sheet.needs(Column::OnlineDepth),
        (Some(OnlineDepth::L1 | OnlineDepth::L2 | OnlineDepth::L3), _) => {}
        (Some(OnlineDepth::L4), None) => sheet.needs(Column::OnsiteVisits),
        (Some(OnlineDepth::L4), Some(visits)) => {
            let sentence = || "网办深度为Ⅳ级，到现场次数应改为 0".to_owned();
            sheet.expect(visits == 0, Column::OnsiteVisits, sentence, &visits.to_string());
        }
    }
}

/// No visit ⇒ Ⅳ (domain §1.4), unless everything goes by mail.
pub(super) fn visits_depth(sheet: &mut Sheet<'_>) {
    let standing = &sheet.content.standing;
    match (standing.onsite_visits, standing.online_depth) {
        (Some(1..), _) => {}
        (None, _) => sheet.needs(Column::OnsiteVisits),
        (Some(0), None) => sheet.needs(Column::OnlineDepth),
        (Some(0), Some(OnlineDepth::L4)) => sheet.fine(),
        (Some(0), Some(depth @ (OnlineDepth::L1 | OnlineDepth::L2 | OnlineDepth::L3))) => {
            match sheet.content.guide.mail {
                None => sheet.needs(Column::Mail),
                Some(true) => sheet.fine(),
                Some(false) => {
                    let level = level(depth);
                    let sentence = format!("到现场 0 次，网办深度却是{level}，请改其中一项");
                    sheet.wrong(Column::OnlineDepth, sentence, level);
                }
            }
        }
    }
}

/// Ⅱ and deeper ⇔ there is a way online.
pub(super) fn depth_online(sheet: &mut Sheet<'_>) {
    let guide = &sheet.content.guide;
    let Some(depth) = sheet.content.standing.online_depth else { return sheet.needs(Column::OnlineDepth) };
    let Some(online) = guide.online.or_else(|| guide.has_online_link()) else { return sheet.needs(Column::Online) };
    let said = if guide.online.is_some() { "是否网办" } else { "网办地址" };
    let sentence = || match online {
        true => format!("{said}说能网办，网办深度却是Ⅰ级，请改其一"),
        false => format!("网办深度{}，{said}却说不能网办，请改其一", level(depth)),
    };
    sheet.expect(online == (depth > OnlineDepth::L1), Column::OnlineDepth, sentence, level(depth));
}

/// 是否网办 and 网办地址 say the same.
pub(super) fn online_link(sheet: &mut Sheet<'_>) {
    let guide = &sheet.content.guide;
    let url = guide.online_url.trim();
    match (guide.online, guide.has_online_link()) {
        (None, _) => sheet.needs(Column::Online),
        (Some(true), None) => sheet.needs(Column::OnlineAddress),
        (Some(true), Some(link)) => {
            let sentence = || "是否网办为“是”，请补网办地址".to_owned();
            sheet.expect(link, Column::OnlineAddress, sentence, url);
        }
        (Some(false), link) => {
            let sentence = || "写了网办地址，是否网办却是“否”，请改其一".to_owned();
            sheet.expect(link != Some(true), Column::Online, sentence, "否");
        }
    }
}

fn level(depth: OnlineDepth) -> &'static str {
    match depth {
        OnlineDepth::L1 => "Ⅰ级",
        OnlineDepth::L2 => "Ⅱ级",
        OnlineDepth::L3 => "Ⅲ级",
        OnlineDepth::L4 => "Ⅳ级",
    }
}

//! What is said of questionnaires on every page (问卷用语).

use domain::base::date_text_with_year;
use services::questionnaires::Standing;

use crate::base::{Tag, Tone};

/// Whether answers are taken.
pub(super) fn standing(standing: &Standing) -> Tag {
    match standing {
        Standing::Open => Tag::new(Tone::Good, "正在收"),
        Standing::NotYet => Tag::new(Tone::Neutral, "还没有发布"),
        Standing::Over(day) => Tag::new(Tone::Neutral, format!("{}截止", date_text_with_year(*day))),
        Standing::Full => Tag::new(Tone::Info, "已收够"),
        Standing::Closed(day) => Tag::new(Tone::Neutral, format!("{}结束", date_text_with_year(*day))),
    }
}

/// What whoever opens a link is told where nothing is asked any more; `None` where answers are taken.
pub(super) fn closed(standing: &Standing, is_full: bool) -> Option<String> {
    match standing {
        Standing::Open if is_full => Some("这里的问卷已经收够了，谢谢您愿意回答。".to_owned()),
        Standing::Open => None,
        Standing::NotYet => Some("这份问卷还没有发布，请过几天再来。".to_owned()),
        Standing::Over(day) => Some(format!("这份问卷已于{}截止，谢谢您愿意回答。", date_text_with_year(*day))),
        Standing::Full => Some("这份问卷已经收够了，谢谢您愿意回答。".to_owned()),
        Standing::Closed(day) => Some(format!("这份问卷已于{}结束，谢谢您愿意回答。", date_text_with_year(*day))),
    }
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "begun" => Some("已按示例建了一份草稿，改成自己的再发布"),
        "saved" => Some("已保存"),
        "published" => Some("已发布，链接和二维码可以用了"),
        "closed" => Some("已结束，打开链接的人会看到已经结束"),
        "entered" => Some("已录入，并标明是纸质补录"),
        _ => None,
    }
}

//! Rows from ratings (好差评): each that an applicant gave in the period, to the department, the window and whoever served.
//! The stars are the whole; what was ticked beside them judges attitude, quality or efficiency, as the list of options
//! says. What a system, a device of the staff or another county's system made is no row, nor what was set aside after an
//! appeal, nor what a caller wrote down: that counts as a call.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{Aspect, shanghai_day},
    evaluation::{Fact, Measure, Period, Unit, Who},
    reviews::{Provenance, Rater},
};
use store::{
    StoreError, Tx,
    reviews::{self as rows, ReviewFilter},
};

use super::{points, share};
use crate::{Bureau, evaluation::Source, reviews::Editions};

/// The source.
pub(crate) const REVIEWS: Source = Source { word: "reviews", label: "好差评", measures: &MEASURES, facts };

const STARS: &str = "每条是一条申请人本人的评价（系统默认、工作人员设备、外部导入、代录的电话评价、申诉成立的都不算）：\
     五星 100 分，四星 80，三星 60，两星 40，一星 20。";
const TICKED: &str = "每条是一条勾选了这一方面选项的申请人本人评价：五星 100 分，四星 80，三星 60，两星 40，一星 20；\
     哪些选项说的是哪一方面，见好差评选项表。没有勾选的不算。";

const MEASURES: [Measure; 5] = [
    Measure { word: "reviews.overall", label: "好差评平均分", unit: Unit::Points, about: STARS },
    Measure {
        word: "reviews.good",
        label: "好评率",
        unit: Unit::Percent,
        about: "每条是一条申请人本人的评价：三星以上为 1，两星以下为 0。",
    },
    Measure { word: "reviews.attitude", label: "好差评服务态度", unit: Unit::Points, about: TICKED },
    Measure { word: "reviews.quality", label: "好差评服务质量", unit: Unit::Points, about: TICKED },
    Measure { word: "reviews.efficiency", label: "好差评办事效率", unit: Unit::Points, about: TICKED },
];

fn facts(bureau: &Bureau, tx: &mut Tx<'_>, period: Period) -> Result<Vec<Fact>, StoreError> {
    let filter = ReviewFilter {
        provenance: Some(Provenance::Citizen),
        ..ReviewFilter::of_days((period.first_day(), period.last_day()))
    };
    let editions = Editions::load(tx, bureau.region())?;
    let found = rows::review_lines(tx, bureau.region(), &filter, i64::MAX)?;
    Ok(found
        .into_iter()
        .filter(|(row, _, _)| !row.review.set_aside)
        .map(|(row, _, item_name)| {
            let level = row.review.level;
            let options = &editions.on(shanghai_day(row.review.at)).options;
            let ticked = row.review.options.iter().filter_map(|code| options.get(*code));
            let about: BTreeSet<Aspect> = ticked.flat_map(|option| option.about.iter().copied()).collect();
            let mut values: BTreeMap<String, f64> =
                about.into_iter().map(|a| (format!("{}.{}", REVIEWS.word, a.as_str()), points(level))).collect();
            values.insert("reviews.overall".to_owned(), points(level));
            values.insert("reviews.good".to_owned(), share(level.passes()));
            Fact {
                source: REVIEWS.word.to_owned(),
                key: row.id.to_string(),
                label: match row.review.rater {
                    Rater::Named => format!("{item_name}（{}）", row.case_no),
                    Rater::Anonymous => format!("{item_name}（匿名评价）"),
                },
                on: shanghai_day(row.review.at),
                who: Who { department: Some(row.department), window: row.window, person: row.staff, township: None },
                values,
            }
        })
        .collect())
}

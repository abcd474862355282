//! The county's rules and options of ratings: those that ship until the county puts its own into force, and the version of
//! each day, by which what happened on it is judged.

use std::sync::{Arc, LazyLock};

use domain::{
    base::Region,
    people::{Act, Desk},
    reviews::{CountyReviewRules, OptionList, ReviewOption, ReviewRules},
};
use jiff::civil::Date;
use store::{StoreError, Tx, reviews as rows};

use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../data/reviews.json");

/// A version as it is used.
#[derive(Debug)]
pub(crate) struct Edition {
    pub(crate) county: CountyReviewRules,
    pub(crate) options: OptionList,
}

impl Edition {
    fn of(county: CountyReviewRules) -> Result<Self, StoreError> {
        let options = county
            .list()
            .map_err(|flaw| StoreError::Corrupt { place: "review_rules.body".into(), why: flaw.to_string() })?;
        Ok(Self { county, options })
    }

    pub(crate) const fn rules(&self) -> &ReviewRules {
        &self.county.rules
    }

    /// Words of an option; a retired one keeps its code.
    pub(crate) fn option_words(&self, code: u16) -> String {
        self.options.get(code).map_or_else(|| format!("选项 {code}（已停用）"), |o| o.words.clone())
    }

    /// Words of what was ticked.
    pub(crate) fn ticked(&self, codes: &[u16]) -> Vec<String> {
        codes.iter().map(|code| self.option_words(*code)).collect()
    }
}

static SHIPPED: LazyLock<Arc<Edition>> = LazyLock::new(|| {
    let county = serde_json::from_str(DATA).expect("shipped with the program and read by a test");
    Arc::new(Edition::of(county).expect("shipped with the program and read by a test"))
});

/// The rules that ship.
pub(super) fn shipped() -> &'static CountyReviewRules {
    &SHIPPED.county
}

/// The version of a day.
pub(super) fn on(tx: &mut Tx<'_>, region: &Region, day: Date) -> Result<Arc<Edition>, StoreError> {
    match rows::review_rules_on(tx, region, day)? {
        Some(county) => Ok(Arc::new(Edition::of(county)?)),
        None => Ok(SHIPPED.clone()),
    }
}

/// Every version that ever held or will, for lists that span days.
#[derive(Default)]
pub(crate) struct Editions {
    /// The newest first; those that ship last.
    all: Vec<Arc<Edition>>,
}

impl Editions {
    pub(crate) fn load(tx: &mut Tx<'_>, region: &Region) -> Result<Self, StoreError> {
        let own = rows::review_rules_versions(tx, region)?;
        let mut all = own.into_iter().map(|c| Edition::of(c).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
        all.push(SHIPPED.clone());
        Ok(Self { all })
    }

    /// The version of a day.
    pub(crate) fn on(&self, day: Date) -> &Edition {
        self.all.iter().find(|e| e.county.valid_from <= day).unwrap_or(&SHIPPED)
    }

    /// Stretches of days, both counted, each with the one version that holds on all of it.
    pub(super) fn spans(&self, (from, to): (Date, Date)) -> Vec<((Date, Date), &Edition)> {
        let mut begins: Vec<Date> =
            self.all.iter().map(|e| e.county.valid_from).filter(|d| (from..=to).contains(d)).collect();
        begins.push(from);
        begins.sort_unstable();
        begins.dedup();
        let ends = begins.iter().skip(1).map(|d| d.yesterday().unwrap_or(*d)).chain([to]);
        begins.iter().copied().zip(ends).map(|(first, last)| ((first, last), self.on(first))).collect()
    }

    /// The longest that a link of any version holds, in days.
    pub(super) fn longest_link(&self) -> u32 {
        self.all.iter().map(|e| e.rules().link_days).max().unwrap_or_default()
    }
}

/// What can be ticked today, for whoever writes a rating down.
pub fn options_today(bureau: &Bureau, desk: &Desk) -> Result<Vec<ReviewOption>, Failure<Never>> {
    bureau.may(desk, Act::ReviewEnter)?;
    let edition = bureau.db().read(|tx| on(tx, bureau.region(), bureau.today()))?;
    Ok(offered(&edition))
}

/// What can be ticked under a version, the best level first.
pub(super) fn offered(edition: &Edition) -> Vec<ReviewOption> {
    let levels = domain::base::Satisfaction::ALL.into_iter().rev();
    levels.flat_map(|level| edition.options.of_level(level)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use domain::base::Satisfaction;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_shipped_rules_read_can_be_kept_and_name_their_source() {
        let (county, options) = (shipped(), &SHIPPED.options);
        assert_eq!(county.flaws(), []);
        assert!(county.rules.source.contains("安阳") && county.version == 0 && county.valid_from == Date::MIN);
        assert_eq!(county.rules.default_after_workdays, None);
        for level in Satisfaction::ALL {
            assert_eq!(options.of_level(level).count(), 8, "{level:?}");
        }
        assert!(options.is_retired(101) && options.is_retired(509) && !options.is_retired(510));
        assert_eq!((SHIPPED.option_words(510).as_str(), SHIPPED.ticked(&[101]).len()), ("一窗受理一次办结", 1));
        assert!(county.thanks_for_bad().contains("1 个工作日"));
    }

    #[test]
    fn each_day_has_one_version() {
        let own = |version, valid_from| {
            let county = CountyReviewRules { version, valid_from, ..shipped().clone() };
            Arc::new(Edition::of(county).unwrap())
        };
        // The second was to begin on the twentieth; the third took its place before that.
        let (third, second, first) =
            (own(3, date(2026, 12, 10)), own(2, date(2026, 12, 20)), own(1, date(2026, 12, 1)));
        let all = Editions { all: vec![third, second, first, SHIPPED.clone()] };
        let version = |day| all.on(day).county.version;
        assert_eq!(
            [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 10), date(2026, 12, 25)].map(version),
            [0, 1, 3, 3]
        );
        let spans = all.spans((date(2026, 11, 20), date(2026, 12, 31)));
        let told: Vec<(Date, Date, i64)> = spans.iter().map(|((a, b), e)| (*a, *b, e.county.version)).collect();
        assert_eq!(
            told,
            [
                (date(2026, 11, 20), date(2026, 11, 30), 0),
                (date(2026, 12, 1), date(2026, 12, 9), 1),
                (date(2026, 12, 10), date(2026, 12, 19), 3),
                (date(2026, 12, 20), date(2026, 12, 31), 3),
            ]
        );
    }
}

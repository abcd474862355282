//! The number printed on a certificate (证照编号) as an office forms it: `青市监食证〔{年}〕{序}号`, `JY990101{年}{序5}`.
//!
//! Not here: the identifier of the standard, and who takes which number.

use std::fmt;

/// Most digits a running number is filled up to.
const WIDEST: usize = 12;
const LONGEST: usize = 60;

/// A form of number: text with `{年}` for the year, at most once, and `{序}` or `{序5}` for the running number, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberForm {
    text: String,
    before: String,
    between: String,
    after: String,
    order: Order,
    width: usize,
}

/// Which marks there are, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    RunningAlone,
    YearFirst,
    RunningFirst,
}

/// Why a typed form is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFormFlaw {
    /// No running number, or two.
    #[error("编号样式里要有一处 {{序}}，要补零写 {{序5}}")]
    Running,
    /// Two years, or a mark that is none.
    #[error("编号样式的大括号里只认 年、序、序5，各用一次")]
    Marks,
    /// Year and number touch without width: `20261` could be read in two ways.
    #[error("{{序}} 紧挨着 {{年}} 时要写明位数，如 {{年}}{{序5}}")]
    Touching,
    /// Too long for a certificate.
    #[error("编号样式最多 60 字，请删减")]
    TooLong,
}

impl NumberForm {
    /// Reads what the editor typed.
    ///
    /// # Errors
    /// [`NumberFormFlaw`].
    pub fn parse(text: &str) -> Result<Self, NumberFormFlaw> {
        let text = text.trim();
        if text.chars().count() > LONGEST {
            return Err(NumberFormFlaw::TooLong);
        }
        let mut literals = vec![String::new()];
        let (mut marks, mut rest) = (Vec::new(), text);
        while let Some((literal, tail)) = rest.split_once('{') {
            let (mark, tail) = tail.split_once('}').ok_or(NumberFormFlaw::Marks)?;
            if let Some(last) = literals.last_mut() {
                last.push_str(literal);
            }
            literals.push(String::new());
            marks.push(mark);
            rest = tail;
        }
        if let Some(last) = literals.last_mut() {
            last.push_str(rest);
        }
        if literals.iter().any(|l| l.contains('}')) || marks.iter().any(|m| *m != "年" && width(m).is_none()) {
            return Err(NumberFormFlaw::Marks);
        }
        let widths: Vec<usize> = marks.iter().filter_map(|m| width(m)).collect();
        let [width] = widths.as_slice() else { return Err(NumberFormFlaw::Running) };
        let order = match marks.as_slice() {
            [_] => Order::RunningAlone,
            ["年", _] => Order::YearFirst,
            [_, "年"] => Order::RunningFirst,
            _ => return Err(NumberFormFlaw::Marks),
        };
        let mut literals = literals.into_iter();
        let mut next = || literals.next().unwrap_or_default();
        let (before, middle) = (next(), next());
        let (between, after) = match order {
            Order::RunningAlone => (String::new(), middle),
            Order::YearFirst | Order::RunningFirst => (middle, next()),
        };
        let touching = order != Order::RunningAlone && between.is_empty() && *width == 0;
        if touching {
            return Err(NumberFormFlaw::Touching);
        }
        Ok(Self { text: text.to_owned(), before, between, after, order, width: *width })
    }

    /// As the editor wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the running number begins again each year.
    #[must_use]
    pub fn by_year(&self) -> bool {
        self.order != Order::RunningAlone
    }

    /// The `n`th number of a year.
    #[must_use]
    pub fn write(&self, year: i16, n: u32) -> String {
        let Self { before, between, after, width, .. } = self;
        match self.order {
            Order::RunningAlone => format!("{before}{n:0width$}{after}"),
            Order::YearFirst => format!("{before}{year:04}{between}{n:0width$}{after}"),
            Order::RunningFirst => format!("{before}{n:0width$}{between}{year:04}{after}"),
        }
    }

    /// Which number of the year this is; `None` where it has another form or year.
    #[must_use]
    pub fn read(&self, year: i16, number: &str) -> Option<u32> {
        let inner = number.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        let year_text = format!("{year:04}");
        let digits = match self.order {
            Order::RunningAlone => inner,
            Order::YearFirst => inner.strip_prefix(&year_text)?.strip_prefix(self.between.as_str())?,
            Order::RunningFirst => inner.strip_suffix(&year_text)?.strip_suffix(self.between.as_str())?,
        };
        let n = digits.parse().ok()?;
        (self.write(year, n) == number).then_some(n)
    }
}

/// The digits a mark of the running number asks for, 0 where it does not say; `None` for another mark.
fn width(mark: &str) -> Option<usize> {
    match mark.strip_prefix('序')? {
        "" => Some(0),
        digits => digits.parse().ok().filter(|w| (1..=WIDEST).contains(w)),
    }
}

impl fmt::Display for NumberForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

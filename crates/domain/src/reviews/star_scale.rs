//! Which way the numbers of an imported list run (星级方向): five stars are the best in one scale and code 5 is the worst in
//! the other. A list that is read the wrong way praises the worst, so the file has to speak for itself.

use crate::base::Satisfaction;

/// A scale of numbers 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StarScale {
    /// Stars: 5 is the best (`satisfaction` of the exchange).
    Stars,
    /// Codes of GB/T 39046 A.8: 1 is the best.
    Codes,
}

impl StarScale {
    /// The level of a number.
    #[must_use]
    pub fn read(self, number: u8) -> Option<Satisfaction> {
        match self {
            Self::Stars => Satisfaction::from_stars(number),
            Self::Codes => Satisfaction::from_code(number),
        }
    }
}

/// What a list says of its scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleFinding {
    /// Rows that only this scale explains, and none that contradicts it.
    Clear(StarScale, u32),
    /// Rows for both: it cannot be taken in as it is.
    Contradicts {
        /// Rows that speak for stars.
        stars: u32,
        /// Rows that speak for codes.
        codes: u32,
    },
    /// Nothing says so: whoever imports must.
    Silent,
}

/// Finds the scale from rows that carry an option beside the number: an option's first digit is its stars.
#[must_use]
pub fn scale_of<'a>(rows: impl IntoIterator<Item = (u8, &'a [u16])>) -> ScaleFinding {
    let (mut stars, mut codes) = (0_u32, 0_u32);
    for (number, options) in rows {
        let Some(first) = options.first().and_then(|code| u8::try_from(code / 100).ok()) else { continue };
        // Three is three either way.
        if number == 3 || first == 3 {
            continue;
        }
        if first == number {
            stars += 1;
        } else if first + number == 6 {
            codes += 1;
        }
    }
    match (stars, codes) {
        (0, 0) => ScaleFinding::Silent,
        (n, 0) => ScaleFinding::Clear(StarScale::Stars, n),
        (0, n) => ScaleFinding::Clear(StarScale::Codes, n),
        (stars, codes) => ScaleFinding::Contradicts { stars, codes },
    }
}

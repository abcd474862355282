//! The number of a lead (线索编号): `线索〔2026〕12号`, counted from 1 in each year, with the year in
//! six-sided brackets as official documents have it (GB/T 9704-2012, 7.2.5).

use std::fmt;

use crate::base::fold;

/// Year and place in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeadNo {
    year: i16,
    n: u32,
}

/// Why a typed number is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("线索编号没认出来，请照“线索〔2026〕12号”填写")]
pub struct LeadNoFlaw;

impl LeadNo {
    /// The `n`th order of a year.
    #[must_use]
    pub const fn new(year: i16, n: u32) -> Self {
        Self { year, n }
    }

    /// Reads what people type and what stands in addresses: `线索〔2026〕12号`, `〔2026〕12`, `2026-12`,
    /// with whatever brackets and widths.
    ///
    /// # Errors
    /// [`LeadNoFlaw`] when it is not a year of four digits and a number from 1.
    pub fn parse(text: &str) -> Result<Self, LeadNoFlaw> {
        let folded = fold(text);
        let bare = folded.strip_prefix("线索").unwrap_or(&folded);
        let bare = bare.strip_suffix('号').unwrap_or(bare);
        let parts: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let [year, n] = parts.as_slice() else { return Err(LeadNoFlaw) };
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !digits(year) || !digits(n) {
            return Err(LeadNoFlaw);
        }
        match (year.parse(), n.parse()) {
            (Ok(year), Ok(n)) if n > 0 => Ok(Self { year, n }),
            (Ok(_) | Err(_), Ok(_) | Err(_)) => Err(LeadNoFlaw),
        }
    }

    /// The form for addresses and programs: `2026-12`.
    #[must_use]
    pub fn slug(self) -> String {
        format!("{:04}-{}", self.year, self.n)
    }
}

impl fmt::Display for LeadNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "线索〔{:04}〕{}号", self.year, self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_however_it_is_typed() {
        let no = LeadNo::new(2026, 12);
        assert_eq!((no.to_string().as_str(), no.slug().as_str()), ("线索〔2026〕12号", "2026-12"));
        for typed in [
            "线索〔2026〕12号",
            "线索[2026]12号",
            "线索（２０２６）１２号",
            "线索【2026】12",
            "〔2026〕12号",
            "2026-12",
            "2026 — 12",
            "2026-0012",
        ] {
            assert_eq!(LeadNo::parse(typed), Ok(no), "{typed}");
        }
        assert_eq!(LeadNo::parse(&LeadNo::new(2027, 12_345).to_string()), Ok(LeadNo::new(2027, 12_345)));
    }

    #[test]
    fn what_is_no_number_is_asked_about() {
        for typed in ["", "12", "线索〔26〕12号", "2026-0", "2026-x", "2026-1-2", "20261", "2026-99999999999"] {
            let told = LeadNo::parse(typed).expect_err(typed);
            assert_eq!(told.to_string(), "线索编号没认出来，请照“线索〔2026〕12号”填写");
        }
    }
}

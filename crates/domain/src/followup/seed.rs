//! The seed of a week's draw (抽样种子): chance as a text that can be kept to oneself, promised and shown.

use super::Week;

/// Bytes of chance in a seed: as many as nobody can try through.
pub const SEED_BYTES: usize = 32;

/// A seed: 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed(String);

/// Why a text is no seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("种子要 64 位十六进制")]
pub struct SeedFlaw;

/// Never printed by accident: before the week ends nobody may know it.
impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl Seed {
    /// From chance.
    #[must_use]
    pub fn new(bytes: [u8; SEED_BYTES]) -> Self {
        Self(bytes.iter().map(|b| format!("{b:02x}")).collect())
    }

    /// Reads what was shown.
    ///
    /// # Errors
    /// [`SeedFlaw`].
    pub fn parse(text: &str) -> Result<Self, SeedFlaw> {
        let text = text.trim().to_ascii_lowercase();
        if text.len() == 2 * SEED_BYTES && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Self(text))
        } else {
            Err(SeedFlaw)
        }
    }

    /// The digits, for whoever keeps or shows it.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The text whose SM3 is promised: `2026-W48 ` and the digits. The week stands in it, so that no seed is promised
    /// for one week and used for another.
    #[must_use]
    pub fn promised(&self, week: Week) -> String {
        format!("{week} {}", self.0)
    }

    /// The number that is drawn with: the first sixteen digits.
    #[must_use]
    pub fn number(&self) -> u64 {
        // The digits were checked when the seed was made.
        u64::from_str_radix(&self.0[..16], 16).unwrap_or_default()
    }
}

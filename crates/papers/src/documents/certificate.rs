//! 证照: one certificate as it is printed, on one page, with the code that leads to its verification.
//!
//! Deliberately not here: seals (they are the county's seal service's), and what the certificate grants.

/// What stands on a certificate. All text is printed as it is, nothing masked: the paper is its holder's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificatePaper {
    /// 证照名称, the title.
    pub title: String,
    /// 证照编号.
    pub number: String,
    /// Labels and values in their order: holder, item, days.
    pub rows: Vec<(String, String)>,
    /// 发证机关.
    pub issuer: String,
    /// 发证日期, as `2026年11月20日`.
    pub date: String,
    /// 电子证照标识.
    pub code: String,
    /// 验证码, typed together with the identifier where no code can be scanned.
    pub check: String,
    /// Address that the QR code leads to.
    pub link: String,
    /// Printed across the top of what is no real certificate; empty on a real one.
    pub practice: String,
    /// Said where the seal belongs while there is none; may be empty.
    pub seal_note: String,
}

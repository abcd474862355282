//! Administrative divisions by their codes (行政区划代码, GB/T 2260; 统计用区划代码, 12 digits).
//!
//! Deliberately not here: names and the table of divisions (they are data and belong to the
//! stations), and any list of codes: divisions are abolished and founded every year.

use super::identifiers::{CodeField, Flaw, fold_code};

/// The six-digit code every row belongs to: the county whose node it is, or the city or province
/// that ranks its counties. `000000` is a county that has not been named yet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region([u8; 6]);

impl Region {
    /// Reads six digits; spaces and full-width digits are folded away.
    ///
    /// # Errors
    /// A character that is no digit, a wrong length, or a code without a province.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = digits_only(CodeField::Region, raw)?;
        match text.len() {
            0 => {
                return Err(Flaw::Empty { field: CodeField::Region });
            }
            len @ 1..=5 => {
                return Err(Flaw::Missing { field: CodeField::Region, by: 6 - len });
            }
            6 => {}
            len => {
                return Err(Flaw::TooMany { field: CodeField::Region, by: len - 6 });
            }
        }
        Ok(DivisionCode::parse(&text)?.county())
    }

    /// A county before its name and code are set.
    #[must_use]
    pub const fn unnamed() -> Self {
        Self([b'0'; 6])
    }

    /// Whether no code has been set.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        *self == Self::unnamed()
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        text_of(&self.0)
    }

    /// The same place in twelve digits.
    #[must_use]
    pub fn division(&self) -> DivisionCode {
        let mut code = [b'0'; 12];
        code[..6].copy_from_slice(&self.0);
        DivisionCode(code)
    }
}

impl std::fmt::Display for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Region({self})")
    }
}

/// How far down a division code names a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DivisionLevel {
    /// 省、自治区、直辖市
    Province,
    /// 地级市、州
    City,
    /// 县、区、县级市
    County,
    /// 乡镇、街道
    Town,
    /// 村、社区
    Village,
}

/// A division code of twelve digits: 2 province, 2 city, 2 county, 3 town, 3 village. A middle part
/// may be 0 with a lower one set: some cities have towns and no counties (东莞 441900003000).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode([u8; 12]);

impl DivisionCode {
    /// Where each part ends.
    const ENDS: [(usize, DivisionLevel); 5] = [
        (2, DivisionLevel::Province),
        (4, DivisionLevel::City),
        (6, DivisionLevel::County),
        (9, DivisionLevel::Town),
        (12, DivisionLevel::Village),
    ];

    /// Reads 6, 9 or 12 digits; the shorter ones are filled with zeros.
    ///
    /// # Errors
    /// A character that is no digit, another length, or a place without a province; the unnamed
    /// county `000000` and its towns are taken.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = digits_only(CodeField::Division, raw)?;
        match text.len() {
            0 => {
                return Err(Flaw::Empty { field: CodeField::Division });
            }
            6 | 9 | 12 => {}
            len => return Err(Flaw::DivisionLength { len }),
        }
        let mut code = [b'0'; 12];
        code[..text.len()].copy_from_slice(text.as_bytes());
        if text.starts_with("00") && !text.starts_with("000000") {
            return Err(Flaw::DivisionNoProvince);
        }
        Ok(Self(code))
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        text_of(&self.0)
    }

    /// The level of the lowest part that is not 0; the unnamed county is a county.
    #[must_use]
    pub fn level(&self) -> DivisionLevel {
        let unnamed = self.0.starts_with(b"000000");
        let mut level = if unnamed { DivisionLevel::County } else { DivisionLevel::Province };
        let mut from = 0;
        for (end, of_part) in Self::ENDS {
            if self.0[from..end].iter().any(|digit| *digit != b'0') {
                level = of_part;
            }
            from = end;
        }
        level
    }

    /// The next place above that the code names; `None` for a province and the unnamed county.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let keep = match self.level() {
            DivisionLevel::Province => return None,
            DivisionLevel::City => 2,
            DivisionLevel::County => 4,
            DivisionLevel::Town => 6,
            DivisionLevel::Village => 9,
        };
        let mut above = [b'0'; 12];
        above[..keep].copy_from_slice(&self.0[..keep]);
        let above = Self(above);
        (above != *self).then_some(above)
    }

    /// The six-digit code the place belongs to.
    #[must_use]
    pub fn county(&self) -> Region {
        let mut code = [b'0'; 6];
        code.copy_from_slice(&self.0[..6]);
        Region(code)
    }
}

impl std::fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for DivisionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DivisionCode({self})")
    }
}

fn digits_only(field: CodeField, raw: &str) -> Result<String, Flaw> {
    let text = fold_code(raw);
    match text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
        Some((at, found)) => Err(Flaw::Stray { field, at: at + 1, found }),
        None => Ok(text),
    }
}

fn text_of(digits: &[u8]) -> &str {
    std::str::from_utf8(digits).expect("both codes hold ASCII digits only")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> DivisionCode {
        DivisionCode::parse(text).expect(text)
    }

    #[test]
    fn a_code_knows_its_level_and_climbs_to_the_province() {
        use DivisionLevel::{City, County, Province, Town, Village};
        let climb = |text| {
            let mut steps = vec![];
            let mut at = Some(code(text));
            while let Some(here) = at {
                steps.push((here.as_str().to_owned(), here.level()));
                at = here.parent();
            }
            steps
        };
        let step = |text: &str, level| (text.to_owned(), level);
        assert_eq!(
            climb("511602003204"),
            [
                step("511602003204", Village),
                step("511602003000", Town),
                step("511602000000", County),
                step("511600000000", City),
                step("510000000000", Province),
            ]
        );
        assert_eq!(
            climb("441900003"),
            [step("441900003000", Town), step("441900000000", City), step("440000000000", Province),]
        );
        assert_eq!(climb("000000001000"), [step("000000001000", Town), step("000000000000", County)]);
    }

    #[test]
    fn padding_and_folding_lead_to_one_code() {
        for same in ["511602", "511602000", "511602000000", "５１１６０２", "5116 02"] {
            assert_eq!(code(same).as_str(), "511602000000", "{same}");
            assert_eq!(code(same).county().as_str(), "511602", "{same}");
        }
        assert_eq!(code("511602").county().division(), code("511602"));
        assert!(Region::parse("000000").expect("the unnamed county").is_unnamed());
    }

    #[test]
    fn a_wrong_code_says_what_to_do() {
        for (typed, sentence) in [
            ("", "请填写区划代码"),
            ("51160", "区划代码应是 6、9 或 12 位数字，现在是 5 位"),
            ("5116O2", "区划代码第 5 位不该是“O”，请核对"),
            ("001602", "区划代码前两位是省级代码，不能是 00，请核对"),
        ] {
            let flaw = DivisionCode::parse(typed).expect_err(typed);
            assert_eq!(flaw.to_string(), sentence);
        }
        let flaw = Region::parse("5116").expect_err("two digits short");
        assert_eq!(flaw.to_string(), "行政区划代码少 2 位，请补全");
        let flaw = Region::parse("511602003").expect_err("a town");
        assert_eq!(flaw.to_string(), "行政区划代码多 3 位，请核对");
    }
}

//! Typed row ids (内部编号): a [`CaseId`] cannot stand where an [`ItemId`] is meant.
//!
//! Deliberately not here: numbers people read (办件编号, 事项编码) — those are codes with a form of
//! their own. Ids are made from time and chance alone, so that no two nodes need to agree.

/// Declares the id types. One list for the whole program, alphabetical; entries are added, never
/// renamed: the journal holds their values.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The id with this value, as made by [`id_from`] or read back from a row.
            #[must_use]
            pub const fn new(value: i64) -> Self {
                Self(value)
            }

            /// The value, for a row or a URL.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self::new(value)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A letter that names a representative (任命书).
    AppointmentId,
    /// A renaming campaign (更名行动).
    CampaignId,
    /// A case (办件).
    CaseId,
    /// A reminder or a card of a watched clock (黄牌、红牌).
    CardId,
    /// An electronic certificate (电子证照).
    CertificateId,
    /// A kind of certificate (证照类型).
    CertificateKindId,
    /// A chain, all its versions (一件事).
    ChainId,
    /// A department (部门).
    DepartmentId,
    /// A week's draw of calls (抽样).
    DrawId,
    /// A bulletin upon scores (通报).
    EvaluationBulletinId,
    /// A dispute of a row behind a score (得分异议).
    EvaluationDisputeId,
    /// A computation of a period's scores (评价计算).
    EvaluationRunId,
    /// A talk upon a score (约谈).
    EvaluationTalkId,
    /// A file that was handed in (附件).
    FileId,
    /// One import of a file (导入批次).
    ImportId,
    /// A service item, all its versions (事项).
    ItemId,
    /// A key of a program (接口密钥).
    KeyId,
    /// A lead on the register (线索).
    LeadId,
    /// An application under a chain (一件事办件).
    MatterId,
    /// A letter that lets a representative act (授权书).
    LetterId,
    /// A drawn case in the list of calls (回访件).
    LineId,
    /// A rectification order (整改单).
    OrderId,
    /// A package of the archive (归档信息包).
    PackageId,
    /// A person or organisation that applies (申请人).
    PersonId,
    /// A questionnaire, all its editions (问卷).
    QuestionnaireId,
    /// An official report (分析研判报告).
    ReportId,
    /// A rating of a contact (评价).
    ReviewId,
    /// A sign of gaming that somebody looks into (迹象线索).
    ReviewSignId,
    /// An answer to a questionnaire (答卷).
    ResponseId,
    /// A photograph of a station (站点照片).
    PhotoId,
    /// A round of inspections of stations (检查轮次).
    RoundId,
    /// A run of the detectors (监测批次).
    RunId,
    /// A frozen state of the catalogue for the figures (快照).
    SnapshotId,
    /// A member of staff (工作人员).
    StaffId,
    /// A subscription of another system to events (事件订阅).
    SubscriptionId,
    /// A supervision order (督办单).
    SupervisionId,
    /// A window of the hall (窗口).
    WindowId,
}

/// 2020-01-01T00:00:00Z in milliseconds since 1970.
const FIRST_MILLI: i64 = 1_577_836_800_000;
const RANDOM_BITS: u32 = 21;
const LAST_MILLI: i64 = (1 << 42) - 1;

/// Makes an id: 42 bits of milliseconds since 2020-01-01 UTC, enough until May 2159, then 21 bits
/// of chance. Ids of one row after the other rise with time, two in the same millisecond collide
/// once in two million; the key they are part of begins with the region, so only one place's ids
/// have to differ.
///
/// `millis` counts from 1970 as a timestamp does; a clock before 2020 or after the range is held
/// at its edge. Of `random` the lowest 21 bits are used. The result is positive and larger than
/// 2^53: a JSON number read by JavaScript would lose its last digits, so the API writes it as text.
#[must_use]
pub fn id_from(millis: i64, random: u32) -> i64 {
    let since = millis.saturating_sub(FIRST_MILLI).clamp(0, LAST_MILLI);
    since << RANDOM_BITS | i64::from(random & ((1 << RANDOM_BITS) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_is_a_bare_number_in_json() {
        let id = CaseId::new(459_000_000_000_000_001);
        let json = serde_json::to_string(&id).expect("a number");
        assert_eq!(json, "459000000000000001");
        assert_eq!(serde_json::from_str::<CaseId>(&json).expect("the same number"), id);
        assert_eq!(id.to_string(), json);
        assert_eq!(CaseId::from(id.get()), id);
    }

    #[test]
    fn the_edges_of_time_and_chance_stay_in_place() {
        assert_eq!(id_from(FIRST_MILLI, 0), 0);
        assert_eq!(id_from(FIRST_MILLI, u32::MAX), (1 << 21) - 1);
        assert_eq!(id_from(FIRST_MILLI + 1, 0), 1 << 21);
        assert_eq!(id_from(i64::MIN, 7), 7);
        assert_eq!(id_from(i64::MAX, u32::MAX), i64::MAX);
    }

    proptest! {
        #[test]
        fn a_later_id_is_larger(at in 0..LAST_MILLI, a in any::<u32>(), b in any::<u32>()) {
            prop_assert!(id_from(FIRST_MILLI + at, a) < id_from(FIRST_MILLI + at + 1, b));
        }

        #[test]
        fn time_and_chance_can_be_read_back(at in 0..=LAST_MILLI, random in any::<u32>()) {
            let id = id_from(FIRST_MILLI + at, random);
            prop_assert!(id >= 0);
            prop_assert_eq!(id >> 21, at);
            prop_assert_eq!(id & 0x1f_ffff, i64::from(random & 0x1f_ffff));
        }
    }
}

//! What a chain is (一件事, 一链式办理): several departments' items handled as one matter. A chain is data in
//! versions, edited by a clerk; it stands in events and rows as it is here, hence `serde`.
//!
//! Not here: whether it holds together (`check`), and how one application runs through it (`run`).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    base::{DepartmentId, ItemId, fold},
    cases::ApplicantKind,
    catalogue::{Form, FormCondition, FormField, Item},
};

/// Key under which the chain's own questions stand among the members' fields; no member may have it.
pub const CHAIN: &str = "chain";

/// The items of a chain's members by member key, each in the version the chain was written for or a later one.
pub type Items = BTreeMap<String, Item>;

/// One version of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// 一件事编码: stays when the content changes.
    pub code: String,
    /// From 1.
    pub version: i64,
    /// Name people know it by: 开办餐饮店.
    pub name: String,
    /// What it is for and when to choose it, in a sentence.
    pub purpose: String,
    /// 牵头部门.
    pub lead: Office,
    /// Who may apply.
    pub applicants: Vec<ApplicantKind>,
    /// Members, in the order in which people read them; what waits for what stands in each.
    pub members: Vec<Member>,
    /// The chain's own questions, asked first; conditions may use them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<FormField>,
    /// What the clerk says about fields, over what the program proposes.
    #[serde(default, skip_serializing_if = "Overrides::is_empty")]
    pub fields: Overrides<FieldRef>,
    /// The same about materials.
    #[serde(default, skip_serializing_if = "Overrides::is_empty")]
    pub materials: Overrides<MaterialRef>,
}

/// A department by id and by its name when the version was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Id.
    pub id: DepartmentId,
    /// Name.
    pub name: String,
}

/// One department's item in a chain (联办事项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Name inside the chain: lower-case letters, digits, `_`, at most 20.
    pub key: String,
    /// Which item.
    pub item: MemberItem,
    /// Applies only when this holds over the answers of the merged form; `None` = always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<FormCondition>,
    /// Members whose notice of completion it waits for (串联); empty = it runs beside the others (并联).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Materials that another member's result serves as, so that nobody hands them in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brings: Vec<FromResult>,
    /// What becomes of the others when it is not granted.
    #[serde(default)]
    pub denied: OnDenial,
}

/// An item as of a version of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberItem {
    /// Id.
    pub id: ItemId,
    /// Version that the chain was written for.
    pub version: i64,
    /// 业务办理项编码.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whose item.
    pub office: Office,
}

/// One material of a member that another member's result serves as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FromResult {
    /// Name of the material in the member's own guide.
    pub material: String,
    /// Member whose result it is.
    pub from: String,
}

/// What becomes of the others when a member is denied, or ends without a decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDenial {
    /// 其余照办: nothing else changes.
    OthersGoOn,
    /// 后续停办: what waits for it, and what waits for that, is not started.
    #[default]
    FollowersStop,
    /// 整件终止: nothing more is started, and what is in hand is ended.
    AllStops,
}

impl OnDenial {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::OthersGoOn, Self::FollowersStop, Self::AllStops];

    /// Word in forms and in exchange.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OthersGoOn => "others_go_on",
            Self::FollowersStop => "followers_stop",
            Self::AllStops => "all_stops",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::OthersGoOn => "其余照办",
            Self::FollowersStop => "后续停办",
            Self::AllStops => "整件终止",
        }
    }

    /// Reads the word of a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == text)
    }
}

/// A field of a member's form, or one of the chain's own questions under [`CHAIN`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldRef {
    /// Member.
    pub member: String,
    /// Key of the field in the member's own form.
    pub key: String,
}

/// A material of a member's guide.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MaterialRef {
    /// Member.
    pub member: String,
    /// Name in the member's own guide.
    pub name: String,
}

/// What the clerk decided against the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides<T> {
    /// 合并: each group is one and the same, whatever it is called.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub merge: Vec<Vec<T>>,
    /// 分开: each of these stands for itself. Goes before `merge`.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<T>,
}

impl<T> Default for Overrides<T> {
    fn default() -> Self {
        Self { merge: Vec::new(), apart: Vec::new() }
    }
}

impl<T> Overrides<T> {
    /// Nothing was decided against the proposal.
    pub fn is_empty(&self) -> bool {
        self.merge.is_empty() && self.apart.is_empty()
    }
}

impl<T: Ord> Overrides<T> {
    /// The group that the clerk put something into; `None` where nothing was said, or where it stands apart.
    pub(super) fn group_of(&self, it: &T) -> Option<usize> {
        if self.apart.contains(it) {
            return None;
        }
        self.merge.iter().position(|group| group.contains(it))
    }
}

impl Chain {
    /// A member by its key.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|m| m.key == key)
    }

    /// Members that wait for this one directly.
    pub fn followers<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Member> {
        self.members.iter().filter(move |m| m.after.iter().any(|a| a == key))
    }

    /// Keys of the merged form that decide which members apply: what their conditions look at, and what those are asked by.
    #[must_use]
    pub fn deciding<'a>(&'a self, form: &'a Form) -> BTreeSet<&'a str> {
        let mut open: Vec<&str> = Vec::new();
        for condition in self.members.iter().filter_map(|m| m.condition.as_ref()) {
            open.extend(condition.comparisons().into_iter().map(|(key, _)| key));
        }
        let mut found = BTreeSet::new();
        while let Some(key) = open.pop() {
            if found.insert(key)
                && let Some(condition) = form.field(key).and_then(|f| f.condition.as_ref())
            {
                open.extend(condition.comparisons().into_iter().map(|(key, _)| key));
            }
        }
        found
    }

    /// Everything that waits for this member, directly or through others; never the member itself.
    #[must_use]
    pub fn all_followers(&self, key: &str) -> BTreeSet<&str> {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![key];
        while let Some(at) = open.pop() {
            for follower in self.members.iter().filter(|m| m.key != key && m.after.iter().any(|a| a == at)) {
                if found.insert(&follower.key) {
                    open.push(&follower.key);
                }
            }
        }
        found
    }

    /// Departments of the members, each once, in the members' order.
    #[must_use]
    pub fn offices(&self) -> Vec<&Office> {
        let mut out: Vec<&Office> = Vec::new();
        for member in &self.members {
            if !out.iter().any(|o| o.id == member.item.office.id) {
                out.push(&member.item.office);
            }
        }
        out
    }
}

impl Member {
    /// Whether it applies under these answers of the merged form.
    #[must_use]
    pub fn applies(&self, answers: &BTreeMap<String, String>) -> bool {
        let answer = |key: &str| answers.get(key).map(String::as_str).filter(|a| !a.trim().is_empty());
        self.condition.as_ref().is_none_or(|c| c.holds(&answer))
    }

    /// Everybody it waits for: those it comes after, and those whose result it needs.
    pub fn waits_for(&self) -> impl Iterator<Item = &str> {
        self.after.iter().chain(self.brings.iter().map(|b| &b.from)).map(String::as_str)
    }

    /// Who brings a material of this member, where a member does.
    pub fn bringers<'a>(&'a self, material: &'a str) -> impl Iterator<Item = &'a str> {
        self.brings.iter().filter(move |b| b.material == material).map(|b| b.from.as_str())
    }
}

/// A wording reduced to what it says: no spaces, brackets or punctuation, full-width letters half-width.
pub(super) fn wording(text: &str) -> String {
    let mark = |c: char| c.is_ascii_punctuation() || "（）《》〈〉【】〔〕“”‘’、，。；：·".contains(c);
    fold(text).chars().filter(|c| !mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chains::tests::{chain, member};

    #[test]
    fn a_chain_reads_back_from_its_json_and_says_nothing_it_need_not() {
        let mut it = chain(vec![member("a", &[]), member("b", &["a"])]);
        let plain = serde_json::to_value(&it).unwrap();
        for silent in ["questions", "fields", "materials"] {
            assert!(plain.get(silent).is_none(), "{plain}");
        }
        it.members[1].brings = vec![FromResult { material: "营业执照".into(), from: "a".into() }];
        it.members[1].condition = Some(FormCondition::equals("way", "堂食"));
        it.fields.apart.push(FieldRef { member: "a".into(), key: "reason".into() });
        let text = serde_json::to_string(&it).unwrap();
        assert!(text.contains(r#""denied":"followers_stop""#) && text.contains(r#""applicants":["person"]"#), "{text}");
        assert_eq!(serde_json::from_str::<Chain>(&text).unwrap(), it);
    }

    #[test]
    fn followers_are_found_through_others_and_in_a_ring_too() {
        let it = chain(vec![member("a", &["c"]), member("b", &["a"]), member("c", &["b"]), member("d", &[])]);
        assert_eq!(it.all_followers("a"), BTreeSet::from(["b", "c"]));
        assert!(it.all_followers("d").is_empty());
        assert_eq!(it.followers("b").map(|m| m.key.as_str()).collect::<Vec<_>>(), ["c"]);
    }

    #[test]
    fn wordings_are_the_same_whatever_the_brackets() {
        assert_eq!(wording("居民身份证（复印件）"), wording(" 居民身份证 (复印件)"));
        assert_eq!(wording("Ａ4《图》"), "a4图");
        assert_ne!(wording("营业执照"), wording("营业执照副本"));
    }

    #[test]
    fn words_of_a_denial_read_back() {
        for rule in OnDenial::ALL {
            assert_eq!(OnDenial::parse(rule.as_str()), Some(rule));
        }
        assert_eq!(OnDenial::parse("x"), None);
    }
}

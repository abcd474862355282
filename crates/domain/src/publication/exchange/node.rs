//! Nodes that this one exchanges with (对接节点): whom we know, by which key, and who stands above whom. The division code
//! alone says that: nobody can be registered above a county whose code does not lead to it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    base::{DivisionLevel, Region, fold_line},
    publication::{Listed, Target, TargetFlaw},
};

/// Where another node stands, seen from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 上级: it receives what we report and gives catalogues.
    Above,
    /// 下级: it reports to us.
    Below,
}

impl Side {
    /// Word in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Above => "上级",
            Self::Below => "下级",
        }
    }
}

/// Where `other` stands; `None` where neither is above the other.
pub fn side_of(here: &Region, other: &Region) -> Option<Side> {
    let above = |high: &Region, low: &Region| {
        let mut at = low.division().parent();
        while let Some(place) = at {
            if place == high.division() {
                return true;
            }
            at = place.parent();
        }
        false
    };
    if here.is_unnamed() || other.is_unnamed() {
        None
    } else if above(other, here) {
        Some(Side::Above)
    } else if above(here, other) {
        Some(Side::Below)
    } else {
        None
    }
}

/// Another node as we know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Its division code.
    pub code: Region,
    /// From 1.
    pub version: i64,
    /// Its name, such as 某省政务服务平台.
    pub name: String,
    /// Where it stands.
    pub side: Side,
    /// SM2 public key (SEC1, hexadecimal): what it sends is checked by it.
    pub public_key: String,
    /// Where it answers, without a path; empty where messages go by file.
    pub address: String,
    /// Messages are exchanged.
    pub active: bool,
}

/// A key of a node from the day on which it was registered (公钥各版).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeKey {
    /// SM2 public key (SEC1, hexadecimal).
    pub public_key: String,
    /// When it was registered, or made, here.
    pub since: Timestamp,
}

/// The versions of a key from what was registered one after the other: the same key again is no new version.
pub fn key_versions(registered: impl IntoIterator<Item = NodeKey>) -> Vec<NodeKey> {
    let mut out: Vec<NodeKey> = Vec::new();
    for key in registered {
        if out.last().is_none_or(|last| last.public_key != key.public_key) {
            out.push(key);
        }
    }
    out
}

/// The key in force at an instant: the last that was registered by then; the first where none was.
pub fn key_on(keys: &[NodeKey], at: Timestamp) -> Option<&NodeKey> {
    keys.iter().rev().find(|key| key.since <= at).or(keys.first())
}

/// What somebody wants to register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PeerWanted {
    /// Division code, six digits.
    pub code: String,
    /// Name.
    pub name: String,
    /// SM2 public key, hexadecimal.
    pub public_key: String,
    /// Address such as `https://zwfw.example.gov.cn`; empty where messages go by file.
    pub address: String,
    /// Messages are exchanged.
    pub active: bool,
}

/// Why a node is not registered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeerFlaw {
    /// Not a division code.
    #[error("{0}")]
    Code(crate::base::Flaw),
    /// A town or something else without a node.
    #[error("区划代码应是省、市、县三级之一，如 511602")]
    Level,
    /// Neither above nor below.
    #[error("{0} 不是本级的上级或下级，请核对区划代码")]
    Unrelated(Region),
    /// No name.
    #[error("请写明对方节点的名称，2 到 40 个字")]
    Name,
    /// Not a point of the curve.
    #[error("公钥没有读懂，请粘贴 onedoor exchange key 的整行")]
    Key,
    /// An address that must not be called.
    #[error("{0}")]
    Address(TargetFlaw),
}

impl PeerFlaw {
    /// The field of the form.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Code(_) | Self::Level | Self::Unrelated(_) => "code",
            Self::Name => "name",
            Self::Key => "public_key",
            Self::Address(_) => "address",
        }
    }
}

/// Event: a node was registered, changed or stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerSet {
    /// Its division code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// SM2 public key.
    pub public_key: String,
    /// Where it answers.
    pub address: String,
    /// Messages are exchanged.
    pub active: bool,
}

impl Peer {
    /// Checks what somebody wants; `is_key` says whether a text is a public key of the curve.
    pub fn set(
        here: &Region,
        was: Option<&Self>,
        wanted: &PeerWanted,
        listed: &Listed,
        is_key: impl Fn(&str) -> bool,
    ) -> Result<(Self, PeerSet), Vec<PeerFlaw>> {
        let mut flaws = Vec::new();
        let code = match Region::parse(&wanted.code) {
            Ok(code) => Some(code),
            Err(flaw) => {
                flaws.push(PeerFlaw::Code(flaw));
                None
            }
        };
        let side = code.and_then(|code| side_of(here, &code));
        if let Some(code) = code {
            match code.division().level() {
                DivisionLevel::Province | DivisionLevel::City | DivisionLevel::County => {
                    if side.is_none() {
                        flaws.push(PeerFlaw::Unrelated(code));
                    }
                }
                DivisionLevel::Town | DivisionLevel::Village => flaws.push(PeerFlaw::Level),
            }
        }
        let name = fold_line(&wanted.name);
        if !(2..=40).contains(&name.chars().count()) {
            flaws.push(PeerFlaw::Name);
        }
        let public_key = wanted.public_key.trim().to_ascii_lowercase();
        if !is_key(&public_key) {
            flaws.push(PeerFlaw::Key);
        }
        let address = wanted.address.trim().trim_end_matches('/').to_owned();
        if !address.is_empty()
            && let Err(flaw) = Target::parse(&address, listed)
        {
            flaws.push(PeerFlaw::Address(flaw));
        }
        match (code, side) {
            (Some(code), Some(side)) if flaws.is_empty() => {
                let version = was.map_or(0, |p| p.version) + 1;
                let event = PeerSet {
                    code: code.as_str().to_owned(),
                    name: name.clone(),
                    public_key: public_key.clone(),
                    address: address.clone(),
                    active: wanted.active,
                };
                Ok((Self { code, version, name, side, public_key, address, active: wanted.active }, event))
            }
            (_, _) => Err(flaws),
        }
    }
}

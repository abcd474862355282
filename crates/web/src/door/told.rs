//! What the API tells in one way wherever it tells it (接口的共同回答): the next version, what to mend, a rule's refusal.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap as _};

use super::{Oops, Reply, json};
use crate::base::Trouble;

/// A whole number. `3.0` is one too: JSON Schema, in which the API is described, makes no difference.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole(pub(crate) i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(from)?;
        let wide = number.as_i128().or_else(|| number.as_f64().filter(|n| n.fract() == 0.0).map(|n| n as i128));
        // One beyond the range of a version or a place names none, like any other that does not exist.
        let near = wide.map(|n| n.clamp(i64::MIN.into(), i64::MAX.into()) as i64);
        near.map(Self).ok_or_else(|| serde::de::Error::custom("not a whole number"))
    }
}

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
    }
}

/// All things to mend at once, 422.
pub(crate) fn to_mend(flaws: impl IntoIterator<Item = (&'static str, String)>) -> Reply {
    Err(Oops::to_mend(flaws))
}

/// A rule's refusal under its stable code, 422.
pub(crate) fn refused(code: &'static str, sentence: impl ToString) -> Reply {
    Err(Oops::new(Trouble::Refused, code).saying(sentence.to_string()))
}

/// What an act leaves behind: which row, under the name that its kind goes by, and its next version.
struct Version {
    name: &'static str,
    of: String,
    version: i64,
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry(self.name, &self.of)?;
        map.serialize_entry("version", &self.version)?;
        map.end()
    }
}

/// 200 with the next version of what was acted on.
pub(crate) fn moved(name: &'static str, of: String, version: i64) -> Reply {
    json(StatusCode::OK, &Version { name, of, version })
}

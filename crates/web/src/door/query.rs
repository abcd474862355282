//! What the part after `?` says. Read leniently: what is not known or not readable is not there, so that an address
//! typed or cut by hand opens the page all the same.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{Oops, plain::plain_fields};

/// Fields of the query.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    fields: Vec<(String, String)>,
}

impl Query {
    /// The first value of a field, trimmed; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default()
    }

    /// All values of a field, trimmed; empty ones are left out.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let values = self.fields.iter().filter(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned());
        values.filter(|v| !v.is_empty()).collect()
    }

    /// A whole number; `None` where there is none.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        domain::base::fold(&self.text(name)).parse().ok()
    }

    /// A whole number as a program writes it; `None` where the parameter is not there.
    ///
    /// # Errors
    /// 422 under its name for what is no number.
    pub(crate) fn whole<T: std::str::FromStr>(&self, name: &'static str) -> Result<Option<T>, Oops> {
        match self.text(name).as_str() {
            "" => Ok(None),
            _ => self.number(name).map(Some).ok_or_else(|| Oops::parameter(name, format!("{name} 请填整数"))),
        }
    }

    /// Whether a switch is on, as `renaming=1`.
    pub(crate) fn on(&self, name: &str) -> bool {
        self.text(name) == "1"
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Oops> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self { fields: plain_fields(serde_urlencoded::from_str(query).unwrap_or_default()) })
    }
}

/// An address with a query; fields without a value are left out.
pub(crate) fn address(path: &str, fields: &[(&str, &str)]) -> String {
    let kept: Vec<_> = fields.iter().filter(|(_, v)| !v.is_empty()).collect();
    match serde_urlencoded::to_string(&kept) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        Ok(_) | Err(_) => path.to_owned(),
    }
}

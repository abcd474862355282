//! What somebody typed whose session had ended when they sent it (未丢的内容): the fields of the form,
//! carried through signing in, so that nothing need be typed twice. Never kept: passwords, files, and
//! forms that came from another site. Nothing is stored: it travels in the pages.

use axum::{body::to_bytes, extract::Request, http::header};

use super::Posted;
use crate::base::paths;

/// Larger forms are not carried. The sign-in form that carries them may be 256 KiB.
const LARGEST: usize = 192 * 1024;
/// Before the name of a field that is carried through the sign-in form.
const PREFIX: &str = "kept.";
/// Names the form that they belong to.
const ACTION: &str = "kept_action";

/// A form that waits for its sender to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Where it was sent.
    pub action: String,
    /// Its fields in their order, without token and idempotency key.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// Reads it out of the request that was turned away. `None` where there is nothing to carry.
    pub(super) async fn of(request: Request) -> Option<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return None;
        }
        let action = request.uri().path().to_owned();
        let body = to_bytes(request.into_body(), LARGEST).await.ok()?;
        Self::checked(action, serde_urlencoded::from_bytes(&body).ok()?)
    }

    /// Reads it out of the sign-in form that carried it.
    pub(crate) fn carried(posted: &Posted) -> Option<Self> {
        Self::checked(posted.text(ACTION), posted.under(PREFIX))
    }

    fn checked(action: String, mut fields: Vec<(String, String)>) -> Option<Self> {
        let secret = |name: &str| matches!(name, "csrf" | "idempotency_key") || name.contains("password");
        fields.retain(|(name, _)| !secret(name));
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_.".contains(&b);
        let ours = action.starts_with('/') && !action.starts_with("//") && action.bytes().all(plain);
        let elsewhere = [paths::SIGN_IN, paths::SIGN_OUT, paths::PASSWORD].contains(&action.as_str());
        (ours && !elsewhere && !fields.is_empty()).then_some(Self { action, fields })
    }

    /// The hidden inputs of the sign-in form that carries it.
    pub fn inputs(&self) -> Vec<(String, String)> {
        let mut inputs = vec![(ACTION.to_owned(), self.action.clone())];
        inputs.extend(self.fields.iter().map(|(name, value)| (format!("{PREFIX}{name}"), value.clone())));
        inputs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_other_sites_are_not_carried() {
        let field = |name: &str| (name.to_owned(), "x".to_owned());
        let of =
            |action: &str, names: &[&str]| Kept::checked(action.to_owned(), names.iter().map(|n| field(n)).collect());
        let kept = of("/cases/2026-1120-03-0001/decide", &["csrf", "opinion", "idempotency_key", "password"]);
        assert_eq!(kept.map(|k| k.fields), Some(vec![field("opinion")]));
        assert_eq!(of("/cases/accept", &["csrf"]), None, "nothing was typed");
        for action in ["", "//evil.example", "https://evil.example/", "/a?b", "/\\evil", "/password", "/sign-out"] {
            assert_eq!(of(action, &["opinion"]), None, "{action}");
        }
    }
}

//! What a form carried. The visitor's token is checked before a handler sees a field.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header, request::Parts},
};

use super::{
    Oops, Seat,
    plain::{plain, plain_fields},
};
use crate::base::Trouble;

/// Fields of a posted form, in their order, names repeated as the form repeats them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Posted {
    fields: Vec<(String, String)>,
}

impl Posted {
    /// The first value of a field; empty where it was not sent.
    pub(crate) fn text(&self, name: &str) -> String {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default()
    }

    /// Whether a field was sent, empty or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(n, _)| n == name)
    }

    /// All values of a field.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect()
    }

    /// Fields whose names begin so, under the rest of their names.
    pub(crate) fn under(&self, prefix: &str) -> Vec<(String, String)> {
        let stripped = |(name, value): &(String, String)| Some((name.strip_prefix(prefix)?.to_owned(), value.clone()));
        self.fields.iter().filter_map(stripped).collect()
    }

    /// A whole number; `None` where there is none.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        domain::base::fold(&self.text(name)).parse().ok()
    }

    /// The idempotency key of this form.
    pub(crate) fn key(&self) -> Option<String> {
        Some(self.text("idempotency_key")).filter(|k| !k.is_empty() && k.len() <= 200)
    }

    /// A phrase that was chosen beside a box goes behind what stands in it, so that choosing needs no script. From here
    /// on it is as if it had been typed: a form that comes back shows it in the box.
    fn with_phrases(mut self) -> Self {
        let (phrases, mut fields): (Vec<_>, Vec<_>) = self.fields.drain(..).partition(|(n, _)| n.ends_with("_phrase"));
        for (name, phrase) in phrases.into_iter().filter(|(_, phrase)| !phrase.trim().is_empty()) {
            let Some(into) = name.strip_suffix("_phrase") else { continue };
            match fields.iter_mut().find(|(n, _)| n == into) {
                Some((_, text)) if text.trim().is_empty() => *text = phrase,
                Some((_, text)) => *text = format!("{}\n{phrase}", text.trim_end()),
                None => fields.push((into.to_owned(), phrase)),
            }
        }
        Self { fields }
    }

    fn checked(self, seat: &Seat) -> Result<Self, Oops> {
        let sent = self.text("csrf");
        if sent.is_empty() || sent != seat.csrf {
            return Err(Oops::new(Trouble::Forbidden, "csrf").saying("这一页开得太久了，请返回刷新后再提交"));
        }
        Ok(self)
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let seat = request.extensions().get::<Seat>().cloned().ok_or_else(|| Oops::broken(&"路由没有经过门"))?;
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Oops::unreadable("表单没有读懂，请返回重新提交"));
        }
        let body = Bytes::from_request(request, state).await.map_err(|_| Oops::new(Trouble::TooLarge, "too_large"))?;
        let fields: Vec<(String, String)> =
            serde_urlencoded::from_bytes(&body).map_err(|_| Oops::unreadable("表单没有读懂，请返回重新提交"))?;
        Self { fields: plain_fields(fields) }.with_phrases().checked(&seat)
    }
}

/// The `Idempotency-Key` header of the API: a request sent again under the same key is done once.
#[derive(Debug, Clone, Default)]
pub(crate) struct IdempotencyKey(pub(crate) Option<String>);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Oops> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        match value.to_str() {
            Ok(key) if (1..=200).contains(&key.len()) => Ok(Self(Some(key.to_owned()))),
            Ok(_) | Err(_) => Err(Oops::unreadable("Idempotency-Key 要 1 到 200 个 ASCII 字符")),
        }
    }
}

/// Files of one sending: more than a phone's gallery lets choose by mistake, and as many as a case may hold.
const MOST_FILES: usize = 40;

/// A form with several files, each under the same field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uploads {
    /// The other fields.
    pub(crate) form: Posted,
    /// Name and bytes of each file that was chosen.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Uploads {
    /// Reads a form of parts with no more than so many files; `too_large` says what to do with a body beyond the limit.
    async fn read<S: Send + Sync>(request: Request, state: &S, most: usize, too_large: &str) -> Result<Self, Oops> {
        let seat = request.extensions().get::<Seat>().cloned().ok_or_else(|| Oops::broken(&"路由没有经过门"))?;
        let unread = || Oops::unreadable("上传的内容没有读懂，请重新选择文件");
        let flaw = |e: MultipartError| match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Oops::new(Trouble::TooLarge, "too_large").saying(too_large),
            _ => unread(),
        };
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| unread())?;
        let mut out = Self::default();
        while let Some(part) = parts.next_field().await.map_err(flaw)? {
            let name = plain(part.name().unwrap_or_default().to_owned());
            match part.file_name().map(str::to_owned) {
                Some(file_name) => {
                    let bytes = part.bytes().await.map_err(flaw)?.to_vec();
                    // A browser sends a part without a name for a field where nothing was chosen.
                    if file_name.is_empty() && bytes.is_empty() {
                        continue;
                    }
                    if out.files.len() == most {
                        let sentence = format!("一次最多选 {most} 份文件，请分几次上传");
                        return Err(Oops::new(Trouble::TooLarge, "too_many_files").saying(sentence));
                    }
                    out.files.push((plain(file_name), bytes));
                }
                None => out.form.fields.push((name, plain(part.text().await.map_err(flaw)?))),
            }
        }
        out.form = out.form.checked(&seat)?;
        Ok(out)
    }
}

impl<S: Send + Sync> FromRequest<S> for Uploads {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        Self::read(request, state, MOST_FILES, "这些文件合起来太大，请分几次上传").await
    }
}

/// A form with one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Upload {
    /// The other fields.
    pub(crate) form: Posted,
    /// Name of the file; empty where none was chosen.
    pub(crate) file_name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let sent = Uploads::read(request, state, 1, "文件太大，最多 20 MB，可以按部门分成几份").await?;
        let (file_name, bytes) = sent.files.into_iter().next().unwrap_or_default();
        Ok(Self { form: sent.form, file_name, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_phrase_stands_behind_what_was_typed() {
        let posted = |fields: &[(&str, &str)]| {
            let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            Posted { fields }.with_phrases()
        };
        let both = posted(&[("opinion_phrase", "同意。"), ("opinion", "场所已看。\r\n")]);
        assert_eq!((both.text("opinion").as_str(), both.text("opinion_phrase").as_str()), ("场所已看。\n同意。", ""));
        assert_eq!(posted(&[("opinion", " "), ("opinion_phrase", "同意。")]).text("opinion"), "同意。");
        assert_eq!(posted(&[("opinion", "我写的 "), ("opinion_phrase", "")]).text("opinion"), "我写的 ");
    }
}

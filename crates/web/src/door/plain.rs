//! The one place where what comes in loses its null characters (空字符): no database keeps them, nobody types them, and
//! whoever pastes one along means the rest. Forms, queries and JSON bodies pass here; in a path nothing has such a name.

use serde_json::Value;

/// Without null characters.
pub(super) fn plain(mut text: String) -> String {
    if text.contains('\0') {
        text.retain(|c| c != '\0');
    }
    text
}

/// Fields of a form or of a query.
pub(super) fn plain_fields(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    fields.into_iter().map(|(name, value)| (plain(name), plain(value))).collect()
}

/// Texts of a JSON body and the names of its fields, however deep.
pub(super) fn plain_json(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain(text)),
        Value::Array(all) => Value::Array(all.into_iter().map(plain_json).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (plain(name), plain_json(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

/// Whether a path names something with a null character in it.
pub(super) fn names_null(path: &str) -> bool {
    path.contains("%00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_characters_are_left_out_wherever_they_stand() {
        assert_eq!(plain("张\0三\0".into()), "张三");
        assert_eq!(plain_fields(vec![("na\0me".into(), "\0".into())]), [("name".to_owned(), String::new())]);
        let body = serde_json::json!({ "a\0": ["\0x", { "b": "y\0" }], "n": 1, "t": null });
        assert_eq!(plain_json(body), serde_json::json!({ "a": ["x", { "b": "y" }], "n": 1, "t": null }));
        assert!(names_null("/cases/%00") && !names_null("/cases/2026"));
    }
}

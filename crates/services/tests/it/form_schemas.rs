//! The schemas of the sample county's forms and of default forms against an independent validator
//! (`jsonschema_rs` in the tools' Python): valid JSON Schema 2020-12, and of one mind with our own check.
//!
//! Not held against it: check digits, decimal places, spans of days; the standard has no word for them.

use std::{
    collections::BTreeMap,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use domain::{
    base::{Rng, SeededRng},
    catalogue::{
        APPLICANT_KIND, Answers, Clients, Content, FieldKind, Form, FormField, Guide, ItemType, check_answers,
        default_form, is_shown, json_schema, read_schema,
    },
};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

const TODAY: Date = date(2026, 11, 22);
const ROUNDS: usize = 60;

/// Forms that are really asked: the sample county's, and the default of every action and client type.
fn forms() -> Vec<(String, Form)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample/forms");
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap();
        all.push((file.file_name().to_string_lossy().into_owned(), read_schema(&text).unwrap()));
    }
    assert!(all.len() >= 10, "{} forms", all.len());
    for name in ["某许可（新办）", "某证（变更）", "某证（延续）", "某证（补发）", "某证（注销）"]
    {
        for clients in [Clients::Person, Clients::Organisation, Clients::Both] {
            let content = Content {
                name: name.into(),
                clients: Some(clients),
                item_type: ItemType::parse("01").unwrap(),
                guide: Guide { mail: Some(true), ..Guide::default() },
                ..testkit::content("A-1", name, 1)
            };
            all.push((format!("{name}{}", clients.label()), default_form(&content)));
        }
    }
    all
}

struct Typist(SeededRng);

impl Typist {
    fn pick<'a>(&self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.0.u64() % of.len() as u64).unwrap()]
    }

    /// Something to type into a field, right more often than wrong.
    fn types(&self, field: &FormField) -> String {
        if self.0.u64().is_multiple_of(8) {
            return self.pick(&["", "　", "乱写", "2026-13-01", "-1", "甲\n乙"]).to_owned();
        }
        match &field.kind {
            FieldKind::Text { most } | FieldKind::LongText { most } => {
                "字".repeat(1 + usize::try_from(self.0.u64() % u64::from(*most)).unwrap())
            }
            FieldKind::Number { decimals: 0, .. } => self.pick(&["1", "３", "12人", "0"]).to_owned(),
            FieldKind::Number { .. } => self.pick(&["1.5", "１２．２５", "300", "1,200"]).to_owned(),
            FieldKind::Date { .. } => self.pick(&["2026.11.22", "二〇二六年三月一日", "20260301"]).to_owned(),
            FieldKind::Choice { options, .. } => {
                self.pick(&options.iter().map(String::as_str).collect::<Vec<_>>()).to_owned()
            }
            FieldKind::Several { options } => {
                let some = options.iter().filter(|_| self.0.u64().is_multiple_of(2)).map(String::as_str);
                some.collect::<Vec<_>>().join("\n")
            }
            FieldKind::YesNo => self.pick(&["是", "否"]).to_owned(),
            FieldKind::CitizenId => {
                self.pick(&["11010519491231002X", "１１０１０５１９４９１２３１００２ｘ"]).to_owned()
            }
            FieldKind::Uscc => "91350100M000100Y43".to_owned(),
            FieldKind::Mobile => self.pick(&["13800138000", "１３８ ００１３ ８０００"]).to_owned(),
            FieldKind::Address => self.pick(&["文澜路88号", "双桥村3组12号"]).to_owned(),
        }
    }
}

/// Ways to break answers that a schema must notice too: each gives the broken answers, or nothing where the
/// form has no place for it.
fn broken(form: &Form, answers: &Answers, good: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let with = |key: &str, value: Value| {
        let mut bad = good.clone();
        bad[key] = value;
        bad
    };
    all.push(with("never_asked", json!("x")));
    for field in form.fields() {
        let there = answers.get(&field.key).is_some();
        if !is_shown(field, answers.texts()) {
            all.push(with(&field.key, json!("答了没问的")));
            continue;
        }
        if there && field.required {
            let mut bad = good.clone();
            bad.as_object_mut().unwrap().remove(&field.key);
            all.push(bad);
        }
        all.push(match &field.kind {
            FieldKind::Text { most } | FieldKind::LongText { most } => {
                with(&field.key, json!("长".repeat(usize::from(*most) + 1)))
            }
            FieldKind::Number { min: Some(min), .. } => with(&field.key, json!(min - 1)),
            FieldKind::Number { .. } => with(&field.key, json!("三个")),
            FieldKind::Date { .. } => with(&field.key, json!("2026-02-30")),
            FieldKind::Choice { .. } | FieldKind::YesNo | FieldKind::Address => with(&field.key, json!("无")),
            FieldKind::Several { .. } => with(&field.key, json!([])),
            FieldKind::CitizenId | FieldKind::Uscc | FieldKind::Mobile => with(&field.key, json!("12345")),
        });
    }
    all
}

#[test]
fn an_independent_validator_is_of_one_mind_with_our_check() {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/venv/bin/python");
    let python = std::env::var_os("ONEDOOR_PYTHON").map_or_else(usual, PathBuf::from);
    let asked = Command::new(&python).args(["-c", "import jsonschema_rs"]).stderr(Stdio::null()).status();
    if !asked.is_ok_and(|s| s.success()) {
        return testkit::skip("no jsonschema_rs in target/tools/venv: form schemas are not held against it");
    }
    let typist = Typist(SeededRng::new(7));
    let (mut lines, mut good, mut bad) = (String::new(), 0_usize, 0_usize);
    for (name, form) in forms() {
        let schema = json_schema(&form, &name);
        let mut say = |answers: &Value, holds: bool| {
            let case = json!({ "name": name, "schema": schema, "answers": answers, "holds": holds });
            lines.push_str(&format!("{case}\n"));
        };
        for _ in 0..ROUNDS {
            let mut raw: BTreeMap<String, String> = form.fields().map(|f| (f.key.clone(), typist.types(f))).collect();
            raw.insert(APPLICANT_KIND.into(), typist.pick(&["person", "organisation"]).into());
            let Ok(answers) = check_answers(&form, &raw, TODAY) else { continue };
            let json = answers.json(&form);
            say(&json, true);
            good += 1;
            for broken in broken(&form, &answers, &json) {
                say(&broken, false);
                bad += 1;
            }
        }
    }
    assert!(good > 200 && bad > 2000, "{good} good and {bad} broken answers");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/validate_answers.py");
    let mut child = Command::new(&python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let feed = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert_eq!(said.lines().collect::<Vec<_>>(), [format!("{} schemas", forms().len())]);
}

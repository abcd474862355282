//! Writing a package. The same package gives the same bytes: times stand in the sheets, not in the zip.

use std::io::{Cursor, Write as _};

use domain::archive::{FieldRule, Package, Profile};
use serde::{Deserialize, Serialize};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::xml::Xml;

/// The bytes that belong to a package.
pub struct Content<'a> {
    /// Path and bytes of each file, as the package names them.
    pub files: Vec<(String, Vec<u8>)>,
    /// Path and bytes of each paper that was given out.
    pub notices: Vec<(String, Vec<u8>)>,
    /// The journal of the case: one event a line.
    pub journal: String,
    /// SM3 in hexadecimal.
    pub digest: &'a dyn Fn(&[u8]) -> String,
}

/// 清单: everything in the package but itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// 电子文件号.
    pub package_no: String,
    /// Profile it was written under.
    pub profile: String,
    /// Name of the digest.
    pub digest_method: String,
    /// In the order of the package.
    pub entries: Vec<ManifestEntry>,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// Path.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Digest in hexadecimal.
    pub digest: String,
}

/// The package as bytes.
///
/// # Errors
/// When the zip cannot be written, which memory alone decides.
pub fn write_package(package: &Package, profile: &Profile, content: Content<'_>) -> Result<Vec<u8>, ZipError> {
    let names = &profile.sheets;
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        (names.config.clone(), config(package, profile)),
        (names.basics.clone(), fields("基本信息描述", package, &profile.basics)),
        (names.application.clone(), application(package)),
        (names.process.clone(), process(package)),
        (names.journal.clone(), content.journal.into_bytes()),
    ];
    parts.extend(content.files);
    parts.extend(content.notices);
    let entries = parts
        .iter()
        .map(|(path, bytes)| ManifestEntry {
            path: path.clone(),
            size: bytes.len() as u64,
            digest: (content.digest)(bytes),
        })
        .collect();
    let manifest = Manifest {
        package_no: package.number.to_string(),
        profile: profile.id.clone(),
        digest_method: "SM3".into(),
        entries,
    };
    let manifest = serde_json::to_vec_pretty(&manifest).expect("plain texts and numbers");
    parts.push((names.manifest.clone(), manifest));
    let packed =
        |path: &str| path.starts_with(&names.files) || names.notices.as_ref().is_some_and(|n| path.starts_with(n));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in &parts {
        // Pictures and documents are packed already.
        let method = if packed(path) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(
            path.as_str(),
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default()),
        )?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn put(xml: &mut Xml, package: &Package, rules: &[FieldRule]) {
    for rule in rules {
        xml.text(&rule.element, &package.field(&rule.field).unwrap_or_default());
    }
}

fn fields(root: &str, package: &Package, rules: &[FieldRule]) -> Vec<u8> {
    let mut xml = Xml::new(root);
    put(&mut xml, package, rules);
    xml.finish()
}

/// 归档配置表: what is kept for how long, and which files stand in the package.
fn config(package: &Package, profile: &Profile) -> Vec<u8> {
    let mut xml = Xml::new("归档配置表");
    put(&mut xml, package, &profile.config);
    xml.begin("归档范围");
    for file in &package.files {
        xml.begin("文件");
        xml.text("路径", &file.path);
        xml.text("名称", &file.title);
        xml.text("材料", &file.material);
        xml.text("格式", &file.kind);
        xml.text("字节数", &file.size.to_string());
        xml.text("固化摘要", &file.captured);
        xml.text("固化时间", &file.at.to_string());
        xml.end();
    }
    for notice in &package.notices {
        xml.begin("文书");
        xml.text("路径", &notice.path);
        xml.text("名称", &notice.title);
        xml.end();
    }
    xml.finish()
}

/// 申请表: what the applicant filled in.
fn application(package: &Package) -> Vec<u8> {
    let mut xml = Xml::new("申请表");
    xml.text("电子文件号", package.number.as_str());
    for (question, answer) in &package.answers {
        xml.begin("项");
        xml.text("名称", question);
        xml.text("内容", answer);
        xml.end();
    }
    xml.finish()
}

/// 办理流程: who did what when, with opinions and reasons.
fn process(package: &Package) -> Vec<u8> {
    let mut xml = Xml::new("办理流程");
    xml.text("电子文件号", package.number.as_str());
    for step in &package.steps {
        xml.begin("环节");
        xml.text("序号", &step.seq.to_string());
        xml.text("动作", &step.kind);
        xml.text("经办", &step.actor);
        xml.text("岗位", &step.role);
        xml.text("地点", &step.terminal);
        xml.text("时间", &step.at.to_string());
        xml.text("记录方式", &step.source);
        xml.text("意见", &step.words);
        xml.end();
    }
    xml.finish()
}

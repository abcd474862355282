//! 移交清单: the list that goes with a batch, as XML for the archive's system and as a sheet for people. It
//! names no applicant: titles say what was applied for.

use super::xml::Xml;
use crate::tables::{Cell, ExportRefusal, write_xlsx};

/// One package of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLine {
    /// 电子文件号.
    pub package_no: String,
    /// 题名.
    pub title: String,
    /// Department.
    pub department: String,
    /// Day it ended, as `2026-11-25`.
    pub finished_on: String,
    /// 保管期限.
    pub retention: String,
    /// Files in it.
    pub files: u64,
    /// Bytes of the package.
    pub size: u64,
    /// SM3 of the package.
    pub digest: String,
    /// What the check said.
    pub check: String,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferList {
    /// Number of the batch.
    pub batch_no: String,
    /// Program it comes from.
    pub system: String,
    /// 立档单位.
    pub fonds: String,
    /// Day.
    pub on: String,
    /// Packages in order.
    pub lines: Vec<ListLine>,
}

/// As XML.
#[must_use]
pub fn list_xml(list: &TransferList) -> Vec<u8> {
    let mut xml = Xml::new("存档信息包目录清单");
    xml.text("系统", &list.system);
    xml.text("立档单位", &list.fonds);
    xml.text("批次号", &list.batch_no);
    xml.text("移交日期", &list.on);
    xml.text("数量", &list.lines.len().to_string());
    for line in &list.lines {
        xml.begin("信息包");
        xml.text("电子文件号", &line.package_no);
        xml.text("题名", &line.title);
        xml.text("办理部门", &line.department);
        xml.text("办结日期", &line.finished_on);
        xml.text("保管期限", &line.retention);
        xml.text("文件数", &line.files.to_string());
        xml.text("字节数", &line.size.to_string());
        xml.text("SM3", &line.digest);
        xml.text("四性检测", &line.check);
        xml.end();
    }
    xml.finish()
}

/// As an xlsx sheet.
///
/// # Errors
/// When the sheet would be larger than a workbook can be.
pub fn list_sheet(list: &TransferList) -> Result<Vec<u8>, ExportRefusal> {
    let titles =
        ["序号", "电子文件号", "题名", "办理部门", "办结日期", "保管期限", "文件数", "字节数", "SM3", "四性检测"];
    let header: Vec<String> = titles.map(str::to_owned).to_vec();
    let rows = list.lines.iter().enumerate().map(|(i, l)| {
        let text = |t: &str| Cell::Text(t.to_owned());
        let number = |n: u64| Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX));
        vec![
            number(i as u64 + 1),
            text(&l.package_no),
            text(&l.title),
            text(&l.department),
            text(&l.finished_on),
            text(&l.retention),
            number(l.files),
            number(l.size),
            text(&l.digest),
            text(&l.check),
        ]
    });
    write_xlsx("移交清单", &header, &rows.collect::<Vec<_>>())
}

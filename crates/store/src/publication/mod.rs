//! What the provincial platform lists (省级平台导出), as it was taken.

mod export;

pub use export::{ProvinceExport, insert_province_item, latest_export, province_export_change, province_items};

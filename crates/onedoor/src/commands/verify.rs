//! `onedoor verify`.

use serde_json::json;
use services::journal;

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, UNSOUND},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: &cli::Verify) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let verdict = journal::verify(&bureau)?;
    let j = &verdict.journal;
    if args.json {
        let findings: Vec<_> = j.findings.iter().map(|f| json!({ "place": f.place, "what": f.what })).collect();
        terminal::print_json(&json!({
            "sound": verdict.is_sound(), "events": j.events, "streams": j.streams, "blocks": j.blocks, "rows": j.rows,
            "unsealed": j.unsealed, "exported_blocks": verdict.exported, "figures": verdict.figures,
            "files": verdict.files, "packages": verdict.packages, "orphans": verdict.orphans,
            "findings": findings,
        }))?;
    } else {
        terminal::print(&format!(
            "核对了 {} 条事件（{} 条链）、{} 个签名封存（导出文件 {} 个）、{} 行数据、{} 个冻结的指标、{} 份附件、{} 个归档包；{} 条事件待封存",
            j.events,
            j.streams,
            j.blocks,
            verdict.exported,
            j.rows,
            verdict.figures,
            verdict.files,
            verdict.packages,
            j.unsealed
        ));
        for orphan in &verdict.orphans {
            terminal::print(&format!("  没有登记的文件  {orphan}（不影响使用）"));
        }
        for finding in &j.findings {
            terminal::print(&format!("  不一致  {}：{}", finding.place, finding.what));
        }
        terminal::print(if verdict.is_sound() {
            "全部一致"
        } else {
            "发现不一致，请保留现场并联系技术人员"
        });
    }
    Ok(if verdict.is_sound() { DONE } else { UNSOUND })
}

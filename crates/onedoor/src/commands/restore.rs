//! `onedoor restore`: a backup becomes a county again, in a place where nothing is yet.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use serde_json::json;
use services::{
    Home,
    backup::{self, BackupFault, Checked},
    journal,
};
use store::Database;

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, UNSOUND, Usage},
    house::{self, House},
    terminal,
};

pub(super) fn run(place: &Place, args: &cli::Restore) -> anyhow::Result<u8> {
    let checked = backup::check(&args.from)?;
    let list = &checked.list;
    if args.dry_run {
        return told(args, &checked, json!({ "sound": true, "restored": false }), "这份备份完好，没有恢复任何内容");
    }
    match &place.database {
        None => into_folder(place, args, &checked)?,
        Some(url) => into_server(place, url, args, &checked)?,
    }
    let bureau = House::look(place, DATA)?.must_have_county()?;
    // Nothing is sealed here: what is restored reads as it was, until somebody works with it again.
    journal::export(&bureau, bureau.region())?;
    let verdict = journal::verify(&bureau)?;
    for finding in &verdict.journal.findings {
        terminal::say(&format!("  不一致  {}：{}", finding.place, finding.what));
    }
    let sound = verdict.is_sound();
    let sentence = if sound {
        format!("已恢复到 {} 备份时的样子，校验全部一致。下一步 onedoor serve", list.taken_at)
    } else {
        "已恢复，但校验发现不一致（备份时就有）。请保留这份备份并联系技术人员".to_owned()
    };
    told(args, &checked, json!({ "sound": sound, "restored": true }), &sentence)?;
    Ok(if sound { DONE } else { UNSOUND })
}

fn told(args: &cli::Restore, checked: &Checked, state: serde_json::Value, sentence: &str) -> anyhow::Result<u8> {
    let list = &checked.list;
    if args.json {
        terminal::print_json(&json!({
            "state": state, "region": list.region, "county": list.county, "taken_at": list.taken_at,
            "program": list.program, "schema": list.schema, "rows": list.rows, "canonical": list.canonical,
            "files": list.files.len(), "key_id": list.key_id,
        }))?;
    } else {
        terminal::print(&format!(
            "{}（{}），{} 备份，{} 行，{} 个文件，密钥编号 {}",
            list.county,
            list.region,
            list.taken_at,
            list.rows,
            list.files.len(),
            list.key_id
        ));
        terminal::print(sentence);
    }
    Ok(DONE)
}

/// Beside the target first, then renamed: a restore that is cut short leaves no half county.
fn into_folder(place: &Place, args: &cli::Restore, checked: &Checked) -> anyhow::Result<()> {
    let dir = place.data.clone().unwrap_or_else(|| PathBuf::from(DATA));
    must_be_empty(&dir)?;
    let keys = args
        .keys
        .clone()
        .ok_or_else(|| Usage(format!("备份里没有密钥。请用 --keys 指明密钥 {} 所在的目录", checked.list.key_id)))?;
    let keys = backup::keys_for(checked, &[keys])?;
    let name = dir.file_name().map_or_else(|| "onedoor".into(), |n| n.to_string_lossy().into_owned());
    let partial = dir.parent().unwrap_or(Path::new("")).join(format!(".{name}.restoring"));
    if partial.exists() {
        fs::remove_dir_all(&partial)?;
    }
    house::make_private(&partial).with_context(|| format!("目录 {} 建不起来", partial.display()))?;
    let file = partial.join(house::FILE);
    let done = Database::open_sqlite_at(&file, checked.list.schema)
        .map_err(BackupFault::from)
        .and_then(|db| backup::load(&db, &Home::new(&partial), &keys, &args.from, checked));
    if let Err(e) = done {
        fs::remove_dir_all(&partial).ok();
        return Err(e.into());
    }
    house::own_alone(&file)?;
    if dir.exists() {
        fs::remove_dir(&dir)?;
    }
    fs::rename(&partial, &dir)?;
    Ok(())
}

/// One transaction: the database holds the county whole or stays empty.
fn into_server(place: &Place, url: &str, args: &cli::Restore, checked: &Checked) -> anyhow::Result<()> {
    let home = Home::new(house::home_of(place)?);
    for part in ["seals", "files"] {
        must_be_empty(&home.dir().join(part))?;
    }
    let folders: Vec<PathBuf> = args.keys.clone().into_iter().chain([home.keys()]).collect();
    let keys = backup::keys_for(checked, &folders)?;
    house::make_private(home.dir())?;
    let db = Database::open_postgres_at(url, checked.list.schema)?;
    backup::load(&db, &home, &keys, &args.from, checked)?;
    Ok(())
}

fn must_be_empty(dir: &Path) -> Result<(), BackupFault> {
    if fs::read_dir(dir).is_ok_and(|mut d| d.next().is_some()) {
        return Err(BackupFault::NotEmpty(dir.to_owned()));
    }
    Ok(())
}

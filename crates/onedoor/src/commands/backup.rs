//! `onedoor backup`, `onedoor export`: taking the county away, whole, while the site goes on.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use serde_json::json;
use services::{
    Bureau,
    backup::{self, Taken},
};

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, Usage},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: &cli::Backup) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let taken = backup::take(&bureau, &args.dir)?;
    let keys = args.keys.as_deref().map(|to| backup::copy_keys(&bureau, &args.dir, to)).transpose()?;
    let list = &taken.list;
    if args.json {
        terminal::print_json(&json!({
            "dir": args.dir, "region": list.region, "county": list.county, "taken_at": list.taken_at,
            "schema": list.schema, "rows": list.rows, "canonical": list.canonical, "files": list.files.len(),
            "bytes": taken.bytes, "keys": keys,
        }))?;
        return Ok(DONE);
    }
    terminal::print(&format!("已备份到 {}：{}", args.dir.display(), in_words(&taken)));
    terminal::print(&match (&args.keys, keys) {
        (Some(to), Some(n)) => format!("{n} 个密钥文件已另存到 {}。两处介质请分开保管", to.display()),
        (_, _) => format!(
            "备份里没有密钥，只有它打不开个人信息。密钥在 {}，请另存到别的介质（--keys 目录）",
            bureau.home().keys().display()
        ),
    });
    Ok(DONE)
}

pub(super) fn export(place: &Place, args: &cli::Export) -> anyhow::Result<u8> {
    if args.file.is_none() && !args.digest {
        return Err(Usage("请写明导出到哪个文件；只要摘要请加 --digest".into()).into());
    }
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let done = backup::export(&bureau, args.file.as_deref())?;
    if args.json {
        terminal::print_json(&json!({ "rows": done.rows, "digest": done.digest }))?;
    } else {
        terminal::print(&format!("{} 行，SM3 {}", done.rows, done.digest));
    }
    Ok(DONE)
}

fn in_words(taken: &Taken) -> String {
    format!("{} 行，{} 个文件，{:.1} MB", taken.list.rows, taken.list.files.len(), taken.bytes as f64 / 1e6)
}

/// Once a day into a folder, the oldest beyond `keep` removed after the new one is whole. A day that is
/// missing is made up for as soon as the program runs; one that fails is tried again in ten minutes.
pub(super) fn daily(bureau: &Bureau, folder: &Path, keep: usize, stop: &AtomicBool) {
    let mut wait: u32 = 0;
    while !stop.load(Ordering::Relaxed) {
        if wait == 0 {
            wait = 60;
            if let Err(e) = once(bureau, folder, keep) {
                tracing::error!(cause = %e, folder = %folder.display(), "daily backup failed, tried again in ten minutes");
                wait = 600;
            }
        }
        wait -= 1;
        thread::sleep(Duration::from_secs(1));
    }
}

fn once(bureau: &Bureau, folder: &Path, keep: usize) -> Result<(), backup::BackupFault> {
    let dir = folder.join(backup::daily_name(bureau.region(), bureau.today()));
    if dir.exists() {
        return Ok(());
    }
    backup::take(bureau, &dir)?;
    backup::prune(folder, bureau.region(), keep)?;
    Ok(())
}

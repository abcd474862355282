//! `onedoor doctor`: what the operator should look after, each with its remedy.

use std::path::Path;

use papers::documents::{Fonts, Typeface};
use serde_json::json;
use services::base::{Check, Health, examine};

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, UNSOUND},
    house::House,
    terminal,
    tls::CertFiles,
};

/// Free space below which the operator is told, and that of a disk about to be full (trust R-04).
const LOW: u64 = 10 << 30;
const FULL: u64 = 1 << 30;

pub(super) fn run(place: &Place, args: &cli::Doctor) -> anyhow::Result<u8> {
    let house = House::look(place, DATA)?;
    let mut checks = match house.must_have_county() {
        Ok(bureau) => examine(&bureau)?,
        Err(e) => vec![Check::bad("密钥和数据库", e.to_string(), "按上面这句话处理后再运行一次")],
    };
    checks.push(disk(house.home.dir()));
    checks.push(fonts(&house.home.fonts()));
    if let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) {
        checks.push(certificate(&CertFiles { cert: cert.clone(), key: key.clone() }, house.chance.clock.now()));
    }
    let sound = checks.iter().all(|c| c.health != Health::Bad);
    if args.json {
        terminal::print_json(&json!({ "sound": sound, "checks": checks }))?;
    } else {
        for check in &checks {
            let mark = match check.health {
                Health::Good => "正常",
                Health::Warn => "留意",
                Health::Bad => "要处理",
            };
            terminal::print(&format!("{mark}  {}：{}", check.name, check.found));
            if !check.remedy.is_empty() {
                terminal::print(&format!("      → {}", check.remedy));
            }
        }
    }
    Ok(if sound { DONE } else { UNSOUND })
}

#[cfg(unix)]
fn disk(dir: &Path) -> Check {
    let name = "磁盘空间";
    match rustix::fs::statvfs(dir) {
        Ok(s) => {
            let free = s.f_bavail.saturating_mul(s.f_frsize);
            let found = format!("{} 还有 {:.1} GB", dir.display(), free as f64 / 1e9);
            let remedy = "清理或扩大磁盘；旧备份可以挪走。空间用完时不能受理新件，已有数据不受影响";
            match free {
                0..FULL => Check::bad(name, found, remedy),
                FULL..LOW => Check::warn(name, found, remedy),
                LOW.. => Check::good(name, found),
            }
        }
        Err(e) => Check::bad(name, format!("{} 看不到剩余空间：{e}", dir.display()), "核对数据目录是否在正常的磁盘上"),
    }
}

#[cfg(not(unix))]
fn disk(dir: &Path) -> Check {
    Check::warn("磁盘空间", format!("{} 的剩余空间要自己看", dir.display()), "留出至少 10 GB")
}

fn fonts(folder: &Path) -> Check {
    let fonts = Fonts::find(&[folder.to_owned()]);
    let missing: Vec<&str> =
        Typeface::ALL.iter().filter(|t| fonts.chosen(**t).is_none()).map(|t| t.office_name()).collect();
    if missing.is_empty() {
        let chosen: Vec<&str> = Typeface::ALL.iter().filter_map(|t| fonts.chosen(*t)).collect();
        return Check::good("公文字体", chosen.join("、"));
    }
    Check::warn(
        "公文字体",
        format!("没有 {}，生成不了 PDF（docx 不受影响）", missing.join("、")),
        format!("把字体文件放进 {}，或安装 fonts-noto-cjk", folder.display()),
    )
}

fn certificate(files: &CertFiles, now: jiff::Timestamp) -> Check {
    let name = "HTTPS 证书";
    match files.load(now) {
        Ok(loaded) if loaded.ends_soon => {
            Check::warn(name, format!("{} 到期", loaded.until), "尽快申请新证书，换好文件后发 SIGHUP")
        }
        Ok(loaded) => Check::good(name, format!("{} 到期", loaded.until)),
        Err(e) => Check::bad(name, e.to_string(), "换成能用的证书和私钥后再启动"),
    }
}

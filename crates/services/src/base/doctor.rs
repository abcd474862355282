//! Looking an installation over (体检): what will go wrong before it does, each with its remedy. Changes
//! nothing. Deliberately not here: whether the journal and the tables agree (`verify`).

use std::{fs, path::Path};

use jiff::{SignedDuration, civil::Date};
use serde::Serialize;
use store::{StoreError, base, journal};

use crate::Bureau;

/// Month from which the notice of next year's holidays is to be expected: the State Council publishes
/// it in late October or in November.
const NOTICE_MONTH: i8 = 12;
/// Events that may wait for their seal while the site is quiet.
const UNSEALED: i64 = 10_000;

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// As it should be.
    Good,
    /// Works, and wants looking after.
    Warn,
    /// Must be mended.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What.
    pub name: &'static str,
    /// How it stands.
    pub health: Health,
    /// What was found.
    pub found: String,
    /// What to do; empty where nothing is.
    pub remedy: String,
}

impl Check {
    /// As it should be.
    pub fn good(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, health: Health::Good, found: found.into(), remedy: String::new() }
    }

    /// Wants looking after.
    pub fn warn(name: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, health: Health::Warn, found: found.into(), remedy: remedy.into() }
    }

    /// Must be mended.
    pub fn bad(name: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, health: Health::Bad, found: found.into(), remedy: remedy.into() }
    }
}

/// Looks at what the county's own folders and rows tell.
pub fn examine(bureau: &Bureau) -> Result<Vec<Check>, StoreError> {
    let region = *bureau.region();
    let (years, sealed_at, unsealed) = bureau.db().read(|tx| {
        let sealed = journal::last_sealed_at(tx, &region)?;
        let years: Vec<i16> = base::calendar(tx, &region)?.years().iter().map(|y| y.year).collect();
        Ok((years, sealed, journal::unsealed(tx, &region)?))
    })?;
    let mut out = vec![keys(bureau)];
    out.extend(private(bureau));
    out.push(calendar(&years, bureau.today()));
    out.push(clock(sealed_at, bureau.now()));
    out.push(if unsealed > UNSEALED {
        Check::warn("签名封存", format!("{unsealed} 条留痕还没有封存"), "让 onedoor serve 保持运行，它每秒封存一次")
    } else {
        Check::good("签名封存", format!("{unsealed} 条待封存"))
    });
    Ok(out)
}

fn keys(bureau: &Bureau) -> Check {
    let path = bureau.home().keys();
    let found = format!("密钥 {} 在 {}", bureau.vault().key_id(), path.display());
    Check::good("密钥", found)
}

/// Keys, seals and the database for their owner alone. A folder that is closed closes what is in it.
fn private(bureau: &Bureau) -> Option<Check> {
    let home = bureau.home();
    let mut open: Vec<String> = Vec::new();
    if is_open(home.dir()) {
        for dir in [home.dir().to_owned(), home.keys(), home.dir().join("seals")] {
            let files = fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).filter(|p| p.is_file());
            open.extend(files.filter(|p| is_open(p)).map(|p| p.display().to_string()));
        }
    }
    cfg!(unix).then(|| match open.is_empty() {
        true => Check::good("文件权限", "只有运行本程序的用户可读"),
        false => Check::bad(
            "文件权限",
            format!("别的用户也能读：{}", open.join("、")),
            format!("运行 chmod -R go= {}", home.dir().display()),
        ),
    })
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|m| m.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}

fn calendar(years: &[i16], today: Date) -> Check {
    let name = "工作日历";
    let last = years.iter().max().copied().unwrap_or_default();
    let get = "把国务院办公厅的放假通知补进来，或换用带有这一年安排的新版程序";
    if last < today.year() {
        Check::bad(name, format!("只到 {last} 年，今年的到期日都是暂定"), get)
    } else if last == today.year() && today.month() >= NOTICE_MONTH {
        Check::warn(name, format!("只到 {last} 年，跨年的到期日是暂定"), get)
    } else {
        Check::good(name, format!("到 {last} 年"))
    }
}

fn clock(sealed_at: Option<jiff::Timestamp>, now: jiff::Timestamp) -> Check {
    let name = "本机时间";
    match sealed_at {
        Some(last) if now.duration_since(last) < SignedDuration::from_secs(-60) => Check::bad(
            name,
            format!("现在是 {now:.0}，比最后一次封存（{last:.0}）还早"),
            "核对本机时间和时间同步（timedatectl）。时间不对时受理的件，到期日也不对",
        ),
        Some(_) | None => Check::good(name, format!("{now:.0}（世界协调时）")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_calendar_is_asked_for_before_it_runs_out() {
        let health = |years: &[i16], today| calendar(years, today).health;
        assert_eq!(health(&[2025, 2026], date(2026, 11, 30)), Health::Good);
        assert_eq!(health(&[2025, 2026], date(2026, 12, 1)), Health::Warn);
        assert_eq!(health(&[2025, 2026, 2027], date(2026, 12, 31)), Health::Good);
        assert_eq!(health(&[2025, 2026], date(2027, 1, 1)), Health::Bad);
        assert_eq!(health(&[], date(2026, 1, 1)), Health::Bad);
    }

    #[test]
    fn a_clock_that_went_back_is_found() {
        let now = jiff::Timestamp::UNIX_EPOCH + SignedDuration::from_hours(10_000);
        let health = |last: i64| clock(Some(now + SignedDuration::from_secs(last)), now).health;
        assert_eq!((health(-5), health(30), health(120)), (Health::Good, Health::Good, Health::Bad));
        assert_eq!(clock(None, now).health, Health::Good);
    }
}

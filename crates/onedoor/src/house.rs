//! From what was typed to an open database and its home.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use domain::base::Region;
use services::{
    Bureau, Chance, Home,
    base::{NewCounty, announce_calendar, find, open_county},
    catalogue::bring_into_force,
};
use store::Database;

use crate::{cli::Place, real, terminal};

/// File of an embedded database.
pub(crate) const FILE: &str = "onedoor.db";

/// An opened place: there may be no county in it yet.
pub(crate) struct House {
    pub(crate) db: Database,
    pub(crate) home: Home,
    pub(crate) chance: Chance,
    /// Where, in words for messages.
    pub(crate) words: String,
}

impl House {
    /// Opens a place that must have been made before: nothing is created by looking.
    pub(crate) fn look(place: &Place, default_dir: &str) -> anyhow::Result<Self> {
        let dir = place.data.clone().unwrap_or_else(|| PathBuf::from(default_dir));
        if place.database.is_none() && !dir.join(FILE).exists() {
            bail!("目录 {} 里还没有县。先运行 onedoor init 开一个，或运行 onedoor demo 看样例", dir.display());
        }
        Self::open(place, default_dir)
    }

    /// Opens the database, creating it where there is none.
    pub(crate) fn open(place: &Place, default_dir: &str) -> anyhow::Result<Self> {
        let chance = real::chance();
        if let Some(url) = &place.database {
            if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
                bail!("数据库地址要以 postgres:// 开头；用目录存放请写 --data 目录");
            }
            let db = Database::open_postgres(url)?;
            let home = home_of(place)?;
            make_private(&home).with_context(|| format!("目录 {} 建不起来", home.display()))?;
            let home = Home::new(home);
            return Ok(Self { db, home, chance, words: "这个 PostgreSQL 数据库".into() });
        }
        let dir = place.data.clone().unwrap_or_else(|| PathBuf::from(default_dir));
        make_private(&dir).with_context(|| format!("数据目录 {} 建不起来", dir.display()))?;
        let db = Database::open_sqlite(&dir.join(FILE))?;
        own_alone(&dir.join(FILE))?;
        let words = format!("目录 {}", dir.display());
        Ok(Self { db, home: Home::new(dir), chance, words })
    }

    /// The county that is here, if any, with the holidays that this program brings.
    pub(crate) fn county(&self) -> anyhow::Result<Option<Bureau>> {
        let Some(bureau) = find(&self.db, &self.home, &self.chance)? else { return Ok(None) };
        let years = announce_calendar(&bureau)?;
        bring_into_force(&bureau)?;
        services::stations::bring_into_force(&bureau)?;
        services::indicators::announce_profiles(&bureau)?;
        services::cases::count_first(&bureau)?;
        services::reviews::count_first(&bureau)?;
        if !years.is_empty() {
            let years: Vec<String> = years.iter().map(ToString::to_string).collect();
            terminal::say(&format!(
                "已补入 {} 年放假安排；此前算的到期日请由事项编制人员在“日历—录入”里看过再改",
                years.join("、")
            ));
        }
        Ok(Some(bureau))
    }

    /// The county that is here; where there is none, says what to do.
    pub(crate) fn must_have_county(&self) -> anyhow::Result<Bureau> {
        match self.county()? {
            Some(bureau) => Ok(bureau),
            None => bail!("{}里还没有县。先运行 onedoor init 开一个，或运行 onedoor demo 看样例", self.words),
        }
    }

    /// The county that is here; where there is none, opens an unnamed one and says so.
    pub(crate) fn county_or_unnamed(&self, region: Region) -> anyhow::Result<Bureau> {
        if let Some(bureau) = self.county()? {
            return Ok(bureau);
        }
        let new = NewCounty { region, name: None, city_name: String::new(), sample: false };
        let bureau = open_county(&self.db, &self.home, &self.chance, new)?;
        let next = if region.is_unnamed() {
            "不知道区划代码，先记为 000000。正式使用请先运行 onedoor init，或导入时加 --code"
        } else {
            "运行 onedoor init 补上名称"
        };
        terminal::say(&format!("{}里还没有县，已开一个未命名的县（区划代码 {}）。{next}", self.words, region.as_str()));
        Ok(bureau)
    }
}

/// Where keys and seals are when the rows are on a server.
pub(crate) fn home_of(place: &Place) -> anyhow::Result<PathBuf> {
    place.home.clone().map_or_else(user_home, Ok)
}

fn user_home() -> anyhow::Result<PathBuf> {
    let base = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|h| Path::new(&h).join(".local/share")));
    base.map(|b| b.join("onedoor")).context("不知道密钥放在哪里，请用 --home 目录 指明")
}

/// Nobody else reads the database, even where the directory was made by somebody careless.
pub(crate) fn own_alone(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

/// Keys and personal data live here: for its owner alone.
pub(crate) fn make_private(dir: &Path) -> std::io::Result<()> {
    if dir.exists() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(dir)
}

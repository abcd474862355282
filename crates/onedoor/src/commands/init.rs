//! `onedoor init`.

use anyhow::Context as _;
use domain::{
    base::Region,
    people::{Login, check_password},
};
use services::{
    base::{NewCounty, OpenFault, county, discard_empty, has_administrator, name_county, open_county},
    journal,
    people::first_administrator,
};

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, Usage},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: cli::Init) -> anyhow::Result<u8> {
    let house = House::open(place, DATA)?;
    let mut found = house.county()?;
    let mut named = false;
    if let Some(bureau) = &found {
        let now = county(bureau)?;
        named = now.named;
        // An `init` that was cut short left a county without anybody to keep staff: go on from there.
        if named && has_administrator(bureau)? {
            return Err(OpenFault::Exists(now.name).into());
        }
    }
    let name = if named { String::new() } else { given(args.name, "县（市、区）名称", "--name")? };
    let known_code = found.as_ref().map(|b| b.region().as_str().to_owned()).filter(|c| named || c != "000000");
    let code = match (args.code, known_code) {
        (None, Some(known)) => known,
        (code, _) => given(code, "6 位行政区划代码", "--code")?,
    };
    let region = Region::parse(&code).map_err(|e| Usage(e.to_string()))?;
    let login = given(args.admin_login, "第一位系统管理员的登录名", "--admin-login")?;
    let login = Login::parse(&login).map_err(|e| Usage(e.to_string()))?;
    let admin = args.admin_name.unwrap_or_else(|| "系统管理员".into());
    let (password, generated) = match args.admin_password {
        Some(password) => (password, false),
        None => (one_time_password(&*house.chance.rng), true),
    };
    // Checked before anything is written, so that a refusal leaves nothing behind.
    check_password(&password, login.as_str()).map_err(|e| Usage(e.to_string()))?;
    if !named
        && let Some(bureau) = &found
        && *bureau.region() != region
        && discard_empty(bureau)?
    {
        found = None;
    }
    let bureau = match found {
        Some(bureau) if named => bureau,
        Some(bureau) => {
            name_county(&bureau, &region, &name, &args.city)?;
            bureau
        }
        None => {
            let new = NewCounty { region, name: Some(name), city_name: args.city, sample: false };
            open_county(&house.db, &house.home, &house.chance, new)?
        }
    };
    first_administrator(&bureau, login.as_str(), &admin, &password, generated)
        .context("县已开好，管理员没有建成。改好后再运行一次 onedoor init")?;
    journal::seal(&bureau)?;
    let now = county(&bureau)?;
    if args.json {
        terminal::print_json(&serde_json::json!({
            "county": now.name, "region": now.region.as_str(), "city": now.city_name, "admin_login": login.as_str(),
            "one_time_password": generated.then_some(&password),
        }))?;
        return Ok(DONE);
    }
    terminal::print(&format!("已开好 {}（{}），管理员登录名 {}", now.name, now.region.as_str(), login.as_str()));
    if generated {
        terminal::print(&format!("一次性密码 {password}（只显示这一次，首次登录必须更换）"));
    }
    terminal::print(&format!("密钥在 {}，请另存一份备份；下一步 onedoor serve", house.home.keys().display()));
    Ok(DONE)
}

fn given(value: Option<String>, question: &str, flag: &str) -> anyhow::Result<String> {
    match value {
        Some(value) => Ok(value),
        None if terminal::can_ask() => terminal::ask(question),
        None => Err(Usage(format!("请用 {flag} 写明{question}")).into()),
    }
}

/// Sixteen characters without look-alikes, of all four kinds.
fn one_time_password(rng: &dyn domain::base::Rng) -> String {
    const KINDS: [&[u8]; 3] = [b"abcdefghijkmnpqrstuvwxyz", b"ABCDEFGHJKLMNPQRSTUVWXYZ", b"23456789"];
    let mut out: String = (0..15)
        .map(|i| {
            let kind = KINDS[i % KINDS.len()];
            char::from(kind[rng.below(kind.len() as u64) as usize])
        })
        .collect();
    out.insert(8, '-');
    out
}

#[cfg(test)]
mod tests {
    use domain::{base::SeededRng, people::check_password};

    use super::*;

    #[test]
    fn a_one_time_password_passes_its_own_rule() {
        for seed in 0..200 {
            assert_eq!(check_password(&one_time_password(&SeededRng::new(seed)), "admin"), Ok(()));
        }
    }
}

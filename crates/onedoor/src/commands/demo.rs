//! `onedoor demo`: the sample county.

use std::{collections::BTreeMap, fs};

use anyhow::bail;
use domain::people::Desk;
use services::{base::county, indicators::latest, sample};

use web::Site;

use super::{DEMO, serve};
use crate::{
    cli::{self, Place},
    failure::DONE,
    house::{House, own_alone},
    terminal::{self, Progress},
};

pub(super) fn run(place: &Place, args: &cli::Demo) -> anyhow::Result<u8> {
    let house = House::open(place, DEMO)?;
    let bureau = match house.county()? {
        Some(bureau) => {
            let now = county(&bureau)?;
            if now.sample && latest(&bureau, &Desk::system("命令行"), bureau.today())?.is_none() {
                bail!("{}里的样例县上次没有建完。请删掉这个目录或换一个，再运行一次", house.words);
            }
            if !now.sample {
                bail!("{}里是{}的真实数据，不能放样例。请用 --data 换一个目录", house.words, now.name);
            }
            bureau
        }
        None => {
            terminal::say("正在建样例县，大约需要十几秒……");
            let progress = Progress::new();
            let made = sample::create(&house.db, &house.home, &house.chance, &|what, done, of| {
                progress.step(what, done, of);
            });
            progress.end();
            made?;
            house.must_have_county()?
        }
    };
    let now = county(&bureau)?;
    let sign_ins = sample::sign_ins();
    let by_role: BTreeMap<String, _> = sign_ins
        .iter()
        .map(|s| (s.role.as_str().to_owned(), serde_json::json!({ "login": s.login, "password": s.password })))
        .collect();
    let sign_in_file = house.home.dir().join("sign-ins.json");
    fs::write(&sign_in_file, serde_json::to_string_pretty(&by_role)?)?;
    own_alone(&sign_in_file)?;
    terminal::print(&format!("样例县：{}（{}，虚构，区划代码 {}）", now.name, now.city_name, now.region.as_str()));
    terminal::print("每个岗位一个样例账号：");
    for s in &sign_ins {
        terminal::print(&format!("  {}  登录名 {}  密码 {}  （{}）", s.role.label(), s.login, s.password, s.name));
    }
    if args.no_serve {
        return Ok(DONE);
    }
    serve::serve(bureau, &args.listen, Site::default(), None, None)
}

//! What one matter of six members costs from the application to the rating (一件事速度): beside six single cases, and
//! beside bare writes of the same engine, each durable. Prints milliseconds and ratios; nothing is asserted.
//!
//! `cargo run --release -p onedoor-services --example matters_bench [MATTERS]`

mod life;

use life::{County, MEMBERS, Spent};

fn say(text: &str) {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{text}").ok();
}

fn main() {
    let many: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000);
    for db in testkit::engines() {
        let county = County::open(db);
        let bare = county.write_bare(many.clamp(100, 1_000));
        let single = county.live_singly(many.min(600));
        let (life, _) = county.live(many);
        county.sound();
        let (flush, case) = (bare.each(bare.acts), single.each(single.acts / 4));
        let (whole, members) = (life.all(), MEMBERS.len() as f64);
        say(&format!("{}，{many} 件各 {members} 个事项；裸写一行 {flush:.3} 毫秒", county.engine()));
        say(&format!("  单个办件从受理到送达 {case:.2} 毫秒，4 步，每步是裸写的 {:.1} 倍", case / flush / 4.0));
        say(&format!(
            "  一件事从申请到评价 {:.2} 毫秒，是 {members} 个单个办件的 {:.2} 倍，每步是裸写的 {:.1} 倍",
            whole.each(many),
            whole.each(many) / case / members,
            whole.each(whole.acts) / flush
        ));
        let part = |name: &str, spent: &Spent| {
            let (ms, share) = (spent.each(many), spent.time.as_secs_f64() / whole.time.as_secs_f64() * 100.0);
            say(&format!("    {name}：每件 {ms:.2} 毫秒，占 {share:.0}%"));
        };
        part("网上申请", &life.applied);
        part("一次受理", &life.accepted);
        part("决定和办结", &life.decided);
        part("推进", &life.advanced);
        part("一次领取", &life.handed_out);
        part("评价", &life.rated);
    }
}

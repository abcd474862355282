//! `onedoor search WORDS`.

use serde_json::json;
use services::catalogue::search;

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::DONE,
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: &cli::Search) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let words = args.words.join(" ");
    let found = search(&bureau, &words, args.limit.clamp(1, 100))?;
    if args.json {
        let list: Vec<_> = found
            .iter()
            .map(|f| json!({ "id": f.id.to_string(), "code": f.code, "name": f.name, "department": f.department }))
            .collect();
        terminal::print_json(&list)?;
        return Ok(DONE);
    }
    if found.is_empty() {
        terminal::print(&format!("没有找到“{words}”。可以换个说法，或只输入其中两三个字"));
    }
    for f in &found {
        terminal::print(&format!("{}  {}  {}", f.name, f.department, f.code));
    }
    Ok(DONE)
}

//! `onedoor delegates`: representatives on the command line (首席事务代表). The JSON is that of the API.

use domain::people::Desk;
use services::delegates::{BoardLine, Cell, DepartmentLine, board, findings, register, sent_back, still_away};
use web::delegates::{BoardJson, FindingsJson, RegisterJson, SentBackJson, StillAwayJson};

use super::DATA;
use crate::{
    cli::{DelegatesBoard, DelegatesCheck, DelegatesCommand, DelegatesList, DelegatesSentBack, Place},
    failure::DONE,
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, command: &DelegatesCommand) -> anyhow::Result<u8> {
    match command {
        DelegatesCommand::List(args) => list(place, args),
        DelegatesCommand::Check(args) => check(place, args),
        DelegatesCommand::SentBack(args) => back(place, args),
        DelegatesCommand::Board(args) => show_board(place, args),
    }
}

fn list(place: &Place, args: &DelegatesList) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let register = register(&bureau, &Desk::system("命令行"))?;
    if args.json {
        terminal::print_json(&serde_json::to_value(RegisterJson::of(&register))?)?;
        return Ok(DONE);
    }
    let lacking = register.departments.iter().filter(|d| d.lacks_representative(register.today)).count();
    terminal::print(&format!(
        "{} 个部门，其中 {lacking} 个有事项进驻而没有首席事务代表；授权书 {} 份，任命书 {} 份",
        register.departments.len(),
        register.letters.len(),
        register.appointments.len()
    ));
    for line in register.departments.iter().filter(|d| d.resident > 0) {
        terminal::print(&words(line));
    }
    Ok(DONE)
}

fn words(line: &DepartmentLine) -> String {
    let letters: Vec<String> =
        line.letters.iter().map(|l| format!("{}（{}，至 {}）", l.representative.name, l.doc_no, l.valid_to)).collect();
    let who = if letters.is_empty() { "没有代表".to_owned() } else { letters.join("、") };
    format!("{}  进驻 {} 项，没有授权 {} 项  {who}", line.name, line.resident, line.unauthorised)
}

fn check(place: &Place, args: &DelegatesCheck) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let found = findings(&bureau, &Desk::system("命令行"), args.on)?;
    if args.json {
        terminal::print_json(&serde_json::to_value(FindingsJson::of(&found))?)?;
        return Ok(DONE);
    }
    terminal::print(&format!(
        "{}：有 {} 处要看；进驻事项有代表可以决定的 {} 项，没有的 {} 项",
        found.on,
        found.count(),
        found.authorised,
        found.unauthorised.len()
    ));
    for (what, count) in [
        ("没有代表的部门", found.departments.len() as u64),
        ("失效后没有接续的授权书", found.ended.len() as u64),
        ("快到期的授权书", found.ending.len() as u64),
        ("代表不在任的授权书", found.out_of_office.len() as u64),
        ("没有备案的授权书", found.unfiled.len() as u64),
        ("没有公示的授权书", found.unpublished.len() as u64),
        ("没有备案的任命书", found.unfiled_appointments.len() as u64),
        ("条件要核实的任命书", found.warned.len() as u64),
        ("授权后没有作过决定的代表", found.unused.len() as u64),
        ("没有授权的决定", found.decisions_count),
    ] {
        if count > 0 {
            terminal::print(&format!("{what}  {count}"));
        }
    }
    for gap in &found.departments {
        terminal::print(&format!("{}  {} 项进驻，没有有效的授权书", gap.name, gap.resident));
    }
    for line in found.left_out() {
        terminal::print(&format!("{}  {}  {}", line.department, line.name, line.gap.label()));
    }
    Ok(DONE)
}

fn back(place: &Place, args: &DelegatesSentBack) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let desk = Desk::system("命令行");
    let (back, away) = (sent_back(&bureau, &desk, args.on)?, still_away(&bureau, &desk, args.on)?);
    if args.json {
        terminal::print_json(&serde_json::json!({
            "sent_back": SentBackJson::of(&back),
            "still_away": StillAwayJson::of(&away),
        }))?;
        return Ok(DONE);
    }
    terminal::print(&format!(
        "{} 至 {}：部门决定 {} 件，窗口决定 {} 件，写明原因退回 {} 件；能在窗口决定的 {} 项，其中 {} 项仍送部门",
        back.since,
        back.on,
        back.away,
        back.at_window,
        back.passed_on(),
        away.decidable,
        away.lines.len()
    ));
    for (reason, count) in &back.reasons {
        terminal::print(&format!("{reason}  {count}"));
    }
    for line in &away.lines {
        terminal::print(&format!(
            "{}  {}  部门决定 {} 件  {}",
            line.department,
            line.item.name,
            line.away(),
            line.missing.label()
        ));
    }
    Ok(DONE)
}

fn show_board(place: &Place, args: &DelegatesBoard) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let view = board(&bureau, &Desk::system("命令行"), args.on)?;
    if args.json {
        terminal::print_json(&serde_json::to_value(BoardJson::of(&view))?)?;
        return Ok(DONE);
    }
    terminal::print(&format!("{}：三集中三到位，{} 个部门有在用的事项", view.on, view.board.departments.len()));
    terminal::print(&figures("全部", &view.board.county));
    for line in &view.board.departments {
        terminal::print(&figures(&line.name, line));
    }
    Ok(DONE)
}

fn figures(name: &str, line: &BoardLine) -> String {
    let one = |cell: Cell| format!("{} {}", cell.label(), line.parts(cell).text(cell.measure()));
    let all: Vec<String> = Cell::ALL.into_iter().map(one).collect();
    format!("{name}  {}", all.join("  "))
}

//! Importing a catalogue from the command line.

use std::{fs, path::Path};

use crate::program::{Ground, grounds, real_catalogue};

fn import(ground: &Ground, file: &Path, more: &[&str]) -> serde_json::Value {
    let mut args = vec!["import", "catalogue", file.to_str().unwrap(), "--json"];
    args.extend(more);
    ground.run(args).expect(0).json()
}

#[test]
fn the_real_catalogue_loads_without_a_lost_row() {
    let Some(file) = real_catalogue() else { return };
    for ground in grounds() {
        let dry = import(&ground, &file, &["--dry-run"]);
        assert_eq!((&dry["added"], &dry["written"]), (&1135.into(), &false.into()));
        let first = import(&ground, &file, &["--yes"]);
        assert_eq!(first["rows"], 1135);
        assert_eq!(first["added"], 1135);
        assert_eq!(first["refused"], serde_json::json!([]));
        assert_eq!(first["region"], "511602", "the unnamed county takes the file's division");
        let second = import(&ground, &file, &["--yes"]);
        for (field, wanted) in [("added", 0), ("changed", 0), ("removed", 0), ("unchanged", 1135), ("not_in_file", 0)] {
            assert_eq!(second[field], wanted, "{field} on {}", ground.engine);
        }
        // Depth, publication, residency and stations are not in the file: unknown, so no figure.
        let figures = ground.run(["indicators", "--json"]).expect(0).json();
        let online = &figures[0];
        assert_eq!((&online["unknown"], &online["denominator"]), (&1135.into(), &1135.into()));
        assert!(online["value"].is_null());
        let found = ground.run(["search", "求职创业补贴", "--json"]).expect(0).json();
        assert!(found[0]["name"].as_str().unwrap().contains("求职创业补贴"));
        ground.run(["verify"]).expect(0);
    }
}

const HEADER: &str = "部门,业务办理项名称,业务办理项编码,事项类型代码,网上办理深度\n";

fn write(ground: &Ground, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = ground.scratch.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn absent_rows_stay_unless_the_file_is_complete() {
    for ground in grounds() {
        let all = format!("{HEADER}县民政局,临时救助,A-1,5,Ⅳ\n县民政局,低保审核,A-2,5,\n县公安局,户口迁移,B-1,1,3\n");
        let file = write(&ground, "all.csv", all.as_bytes());
        assert_eq!(import(&ground, &file, &["--yes"])["added"], 3);
        let one = write(&ground, "one.csv", format!("{HEADER}县民政局,临时救助,A-1,5,\n").as_bytes());
        let kept = import(&ground, &one, &["--yes"]);
        assert_eq!((&kept["unchanged"], &kept["not_in_file"], &kept["removed"]), (&1.into(), &2.into(), &0.into()));
        let complete = import(&ground, &one, &["--yes", "--complete"]);
        assert_eq!((&complete["removed"], &complete["not_in_file"]), (&1.into(), &1.into()));
        // What was taken out is neither removed twice nor counted as missing.
        let again = import(&ground, &one, &["--yes", "--complete"]);
        assert_eq!((&again["removed"], &again["not_in_file"]), (&0.into(), &1.into()));
        let back = import(&ground, &file, &["--yes"]);
        assert_eq!((&back["changed"], &back["unchanged"]), (&1.into(), &2.into()), "A-2 is in use again");
        ground.run(["verify"]).expect(0);
    }
}

#[test]
fn refused_rows_are_named_and_the_rest_goes_in() {
    let ground = grounds().remove(0);
    let text = format!("{HEADER}县民政局,临时救助,A-1,5,Ⅳ\n县民政局,低保审核,3.7E+30,5,Ⅳ\n县民政局,,A-3,许可证,\n");
    let file = write(&ground, "some.csv", text.as_bytes());
    let done = ground.run(["import", "catalogue", file.to_str().unwrap(), "--yes", "--json"]).expect(3);
    let json = done.json();
    assert_eq!(json["added"], 1);
    assert_eq!(json["refused"][0]["row"], 3);
    assert!(json["refused"][0]["reason"].as_str().unwrap().contains("科学计数"));
    assert_eq!(json["refused"][1]["row"], 4);
}

#[test]
fn gb18030_and_byte_order_marks_are_read() {
    let ground = grounds().remove(0);
    let text = format!("{HEADER}县民政局,临时救助,A-1,5,Ⅳ\n");
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let gb = write(&ground, "gb.csv", &gb);
    assert_eq!(import(&ground, &gb, &["--yes"])["added"], 1);
    let bom = write(&ground, "bom.csv", format!("\u{feff}{text}").as_bytes());
    assert_eq!(import(&ground, &bom, &["--yes"])["unchanged"], 1);
}

#[test]
fn nothing_is_written_unasked() {
    let ground = grounds().remove(0);
    let file = write(&ground, "one.csv", format!("{HEADER}县民政局,临时救助,A-1,5,\n").as_bytes());
    let done = ground.run(["import", "catalogue", file.to_str().unwrap()]).expect(2);
    assert!(done.err.contains("--yes"), "{}", done.err);
    assert!(ground.run(["search", "临时救助", "--json"]).expect(0).json().as_array().unwrap().is_empty());
}

#[test]
fn what_is_no_table_is_refused_with_a_sentence() {
    let ground = grounds().remove(0);
    for (name, bytes) in [("empty.csv", &b""[..]), ("photo.xlsx", &b"\xff\xd8\xff\xe0not a sheet"[..])] {
        let file = write(&ground, name, bytes);
        let done = ground.run(["import", "catalogue", file.to_str().unwrap(), "--yes", "--json"]).expect(1);
        assert!(done.out.is_empty() && !done.err.trim().is_empty(), "{name}: {}", done.err);
    }
    let done = ground.run(["import", "catalogue", "no-such-file.csv"]).expect(1);
    assert!(done.err.contains("打不开"), "{}", done.err);
}

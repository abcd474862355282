//! Tables of other offices from the command line, on both engines.

use std::path::{Path, PathBuf};

use crate::program::{Ground, grounds};

fn write(ground: &Ground, name: &str, text: &str) -> PathBuf {
    let path = ground.scratch.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn import(ground: &Ground, kind: &str, file: &Path, more: &[&str]) -> serde_json::Value {
    let mut args = vec!["import", kind, file.to_str().unwrap(), "--json"];
    args.extend(more);
    ground.run(args).expect(0).json()
}

/// Previewed, taken, taken again: the numbers added, changed, removed of the first time.
fn taken(ground: &Ground, kind: &str, file: &Path, more: &[&str]) -> (u64, u64, u64) {
    let sizes = |json: &serde_json::Value| {
        let n = |field: &str| json[field].as_u64().unwrap();
        (n("added"), n("changed"), n("removed"))
    };
    let dry = import(ground, kind, file, &[more, &["--dry-run"]].concat());
    assert_eq!(dry["written"], false);
    let first = import(ground, kind, file, &[more, &["--yes"]].concat());
    assert_eq!(sizes(&dry), sizes(&first), "the preview is what is done");
    let second = import(ground, kind, file, &[more, &["--yes"]].concat());
    assert_eq!(sizes(&second), (0, 0, 0), "{second}");
    sizes(&first)
}

#[test]
fn the_five_tables_go_in_and_a_second_time_nothing_changes() {
    for ground in grounds() {
        ground
            .run(["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin", "--admin-name", "周正"])
            .expect(0);
        let items =
            "部门,业务办理项名称,业务办理项编码,事项类型代码\n县民政局,临时救助,A-1,5\n县公安局,居住证申领,B-1,5\n";
        import(&ground, "catalogue", &write(&ground, "items.csv", items), &["--yes"]);
        let text =
            "2026年区划表,,\n区划代码,名称,层级\n990101100,云溪镇,镇\n990101100201,双桥村,村\n990101100202,石桥村,村\n";
        let divisions = write(&ground, "divisions.csv", text);
        assert_eq!(taken(&ground, "divisions", &divisions, &[]), (3, 0, 0));
        let text = "区划代码,站点名称,门牌名称,服务村（社区）,名称核对日期,名称佐证\n\
                    990101100,云溪镇便民服务中心,云溪镇便民服务中心,,,\n990101100201,双桥村便民服务站,,石桥村,2020-01-01,名录\n";
        let stations = write(&ground, "stations.csv", text);
        assert_eq!(taken(&ground, "stations", &stations, &[]), (2, 0, 0));
        let text = "事项编码,事项名称,部门,状态,审核状态\nA-1,临时救助,县民政局,在用,已发布\n";
        let export = write(&ground, "province.csv", text);
        assert_eq!(taken(&ground, "publication", &export, &["--complete"]), (1, 2, 0));
        let text = "编码,名称,是否进驻,原因类别,依据,批准文号,实际办理地点,起始日期\nA-1,临时救助,是,,,,,\n\
                    B-1,居住证申领,否,场地限制,应进必进目录,试府办〔2026〕3号,派出所,2020-01-01\n";
        let residency = write(&ground, "residency.csv", text);
        assert_eq!(taken(&ground, "residency", &residency, &[]), (0, 2, 0));
        let text = "县（市、区）,区划代码,网上可办率（%）,进驻大厅占比（%）\n试算县,990101,99.90,98.1\n望溪区,990102,99.98,98.7\n";
        let peers = write(&ground, "peers.csv", text);
        assert_eq!(taken(&ground, "peers", &peers, &["--source", "市通报"]), (2, 0, 0));
        let figures = ground.run(["indicators", "--json"]).expect(0).json();
        let of = |id: &str| {
            let all = figures.as_array().unwrap();
            all.iter().find(|f| f["id"] == id).unwrap_or_else(|| panic!("{id} in {figures}")).clone()
        };
        assert_eq!(of("station_coverage_rate")["numerator"], 3);
        assert_eq!(of("provincial_publication_rate")["numerator"], 1);
        ground.run(["verify"]).expect(0);
    }
}

#[test]
fn a_division_of_a_later_day_waits() {
    let ground = grounds().remove(0);
    ground
        .run(["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin", "--admin-name", "周正"])
        .expect(0);
    let file = write(&ground, "a.csv", "区划代码,名称\n990101100,云溪镇\n");
    assert_eq!(taken(&ground, "divisions", &file, &["--as-of", "2999-01-01"]), (1, 0, 0));
    let station = write(&ground, "b.csv", "区划代码,站点名称\n990101100,云溪镇便民服务中心\n");
    let args = ["import", "stations", station.to_str().unwrap(), "--yes", "--json"];
    let refused = ground.run(args).expect(3).json();
    assert!(refused["refused"][0]["reason"].as_str().unwrap().contains("不在区划表里"), "{refused}");
}

#[test]
fn what_is_no_such_table_is_refused_with_a_sentence() {
    let ground = grounds().remove(0);
    ground
        .run(["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin", "--admin-name", "周正"])
        .expect(0);
    let file = write(&ground, "a.csv", "名称,备注\n云溪镇,无\n");
    let done = ground.run(["import", "divisions", file.to_str().unwrap(), "--yes", "--json"]).expect(1);
    assert!(done.err.contains("区划代码"), "{}", done.err);
    let table = write(&ground, "b.csv", "区划代码,名称\n990101100,云溪镇\n");
    let asked = ground.run(["import", "divisions", table.to_str().unwrap()]).expect(2);
    assert!(asked.err.contains("--yes"), "{}", asked.err);
    let ahead = write(&ground, "c.csv", "事项编码,事项名称\nA-1,甲\n");
    let args = ["import", "publication", ahead.to_str().unwrap(), "--as-of", "2999-01-01", "--yes"];
    assert!(ground.run(args).expect(1).err.contains("还没有到"));
}

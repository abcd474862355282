//! The quality of guides from the command line.

use std::fs;

use crate::program::{Ground, grounds, real_catalogue};

const TABLE: &str = "部门,业务办理项名称,业务办理项编码,事项类型代码,承诺办结时限,法定办结时限,办件类型\n\
     县民政局,临时救助,A-1,5,25,20,承诺件\n县民政局,低保审核,A-2,5,5,20,承诺件\n县公安局,户口迁移,B-1,1,即办,20,承诺件\n\
     县公安局,无证驾驶处罚,B-2,2,,,\n";

fn import(ground: &Ground, file: &std::path::Path) {
    ground.run(["import", "catalogue", file.to_str().unwrap(), "--yes", "--json"]).expect(0);
}

#[test]
fn findings_are_listed_for_people_and_for_programs() {
    for ground in grounds() {
        ground.run(["catalogue", "check"]).expect(1);
        let file = ground.scratch.join("items.csv");
        fs::write(&file, TABLE).unwrap();
        import(&ground, &file);
        let all = ground.run(["catalogue", "check", "--json"]).expect(0).json();
        assert_eq!((&all["items"], &all["faulty"]), (&3.into(), &3.into()), "{}", ground.engine);
        let of = |word: &str| all["rules"].as_array().unwrap().iter().find(|r| r["rule"] == word).unwrap().clone();
        assert_eq!((&of("promised_limit")["failed"], &of("promised_limit")["passed"]), (&1.into(), &2.into()));
        assert_eq!(of("instant_kind")["failed"], 1);
        assert_eq!((&of("faqs")["failed"], &of("faqs")["outside"]), (&1.into(), &2.into()));
        assert_eq!((&of("depth_visits")["not_checkable"], &of("depth_visits")["findings"]), (&3.into(), &0.into()));
        assert_eq!(of("missing_place")["failed"], 3);
        assert_eq!(all["list"].as_array().unwrap().len() as u64, all["findings"].as_u64().unwrap());

        let police = ground.run(["catalogue", "check", "--department", "公安"]).expect(0).out;
        assert!(police.contains("承诺当场办结，办件类型应改为“即办件”") && !police.contains("临时救助"), "{police}");
        let nobody = ground.run(["catalogue", "check", "--department", "县税务局"]).expect(2);
        assert!(nobody.err.contains("没有部门“县税务局”"), "{}", nobody.err);
        assert!(ground.run(["catalogue", "check", "--department", "县"]).expect(2).err.contains("县公安局"));

        for (name, start) in [("list.xlsx", b"PK".as_slice()), ("list.csv", "\u{FEFF}部门,".as_bytes())] {
            let out = ground.scratch.join(name);
            ground.run(["catalogue", "check", "--out", out.to_str().unwrap()]).expect(0);
            assert!(fs::read(&out).unwrap().starts_with(start), "{name}");
        }
        let odd = ground.scratch.join("list.txt");
        ground.run(["catalogue", "check", "--out", odd.to_str().unwrap()]).expect(2);
        assert!(!odd.exists());
    }
}

#[test]
fn the_real_catalogue_has_its_list() {
    let Some(file) = real_catalogue() else { return };
    for ground in grounds() {
        import(&ground, &file);
        let all = ground.run(["catalogue", "check", "--json"]).expect(0).json();
        assert_eq!(all["items"], 1135);
        let of = |word: &str| all["rules"].as_array().unwrap().iter().find(|r| r["rule"] == word).unwrap().clone();
        // The file has names and codes alone: what must be told is missing everywhere, what needs a value cannot be
        // checked, and neither is a pass.
        for word in ["place", "hours", "phone", "basis", "materials", "result"] {
            assert_eq!(of(&format!("missing_{word}"))["failed"], 1135, "{word}");
        }
        assert_eq!(of("faqs")["failed"], 536, "every licence");
        assert_eq!(of("catch_all")["not_checkable"], 1135);
        assert_eq!(all["departments"].as_array().unwrap().len(), 34);
        println!("{}", ground.run(["catalogue", "check"]).expect(0).out);
    }
}

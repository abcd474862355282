//! Stations from the command line.

use domain::{
    base::DivisionCode,
    stations::{Division, Level},
};
use serde_json::Value;
use store::{
    journal::{Entry, Stream, append},
    stations::{division_change, serves_change, station_change},
};
use testkit::{region, stamp, station};

use crate::program::{Ground, grounds};

const INIT: [&str; 9] =
    ["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin", "--admin-name", "王芳"];
const HERE: &str = "990101100201";

fn a_station(ground: &Ground) {
    let code = DivisionCode::parse(HERE).unwrap();
    let division = Division { code, name: "双桥村".into(), level: Level::Village };
    let rows = vec![
        division_change(&region(), &division),
        station_change(&region(), &station(HERE, "双桥村便民室")),
        serves_change(&region(), &code, &code),
    ];
    let put = ground.open().write(move |tx| {
        let entry = Entry::new(Stream::stations(), 0, "test.put", &"试").with_all(rows.clone());
        append(tx, &region(), &stamp(), entry)
    });
    put.unwrap();
}

#[test]
fn stations_are_listed_and_what_never_began_is_told() {
    for ground in grounds() {
        ground.run(INIT).expect(0);
        assert_eq!(ground.run(["stations", "list", "--json"]).expect(0).json(), Value::Array(Vec::new()));
        a_station(&ground);
        assert_eq!(ground.run(["stations", "offers", HERE, "--json"]).expect(0).json(), Value::Array(Vec::new()));
        let all = ground.run(["stations", "list", "--json"]).expect(0).json();
        assert_eq!(
            (&all[0]["division"], &all[0]["station_name"], &all[0]["joint"]),
            (&HERE.into(), &"双桥村便民室".into(), &false.into())
        );
        let words = ground.run(["stations", "list"]).expect(0).out;
        assert!(words.contains("有在用站点服务的 1 个") && words.contains("双桥村便民室"), "{words}");
        for (what, said) in [("progress", "还没有开展过更名行动"), ("inspections", "还没有开展过规范化检查")]
        {
            assert_eq!(ground.run(["stations", what, "--json"]).expect(0).json(), Value::Null);
            assert!(ground.run(["stations", what]).expect(0).out.contains(said));
        }
    }
}

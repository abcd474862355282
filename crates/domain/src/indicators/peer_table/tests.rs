//! What the city's table changes.

use jiff::civil::date;

use super::*;

const DAY: Date = Date::constant(2026, 11, 20);

fn row(number: u32, cells: &[(&str, &str)]) -> TableRow {
    let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    TableRow { number, cells, ..TableRow::default() }
}

fn known(code: &str, name: &str, value: &str) -> PeerKnown {
    let (code, name, value) = (code.to_owned(), name.to_owned(), value.to_owned());
    PeerKnown {
        indicator: Indicator::OnlineAvailableRate,
        figure: CountyFigure { code, name, value, benchmark: false },
        as_of: DAY,
        source: "市通报".into(),
    }
}

fn plan(known: &[PeerKnown], rows: &[TableRow], complete: bool, as_of: Date) -> PeerTablePlan {
    let own_figures = [(Indicator::OnlineAvailableRate, "99.94".to_owned(), DAY)];
    let own = (Region::parse("990101").unwrap(), "青禾县");
    plan_peer_table(known, rows, &PeersAsked { as_of, source: "市通报", complete, own, own_figures: &own_figures })
}

#[test]
fn wide_and_long_tables_say_the_same() {
    let wide = [row(
        2,
        &[
            ("name", "望溪区"),
            ("code", "990102000000"),
            ("online_available_rate", "99.98%"),
            ("hall_residency_rate", "９８．７"),
        ],
    )];
    let long = [
        row(2, &[("name", "望溪区"), ("code", "990102"), ("indicator", "网上可办率"), ("value", "99.98")]),
        row(3, &[("name", "望溪区"), ("code", "990102"), ("indicator", "进驻大厅占比"), ("value", "98.7%")]),
    ];
    let (wide, long) = (plan(&[], &wide, false, DAY), plan(&[], &long, false, DAY));
    assert_eq!(wide.figures, long.figures);
    let values: Vec<_> = wide.figures.iter().map(|f| (f.figure.code.as_str(), f.figure.value.as_str())).collect();
    assert_eq!(values, [("990102", "99.98"), ("990102", "98.7")]);
    assert_eq!(wide.told.added.len(), 1);
}

#[test]
fn a_county_without_a_code_is_known_by_its_name() {
    let before = [known("990102", "望溪区", "99.98")];
    let rows = [
        row(2, &[("name", "望溪区"), ("online_available_rate", "99.90")]),
        row(3, &[("name", "青禾县"), ("online_available_rate", "99.90")]),
        row(4, &[("name", "外省先进县"), ("benchmark", "是"), ("online_available_rate", "100")]),
    ];
    let plan = plan(&before, &rows, false, DAY);
    let codes: Vec<_> = plan.figures.iter().map(|f| (f.figure.code.as_str(), f.figure.benchmark)).collect();
    assert_eq!(codes, [("990101", false), ("990102", false), ("外省先进县", true)]);
    assert_eq!(plan.told.changed[0].changes[0].before, "99.98");
    assert_eq!(
        plan.told.notes,
        ["本县网上可办率：通报 99.90%，系统 99.94%（2026年11月20日（周五）），排名按系统的数算"]
    );
}

#[test]
fn the_same_table_again_is_nothing_and_of_another_day_a_renewal() {
    let before = [known("990101", "青禾县", "99.94"), known("990102", "望溪区", "99.90")];
    let rows = [
        row(2, &[("name", "青禾县"), ("code", "990101"), ("online_available_rate", "99.94")]),
        row(3, &[("name", "望溪区"), ("code", "990102"), ("online_available_rate", "99.9")]),
    ];
    let same = plan(&before, &rows, true, DAY);
    assert!(same.told.is_idle() && same.told.unchanged == 2, "{:?}", same.told);
    let later = plan(&before, &rows, true, date(2026, 12, 20));
    assert_eq!(later.told.sizes(), (0, 0, 0));
    assert!(later.told.renewal.is_some());
}

#[test]
fn a_complete_table_drops_who_is_not_in_it() {
    let before = [known("990102", "望溪区", "99.98"), known("990103", "平川县", "99.50")];
    let rows = [row(2, &[("name", "望溪区"), ("online_available_rate", "99.98")])];
    assert_eq!(plan(&before, &rows, false, DAY).told.not_in_file.len(), 1);
    let whole = plan(&before, &rows, true, DAY);
    assert_eq!(whole.gone, [(Indicator::OnlineAvailableRate, "990103".to_owned())]);
    let broken = [rows[0].clone(), row(3, &[("name", "平川县"), ("online_available_rate", "九成")])];
    assert!(plan(&before, &broken, true, DAY).gone.is_empty(), "a refused row may be the one that is missing");
}

#[test]
fn values_that_are_no_percentages_are_refused() {
    let rows = [
        row(2, &[("name", "甲县"), ("online_available_rate", "0.9994")]),
        row(3, &[("name", "乙县"), ("online_available_rate", "101")]),
        row(4, &[("name", "丙县"), ("online_available_rate", "-")]),
        row(5, &[("online_available_rate", "99")]),
        row(6, &[("name", "丁县"), ("code", "9901"), ("online_available_rate", "99")]),
        row(7, &[("name", "戊县"), ("indicator", "幸福指数"), ("value", "99")]),
        row(8, &[("name", "己县"), ("online_available_rate", "99")]),
        row(9, &[("name", "己县"), ("online_available_rate", "98")]),
        row(10, &[("name", "庚县"), ("benchmark", "或许"), ("online_available_rate", "98")]),
    ];
    let plan = plan(&[], &rows, false, DAY);
    let why: Vec<_> = plan.told.refused.iter().map(|r| (r.row, r.why[0].as_str())).collect();
    assert_eq!(
        why,
        [
            (2, "网上可办率“0.9994”像是小数，请写成百分数，例如 99.94"),
            (3, "网上可办率“101”不是百分数，请写成 99.94 或 99.94%"),
            (4, "这一行没有指标数值，请补上或删去"),
            (5, "缺县（市、区）名称，请补上"),
            (6, "行政区划代码少 2 位，请补全"),
            (7, "指标“幸福指数”不认识，请写网上可办率等名称"),
            (9, "网上可办率与第 8 行重复，请保留一行"),
            (10, "是否标杆“或许”不认识，请写是或否"),
        ]
    );
    assert_eq!(plan.figures.len(), 1);
}

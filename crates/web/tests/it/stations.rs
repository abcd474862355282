//! Stations over HTTP (便民站点): what everybody reads, and how the office notes a name.

use crate::{browser::Browser, county::County};

/// A township centre named rightly.
pub(crate) const HALL: &str = "990101100000";
/// A village station under an old name, its plate unread.
pub(crate) const OLD: &str = "990101100201";

/// A township, a village with an old name, one served next door, one with nothing; and villages enough for two parts
/// of the list.
pub(crate) fn seed_stations(county: &County) {
    let mut divisions: Vec<(String, String, &str)> = vec![
        (HALL.into(), "云溪镇".into(), "town"),
        (OLD.into(), "双桥村".into(), "village"),
        ("990101100202".into(), "石桥村".into(), "village"),
        ("990101100203".into(), "新村".into(), "village"),
    ];
    divisions.extend((210..260).map(|n| (format!("990101100{n}"), format!("第{n}村"), "village")));
    let mut sql: Vec<String> = divisions
        .iter()
        .map(|(code, name, level)| {
            format!("INSERT INTO division (region, code, name, level) VALUES ('990101', '{code}', '{name}', '{level}')")
        })
        .collect();
    for (code, name, plate, name_ok, plate_ok) in [
        (HALL, "云溪镇便民服务中心", "云溪镇便民服务中心", "1", "1"),
        (OLD, "双桥村党群服务中心便民室", "", "0", "NULL"),
    ] {
        sql.push(format!(
            "INSERT INTO station (region, code, name, plate, address, phone, hours, open, name_ok, plate_ok, version) \
             VALUES ('990101', '{code}', '{name}', '{plate}', '云溪镇人民路 1 号', '0990-1234567', '工作日', 1, {name_ok}, \
             {plate_ok}, 1)"
        ));
    }
    for (division, station) in [(HALL, HALL), (OLD, OLD), ("990101100202", OLD)] {
        sql.push(format!(
            "INSERT INTO station_serves (region, division_code, station_code) VALUES ('990101', '{division}', '{station}')"
        ));
    }
    for statement in sql {
        let put = county.db.db.write(move |tx| tx.run(&statement, &[]).map(|_| ()));
        put.expect("a row goes in");
    }
}

#[tokio::test]
async fn everybody_finds_a_station_and_the_list_goes_on() {
    let county = County::open();
    seed_stations(&county);
    let mut public = Browser::new(&county);
    let first = public.get("/stations").await;
    let text = first.text();
    for words in ["云溪镇便民服务中心", "双桥村党群服务中心便民室", "与邻村合设", "还没有站点", "0990-1234567"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("待更名") && !text.contains("核对名称"), "renaming is the office's matter");
    assert_eq!(rows(&first), 50);
    let page = first.page();
    let (_, next) = page.all("a").find(|(at, _)| page.text_of(*at) == "下一页").expect("54 divisions are two parts");
    let second = public.get(next.attribute("href").expect("a link leads somewhere")).await;
    assert_eq!(rows(&second), 4);
    assert!(second.text().contains("第259村") && second.text().contains("回到第一页"));
    let home = public.get("/").await.text();
    assert!(home.contains("便民服务中心") && home.contains("便民服务站"));
}

fn rows(answer: &crate::browser::Answer) -> usize {
    let page = answer.page();
    let (body, _) = page.all("tbody").next().expect("a table");
    page.all("tr").filter(|(row, _)| page.inside(*row, body)).count()
}

#[tokio::test]
async fn a_name_is_checked_and_the_count_follows() {
    let county = County::open();
    seed_stations(&county);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let list = editor.get("/stations?show=renaming").await;
    assert!(list.text().contains("还有 1 个站点待更名"));
    assert_eq!(rows(&list), 1);
    let here = format!("/stations/{OLD}/naming");
    let form = editor.get(&here).await;
    assert_eq!(form.value(&here, "name"), "双桥村党群服务中心便民室");
    let empty = editor.send(&form, &here, &[("name", " "), ("plate", "为民服务代办点")]).await;
    assert_eq!((empty.status, empty.problems()), (422, vec![("name".into(), "请填写站点登记名称".into())]));
    assert_eq!(empty.value(&here, "plate"), "为民服务代办点", "what was typed stays");
    let half = editor.send(&empty, &here, &[("name", "双桥村便民服务站")]).await;
    assert_eq!(half.location(), "/stations?show=renaming&done=checked");
    let after = editor.get(half.location()).await.text();
    assert!(
        after.contains("核对结果已记下") && after.contains("还有 1 个站点待更名"),
        "the plate is still the old one"
    );

    // A colleague has the form of before.
    let late = editor.send(&form, &here, &[("name", "双桥村便民服务站"), ("plate", "双桥村便民服务站")]).await;
    assert_eq!(late.status, 409);
    assert_eq!(late.value(&here, "plate"), "双桥村便民服务站");
    let done = editor.send(&late, &here, &[]).await;
    assert!(editor.get(done.location()).await.text().contains("没有待更名的站点"));
    assert_eq!(editor.get("/stations/990101100203/naming").await.status, 404, "no station, no form");
    assert_eq!(editor.get("/stations/x/naming").await.status, 404);
}

#[tokio::test]
async fn a_check_keeps_its_day_and_its_proof() {
    let county = County::open();
    seed_stations(&county);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let here = format!("/stations/{OLD}/naming");
    let form = editor.get(&here).await;
    for (typed, field) in [
        (vec![("name_checked_on", "2026-11-21")], "name_checked_on"),
        (vec![("name_checked_on", "去年")], "name_checked_on"),
        (vec![("plate_evidence", "照片 12")], "plate"),
        (vec![("plate", "旧牌"), ("plate_checked_on", "2026-13-01")], "plate_checked_on"),
    ] {
        let answer = editor.send(&form, &here, &typed).await;
        assert_eq!((answer.status, answer.problems()[0].0.as_str()), (422, field), "{typed:?}");
        for (name, value) in typed {
            assert_eq!(answer.value(&here, name), value, "{name} stays");
        }
    }
    let typed = [
        ("name", "双桥村便民服务站"),
        ("name_checked_on", "2026年11月18日"),
        ("name_evidence", "县编办发〔2026〕7号"),
        ("plate", "为民服务代办点"),
        ("plate_evidence", "照片 12"),
    ];
    editor.send(&form, &here, &typed).await.location();
    let page = editor.get(&format!("/stations/{OLD}")).await.text();
    for words in ["2026年11月18日", "县编办发〔2026〕7号", "照片 12", "为民服务代办点", "2026年11月20日"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let public = Browser::new(&county).get(&format!("/stations/{OLD}")).await.text();
    assert!(public.contains("双桥村、石桥村") && public.contains("0990-1234567"));
    assert!(!public.contains("照片 12") && !public.contains("县编办发"), "proofs are the office's");
}

#[tokio::test]
async fn a_station_is_entered_changed_and_closed() {
    let county = County::open();
    seed_stations(&county);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let new = "/stations/new";
    let form = editor.get(new).await;
    for (code, serves, field) in
        [("990101199001", "", "code"), (HALL, "", "code"), ("990101100203", "无此村", "serves"), ("x", "", "code")]
    {
        let typed = [("code", code), ("name", "新村便民服务站"), ("serves", serves)];
        let answer = editor.send(&form, new, &typed).await;
        assert_eq!((answer.status, answer.problems()[0].0.as_str()), (422, field), "{code} {serves}");
        assert_eq!(answer.value(new, "name"), "新村便民服务站", "what was typed stays");
    }
    let typed = [("code", "990101100203"), ("name", "新村便民服务站"), ("serves", "第210村")];
    let done = editor.send(&form, new, &typed).await;
    assert!(editor.get(done.location()).await.text().contains("站点已登记"));
    let here = "/stations/990101100203/edit";
    let (edit, other) = (editor.get(here).await, editor.get(here).await);
    assert_eq!((edit.value(here, "serves"), edit.value(here, "open")), ("第210村".into(), "1".into()));
    let unchanged = editor.send(&edit, here, &[]).await;
    assert_eq!(unchanged.problems()[0].1, "内容与现在登记的相同，没有需要保存的");
    let closed = editor.send(&edit, here, &[("open", "0"), ("phone", "0990-7654321")]).await;
    assert_eq!(closed.location(), "/stations/990101100203?done=changed");
    let page = editor.get(closed.location()).await.text();
    assert!(page.contains("已保存") && page.contains("暂停服务") && page.contains("0990-7654321"));
    let late = editor.send(&other, here, &[("hours", "周末")]).await;
    assert_eq!((late.status, late.value(here, "hours")), (409, "周末".into()));
    assert_eq!(late.value(here, "expected_version"), "2", "sent again it is saved over the newer state");
    for (word, expected) in [("closed", 2), ("joint", 2), ("old_name", 1), ("unchecked", 2), ("nonsense", 50)] {
        let list = editor.get(&format!("/stations?show={word}")).await;
        assert_eq!(rows(&list), expected, "{word}");
    }
    let sheet = editor.get("/stations/register.xlsx?show=closed").await;
    assert_eq!(sheet.status, 200);
    assert!(sheet.header("content-disposition").contains("stations-2026-11-20.xlsx"));
    for odd in ["/stations/990101100299", "/stations/x", "/stations/990101100299/edit"] {
        assert_eq!(editor.get(odd).await.status, 404, "{odd}");
    }
}

#[tokio::test]
async fn the_office_says_what_a_station_offers_and_everybody_finds_it() {
    let county = County::open();
    seed_stations(&county);
    let mut public = Browser::new(&county);
    let bare = public.get(&format!("/stations/{OLD}")).await;
    assert!(bare.text().contains("没有登记服务事项") && !bare.text().contains("改服务事项"));
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let guide = public.get(&format!("/api/items/{}", crate::county::CARD)).await.json();
    let name = guide["name"].as_str().expect("an item has a name").to_owned();
    let here = format!("/stations/{OLD}/offers");
    let form = editor.get(&here).await;
    let wrong = editor.send(&form, &here, &[("assisted", "出国")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "assisted"));
    assert_eq!(wrong.value(&here, "assisted"), "出国", "what was typed stays");
    let twice = editor.send(&form, &here, &[("handled", &name), ("assisted", &name)]).await;
    assert_eq!((twice.status, twice.problems()[0].0.as_str()), (422, "assisted"));
    let same = editor.send(&form, &here, &[]).await;
    assert_eq!((same.status, same.problems()[0].0.as_str()), (422, "handled"));
    let done = editor.send(&form, &here, &[("assisted", &name)]).await;
    assert_eq!(done.location(), format!("/stations/{OLD}?done=offers"));
    let late = editor.send(&form, &here, &[("handled", &name)]).await;
    assert_eq!(late.status, 409, "a colleague has the form of before");
    assert_eq!(editor.get(&here).await.value(&here, "assisted"), name);

    let page = public.get(&format!("/stations/{OLD}")).await.text();
    assert!(page.contains(&name) && page.contains("帮办代办") && page.contains("共 1 项"));
    let none = public.get(&format!("/stations/{OLD}?q=出国")).await.text();
    assert!(none.contains("没有找到"));
    let all = public.get("/stations/offers").await;
    assert!(all.text().contains("1 个站点能代办") && !all.text().contains("能直接办，"));
    let found = public.get(&format!("/stations/offers?item={}", crate::county::CARD)).await.text();
    assert!(found.contains("双桥村党群服务中心便民室") && found.contains("1 个站点能办"));
    assert_eq!(public.get("/stations/offers?item=1").await.status, 404);
    assert_eq!(public.get("/stations/offers?item=x").await.status, 404);
    let told = public.get(&format!("/api/stations/{OLD}/offers")).await.json();
    assert_eq!((told[0]["name"].as_str(), told[0]["way"].as_str()), (Some(name.as_str()), Some("assisted")));
    assert_eq!(public.get(&format!("/api/stations/{OLD}/offers?q=出国")).await.json(), serde_json::json!([]));
    assert_eq!(public.get("/api/stations/990101100203/offers").await.status, 404, "no station, no offers");
    assert!(page.len() < 30_000);
}

#[tokio::test]
async fn a_place_is_noted_with_its_system_and_told_in_one() {
    let county = County::open();
    seed_stations(&county);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let here = format!("/stations/{OLD}/edit");
    let form = editor.get(&here).await;
    let degrees = [("longitude", "121.531541"), ("latitude", "31.175303")];
    let bare = editor.send(&form, &here, &degrees).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "datum"));
    let swapped = editor.send(&form, &here, &[("longitude", "31.1"), ("latitude", "121.5"), ("datum", "GCJ-02")]).await;
    assert_eq!((swapped.status, swapped.problems()[0].0.as_str()), (422, "longitude"));
    let done = editor.send(&form, &here, &[degrees[0], degrees[1], ("datum", "GCJ-02")]).await;
    assert_eq!(done.location(), format!("/stations/{OLD}?done=changed"));
    let again = editor.get(&here).await;
    assert_eq!((again.value(&here, "longitude"), again.value(&here, "datum")), ("121.531541".into(), "GCJ-02".into()));
    assert_eq!(editor.send(&again, &here, &[]).await.status, 422, "the same place changes nothing");
    let mut public = Browser::new(&county);
    let told = public.get("/api/stations/places").await.json();
    assert_eq!(told.as_array().map(Vec::len), Some(1));
    let (longitude, latitude) =
        (told[0]["longitude"].as_str().unwrap_or_default(), told[0]["latitude"].as_str().unwrap_or_default());
    assert!(longitude.starts_with("121.5272") && latitude.starts_with("31.1774"), "{told}");
    let near = public.get("/stations/near").await;
    assert!(near.header("permissions-policy").contains("geolocation=(self)") && near.body.contains("data-near"));
    assert!(near.body.len() < 30_000);
    assert!(public.get("/stations").await.header("permissions-policy").contains("geolocation=()"));
    let gone = editor.send(&again, &here, &[("longitude", ""), ("latitude", "")]).await;
    assert_eq!(gone.location(), format!("/stations/{OLD}?done=changed"));
    assert_eq!(public.get("/api/stations/places").await.json(), serde_json::json!([]));
}

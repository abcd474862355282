//! The gap list and the what-if on the command line, over the sample county.

use serde_json::Value;

use crate::program::grounds;

fn texts(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|v| v[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_way_to_a_hundred_is_told_as_json() {
    let ground = grounds().remove(0);
    let early = ground.run(["indicators", "gaps", "--json"]);
    assert_eq!(early.code, 1, "no county yet: {}", early.err);
    ground.run(["demo", "--no-serve"]).expect(0);

    let lists = ground.run(["indicators", "gaps", "--json"]).expect(0).json();
    let counts: Vec<u64> = lists
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["units"].as_array().unwrap().iter().map(|u| u["gaps"].as_array().unwrap().len() as u64).sum())
        .collect();
    assert_eq!(counts, [2, 5, 52, 0, 58]);
    let publication = ["indicators", "gaps", "--indicator", "provincial_publication_rate", "--json"];
    let all = ground.run(publication).expect(0).json();
    let unit = all[0]["units"][0]["unit"].as_str().unwrap().to_owned();
    let most = all[0]["units"][0]["gaps"].as_array().unwrap().len();
    let one = ground.run(publication.into_iter().chain(["--department", &unit])).expect(0).json();
    assert_eq!(one[0]["units"].as_array().unwrap().len(), 1);
    let gap = &one[0]["units"][0]["gaps"][0];
    assert_eq!(gap["closes"][0]["field"], "是否省级平台发布");
    assert_eq!(gap["effect"]["exact"], serde_json::json!([100, 3077]));

    let codes = texts(&one[0]["units"][0]["gaps"], "code");
    let close = ["indicators", "what-if", "--json", "--indicator", "provincial_publication_rate", "--close"];
    let answer = ground.run(close.iter().copied().chain(codes.iter().map(String::as_str))).expect(0).json();
    let by_unit =
        ["indicators", "what-if", "--json", "--indicator", "provincial_publication_rate", "--department", &unit];
    assert_eq!(ground.run(by_unit).expect(0).json()["figures"], answer["figures"], "the same rows, named otherwise");
    let line = answer["figures"].as_array().unwrap().iter().find(|l| l["id"] == "provincial_publication_rate").unwrap();
    assert_eq!(line["closed"], most);
    assert_eq!(line["after"]["numerator"], 3_025 + most);

    let rank = ["indicators", "what-if", "--indicator", "online_available_rate", "--rank", "1", "--json"];
    let way = ground.run(rank).expect(0).json();
    assert_eq!((way[0]["outcome"].as_str(), way[0]["close"].as_array().unwrap().len()), (Some("reached"), 2));
    assert_eq!(way[0]["after"]["rank"], 1);
    let full = ground.run(["indicators", "what-if", "--reach", "100", "--json"]).expect(0).json();
    let needs: Vec<usize> = full.as_array().unwrap().iter().map(|w| w["close"].as_array().unwrap().len()).collect();
    assert_eq!(needs, [2, 5, 52, 0, 58]);
    assert_eq!(texts(&full, "outcome"), ["reached", "reached", "reached", "already", "reached"]);

    let said = ground.run(["indicators", "what-if", "--close", "没有这个编码"]).expect(0);
    assert!(
        said.err.contains("没有找到“没有这个编码”") && said.out.contains("各项指标不变"),
        "{}{}",
        said.out,
        said.err
    );
    assert_eq!(ground.run(["indicators", "gaps", "--indicator", "x"]).code, 1);
    assert_eq!(ground.run(["indicators", "what-if"]).code, 2, "nothing was asked");
    assert_eq!(
        ground.run(["indicators", "what-if", "--reach", "100", "--close", "1"]).code,
        2,
        "one question at a time"
    );
    assert_eq!(ground.run(["indicators", "what-if", "--rank", "0"]).code, 1);
    assert!(ground.run(["indicators", "what-if", "--rank", "1"]).expect(0).out.contains("最少补"));
    assert!(ground.run(["indicators", "gaps"]).expect(0).out.contains("堵点："));
}

//! What every chart promises, whatever it shows.

use super::*;

fn share(ten_thousandths: u32) -> Share {
    Share::from_ten_thousandths(ten_thousandths)
}

fn gap(value: Option<Share>, lower_bound: bool) -> String {
    gap_bar(&GapBar {
        name: "省平台发布占比",
        value,
        value_text: "98.30%",
        lower_bound,
        target: Share::WHOLE,
        target_text: "100%",
        baseline: Share::from_percent(95),
    })
}

fn row(label: &str, value: Option<u32>, is_own: bool) -> RankingRow {
    let value_text = value.map(|v| share(v).text()).unwrap_or_default();
    RankingRow { label: label.to_owned(), value: value.map(share), value_text, is_own }
}

fn points(values: &[Option<u32>]) -> Vec<LinePoint> {
    (1..)
        .zip(values)
        .map(|(month, value): (u32, &Option<u32>)| LinePoint {
            label: format!("{month}月"),
            value: value.map(share),
            value_text: value.map(|v| share(v).text()).unwrap_or_default(),
        })
        .collect()
}

fn line(values: &[Option<u32>]) -> String {
    line_with_target(&LineChart {
        title: "近 12 个月网上可办率",
        points: &points(values),
        target: Share::WHOLE,
        target_text: "100%",
    })
}

fn days(counts: &[u32]) -> Vec<HeatDay> {
    (1..)
        .zip(counts)
        .map(|(day, &count): (u32, &u32)| HeatDay {
            spoken: format!("11月{day}日"),
            short: format!("11月{day}日"),
            count,
            closed: day % 7 == 0,
        })
        .collect()
}

fn lane(name: &str, steps: &[(&str, &str, LaneMark, u32, &[&str])]) -> Lane {
    let step = |(name, words, mark, level, after): &(&str, &str, LaneMark, u32, &[&str])| LaneStep {
        name: (*name).to_owned(),
        words: (*words).to_owned(),
        mark: *mark,
        level: *level,
        after: after.iter().map(|a| (*a).to_owned()).collect(),
    };
    Lane { name: name.to_owned(), steps: steps.iter().map(step).collect() }
}

/// A restaurant that waits for the fire brigade.
fn shop() -> Vec<Lane> {
    const FIRM: &str = "公司登记（有限责任公司）（设立）";
    const FIRE: &str = "公众聚集场所投入使用、营业前消防安全检查（不采用告知承诺）";
    vec![
        lane(
            "青禾县市场监督管理局",
            &[
                (FIRM, "已办成 11月30日（周一）", LaneMark::Done, 0, &[]),
                (
                    "食品经营许可（餐饮服务经营者）（新办）",
                    "未开始，等青禾县消防救援大队",
                    LaneMark::Ahead,
                    1,
                    &[FIRM, FIRE],
                ),
            ],
        ),
        lane(
            "青禾县消防救援大队",
            &[(FIRE, "审查中，最迟 12月14日（周一），后面 2 项在等", LaneMark::Awaited, 0, &[])],
        ),
        lane(
            "青禾县综合行政执法局",
            &[
                ("门店招牌设置备案", "待补正，等申请人", LaneMark::Now, 1, &[FIRM]),
                ("大型户外广告设施设置审批", "不涉及", LaneMark::Out, 1, &[FIRM]),
            ],
        ),
        lane(
            "青禾县税务局",
            &[("个体工商户信息确认", "不予批准 12月1日（周二）", LaneMark::Failed, 2, &["门店招牌设置备案"])],
        ),
    ]
}

fn sample(label: &str, value: Option<(u32, u32, u32)>, text: &str) -> IntervalRow {
    let value = value.map(|(low, at, high)| (share(low), share(at), share(high)));
    IntervalRow { label: label.to_owned(), value, text: text.to_owned() }
}

fn all() -> Vec<String> {
    let hostile = "<script>\"'&\u{0}</script>";
    let mut odd = points(&[Some(990_000), None, Some(1_000_000)]);
    odd[0].label = hostile.to_owned();
    let calls = [
        sample("2026-W47", Some((814_000, 900_000, 974_000)), "45/50"),
        sample(hostile, Some((928_000, 1_000_000, 1_000_000)), "50 件均满意"),
        sample("2026-W49", None, "没有接通"),
    ];
    vec![
        interval_dot("满意率走势", &calls),
        interval_dot("满意率走势", &[]),
        gap(Some(share(983_000)), false),
        gap(Some(share(983_000)), true),
        gap(None, false),
        ranking_bar(
            hostile,
            Share::from_percent(95),
            &[row(hostile, Some(999_900), false), row("2. 城关镇", Some(977_100), true), row("无", None, false)],
        ),
        ranking_bar("空", Share::ZERO, &[]),
        line_with_target(&LineChart { title: hostile, points: &odd, target: Share::WHOLE, target_text: hostile }),
        line(&[]),
        line(&[Some(1_000_000)]),
        heat_calendar(hostile, 3, "件", &days(&[7, 5, 9, 14, 3, 0, 0, 2])),
        heat_calendar("空", 0, "件", &[]),
        swim_lane("办理流程", &shop()),
        swim_lane(hostile, &[lane(hostile, &[(hostile, hostile, LaneMark::Now, 900, &[hostile])])]),
        swim_lane("空", &[]),
    ]
}

/// Numbers of an attribute, in order of appearance.
fn numbers(svg: &str, attribute: &str) -> Vec<f64> {
    svg.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
}

/// Widths of the rectangles of one colour.
fn widths(svg: &str, fill: &str) -> Vec<f64> {
    svg.split("<rect ")
        .skip(1)
        .filter(|rect| rect.split('>').next().is_some_and(|rect| rect.contains(&format!("fill=\"{fill}\""))))
        .filter_map(|rect| numbers(&format!(" {rect}"), "width").first().copied())
        .collect()
}

#[test]
fn no_chart_needs_what_the_policy_forbids() {
    for svg in all() {
        assert!(!svg.contains("style"), "{svg}");
        assert!(!svg.contains("<script") && !svg.contains(" id=") && !svg.contains("url("), "{svg}");
        assert!(svg.starts_with("<svg ") && svg.contains(" role=\"img\" "), "{svg}");
        let title = svg.find("<title>").expect("has a title");
        let desc = svg.find("<desc>").expect("has a description");
        assert!(svg[..title].matches('<').count() == 1 && title < desc, "title comes first: {svg}");
        assert!(numbers(&svg, "font-size").iter().all(|&size| size >= 12.0), "{svg}");
    }
}

/// The marks are well-formed and nothing is drawn outside the picture.
#[test]
fn marks_are_balanced_and_stay_inside() {
    for svg in all() {
        let mut open: Vec<&str> = Vec::new();
        for tag in svg.split('<').skip(1) {
            let tag = tag.split('>').next().expect("closes");
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "{svg}");
            } else if !tag.ends_with('/') {
                open.push(tag.split(' ').next().expect("has a name"));
            }
        }
        assert!(open.is_empty(), "{svg}");
        let (width, height) = (numbers(&svg, "width")[0], numbers(&svg, "height")[0]);
        for (attributes, end) in [(["x", "x1", "x2", "cx"], width), (["y", "y1", "y2", "cy"], height)] {
            for attribute in attributes {
                let outside = numbers(&svg, attribute).into_iter().find(|&at| at > end);
                assert_eq!(outside, None, "{attribute} in {svg}");
            }
        }
    }
}

#[test]
fn a_gap_bar_is_full_only_at_the_whole() {
    let filled = |value: u32| widths(&gap(Some(share(value)), false), palette::BRAND)[0];
    assert_eq!(filled(1_000_000), 210.0);
    assert!(filled(999_999) < 210.0);
    assert_eq!(filled(975_000), 105.0);
    // Below the stated start it begins at nothing, and says so.
    let low = gap(Some(share(500_000)), false);
    assert_eq!(widths(&low, palette::BRAND)[0], 105.0);
    assert!(low.contains(">0%<") && !low.contains(">95%<"));
    assert!(gap(Some(share(983_000)), false).contains(">95%<"));
}

#[test]
fn nothing_known_is_hatched_and_said() {
    let svg = gap(None, false);
    assert!(svg.contains(">没有数据<") && svg.contains("<path ") && !svg.contains(palette::BRAND));
    assert!(!svg.contains("98.30%"));
    assert!(gap(Some(share(983_000)), true).contains("<desc>至少 98.30%"));
    assert!(!gap(Some(share(983_000)), false).contains("至少"));
}

#[test]
fn ranking_marks_ones_own_and_starts_where_it_says() {
    let rows = [row("1. 白塔镇", Some(999_900), false), row("2. 城关镇", Some(975_000), true)];
    let svg = ranking_bar("各乡镇", Share::from_percent(95), &rows);
    let (own, others) = (widths(&svg, palette::BRAND), widths(&svg, palette::OTHERS));
    assert_eq!((own.len(), others.len()), (1, 1));
    assert!((others[0] / own[0] - 4.99 / 2.5).abs() < 0.01, "{own:?} {others:?}");
    assert!(svg.contains("从 95% 画起") && svg.contains("（本单位）"));
    let low = [row("a", Some(400_000), false), row("b", Some(800_000), true)];
    let svg = ranking_bar("", Share::from_percent(95), &low);
    assert!(svg.contains("从 0% 画起"));
    assert!((widths(&svg, palette::BRAND)[0] / widths(&svg, palette::OTHERS)[0] - 2.0).abs() < 0.01);
    let points = RankingRow { value_text: "98.50".into(), ..row("1. 青禾县", Some(985_000), false) };
    assert!(ranking_bar("总分", Share::from_percent(95), &[points]).contains("从 95 画起"));
    let long = ranking_bar("", Share::ZERO, &[row(&"很长的部门名称".repeat(5), Some(1), false)]);
    assert!(long.contains("…</text>"));
}

#[test]
fn a_line_breaks_where_nothing_is_known() {
    let svg = line(&[Some(990_000), Some(991_000), None, Some(992_000), Some(993_000), None, Some(994_000)]);
    assert_eq!(svg.matches("<polyline").count(), 2);
    assert_eq!(svg.matches("<circle").count(), 5);
    assert!(svg.contains(">98%<") && svg.contains(">目标 100%<") && svg.contains("3月 没有数据"));
    let heights = numbers(&svg, "cy");
    assert!(heights.windows(2).all(|pair| pair[0] > pair[1]), "higher is up: {heights:?}");
    assert!(line(&[None, None]).contains(">没有数据<"));
}

#[test]
fn a_calendar_prints_each_number_in_its_weekday() {
    let svg = heat_calendar("未来", 5, "件", &days(&[14, 3, 0, 1]));
    let cells: Vec<&str> = svg.split("font-size=\"16\"").skip(1).collect();
    assert_eq!(cells.len(), 4);
    // Saturday, Sunday, then Monday a row lower.
    let (x, y) = (numbers(&svg, "x"), numbers(&svg, "y"));
    assert!(x.contains(&(76.0 + 5.0 * 48.0)) && y.contains(&62.0));
    assert!(svg.contains(palette::STEPS[4].0) && svg.contains(palette::STEPS[0].0));
    assert!(svg.contains("<title>11月1日：14 件</title>"));
    assert!(heat_calendar("", 0, "件", &days(&[0; 7])).contains(">休<"));
}

#[test]
fn an_interval_says_how_many_answered_and_never_a_bare_hundred() {
    let svg = interval_dot(
        "满意率走势",
        &[
            sample("2026-W47", Some((814_000, 900_000, 974_000)), "45/50"),
            sample("2026-W48", Some((928_000, 1_000_000, 1_000_000)), "50 件均满意"),
            sample("2026-W49", None, "没有接通"),
        ],
    );
    assert_eq!(svg.matches("<circle").count(), 2, "nobody answered: no dot");
    assert!(svg.contains("横轴从 80% 画起") && svg.contains("2026-W49：没有接通"), "{svg}");
    assert!(!svg.contains("100%"));
    let dots = numbers(&svg, "cx");
    assert!(dots[0] < dots[1] && dots[1] < 640.0, "{dots:?}");
}

#[test]
fn shares_are_exact() {
    assert_eq!(Share::from_parts(1_134, 1_135).map(Share::ten_thousandths), Some(999_118));
    assert_eq!(Share::from_parts(u64::MAX - 1, u64::MAX).map(Share::ten_thousandths), Some(999_999));
    assert_eq!(Share::from_parts(7, 7), Some(Share::WHOLE));
    assert_eq!(Share::from_parts(0, 0), None);
    assert_eq!(Share::from_percent(95).text(), "95%");
    assert_eq!(share(995_000).text(), "99.5%");
    assert_eq!(share(100).text(), "0.01%");
}

#[test]
fn a_swim_lane_fits_a_telephone_and_says_whom_it_waits_for() {
    let svg = swim_lane("办理流程", &shop());
    assert!(numbers(&svg, "width")[0] <= 344.0);
    for said in ["等青禾县消防救援大队", "后面 2 项在等", "不涉及", "等申请人"] {
        // The drawing breaks lines; the description does not.
        assert!(svg.contains(said), "{said}");
    }
    // Three that come after the firm, one after the fire brigade, one after the sign.
    assert_eq!(svg.matches("<polygon").count(), 5);
    let colours: std::collections::BTreeSet<&str> =
        svg.split('"').filter(|part| part.starts_with('#') && part.len() == 7).collect();
    assert!(colours.len() <= 5, "{colours:?}");
    // A later turn stands further right, and its text still has room.
    let frames: Vec<&str> = svg.split("<rect ").filter(|r| r.contains("rx=")).collect();
    let places: Vec<f64> = frames.iter().map(|f| numbers(&format!(" {f}"), "x")[0]).collect();
    assert_eq!(places, [4.0, 30.0, 4.0, 30.0, 30.0, 56.0]);
    for frame in &frames {
        let (x, width) = (numbers(&format!(" {frame}"), "x")[0], numbers(&format!(" {frame}"), "width")[0]);
        assert!((x + width - 340.0).abs() < 0.05 && width > 150.0);
    }
}

#[test]
fn steps_of_a_swim_lane_stand_one_below_the_other() {
    let many: Vec<Lane> = (0..6_u32)
        .map(|n| lane("某局", &[("很长很长的事项名称".repeat(3).as_str(), "未开始", LaneMark::Ahead, n * 2, &[])]))
        .collect();
    let svg = swim_lane("多步", &many);
    let frames: Vec<&str> = svg.split("<rect ").filter(|r| r.contains("rx=")).collect();
    let spans: Vec<(f64, f64)> =
        frames.iter().map(|f| (numbers(&format!(" {f}"), "y")[0], numbers(&format!(" {f}"), "height")[0])).collect();
    assert!(spans.windows(2).all(|w| w[0].0 + w[0].1 < w[1].0), "{spans:?}");
    // No line of text is wider than its frame leaves room for.
    let texts: Vec<&str> = svg.split("<text ").skip(1).collect();
    for text in texts {
        let (x, size) = (numbers(&format!(" {text}"), "x")[0], numbers(&format!(" {text}"), "font-size")[0]);
        let words = text.split('>').nth(1).and_then(|t| t.split('<').next()).expect("has text");
        assert!(x + words.chars().count() as f64 * size <= 344.0, "{words}");
    }
}

/// Writes every chart to `$CHARTS_OUT`, to be looked at; does nothing otherwise.
#[test]
fn pictures_to_look_at() {
    let Ok(folder) = std::env::var("CHARTS_OUT") else {
        println!("SKIPPED: CHARTS_OUT is not set");
        return;
    };
    let towns = ["白塔", "沙河", "三合", "北沟", "南坪", "城关", "县市场监督管理局（知识产权局）"];
    let figures = [999_900, 995_100, 995_100, 988_800, 983_100, 977_100, 961_000];
    let mut rows: Vec<RankingRow> = (1..)
        .zip(towns.iter().zip(figures))
        .map(|(place, (name, figure)): (u32, _)| row(&format!("{place}. {name}"), Some(figure), place == 6))
        .collect();
    rows.push(row("太平", None, false));
    let months = [972, 961, 978, 986, 979, 987, 9875, 972, 994, 992, 986, 981];
    let months: Vec<Option<u32>> =
        months.iter().map(|&m: &u32| Some(if m > 1_000 { m * 100 } else { m * 1_000 })).collect();
    let mut broken = months.clone();
    broken[4] = None;
    broken[11] = Some(1_000_000);
    let due =
        [7, 5, 9, 14, 3, 0, 0, 7, 9, 9, 3, 7, 0, 1, 2, 5, 0, 0, 2, 0, 0, 5, 3, 9, 7, 3, 0, 0, 9, 14, 7, 9, 14, 0, 0];
    let mut page = String::from("<meta charset=utf-8><body style='background:#fff;font-family:Noto Sans CJK SC'>");
    for svg in [
        gap(Some(share(983_000)), false),
        gap(Some(share(983_000)), true),
        gap(Some(share(1_000_000)), false),
        gap(Some(share(523_000)), false),
        gap(None, false),
        ranking_bar("各乡镇全程网办率排名", Share::from_percent(95), &rows),
        line(&months),
        line(&broken),
        line(&[None, None]),
        heat_calendar("未来 5 周到期办件", 0, "件", &days(&due)),
        swim_lane("开办餐饮店办理流程", &shop()),
        crate::qr::qr_svg("https://example.gov.cn/r/8F3K2", "评价").expect("short"),
    ] {
        page.push_str(&format!(
            "<div style='display:inline-block;margin:8px;padding:8px;border:1px solid #DDE3EA'>{svg}</div>"
        ));
    }
    std::fs::write(std::path::Path::new(&folder).join("charts.html"), page).expect("folder is writable");
}

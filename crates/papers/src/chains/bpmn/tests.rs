//! Out and in again, whole; what is drawn holds together; what is foreign is read or named.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalogue::{FormCondition, Limit},
    chains::{Chain, FromResult, OnDenial, Ring},
};
use proptest::prelude::*;

use super::{
    tree::{Element, tree},
    *,
};
use crate::chains::samples::{member, office, shop};

fn written(chain: &Chain) -> String {
    String::from_utf8(write_bpmn(chain, &BpmnFacts::default()).expect("no ring")).expect("text")
}

fn with_limits(chain: &Chain) -> String {
    let limits =
        chain.members.iter().enumerate().map(|(n, m)| (m.key.clone(), Limit::workdays(n as u16 * 5))).collect();
    String::from_utf8(write_bpmn(chain, &BpmnFacts { limits }).expect("no ring")).expect("text")
}

/// A process of others around these elements.
fn foreign(inside: &str) -> String {
    format!(
        r#"<definitions xmlns="{MODEL}" xmlns:x="urn:other" id="d" targetNamespace="t"><process id="p" name="别家的流程">{inside}</process></definitions>"#
    )
}

const LINE: &str = r#"<startEvent id="s"/><task id="A1" name="甲"/><userTask id="b" name="乙"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="A1"/><sequenceFlow id="f2" sourceRef="A1" targetRef="b"/>
    <sequenceFlow id="f3" sourceRef="b" targetRef="e"/>"#;

fn refused(inside: &str) -> String {
    read_bpmn(foreign(inside).as_bytes()).expect_err("outside the subset").to_string()
}

#[test]
fn a_chain_comes_back_whole() {
    let chain = shop();
    let found = read_bpmn(written(&chain).as_bytes()).expect("ours");
    assert_eq!(found, Imported { chain: chain.clone(), unresolved: Vec::new(), notes: Vec::new() });
    let found = read_bpmn(with_limits(&chain).as_bytes()).expect("ours");
    assert_eq!((found.chain, found.notes), (chain.clone(), vec![ImportNote::Timers]));
    assert_eq!(written(&chain), written(&chain));
    assert_eq!(check_shape(&with_limits(&chain)), Vec::<String>::new());
}

#[test]
fn a_ring_is_not_written() {
    let mut chain = shop();
    chain.members[0].after.push("food".into());
    assert_eq!(write_bpmn(&chain, &BpmnFacts::default()), Err(Ring(vec!["firm".into(), "food".into()])));
}

#[test]
fn a_chain_without_members_is_a_process_that_ends() {
    let empty = Chain { members: Vec::new(), ..shop() };
    assert_eq!(check_shape(&written(&empty)), Vec::<String>::new());
    assert_eq!(read_bpmn(written(&empty).as_bytes()), Err(BpmnFault::NoTasks));
}

#[test]
fn what_was_drawn_anew_counts() {
    let chain = shop();
    let text = written(&chain);
    // The condition on the flow.
    let other = text.replace("wants_sign = &quot;是&quot;", "wants_sign = &quot;否&quot;");
    assert_ne!(other, text);
    let found = read_bpmn(other.as_bytes()).expect("ours");
    assert_eq!(found.chain.members[3].condition, Some(FormCondition::equals("wants_sign", "否")));
    assert_eq!(found.notes, [ImportNote::ConditionChanged("门店招牌设置备案".into())]);
    // The fire brigade after the firm: its flow begins elsewhere.
    let flow = text.lines().find(|l| l.contains("<bpmn:sequenceFlow ") && l.contains(r#"targetRef="task_2""#));
    let flow = flow.expect("one leads to it");
    let moved = text.replace(flow, &flow.replace(r#"sourceRef="split""#, r#"sourceRef="next_1""#));
    let found = read_bpmn(moved.as_bytes()).expect("ours");
    assert_eq!(found.chain.members[1].after, ["firm"]);
    assert_eq!(found.notes[0].to_string(), "“营业前消防安全检查”的先后按图上的线读，和原来的不一样，请核对");
    let renamed = text.replace(r#"name="营业前消防安全检查""#, r#"name="消防""#);
    let found = read_bpmn(renamed.as_bytes()).expect("ours");
    assert_eq!(found.chain.members[1].item.name, "营业前消防安全检查");
    assert_eq!(found.notes[0].to_string(), "任务改名为“消防”，这里仍按事项“营业前消防安全检查”");
    let damaged = text.replace("followers_stop", "nobody");
    assert_eq!(read_bpmn(damaged.as_bytes()), Err(BpmnFault::Extension("task_1".into())));
}

#[test]
fn a_foreign_process_becomes_a_draft_that_names_what_is_missing() {
    let text = foreign(&format!(
        r#"<documentation>说明</documentation><laneSet id="l"><lane id="l1" name="某局"><flowNodeRef>A1</flowNodeRef></lane></laneSet>
        <dataObject id="o"/><x:other/>{LINE}"#
    ));
    let found = read_bpmn(text.as_bytes()).expect("within the subset");
    assert_eq!((found.chain.name.as_str(), found.chain.purpose.as_str()), ("别家的流程", "说明"));
    let members: Vec<(&str, &str, &str, &[String])> = found
        .chain
        .members
        .iter()
        .map(|m| (m.key.as_str(), m.item.name.as_str(), m.item.office.name.as_str(), m.after.as_slice()))
        .collect();
    assert_eq!(members, [("a1", "甲", "某局", &[][..]), ("b", "乙", "别家的流程", &["a1".to_owned()][..])]);
    assert_eq!(found.unresolved, ["a1", "b"]);
    let notes: Vec<String> = found.notes.iter().map(ToString::to_string).collect();
    assert!(notes.contains(&"没有读“dataObject”共 1 处，办理不受影响".to_owned()), "{notes:?}");
    assert!(notes.contains(&"任务“甲”还没有对应的事项，请选择".to_owned()), "{notes:?}");
}

#[test]
fn conditions_hold_for_everything_on_their_branch() {
    let text = foreign(
        r#"<startEvent id="s"/><exclusiveGateway id="g"/><task id="a" name="甲"/><task id="b" name="乙"/><task id="c" name="丙"/>
        <exclusiveGateway id="m"/><task id="d" name="丁"/><endEvent id="e"/>
        <sequenceFlow id="1" sourceRef="s" targetRef="g"/>
        <sequenceFlow id="2" sourceRef="g" targetRef="a"><conditionExpression>way = "堂食"</conditionExpression></sequenceFlow>
        <sequenceFlow id="3" sourceRef="a" targetRef="b"/><sequenceFlow id="4" sourceRef="b" targetRef="m"/>
        <sequenceFlow id="5" sourceRef="g" targetRef="c"><conditionExpression>${way == "外卖"}</conditionExpression></sequenceFlow>
        <sequenceFlow id="6" sourceRef="c" targetRef="m"/><sequenceFlow id="7" sourceRef="m" targetRef="d"/>
        <sequenceFlow id="8" sourceRef="d" targetRef="e"/>"#,
    );
    let found = read_bpmn(text.as_bytes()).expect("within the subset").chain;
    let at = Some(FormCondition::equals("way", "堂食"));
    assert_eq!((&found.members[0].condition, &found.members[1].condition), (&at, &at));
    assert_eq!(found.members[2].condition, Some(FormCondition::equals("way", "外卖")));
    assert_eq!(
        (found.members[3].condition.clone(), found.members[3].after.clone()),
        (None, vec!["b".into(), "c".into()])
    );
}

#[test]
fn what_is_outside_the_subset_is_named_with_its_id() {
    for (inside, said) in [
        (r#"<subProcess id="sub"/>"#, "用到了这里读不了的“subProcess”（sub），请改成任务、网关和顺序流，或在图里删掉"),
        (r#"<scriptTask id="t9"/>"#, "“scriptTask”（t9）"),
        (r#"<task id="t"><multiInstanceLoopCharacteristics/></task>"#, "“multiInstanceLoopCharacteristics”（t）"),
        (r#"<endEvent id="e2"><terminateEventDefinition/></endEvent>"#, "“terminateEventDefinition”（e2）"),
        (r#"<startEvent id="s2"><timerEventDefinition/></startEvent>"#, "“timerEventDefinition”（s2）"),
        (r#"<boundaryEvent id="b"><errorEventDefinition id="x1"/></boundaryEvent>"#, "“errorEventDefinition”（x1）"),
        (r#"<complexGateway id="cg"/>"#, "“complexGateway”（cg）"),
        (r#"<task id="t"/><task id="t"/>"#, "编号“t”空着或用了两次"),
        (r#"<task/>"#, "编号“”空着"),
        (r#"<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="gone"/>"#, "顺序流“f”没有接好两头"),
        (r#"<startEvent id="s"/><startEvent id="s2"/>"#, "现在是 2 个"),
        (r#"<startEvent id="s"/>"#, "流程里没有任务"),
        (r#"<startEvent id="s"/><task id="t" name="孤岛"/>"#, "任务“孤岛”没有线通到"),
    ] {
        let found = refused(inside);
        assert!(found.contains(said), "{found}");
    }
    let back = format!(r#"{LINE}<sequenceFlow id="f4" sourceRef="b" targetRef="A1"/>"#);
    assert_eq!(refused(&back), "流程会绕回来：甲、乙，一件事不能这样办，请去掉回退的线");
    let script = LINE.replace(r#"id="f2" sourceRef="A1" targetRef="b"/>"#, r#"id="f2" sourceRef="A1" targetRef="b"><conditionExpression>amount > 1000</conditionExpression></sequenceFlow>"#);
    assert!(refused(&script).starts_with("顺序流“f2”的条件“amount > 1000”看不懂"), "{}", refused(&script));
    let otherwise = r#"<startEvent id="s"/><exclusiveGateway id="g" default="f3"/><task id="a" name="甲"/><task id="b" name="乙"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
        <sequenceFlow id="f2" sourceRef="g" targetRef="a"><conditionExpression>x = "1"</conditionExpression></sequenceFlow>
        <sequenceFlow id="f3" sourceRef="g" targetRef="b"/>"#;
    assert_eq!(refused(otherwise), "任务“乙”走的是没有写条件的分支（f3），请把它的条件写出来");
    let after = format!(
        r#"{LINE}<boundaryEvent id="t" attachedToRef="A1"><timerEventDefinition/></boundaryEvent><sequenceFlow id="f9" sourceRef="t" targetRef="b"/>"#
    );
    assert!(refused(&after).starts_with("“t”到时限后还接了任务"));
    assert_eq!(read_bpmn(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(BpmnFault::NotBpmn));
    let two = foreign("").replace("</process>", "</process><process id='q'/>");
    assert_eq!(read_bpmn(two.as_bytes()), Err(BpmnFault::Processes(2)));
    let many: String = (0..61)
        .map(|n| format!(r#"<task id="t{n}"/><sequenceFlow id="f{n}" sourceRef="s" targetRef="t{n}"/>"#))
        .collect();
    assert_eq!(refused(&format!(r#"<startEvent id="s"/>{many}"#)), "流程里有 61 个任务，最多 60 个");
}

/// Everything that does not hold together in an export: references, lanes, ins and outs, and the drawing.
fn check_shape(text: &str) -> Vec<String> {
    let root = tree(text.as_bytes()).expect("well-formed");
    let process = root.child(MODEL, "process").expect("one");
    let mut wrong = Vec::new();
    let mut ids = BTreeSet::new();
    every(&root, &mut |e| {
        if !e.id().is_empty() && !ids.insert(e.id().to_owned()) {
            wrong.push(format!("twice {}", e.id()));
        }
    });
    let flows: Vec<&Element> = process.children.iter().filter(|c| c.name == "sequenceFlow").collect();
    let nodes: Vec<&Element> = process
        .children
        .iter()
        .filter(|c| !matches!(c.name.as_str(), "sequenceFlow" | "laneSet" | "documentation" | "extensionElements"))
        .collect();
    let refs = |e: &Element, name: &str| -> BTreeSet<String> {
        e.children.iter().filter(|c| c.name == name).map(|c| c.text.clone()).collect()
    };
    let mut laned: BTreeMap<String, usize> = BTreeMap::new();
    every(process, &mut |e| {
        if e.name == "flowNodeRef" {
            *laned.entry(e.text.clone()).or_default() += 1;
        }
    });
    for node in &nodes {
        let of = |end: &str| -> BTreeSet<String> {
            flows.iter().filter(|f| f.get(end) == Some(node.id())).map(|f| f.id().to_owned()).collect()
        };
        let (into, out) = (of("targetRef"), of("sourceRef"));
        if refs(node, "incoming") != into || refs(node, "outgoing") != out {
            wrong.push(format!("flows of {}", node.id()));
        }
        let fits = match node.name.as_str() {
            "startEvent" | "boundaryEvent" => into.is_empty() && out.len() == 1,
            "endEvent" => into.len() == 1 && out.is_empty(),
            "userTask" => into.len() == 1 && out.len() == 1,
            "parallelGateway" | "exclusiveGateway" => (into.len() == 1) != (out.len() == 1),
            other => panic!("{other}"),
        };
        if !fits || (laned.get(node.id()) != Some(&1) && !laned.is_empty()) {
            wrong.push(format!("{} of {}", node.name, node.id()));
        }
        let plain =
            |f: &&&Element| f.get("sourceRef") == Some(node.id()) && f.child(MODEL, "conditionExpression").is_none();
        if node.name == "exclusiveGateway" && out.len() > 1 {
            let without: Vec<&str> = flows.iter().filter(plain).map(|f| f.id()).collect();
            if without != [node.get("default").unwrap_or_default()] {
                wrong.push(format!("way around of {}", node.id()));
            }
        }
    }
    wrong.extend(check_drawing(&root, &nodes, &flows));
    wrong
}

fn every<'a>(element: &'a Element, see: &mut impl FnMut(&'a Element)) {
    see(element);
    element.children.iter().for_each(|c| every(c, see));
}

fn check_drawing(root: &Element, nodes: &[&Element], flows: &[&Element]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut bounds: BTreeMap<&str, [f64; 4]> = BTreeMap::new();
    let mut ways: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    let number = |e: &Element, name: &str| e.get(name).and_then(|n| n.parse::<f64>().ok()).expect("a number");
    every(root, &mut |e| match e.name.as_str() {
        "BPMNShape" => {
            let b = &e.children[0];
            bounds.insert(e.get("bpmnElement").expect("of"), ["x", "y", "width", "height"].map(|n| number(b, n)));
        }
        "BPMNEdge" => {
            let points = e.children.iter().map(|w| (number(w, "x"), number(w, "y"))).collect();
            ways.insert(e.get("bpmnElement").expect("of"), points);
        }
        _ => {}
    });
    let pool = bounds["pool"];
    let holds = |outer: [f64; 4], b: [f64; 4]| {
        b[0] >= outer[0] && b[1] >= outer[1] && b[0] + b[2] <= outer[0] + outer[2] && b[1] + b[3] <= outer[1] + outer[3]
    };
    let apart = |a: [f64; 4], b: [f64; 4]| {
        a[0] + a[2] <= b[0] || b[0] + b[2] <= a[0] || a[1] + a[3] <= b[1] || b[1] + b[3] <= a[1]
    };
    for (n, node) in nodes.iter().enumerate() {
        let Some(own) = bounds.get(node.id()) else {
            wrong.push(format!("no shape of {}", node.id()));
            continue;
        };
        if !holds(pool, *own) {
            wrong.push(format!("{} outside", node.id()));
        }
        for other in &nodes[n + 1..] {
            let on_border = [node, other].iter().any(|n| n.name == "boundaryEvent");
            if !on_border && bounds.get(other.id()).is_some_and(|b| !apart(*own, *b)) {
                wrong.push(format!("{} on {}", node.id(), other.id()));
            }
        }
    }
    for flow in flows {
        let Some(points) = ways.get(flow.id()).filter(|p| p.len() > 1) else {
            wrong.push(format!("no way of {}", flow.id()));
            continue;
        };
        for (end, at) in [("sourceRef", points[0]), ("targetRef", points[points.len() - 1])] {
            let b = bounds[flow.get(end).expect("a node")];
            let on_side = (at.0 == b[0] || at.0 == b[0] + b[2]) && at.1 == b[1] + (b[3] / 2.0).floor();
            let on_top = at.0 == b[0] + (b[2] / 2.0).floor() && (at.1 == b[1] || at.1 == b[1] + b[3]);
            if !on_side && !on_top {
                wrong.push(format!("{} of {}", end, flow.id()));
            }
        }
    }
    wrong
}

prop_compose! {
    fn chains()(
        rows in prop::collection::vec(
            (0..3_i64, prop::collection::vec(0..6_usize, 0..3), 0..3_usize, "\\PC{0,6}", any::<bool>(), 0..4_usize), 1..7),
        name in "\\PC{0,8}",
        odd in "[\n\t\u{1}<>&\"'\u{7f}\u{fffe}]{0,4}",
    ) -> Chain {
        let mut chain = shop();
        (chain.name, chain.purpose) = (name, odd.clone());
        chain.members = rows.into_iter().enumerate().map(|(n, (of, after, denied, text, gone, asks))| {
            let mut m = member(&format!("k{n}"), &format!("{text}{n}"), office(of, &format!("第{of}局{odd}")), &[]);
            m.after = after.into_iter().filter(|a| *a < n).map(|a| format!("k{a}")).collect();
            if gone {
                m.after.push("gone".into());
            }
            m.denied = OnDenial::ALL[denied];
            m.brings = vec![FromResult { material: odd.clone(), from: "k0".into() }];
            let one = |value: &str| FormCondition::equals("way", value);
            m.condition = match asks {
                1 => Some(one(&text)),
                2 => Some(FormCondition::All(vec![one(&odd), FormCondition::Filled { key: "x".into() }])),
                3 => Some(FormCondition::Any(vec![one(&odd)])),
                _ => None,
            };
            m
        }).collect();
        chain
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_chain_comes_back_whole(chain in chains()) {
        let found = read_bpmn(written(&chain).as_bytes());
        prop_assert!(found.is_ok(), "{found:?}");
        let found = found.expect("just seen");
        prop_assert_eq!(&found.chain, &chain);
        prop_assert_eq!(found.notes, []);
    }

    #[test]
    fn every_drawing_holds_together(chain in chains()) {
        prop_assert_eq!(check_shape(&written(&chain)), Vec::<String>::new());
        prop_assert_eq!(check_shape(&with_limits(&chain)), Vec::<String>::new());
    }

    #[test]
    fn no_bytes_make_the_reader_fall(chain in chains(), cut in 0..20_000_usize, noise in "[<>&/a-z\" ]{0,8}") {
        let text = written(&chain);
        let at = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= cut).last().unwrap_or(0);
        if let Err(fault) = read_bpmn(format!("{}{noise}{}", &text[..at], &text[at..]).as_bytes()) {
            prop_assert!(!fault.to_string().is_empty());
        }
    }
}

/// Reads reference models (BPMN MIWG test suite) from `$BPMN_MODELS`, each imported or refused with the reason; says so
/// and does nothing where the folder is not given.
#[test]
fn reference_models_are_read_or_refused_with_the_reason() {
    let Ok(folder) = std::env::var("BPMN_MODELS") else {
        println!("SKIPPED: BPMN_MODELS is not set");
        return;
    };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|e| e != "bpmn") {
            continue;
        }
        seen += 1;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match read_bpmn(&std::fs::read(&path).expect("readable")) {
            Ok(found) => {
                assert!(!found.chain.members.is_empty(), "{name}");
                let again = written(&found.chain);
                let back = read_bpmn(again.as_bytes()).expect("what was read can be written").chain;
                assert_eq!(back, found.chain, "{name}");
                println!("{name}: 读入 {} 个任务", found.chain.members.len());
            }
            Err(fault) => {
                assert!(!matches!(fault, BpmnFault::Tree(_) | BpmnFault::NotBpmn), "{name}: {fault}");
                println!("{name}: {fault}");
            }
        }
    }
    assert!(seen > 0, "no .bpmn file there");
}

/// Writes exports to `$BPMN_OUT`, for the validators of others (`e2e/bpmn`); does nothing otherwise.
#[test]
fn exports_for_other_validators() {
    let Ok(folder) = std::env::var("BPMN_OUT") else {
        println!("SKIPPED: BPMN_OUT is not set");
        return;
    };
    let put = |name: &str, text: String| {
        std::fs::write(std::path::Path::new(&folder).join(name), text).expect("folder is writable");
    };
    let mut wide = shop();
    for n in 0..6 {
        let mut more = member(&format!("m{n}"), &format!("事项{n}"), office(n % 4, "某局"), &["food"]);
        more.condition = (n % 2 == 0).then(|| FormCondition::equals("wants_sign", "是"));
        wide.members.push(more);
    }
    let one = Chain { members: vec![shop().members.remove(0)], ..shop() };
    for (name, chain) in [("shop", shop()), ("wide", wide), ("one", one)] {
        put(&format!("{name}.bpmn"), written(&chain));
        put(&format!("{name}_limits.bpmn"), with_limits(&chain));
    }
}

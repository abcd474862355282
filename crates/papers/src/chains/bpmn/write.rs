//! A chain as BPMN 2.0 XML with its drawing.

use std::collections::BTreeMap;

use domain::{
    catalogue::{Limit, LimitUnit},
    chains::{Chain, Ring},
};

use super::{
    FEEL, MODEL, NAMESPACE,
    graph::{Flow, Graph, Kind, Node, graph},
    layout::{Layout, Place, lane_of, layout},
};
use crate::charts::escape;

/// What is written beside the chain.
#[derive(Debug, Clone, Default)]
pub struct BpmnFacts {
    /// Limits of members by key, drawn as timers at the border of their tasks. Days are working days where the limit
    /// says so, which BPMN cannot: the words say it.
    pub limits: BTreeMap<String, Limit>,
}

/// Writes a chain. The same chain gives the same bytes.
///
/// # Errors
/// A ring: such a process would never begin.
pub fn write_bpmn(chain: &Chain, facts: &BpmnFacts) -> Result<Vec<u8>, Ring> {
    let graph = graph(chain, &facts.limits)?;
    let layout = layout(chain, &graph);
    let mut xml = Xml::default();
    xml.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.begin(
        "bpmn:definitions",
        &[
            ("xmlns:bpmn", MODEL),
            ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
            ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
            ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xmlns:onedoor", NAMESPACE),
            ("id", "definitions"),
            ("targetNamespace", NAMESPACE),
            ("expressionLanguage", FEEL),
            ("exporter", "OneDoor"),
        ],
    );
    xml.begin("bpmn:collaboration", &[("id", "collaboration")]);
    xml.empty("bpmn:participant", &[("id", "pool"), ("name", &chain.name), ("processRef", "process")]);
    xml.end();
    process(&mut xml, chain, &graph);
    diagram(&mut xml, chain, &graph, &layout);
    xml.end();
    Ok(xml.out.into_bytes())
}

fn process(xml: &mut Xml, chain: &Chain, graph: &Graph) {
    xml.begin("bpmn:process", &[("id", "process"), ("name", &chain.name), ("isExecutable", "false")]);
    if !chain.purpose.is_empty() {
        xml.text("bpmn:documentation", &[], &chain.purpose);
    }
    let bare = Chain { members: Vec::new(), ..chain.clone() };
    extension(xml, "onedoor:chain", &serde_json::to_string(&bare).expect("plain texts and numbers"));
    let offices = chain.offices();
    if !offices.is_empty() {
        xml.begin("bpmn:laneSet", &[("id", "lanes")]);
        for (n, office) in offices.iter().enumerate() {
            xml.begin("bpmn:lane", &[("id", &lane_id(n)), ("name", &office.name)]);
            for node in graph.nodes.iter().filter(|node| lane_of(chain, &offices, node) == n) {
                xml.text("bpmn:flowNodeRef", &[], &node.id);
            }
            xml.end();
        }
        xml.end();
    }
    for (n, node) in graph.nodes.iter().enumerate() {
        write_node(xml, chain, graph, n, node);
    }
    for flow in &graph.flows {
        write_flow(xml, graph, flow);
    }
    xml.end();
}

fn write_node(xml: &mut Xml, chain: &Chain, graph: &Graph, n: usize, node: &Node) {
    let element = match node.kind {
        Kind::Start => "bpmn:startEvent",
        Kind::End | Kind::TimeUp => "bpmn:endEvent",
        Kind::Task(_) => "bpmn:userTask",
        Kind::Parallel => "bpmn:parallelGateway",
        Kind::Asks | Kind::Meets => "bpmn:exclusiveGateway",
        Kind::Timer(..) => "bpmn:boundaryEvent",
    };
    let otherwise = graph.flows.iter().find(|f| f.from == n && f.otherwise).map(|f| f.id.as_str());
    let host = match node.kind {
        Kind::Timer(member, _) => graph.nodes.iter().find(|t| t.kind == Kind::Task(member)).map(|t| t.id.as_str()),
        Kind::Start | Kind::End | Kind::TimeUp | Kind::Task(_) | Kind::Parallel | Kind::Asks | Kind::Meets => None,
    };
    let mut attributes: Vec<(&str, &str)> = vec![("id", &node.id)];
    if !node.name.is_empty() {
        attributes.push(("name", &node.name));
    }
    attributes.extend(otherwise.map(|id| ("default", id)));
    attributes.extend(host.into_iter().flat_map(|id| [("attachedToRef", id), ("cancelActivity", "false")]));
    xml.begin(element, &attributes);
    match node.kind {
        Kind::Task(member) => {
            let member = &chain.members[member];
            xml.text("bpmn:documentation", &[], &format!("没有办成时：{}", member.denied.label()));
            extension(xml, "onedoor:member", &serde_json::to_string(member).expect("plain texts and numbers"));
        }
        Kind::Timer(_, limit) => {
            xml.text("bpmn:documentation", &[], &format!("办理时限 {}，节假日按工作日历顺延", limit.written()));
        }
        Kind::Start | Kind::End | Kind::TimeUp | Kind::Parallel | Kind::Asks | Kind::Meets => {}
    }
    for flow in graph.flows.iter().filter(|f| f.to == n) {
        xml.text("bpmn:incoming", &[], &flow.id);
    }
    for flow in graph.flows.iter().filter(|f| f.from == n) {
        xml.text("bpmn:outgoing", &[], &flow.id);
    }
    if let Kind::Timer(_, limit) = node.kind {
        xml.begin("bpmn:timerEventDefinition", &[("id", &format!("{}_limit", node.id))]);
        xml.text("bpmn:timeDuration", &[("xsi:type", "bpmn:tFormalExpression")], &duration(limit));
        xml.end();
    }
    xml.end();
}

/// ISO 8601: days are days there, working or not.
fn duration(limit: Limit) -> String {
    match limit.unit {
        LimitUnit::Workday | LimitUnit::Day => format!("P{}D", limit.value),
        LimitUnit::Month => format!("P{}M", limit.value),
        LimitUnit::Year => format!("P{}Y", limit.value),
        LimitUnit::Hour => format!("PT{}H", limit.value),
    }
}

fn write_flow(xml: &mut Xml, graph: &Graph, flow: &Flow) {
    let mut attributes: Vec<(&str, &str)> = vec![("id", &flow.id)];
    if !flow.name.is_empty() {
        attributes.push(("name", &flow.name));
    }
    attributes
        .extend([("sourceRef", graph.nodes[flow.from].id.as_str()), ("targetRef", graph.nodes[flow.to].id.as_str())]);
    let Some(condition) = &flow.condition else {
        return xml.empty("bpmn:sequenceFlow", &attributes);
    };
    xml.begin("bpmn:sequenceFlow", &attributes);
    xml.text("bpmn:conditionExpression", &[("xsi:type", "bpmn:tFormalExpression"), ("language", FEEL)], condition);
    xml.end();
}

/// JSON in an extension; what XML cannot hold is escaped the way JSON does.
fn extension(xml: &mut Xml, name: &str, json: &str) {
    let safe: String = json
        .chars()
        .map(|c| match c {
            '\u{fffe}' | '\u{ffff}' | '\u{7f}'..='\u{9f}' => format!("\\u{:04x}", u32::from(c)),
            _ => c.to_string(),
        })
        .collect();
    xml.begin("bpmn:extensionElements", &[]);
    xml.text(name, &[], &safe);
    xml.end();
}

fn lane_id(n: usize) -> String {
    format!("lane_{}", n + 1)
}

fn diagram(xml: &mut Xml, chain: &Chain, graph: &Graph, layout: &Layout) {
    xml.begin("bpmndi:BPMNDiagram", &[("id", "diagram")]);
    xml.begin("bpmndi:BPMNPlane", &[("id", "plane"), ("bpmnElement", "collaboration")]);
    shape(xml, "pool", layout.pool, &[("isHorizontal", "true")]);
    for n in 0..chain.offices().len() {
        shape(xml, &lane_id(n), layout.lanes[n], &[("isHorizontal", "true")]);
    }
    for (node, place) in graph.nodes.iter().zip(&layout.nodes) {
        let marker: &[(&str, &str)] = match node.kind {
            Kind::Asks | Kind::Meets => &[("isMarkerVisible", "true")],
            Kind::Start | Kind::End | Kind::TimeUp | Kind::Task(_) | Kind::Parallel | Kind::Timer(..) => &[],
        };
        shape(xml, &node.id, *place, marker);
    }
    for (flow, points) in graph.flows.iter().zip(&layout.flows) {
        xml.begin("bpmndi:BPMNEdge", &[("id", &format!("{}_edge", flow.id)), ("bpmnElement", &flow.id)]);
        for (x, y) in points {
            xml.empty("di:waypoint", &[("x", &x.to_string()), ("y", &y.to_string())]);
        }
        xml.end();
    }
    xml.end();
    xml.end();
}

fn shape(xml: &mut Xml, id: &str, place: Place, more: &[(&str, &str)]) {
    let own = format!("{id}_shape");
    let mut attributes = vec![("id", own.as_str()), ("bpmnElement", id)];
    attributes.extend(more);
    xml.begin("bpmndi:BPMNShape", &attributes);
    let [x, y, width, height] = [place.x, place.y, place.width, place.height].map(|n| n.to_string());
    xml.empty("dc:Bounds", &[("x", &x), ("y", &y), ("width", &width), ("height", &height)]);
    xml.end();
}

/// Elements in elements with attributes, two spaces a level.
#[derive(Default)]
struct Xml {
    out: String,
    open: Vec<String>,
}

impl Xml {
    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push_str(&"  ".repeat(self.open.len()));
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push_str(&format!(" {key}=\"{}\"", escape(value).replace('\n', "&#10;").replace('\t', "&#9;")));
        }
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name.to_owned());
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str("/>\n");
    }

    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.start(name, attributes);
        self.out.push_str(&format!(">{}</{name}>\n", escape(text)));
    }

    fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str(&"  ".repeat(self.open.len()));
            self.out.push_str(&format!("</{name}>\n"));
        }
    }
}

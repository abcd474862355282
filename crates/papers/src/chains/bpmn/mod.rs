//! BPMN 2.0 (ISO/IEC 19510): a chain out, with pool, lanes, tasks, gateways, conditions and a drawing, and in for a
//! stated subset.
//!
//! **In** are read: one process with or without pool; lanes; one plain start event, plain end events; tasks and user
//! tasks; parallel, exclusive and inclusive gateways; sequence flows with conditions as [`expression`] writes them;
//! timers at the border of a task, which are left out because limits stand in the guides; documentation and, skipped,
//! the drawing, text annotations, groups, associations, data objects and data stores with what ties them to tasks,
//! empty pools with their message flows, and extensions of others. Everything else is refused by element and id. What a chain has and BPMN has not travels in
//! an extension under [`NAMESPACE`]; where the diagram was changed since, the diagram counts.

mod expression;
mod fault;
mod flow;
mod graph;
mod layout;
mod read;
mod tree;
mod write;

pub use fault::{BpmnFault, ImportNote};
pub use read::{Imported, read_bpmn};
pub use tree::{LARGEST, TreeFault};
pub use write::{BpmnFacts, write_bpmn};

/// Namespace of our own extension.
pub const NAMESPACE: &str = "urn:onedoor:chain:1";
const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// FEEL of DMN 1.3, of which conditions are a small part.
const FEEL: &str = "https://www.omg.org/spec/DMN/20191111/FEEL/";

#[cfg(test)]
mod tests;

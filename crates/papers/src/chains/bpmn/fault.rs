//! Why a BPMN file is not taken in, and what was left out where it was (导入提示).

use serde::{Deserialize, Serialize};

use super::tree::TreeFault;

/// Why not. Elements are named as the file names them, with their id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum BpmnFault {
    /// No tree of elements at all.
    #[error(transparent)]
    Tree(#[from] TreeFault),
    /// Another kind of XML.
    #[error("这不是 BPMN 2.0 文件，请从设计工具里导出 .bpmn 再导入")]
    NotBpmn,
    /// An element outside the subset.
    #[error("用到了这里读不了的“{element}”（{id}），请改成任务、网关和顺序流，或在图里删掉")]
    Unsupported {
        /// Its name.
        element: String,
        /// Its id, or that of what it stands in.
        id: String,
    },
    /// None, or several processes.
    #[error("文件里有 {0} 个流程，请只留一个")]
    Processes(usize),
    /// Two elements of one id, or one without.
    #[error("编号“{0}”空着或用了两次，请在设计工具里改过再导入")]
    Id(String),
    /// A flow from or to nowhere.
    #[error("顺序流“{0}”没有接好两头，请接好再导入")]
    Dangling(String),
    /// None, or several beginnings.
    #[error("流程要有一个开始，现在是 {0} 个")]
    Starts(usize),
    /// Nothing to do.
    #[error("流程里没有任务")]
    NoTasks,
    /// More than a chain can have.
    #[error("流程里有 {0} 个任务，最多 60 个")]
    TooManyTasks(usize),
    /// Steps that come again.
    #[error("流程会绕回来：{}，一件事不能这样办，请去掉回退的线", .0.join("、"))]
    Circle(Vec<String>),
    /// A step that no flow leads to.
    #[error("任务“{0}”没有线通到，请从开始接过来")]
    Unreached(String),
    /// A condition in another language.
    #[error("顺序流“{flow}”的条件“{text}”看不懂，请写成：way = \"堂食\"，可以用 and、or、in、!= null")]
    Condition {
        /// The flow.
        flow: String,
        /// Its text, cut.
        text: String,
    },
    /// A step on the way that is taken otherwise.
    #[error("任务“{task}”走的是没有写条件的分支（{flow}），请把它的条件写出来")]
    Otherwise {
        /// The task.
        task: String,
        /// The flow.
        flow: String,
    },
    /// What follows when a limit is over.
    #[error("“{0}”到时限后还接了任务，这里读不了，请删掉那条线")]
    AfterTimer(String),
    /// Our own extension, damaged.
    #[error("“{0}”里的一件事数据损坏，请重新导出")]
    Extension(String),
    /// The process that read it did not finish within its limits.
    #[error("读这个文件占用太多，已停下，请确认是一个流程的 BPMN 文件")]
    StoppedByLimits,
    /// The process that reads could not be started.
    #[error("现在读不了文件，请稍后再试")]
    NotStarted,
}

/// What was left out or read otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error, Serialize, Deserialize)]
pub enum ImportNote {
    /// Elements that say nothing about the handling.
    #[error("没有读“{element}”共 {count} 处，办理不受影响")]
    Skipped {
        /// Name of the element.
        element: String,
        /// How many.
        count: usize,
    },
    /// A task without an item.
    #[error("任务“{0}”还没有对应的事项，请选择")]
    Unresolved(String),
    /// Timers.
    #[error("图上的时限没有读，以事项指南里的时限为准")]
    Timers,
    /// The lines of the diagram say another order than our data.
    #[error("“{0}”的先后按图上的线读，和原来的不一样，请核对")]
    OrderChanged(String),
    /// The diagram has another condition.
    #[error("“{0}”的条件按图上的读，和原来的不一样，请核对")]
    ConditionChanged(String),
    /// The task has another name than its item.
    #[error("任务改名为“{task}”，这里仍按事项“{item}”")]
    NameKept {
        /// In the diagram.
        task: String,
        /// The item's name.
        item: String,
    },
    /// The task stands in another department's lane.
    #[error("“{task}”画在“{lane}”的泳道里，这里仍按事项的部门")]
    LaneKept {
        /// Task.
        task: String,
        /// Lane.
        lane: String,
    },
}

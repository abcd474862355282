//! Imports so far (导入记录).

use axum::extract::State;
use services::catalogue::{ImportLine, StagedState, imports};

use super::{ImportEntry, ImportsPage, import::by};
use crate::{
    base::{Tag, Tone, paths},
    door::{App, Query, Reply, Seat, blocking, show},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || imports(&bureau, &desk)).await??;
    let waiting = all.iter().filter(|l| l.state == StagedState::Waiting).count();
    let title = match (all.len(), waiting) {
        (0, _) => "还没有导入过事项".to_owned(),
        (n, 0) => format!("导入过 {n} 份，没有等待确认的"),
        (_, n) => format!("有 {n} 份导入等待确认"),
    };
    let mut frame = app.frame(&seat, title);
    frame.notice = (query.text("done") == "dropped").then(|| "已放弃，留着的文件也清掉了。事项库没有变动".into());
    show(&ImportsPage { frame, rows: all.into_iter().map(entry).collect() })
}

fn entry(line: ImportLine) -> ImportEntry {
    let import = line.id.to_string();
    let tone = match line.state {
        StagedState::Staging => Tone::Info,
        StagedState::Waiting => Tone::Warning,
        StagedState::Published => Tone::Good,
        StagedState::Dropped | StagedState::Undone => Tone::Neutral,
    };
    let mut when = vec![format!("上传：{}", by(&line.staged_by, Some(line.staged_at)))];
    for (verb, actor, at) in
        [("收下", &line.published_by, line.published_at), ("撤销", &line.undone_by, line.undone_at)]
    {
        if at.is_some() {
            when.push(format!("{verb}：{}", by(actor, at)));
        }
    }
    let did = line
        .outcome
        .as_ref()
        .map(|o| format!("新增 {}，变化 {}，取消 {}，没收下 {}", o.added, o.changed, o.removed, o.refused.len()));
    ImportEntry {
        href: paths::import_preview(&import),
        file_name: line.file_name,
        state: Tag::new(tone, line.state.label()),
        when,
        did: did.unwrap_or_default(),
        refused: line.has_refused.then(|| paths::import_page(&import, "refused.xlsx")),
        undo: (line.state == StagedState::Published).then(|| paths::import_page(&import, "undo")),
    }
}

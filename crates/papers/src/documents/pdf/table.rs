//! 表: a table as rows that stay whole, with its head ready to be repeated.
//!
//! Deliberately not here: on which page a row comes to stand.

use super::{
    super::{
        colours::{HEAD, INK},
        document::{Align, Column, Run, Table, TableCell},
        sheet::{LINE, SMALL, TYPE_HEIGHT, TYPE_WIDTH, table_size},
        typeface::Typeface,
        words,
    },
    flow::Flow,
    lines::{Line, Measure, Style, set},
    piece::{Draw, Marked, Part, Piece, baseline},
    tags::Role,
};

/// Between a rule and the text, in points.
const PAD_X: f32 = 4.0;
const PAD_Y: f32 = 3.0;
/// Width of the rules.
const RULE: f32 = 0.6;
/// Free below a table.
const BELOW: f32 = 6.0;

/// Columns with their places, and how cells are set.
struct Plan<'a> {
    columns: &'a [Column],
    /// Left edges, and the right edge of the last column.
    edges: Vec<f32>,
    size: f32,
    node: usize,
}

/// The cells of a row as lines.
struct Row {
    cells: Vec<(usize, Vec<Line>)>,
    part: Part,
}

/// Adds caption, head and rows.
pub(super) fn add(flow: &mut Flow<'_, '_>, table: &Table) {
    if !table.caption.is_empty() {
        let node = flow.outline.add(Role::Caption, None);
        for line in flow.setter.centred(&table.caption, Style::loose(Typeface::HeiTi, SMALL), TYPE_WIDTH) {
            flow.text(line, SMALL, node, true);
        }
    }
    let number = flow.tables;
    flow.tables += 1;
    let node = flow.outline.add(Role::Table, None);
    let size = table_size(table.columns.len());
    let plan = Plan { columns: &table.columns, edges: edges(&table.columns, size), size, node };
    let heads: Vec<TableCell> = table.columns.iter().map(|column| column.head.as_str().into()).collect();
    let head = plan.row(flow, &heads, Part::Head(number));
    let head_height = plan.height(&head);
    plan.push(flow, &head, true);
    for (place, cells) in table.rows.iter().enumerate() {
        let row = plan.row(flow, cells, Part::Row(number));
        // The last row, often a sum, is never alone on a page.
        let keep = place + 2 == table.rows.len();
        for part in plan.parts(row, head_height) {
            plan.push(flow, &part, keep);
        }
    }
    flow.push(Piece { height: BELOW, ..Piece::default() });
}

/// Columns by their share, none narrower than two characters.
fn edges(columns: &[Column], size: f32) -> Vec<f32> {
    let least = 2.0 * size + 2.0 * PAD_X;
    let sum: f32 = columns.iter().map(|column| f32::from(column.width)).sum();
    let wanted: Vec<f32> =
        columns.iter().map(|column| (TYPE_WIDTH * f32::from(column.width) / sum).max(least)).collect();
    let scale = TYPE_WIDTH / wanted.iter().sum::<f32>();
    let mut edges = vec![0.0];
    for width in wanted {
        edges.push(edges.last().copied().unwrap_or(0.0) + width * scale);
    }
    edges
}

impl Plan<'_> {
    fn line_height(&self) -> f32 {
        self.size * 1.45
    }

    fn row(&self, flow: &mut Flow<'_, '_>, cells: &[TableCell], part: Part) -> Row {
        let is_head = matches!(part, Part::Head(_));
        let typeface = if is_head { Typeface::HeiTi } else { Typeface::SongTi };
        let style = Style::loose(typeface, self.size);
        let row = flow.outline.add(Role::Row, Some(self.node));
        let cells = cells
            .iter()
            .enumerate()
            .map(|(place, cell)| {
                let node = flow.outline.add(if is_head { Role::Head } else { Role::Cell }, Some(row));
                let width = self.edges[place + 1] - self.edges[place] - 2.0 * PAD_X;
                let align = if is_head { Align::Centre } else { self.columns[place].align };
                let mut lines = Vec::new();
                for runs in words::lines(&cell.0) {
                    lines.extend(self.cell(flow, &runs, style, (width, align)));
                }
                (node, lines)
            })
            .collect();
        Row { cells, part }
    }

    fn cell(&self, flow: &mut Flow<'_, '_>, runs: &[Run], style: Style, room: (f32, Align)) -> Vec<Line> {
        let (width, align) = room;
        let atoms = flow.setter.runs(runs, style);
        let lines = set(&atoms, Measure { first: 0.0, rest: 0.0, width, justify: false });
        let ranged = |line: Line| {
            let free = width - line.end;
            let by = match align {
                Align::Left => 0.0,
                Align::Centre => free / 2.0,
                Align::Right => free,
            };
            line.moved(by)
        };
        lines.into_iter().map(ranged).collect()
    }

    fn height(&self, row: &Row) -> f32 {
        let lines = row.cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
        lines as f32 * self.line_height() + 2.0 * PAD_Y
    }

    /// A row longer than a page has room for, as several; else itself.
    fn parts(&self, row: Row, head_height: f32) -> Vec<Row> {
        let room = TYPE_HEIGHT - head_height - 2.0 * PAD_Y - LINE;
        // Room for at least one line, whatever the head takes.
        let most = ((room / self.line_height()) as usize).max(1);
        let longest = row.cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        if longest <= most {
            return vec![row];
        }
        (0..longest.div_ceil(most))
            .map(|turn| {
                let cells = row
                    .cells
                    .iter()
                    .map(|(node, lines)| (*node, lines.iter().skip(turn * most).take(most).cloned().collect()));
                Row { cells: cells.collect(), part: row.part }
            })
            .collect()
    }

    fn push(&self, flow: &mut Flow<'_, '_>, row: &Row, keep: bool) {
        let height = self.height(row);
        let right = self.edges.last().copied().unwrap_or(TYPE_WIDTH);
        let mut marks = Vec::new();
        if matches!(row.part, Part::Head(_)) {
            let fill = Draw::Fill { x: 0.0, y: 0.0, width: right, height, colour: HEAD };
            marks.push(Marked { node: None, draw: fill });
        }
        let mut rule = |from: (f32, f32), to: (f32, f32)| {
            let draw = Draw::Stroke { points: vec![from, to], width: RULE, colour: INK, dashed: false };
            marks.push(Marked { node: None, draw });
        };
        // Every row has all its rules: wherever a page ends, the frame is closed.
        rule((0.0, 0.0), (right, 0.0));
        rule((0.0, height), (right, height));
        self.edges.iter().for_each(|&x| rule((x, 0.0), (x, height)));
        for (place, (node, lines)) in row.cells.iter().enumerate() {
            let top = (height - lines.len() as f32 * self.line_height()) / 2.0;
            for (turn, line) in lines.iter().enumerate() {
                let y = top + turn as f32 * self.line_height() + baseline(self.line_height(), self.size);
                let x = self.edges[place] + PAD_X;
                let draw = Draw::Text { x, baseline: y, line: line.clone(), colour: INK };
                marks.push(Marked { node: Some(*node), draw });
            }
        }
        flow.push(Piece { height, keep, table: Some(row.part), marks, ..Piece::default() });
    }
}

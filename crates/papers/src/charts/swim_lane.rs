//! 泳道图: one matter of several departments, a lane a department, each step at its turn, and who is waited for.
//!
//! Time goes from left to right by small steps and the lanes from top to bottom, so that a name has the width of the
//! page on a telephone and on paper alike. What a step waits for is written in it; the arrows only repeat it.
//!
//! Deliberately not here: where a step stands and on which day it is due (`domain::chains`).

use super::{
    palette::{BRAND, CARD, INK, TARGET, TRACK},
    svg::{Anchor, Svg, text_width},
};

/// How a step is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneMark {
    /// Not begun: grey.
    Ahead,
    /// Under way: framed.
    Now,
    /// Under way, and the rest waits for it: framed strongly.
    Awaited,
    /// Done: filled.
    Done,
    /// It came to nothing: filled in the colour of warnings.
    Failed,
    /// It is not done: dashed.
    Out,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneStep {
    /// Name of the item.
    pub name: String,
    /// Where it stands and until when, in words: `审查中，最迟 12月14日（周一）`.
    pub words: String,
    /// How it is drawn.
    pub mark: LaneMark,
    /// Its turn, from 0; larger than of all it waits for.
    pub level: u32,
    /// Names of the steps it waits for, or comes after.
    pub after: Vec<String>,
}

/// A department with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Name of the department.
    pub name: String,
    /// Its steps, earlier turns first.
    pub steps: Vec<LaneStep>,
}

const WIDTH: u32 = 344;
/// From here on everything is in tenths of a pixel.
const RIGHT: u32 = 3_400;
const LEFT: u32 = 40;
const HEAD: u32 = 240;
const GAP: u32 = 100;
const PADDING: u32 = 80;
const LINE: u32 = 190;
const NAME_SIZE: u32 = 14;
const WORDS_SIZE: u32 = 13;
/// What a turn moves a step to the right: less where there are many turns.
const TURN: u32 = 260;
const MOST_SHIFT: u32 = 1_200;

/// A step with its place.
struct Placed<'a> {
    step: &'a LaneStep,
    name: Vec<String>,
    words: Vec<String>,
    x: u32,
    y: u32,
    height: u32,
}

/// Draws the lanes, 344 pixels wide and as high as they are.
#[must_use]
pub fn swim_lane(title: &str, lanes: &[Lane]) -> String {
    let turns = lanes.iter().flat_map(|l| &l.steps).map(|s| s.level).max().unwrap_or(0).min(60);
    let shift = TURN.min(MOST_SHIFT / turns.max(1));
    let mut y = 20;
    let mut heads: Vec<(u32, &str)> = Vec::new();
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for lane in lanes {
        heads.push((y, &lane.name));
        y += HEAD + GAP;
        for step in &lane.steps {
            let one = place(step, LEFT + step.level.min(turns) * shift, y);
            y += one.height + GAP;
            placed.push(one);
        }
    }
    let mut svg = Svg::new(WIDTH, y / 10 + 4);
    // Arrows first: what stands between hides what passes behind it.
    for to in &placed {
        let from = placed.iter().filter(|p| to.step.after.contains(&p.step.name) && p.x < to.x);
        from.for_each(|from| arrow(&mut svg, from, to));
    }
    for (top, name) in heads {
        svg.rect((LEFT, top), (RIGHT - LEFT, HEAD), TRACK);
        for line in wrapped(name, WORDS_SIZE, RIGHT - LEFT - 2 * PADDING).into_iter().take(1) {
            svg.strong((LEFT + PADDING, top + 170), WORDS_SIZE, INK, Anchor::Start, &line);
        }
    }
    placed.iter().for_each(|p| draw(&mut svg, p));
    svg.finish("swim-lane", title, &spoken(lanes))
}

fn place(step: &LaneStep, x: u32, y: u32) -> Placed<'_> {
    let room = RIGHT - x - 2 * PADDING;
    let (name, words) = (wrapped(&step.name, NAME_SIZE, room), wrapped(&step.words, WORDS_SIZE, room));
    let lines = u32::try_from(name.len() + words.len()).unwrap_or(2);
    Placed { step, name, words, x, y, height: lines * LINE + 2 * PADDING - 30 }
}

fn draw(svg: &mut Svg, placed: &Placed<'_>) {
    let (fill, ink, frame, width, dashed) = match placed.step.mark {
        LaneMark::Ahead => (TRACK, INK, TRACK, 1, false),
        LaneMark::Now => (CARD, INK, BRAND, 2, false),
        LaneMark::Awaited => (CARD, INK, TARGET, 3, false),
        LaneMark::Done => (BRAND, CARD, BRAND, 1, false),
        LaneMark::Failed => (TARGET, CARD, TARGET, 1, false),
        LaneMark::Out => (CARD, INK, INK, 1, true),
    };
    svg.framed((placed.x, placed.y), (RIGHT - placed.x, placed.height), (fill, frame), width, dashed);
    let mut y = placed.y + PADDING + 120;
    for line in &placed.name {
        svg.strong((placed.x + PADDING, y), NAME_SIZE, ink, Anchor::Start, line);
        y += LINE;
    }
    for line in &placed.words {
        svg.text((placed.x + PADDING, y), WORDS_SIZE, ink, Anchor::Start, line);
        y += LINE;
    }
}

/// From the edge of the earlier step to the left side of the later.
fn arrow(svg: &mut Svg, from: &Placed<'_>, to: &Placed<'_>) {
    let x = to.x.saturating_sub(90).max(from.x + 10);
    let start = if from.y < to.y { from.y + from.height } else { from.y };
    let middle = to.y + to.height / 2;
    svg.line((x, start), (x, middle), INK, 1, false);
    svg.line((x, middle), (to.x, middle), INK, 1, false);
    svg.head((to.x, middle), INK);
}

/// Lines that fit the room, cut anywhere as Chinese text is, but never before a closing mark.
fn wrapped(text: &str, size: u32, room: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for c in text.chars() {
        let closing = "，。；：、）”》".contains(c);
        if !closing && !line.is_empty() && text_width(&format!("{line}{c}"), size) > room {
            lines.push(std::mem::take(&mut line));
        }
        line.push(c);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn spoken(lanes: &[Lane]) -> String {
    let step = |s: &LaneStep| match s.after.is_empty() {
        true => format!("{}，{}", s.name, s.words),
        false => format!("{}（在{}之后），{}", s.name, s.after.join("、"), s.words),
    };
    let lane = |l: &Lane| format!("{}：{}", l.name, l.steps.iter().map(step).collect::<Vec<_>>().join("；"));
    if lanes.is_empty() {
        return "没有事项".to_owned();
    }
    lanes.iter().map(lane).collect::<Vec<_>>().join("。")
}

//! 二维码: a QR code (GB/T 18284, ISO/IEC 18004) as SVG.
//!
//! Deliberately not here: what the text is (a case's progress page, a review
//! page) and whether it may be printed in public.

use qrcode::{Color, EcLevel, QrCode};

use crate::charts::escape;

/// Quiet zone around the code, in modules; the standard demands four.
pub const QUIET: usize = 4;

/// The text does not fit into a QR code (at most 2,331 bytes at level M).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("二维码里的内容太长，请缩短网址")]
pub struct TextTooLong;

/// Draws `text` as a QR code; `title` tells those who cannot see it what it is
/// for. Error correction M: a fifth of a window sticker's code may wear off.
///
/// One unit of the drawing is one module; the page sets the size. Black on
/// white whatever the theme, because readers expect it.
///
/// # Errors
/// [`TextTooLong`].
pub fn qr_svg(text: &str, title: &str) -> Result<String, TextTooLong> {
    let rows = modules(text)?;
    let width = rows.len();
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|&&dark| dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    let title = escape(title);
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" viewBox="0 0 {side} {side}" width="{px}" height="{px}" shape-rendering="crispEdges"><title>{title}</title><rect width="{side}" height="{side}" fill="#FFFFFF"/><path d="{path}" fill="#000000"/></svg>"##,
        px = side * 4,
    ))
}

/// The code as rows of modules, dark ones true, without its quiet zone of [`QUIET`]: for whoever draws it elsewhere than
/// on a page.
///
/// # Errors
/// [`TextTooLong`].
pub fn modules(text: &str) -> Result<Vec<Vec<bool>>, TextTooLong> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TextTooLong)?;
    let colors = code.to_colors();
    Ok(colors.chunks(code.width()).map(|row| row.iter().map(|color| *color == Color::Dark).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the drawing back into modules, then compares with the code.
    fn drawn(svg: &str) -> Vec<Vec<bool>> {
        let side: usize = svg
            .split("viewBox=\"0 0 ")
            .nth(1)
            .expect("made for this test")
            .split(' ')
            .next()
            .expect("made for this test")
            .parse()
            .expect("made for this test");
        let mut grid = vec![vec![false; side]; side];
        let path =
            svg.split("<path d=\"").nth(1).expect("made for this test").split('"').next().expect("made for this test");
        for run in path.split('M').skip(1) {
            let (place, rest) = run.split_once('h').expect("made for this test");
            let (x, y) = place.split_once(' ').expect("made for this test");
            let (x, y): (usize, usize) =
                (x.parse().expect("made for this test"), y.parse().expect("made for this test"));
            let length: usize =
                rest.split('v').next().expect("made for this test").parse().expect("made for this test");
            grid[y][x..x + length].fill(true);
        }
        grid
    }

    #[test]
    fn the_drawing_is_the_code_with_its_quiet_zone() {
        let text = "https://example.gov.cn/progress/511602-2026-1122-0386?查询=进度";
        let grid = drawn(&qr_svg(text, "查进度").expect("made for this test"));
        let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("made for this test");
        assert_eq!(grid.len(), code.width() + 2 * QUIET);
        for (y, row) in grid.iter().enumerate() {
            for (x, &dark) in row.iter().enumerate() {
                let inside = (QUIET..QUIET + code.width()).contains(&x) && (QUIET..QUIET + code.width()).contains(&y);
                let expected = inside && code[(x - QUIET, y - QUIET)] == Color::Dark;
                assert_eq!(dark, expected, "module {x},{y}");
            }
        }
    }

    /// Decodes with zbarimg where it is installed, from a plain grey map of the
    /// modules, eight pixels each.
    #[test]
    fn a_reader_reads_it() {
        let text = "https://example.gov.cn/r/8F3K2";
        let grid = drawn(&qr_svg(text, "评价").expect("made for this test"));
        let mut map = format!("P5\n{0} {0}\n255\n", grid.len() * 8).into_bytes();
        for row in &grid {
            let line: Vec<u8> = row.iter().flat_map(|&dark| [if dark { 0 } else { 255_u8 }; 8]).collect();
            (0..8).for_each(|_| map.extend_from_slice(&line));
        }
        let path = std::env::temp_dir().join(format!("onedoor-qr-{}.pgm", std::process::id()));
        std::fs::write(&path, map).expect("made for this test");
        let output = std::process::Command::new("zbarimg").args(["-q", "--raw"]).arg(&path).output();
        std::fs::remove_file(&path).expect("made for this test");
        match output {
            Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), text),
            Err(_) => testkit::skip("zbarimg is not installed: the QR code was not read back"),
        }
    }

    #[test]
    fn title_is_escaped_and_too_much_text_is_refused() {
        assert!(qr_svg("a", "<b>&\"").expect("made for this test").contains("<title>&lt;b&gt;&amp;&quot;</title>"));
        assert_eq!(qr_svg(&"长".repeat(2_000), ""), Err(TextTooLong));
    }
}

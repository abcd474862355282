//! What a page must bring (页面): its samples, so that every page is drawn and checked without a database.

use askama::Template;

/// A page that can show itself in ordinary, empty, longest and wrong states.
pub trait Page: Template + Sized {
    /// Folder and file of the template without its ending, as `cases/accept`.
    const NAME: &'static str;

    /// The states worth looking at; the first is the ordinary one.
    fn samples() -> Vec<Self>;
}

/// One sample, drawn.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// Name of the page with the number of the sample, as `cases-accept-2`.
    pub name: String,
    /// The whole page.
    pub html: String,
}

/// Draws all samples of one page.
///
/// # Errors
/// When a template cannot be written, which a `String` target rules out.
pub fn render_samples<P: Page>() -> Result<Vec<Rendered>, askama::Error> {
    let slug = P::NAME.replace('/', "-");
    let draw = |(at, page): (usize, P)| {
        let name = format!("{slug}-{}", at + 1);
        page.render().map(|html| Rendered { name, html })
    };
    P::samples().into_iter().enumerate().map(draw).collect()
}

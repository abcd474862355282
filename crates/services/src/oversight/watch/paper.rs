//! The supervision order as a paper (督办单): docx and PDF with its number, what is asked, the day for the reply, and a QR
//! code that leads to it. The seal is the office's own, on the printed paper.

use domain::{
    base::date_text_with_year,
    oversight::watch::{OrderStage, SupervisionOrder},
    people::Desk,
};
use papers::documents::{Align, Block, Code, Column, Document, Run, Signature, Table, TableCell};

use super::{OrderView, order};
use crate::{
    Bureau, Failure,
    base::{PaperFile, PaperRefusal, printed},
};

/// Prints an order that the asker may see. `link` is where the code leads: the order's page.
pub fn print_order(
    bureau: &Bureau,
    desk: &Desk,
    (no, link): (&str, &str),
    as_pdf: bool,
) -> Result<PaperFile, Failure<PaperRefusal>> {
    let view = order(bureau, desk, no).map_err(|e| e.map(|never| match never {}))?;
    let county = bureau.db().read(|tx| store::base::county(tx, bureau.region()))?.map(|c| c.name).unwrap_or_default();
    let document = document(&view, &county, link);
    printed(bureau, &document, &view.order.no.to_string(), as_pdf)
}

/// When it was handed over again, and who had it before; empty where it never came back.
fn handed_again(order: &SupervisionOrder) -> String {
    match order.before.last() {
        Some(last) => format!("{}，此前交{}，退回", date_text_with_year(order.handed_on), last.department_name),
        None => String::new(),
    }
}

/// Label and value of the table.
fn facts(order: &SupervisionOrder) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("办件编号", order.case_no.to_string()),
        ("事项", order.item_name.clone()),
        ("触发规则", order.cause.label().to_owned()),
        ("发出日期", date_text_with_year(order.issued_on)),
        ("答复期限", date_text_with_year(order.reply_by)),
        ("重新交办", handed_again(order)),
        ("已报", order.told.iter().map(|t| t.rank.as_str()).collect::<Vec<_>>().join("、")),
    ];
    match &order.stage {
        OrderStage::Issued => {}
        OrderStage::SentBack(back) => facts.push(("部门退回", back.text.clone())),
        OrderStage::Replied(reply) => facts.push(("部门答复", reply.text.clone())),
        OrderStage::Closed(reply, finding) => {
            facts.push(("部门答复", reply.text.clone()));
            facts.push(("核实情况", finding.text.clone()));
        }
        OrderStage::Withdrawn(reason) => facts.push(("撤回原因", reason.text.clone())),
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// The order as a value: what docx and PDF are laid out from.
fn document(view: &OrderView, county: &str, link: &str) -> Document {
    let order = &view.order;
    let column = |head: &str, width| Column { head: head.to_owned(), width, align: Align::Left };
    let rows = facts(order).into_iter().map(|(label, value)| vec![TableCell::from(label), TableCell::from(&*value)]);
    Document {
        title: vec![format!("{county}政务服务督办单")],
        subtitle: None,
        byline: Some(order.no.to_string()),
        recipient: Some(format!("{}：", order.department_name)),
        blocks: vec![
            Block::Paragraph(vec![Run::plain(order.words.clone())]),
            Block::Table(Table {
                caption: String::new(),
                columns: vec![column("项目", 4), column("内容", 16)],
                rows: rows.collect(),
            }),
            Block::Code(Code { link: link.to_owned(), caption: "扫码登录后在线答复或退回".to_owned() }),
            Block::Signature(Signature {
                unit: format!("{county}政务服务电子监察"),
                date: format!("{}年{}月{}日", order.issued_on.year(), order.issued_on.month(), order.issued_on.day()),
            }),
        ],
    }
}

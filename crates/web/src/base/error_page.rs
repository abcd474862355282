//! The page for what did not work (出错页): one human sentence, what became of the input, and a way out.
//! Mistakes in a form are not shown here: they stay on the form with everything typed.

use askama::Template;

use super::{Frame, Link, Page, paths};

/// What did not work, one for each HTTP status a person can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// 400: the request could not be read.
    Unreadable,
    /// 403: the right belongs to somebody else, or the form was too old.
    Forbidden,
    /// 404: no such page or case.
    NotFound,
    /// 405: the address is there, but not for this kind of request.
    Method,
    /// 409: somebody else was faster.
    Overtaken,
    /// 413: a file is too large.
    TooLarge,
    /// 415: sent in a form that is not read here.
    Medium,
    /// 422: what was sent cannot be taken.
    Refused,
    /// 429: asked too often.
    TooOften,
    /// 500: our fault.
    Broken,
    /// 503: too many at once, or stopping.
    Busy,
}

impl Trouble {
    /// All of them, in order of status.
    pub const ALL: [Self; 11] = [
        Self::Unreadable,
        Self::Forbidden,
        Self::NotFound,
        Self::Method,
        Self::Overtaken,
        Self::TooLarge,
        Self::Medium,
        Self::Refused,
        Self::TooOften,
        Self::Broken,
        Self::Busy,
    ];

    /// Status of the answer (RFC 9110 §15).
    pub fn status(self) -> u16 {
        match self {
            Self::Unreadable => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Method => 405,
            Self::Overtaken => 409,
            Self::TooLarge => 413,
            Self::Medium => 415,
            Self::Refused => 422,
            Self::TooOften => 429,
            Self::Broken => 500,
            Self::Busy => 503,
        }
    }

    /// Stable code for the API, where nothing more exact is known.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Method => "method",
            Self::Overtaken => "stale",
            Self::TooLarge => "too_large",
            Self::Medium => "media_type",
            Self::Refused => "refused",
            Self::TooOften => "too_often",
            Self::Broken => "broken",
            Self::Busy => "busy",
        }
    }

    /// The sentence that heads the page.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Unreadable => "这个地址或表单不完整，没有读懂",
            Self::Forbidden => "这一页不归您办理",
            Self::NotFound => "没有找到这一页",
            Self::Method => "这个地址不能这样打开",
            Self::Overtaken => "别人刚改过这一件",
            Self::TooLarge => "文件太大，没有收下",
            Self::Medium => "发来的格式没有读懂",
            Self::Refused => "提交的内容还不能收下",
            Self::TooOften => "查得太快了，请稍等再试",
            Self::Broken => "系统出了问题，不是您填错了",
            Self::Busy => "现在办理的人多，请约 2 分钟后再试",
        }
    }

    /// What to do next, when the caller knows nothing better.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Unreadable => "请返回上一页重新打开。如果是手工输入的地址，请核对后再试。",
            Self::Forbidden => {
                "如果页面开了很久，请返回上一页刷新后再提交，填写的内容还在。需要办理这一件，请找经办部门或单位管理员调整岗位。"
            }
            Self::NotFound => "地址可能输错了，或者内容已经移走。可以从下面的入口重新查找。",
            Self::Method => "请从下面的入口重新进入，再办这一步。",
            Self::Medium => "请返回上一页重新提交；程序对接请看接口说明。",
            Self::Overtaken => "请返回上一页，看过最新情况再决定。您填写的内容还在那一页上。",
            Self::TooLarge => "请分成几份，或者压缩图片后重新上传。",
            Self::Refused => "请返回上一页，按提示改好后再提交，填写的内容还在。",
            Self::TooOften => "为保护个人信息，连续查询有次数限制。过几分钟再查，或拨 12345 询问。",
            Self::Broken => "已经提交成功的都在。请稍后再试；着急请拨 12345，报下面的编号。",
            Self::Busy => "窗口可以照常办理。已经提交成功的都在，不用重交。",
        }
    }
}

/// A page that says what did not work.
#[derive(Debug, Clone, Template)]
#[template(path = "base/error.html")]
pub struct ErrorPage {
    /// Frame; its title is the sentence.
    pub frame: Frame,
    /// What to do next.
    pub advice: String,
    /// Number to report by phone; only for 500 and 503.
    pub code: Option<String>,
    /// Ways out, the likeliest first.
    pub ways: Vec<Link>,
}

impl ErrorPage {
    /// The page for one kind of trouble, with the usual words and ways out.
    pub fn new(mut frame: Frame, trouble: Trouble) -> Self {
        frame.title = trouble.sentence().into();
        let ways = match frame.signed_in {
            // The top bar holds what this visitor may open, and nothing else.
            Some(_) => frame.nav.iter().take(2).map(|e| Link::new(&e.href, &e.label)).collect(),
            None => vec![
                Link::new(paths::HOME, "回到首页"),
                Link::new(paths::SEARCH, "查事项"),
                Link::new(paths::PROGRESS, "查进度"),
            ],
        };
        Self { frame, advice: trouble.advice().into(), code: None, ways }
    }
}

impl Page for ErrorPage {
    const NAME: &'static str = "base/error";

    fn samples() -> Vec<Self> {
        let page = |trouble: &Trouble| {
            let mut page = Self::new(Frame::sample_public(""), *trouble);
            page.code = (trouble.status() >= 500).then(|| "A3F2".into());
            page
        };
        let mut pages: Vec<Self> = Trouble::ALL.iter().map(page).collect();
        let mut refused = Self::new(Frame::sample_staff(""), Trouble::Forbidden);
        refused.advice = "这件由县住房和城乡建设局办理，您可以查看进度；需要材料请联系经办人。".into();
        pages.push(refused);
        pages
    }
}

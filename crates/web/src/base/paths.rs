//! The addresses of the pages (地址), in one place: templates and handlers both take them from here, so a page
//! cannot link to a route that was renamed. Which handler answers is not decided here.

/// Public first page 首页.
pub const HOME: &str = "/";
/// Public search for items 查事项, `?q=`.
pub const SEARCH: &str = "/catalogue";
/// Public progress form 查进度 (POST to the same address gives the result).
pub const PROGRESS: &str = "/cases/progress";
/// About accessibility 无障碍说明.
pub const ACCESSIBILITY: &str = "/accessibility";
/// Sign in 登录.
pub const SIGN_IN: &str = "/sign-in";
/// Sign out 退出 (POST).
pub const SIGN_OUT: &str = "/sign-out";
/// Replacing one's own password 修改密码: form and POST.
pub const PASSWORD: &str = "/password";
/// My work 我的工作.
pub const WORKLIST: &str = "/cases";
/// Accepting at the window 收件; `?q=` searches, `?item=` opens the form, POST accepts.
pub const ACCEPT: &str = "/cases/accept";
/// The form of one item; the item's id is appended.
pub const ACCEPT_ITEM: &str = "/cases/accept?item=";
/// Suggestions while typing, `?q=`, answers `{"items":[{"id","name","department"}]}`.
pub const ITEM_SUGGESTIONS: &str = "/api/items";
/// The office's list of items 事项库.
pub const ITEMS: &str = "/catalogue/items";
/// Import of a spreadsheet 导入: upload form and POST.
pub const IMPORT: &str = "/catalogue/import";
/// The five figures 看板.
pub const INDICATORS: &str = "/indicators";
/// Staff list 人员.
pub const STAFF: &str = "/people";
/// New staff member 添加人员: form and POST.
pub const STAFF_NEW: &str = "/people/new";

/// Stations 便民站点, public list; `?renaming=1` keeps those not yet renamed.
pub const STATIONS: &str = "/stations";
/// The API's own description, OpenAPI 3.1.
pub const API_DOCUMENT: &str = "/api/openapi.json";

/// Naming check of a station: form and POST.
pub fn station(code: &str) -> String {
    format!("/stations/{code}")
}

/// Rows behind a figure; `?standing=` and `?after=` narrow, `?as_of=` names the day.
pub fn indicator(id: &str) -> String {
    format!("/indicators/{id}")
}

/// Public guide 办事指南 of an item.
pub fn guide(item: &str) -> String {
    format!("/catalogue/{item}")
}

/// Edit form of an item; POST saves.
pub fn item_edit(item: &str) -> String {
    format!("/catalogue/items/{item}")
}

/// Preview of a staged import; POST publishes it.
pub fn import_preview(import: &str) -> String {
    format!("/catalogue/import/{import}")
}

/// Case detail 办件.
pub fn case(case: &str) -> String {
    format!("/cases/{case}")
}

/// POST address of an act on a case: `decide`, `complete` or `deliver`.
pub fn case_act(case: &str, act: &str) -> String {
    format!("/cases/{case}/{act}")
}

/// Printed notice of acceptance 受理通知书.
pub fn receipt(case: &str) -> String {
    format!("/cases/{case}/receipt")
}

/// Changing a staff member 修改人员: form and POST.
pub fn staff(staff: &str) -> String {
    format!("/people/{staff}")
}

/// New password for a staff member 重置密码: question page and POST.
pub fn staff_reset(staff: &str) -> String {
    format!("/people/{staff}/reset")
}

/// POST address that closes or reopens an account.
pub fn staff_active(staff: &str) -> String {
    format!("/people/{staff}/active")
}

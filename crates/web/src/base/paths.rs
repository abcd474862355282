//! The addresses of the pages (地址), in one place: templates and handlers both take them from here, so a page
//! cannot link to a route that was renamed. Which handler answers is not decided here.

/// Public first page 首页.
pub const HOME: &str = "/";
/// Public search for items 查事项, `?q=`.
pub const SEARCH: &str = "/catalogue";
/// Public heaps of items 按类别找事项.
pub const BROWSE: &str = "/catalogue/browse";
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
/// Granting several cases at once 批量准予: `?case=` for each opens the page, POST grants.
pub const CASE_BATCH: &str = "/cases/batch";
/// What was scanned 扫码: the field, and POST that goes to it.
pub const SCAN: &str = "/cases/scan";
/// One's own phrases 我的常用语: lists and POST.
pub const PHRASES: &str = "/cases/phrases";
/// The county's phrases 全县常用语: lists and POST.
pub const COUNTY_PHRASES: &str = "/cases/phrases/county";
/// How many cases, how quickly 办件统计; `?from=`, `?to=` and `?department=` narrow.
pub const CASE_STATISTICS: &str = "/cases/statistics";
/// The cases behind one of its numbers.
pub const CASE_STATISTICS_ROWS: &str = "/cases/statistics/rows";
/// The representative's desk 当场办; `?q=` searches, `?item=` opens the form, POST shows the decision or signs it.
pub const SITTING: &str = "/cases/sitting";
/// The same, up to the item.
pub const SITTING_ITEM: &str = "/cases/sitting?item=";
/// Accepting at the window 收件; `?q=` searches, `?item=` opens the form, POST accepts.
pub const ACCEPT: &str = "/cases/accept";
/// POST address that throws away a form put aside 暂存.
pub const UNPARK: &str = "/cases/accept/unpark";
/// The form of one item; the item's id is appended.
pub const ACCEPT_ITEM: &str = "/cases/accept?item=";
/// Suggestions while typing, `?q=`, answers `{"items":[{"id","name","department"}]}`.
pub const ITEM_SUGGESTIONS: &str = "/api/items";
/// Kinds of trouble that the API tells 问题类型; the fragment names one.
pub const API_PROBLEMS: &str = "/api/problems";
/// The office's list of items 事项库.
pub const ITEMS: &str = "/catalogue/items";
/// Import of a spreadsheet 导入: upload form and POST.
pub const IMPORT: &str = "/catalogue/import";
/// Imports so far 导入记录.
pub const IMPORTS: &str = "/catalogue/imports";
/// Our template 模板, to be filled.
pub const TEMPLATE: &str = "/catalogue/template.xlsx";
/// The catalogue in the shape of our template; `?department=` and `?cancelled=1`.
pub const ITEMS_XLSX: &str = "/catalogue/items.xlsx";
/// The same as csv, without the sheets of materials and so on.
pub const ITEMS_CSV: &str = "/catalogue/items.csv";
/// New item 新增事项: form and POST.
pub const ITEM_NEW: &str = "/catalogue/items/new";
/// Drafts and coming versions 草稿与待生效.
pub const DRAFTS: &str = "/catalogue/drafts";
/// Quality of guides 指南质量; `?department=`, `?rule=` and `?after=` narrow.
pub const QUALITY: &str = "/catalogue/quality";
/// Its findings as xlsx.
pub const QUALITY_XLSX: &str = "/catalogue/quality/findings.xlsx";
/// Its findings as csv.
pub const QUALITY_CSV: &str = "/catalogue/quality/findings.csv";
/// The five figures 看板.
pub const INDICATORS: &str = "/indicators";
/// What if these gaps were closed 试算.
pub const WHAT_IF: &str = "/indicators/what-if";
/// Profiles 指标口径.
pub const PROFILES: &str = "/indicators/profiles";
/// Reports 报告: list, and POST to make one.
pub const REPORTS: &str = "/reports";
/// Everything that is offered as one matter 一件事一次办.
pub const CHAINS: &str = "/chains";
/// Going on with an application that was begun in another browser 接着填.
pub const CHAINS_RESUME: &str = "/chains/resume";
/// The office's list of chains 一件事清单: list, and POST begins one.
pub const CHAIN_LIST: &str = "/chains/list";
/// Taking over a chain that was drawn elsewhere 导入流程图: form and POST.
pub const CHAIN_IMPORT: &str = "/chains/import";
/// The register of representatives 首席事务代表; `?tab=` chooses its part.
pub const DELEGATES: &str = "/delegates";
/// Appointing 任命代表: form and POST; `?department=` chooses the department.
pub const DELEGATES_APPOINT: &str = "/delegates/appoint";
/// Authorising 授权: form and POST; `?department=` chooses the department.
pub const DELEGATES_AUTHORISE: &str = "/delegates/authorise";
/// What a check finds 授权核查; `?on=` a day.
pub const DELEGATES_CHECK: &str = "/delegates/check";
/// What went back to the departments 退回部门; `?on=` a day.
pub const DELEGATES_SENT_BACK: &str = "/delegates/sent-back";
/// What could be decided at the window and is not 能在窗口定而没定; `?on=` a day.
pub const DELEGATES_STILL_AWAY: &str = "/delegates/still-away";
/// Rules of representatives and words of their letters 代表规则和文书用语.
pub const DELEGATES_RULES: &str = "/delegates/rules";
/// What is decided at a window, and what may stay outside the hall 窗口规则.
pub const WINDOW_RULES: &str = "/delegates/window-rules";
/// What each department has really moved 三集中三到位.
pub const DELEGATES_BOARD: &str = "/delegates/board";
/// The same as xlsx.
pub const DELEGATES_BOARD_SHEET: &str = "/delegates/board.xlsx";
/// Who may decide what, for everybody 授权公示.
pub const DELEGATES_NOTICE: &str = "/delegates/notice";
/// Matters 一件事办件; `?stage=` narrows.
pub const MATTERS: &str = "/chains/matters";
/// Progress of a matter by number and password 查一件事进度: form and POST.
pub const MATTER_PROGRESS: &str = "/chains/progress";
/// The own matter that this browser has open 我的一件事.
pub const MATTER_OWN: &str = "/chains/own";
/// Leads of the detectors 线索; `?detector=`, `?department=`, `?stage=` narrow.
pub const LEADS: &str = "/oversight/leads";
/// Runs of the detectors 监测: list and POST.
pub const RUNS: &str = "/oversight/runs";
/// A threshold 起数 (POST).
pub const THRESHOLDS: &str = "/oversight/thresholds";
/// Tickets beside cases 取号与收件.
pub const QUEUE: &str = "/oversight/queue";
/// The hall's hours, places and terminals 大厅时间和终端: form and POST.
pub const HALL_PROFILE: &str = "/oversight/hall";
/// Public: what is really handled in the hall 进驻实效公示.
pub const RESIDENCY: &str = "/oversight/residency";
/// 好差评 with its rates.
pub const REVIEWS: &str = "/reviews";
/// Ratings of some days.
pub const REVIEW_LIST: &str = "/reviews/list";
/// Ratings of other systems.
pub const REVIEW_IMPORTED: &str = "/reviews/imported";
/// Bad ratings that wait.
pub const REVIEW_HANDLE: &str = "/reviews/handle";
/// Writing a rating down.
pub const REVIEW_ENTER: &str = "/reviews/enter";
/// Signs of gaming.
pub const REVIEW_SIGNS: &str = "/reviews/signs";
/// Having ratings looked at for signs now.
pub const REVIEW_LOOK: &str = "/reviews/signs/look";
/// The county's rules of ratings.
pub const REVIEW_RULES: &str = "/reviews/rules";
/// Putting the draft of them into force.
pub const REVIEW_RULES_PUBLISH: &str = "/reviews/rules/publish";
/// Throwing the draft away.
pub const REVIEW_RULES_DROP: &str = "/reviews/rules/drop";
/// What whoever rates would see under the draft.
pub const REVIEW_RULES_PREVIEW: &str = "/reviews/rules/preview";
/// Published ratings, open to everybody.
pub const REVIEW_NOTICE: &str = "/reviews/notice";
/// The rates as a spreadsheet.
pub const REVIEW_SHEET: &str = "/reviews/rates.xlsx";
/// Ratings in the field names of the exchange.
pub const REVIEW_PUSH: &str = "/reviews/push.xlsx";
/// Follow-up calls 电话回访: what waits, and the draws.
pub const FOLLOWUP: &str = "/followup";
/// POST: the next case to call 下一件.
pub const FOLLOWUP_NEXT: &str = "/followup/next";
/// What the calls found 回访结果; `?period=` a week or a month.
pub const FOLLOWUP_RESULTS: &str = "/followup/results";
/// The county's plan 回访方案: form and POST.
pub const FOLLOWUP_PLAN: &str = "/followup/plan";
/// Low answers on integrity 廉洁线索.
pub const FOLLOWUP_CLUES: &str = "/followup/clues";
/// Scores 评价得分: peers in order; `?period=`, `?kind=` and `?run=`; POST computes a period.
pub const EVALUATION: &str = "/evaluation";
/// The same as xlsx.
pub const EVALUATION_SHEET: &str = "/evaluation/ranking.xlsx";
/// One score 得分构成; `?run=`, `?kind=` and `?key=`.
pub const EVALUATION_SCORE: &str = "/evaluation/score";
/// The rows behind one of its leaves 依据; `?leaf=` besides.
pub const EVALUATION_ROWS: &str = "/evaluation/rows";
/// One's own scores 我的得分.
pub const EVALUATION_OWN: &str = "/evaluation/own";
/// Disputes of rows 得分异议: list, and POST that raises one.
pub const EVALUATION_DISPUTES: &str = "/evaluation/disputes";
/// The index 指标体系: its draft as a form and POST.
pub const EVALUATION_INDEX: &str = "/evaluation/index";
/// POST: publishes the draft 发布.
pub const EVALUATION_PUBLISH: &str = "/evaluation/index/publish";
/// Weighing a group 赋权, `?group=`: form and POST.
pub const EVALUATION_WEIGHTS: &str = "/evaluation/index/weights";
/// What the draft would change 试算.
pub const EVALUATION_WHAT_IF: &str = "/evaluation/index/what-if";
/// What follows from scores 结果运用; `?run=`.
pub const EVALUATION_FOLLOW: &str = "/evaluation/follow";
/// POST: opens the orders that are due 开整改单.
pub const EVALUATION_ORDERS: &str = "/evaluation/orders";
/// POST: records a talk 约谈.
pub const EVALUATION_TALKS: &str = "/evaluation/talks";
/// POST: issues a bulletin 通报.
pub const EVALUATION_BULLETINS: &str = "/evaluation/bulletins";
/// Satisfaction questionnaires 满意度问卷: list and POST.
pub const QUESTIONNAIRES: &str = "/questionnaires";
/// The register of rectification 整改台账; `?tab=`, `?unit=`, `?source=`, `?batch=` narrow it.
pub const RECTIFICATION: &str = "/rectification";
/// Opening one order by hand 新交办: form and POST.
pub const RECTIFICATION_NEW: &str = "/rectification/new";
/// Papers for the units 交办单, under the register's filter, or `?order=`.
pub const RECTIFICATION_PRINT: &str = "/rectification/print";
/// The register as a spreadsheet, under its filter.
pub const RECTIFICATION_SHEET: &str = "/rectification/register.xlsx";
/// The board of the watch 监察看板.
pub const OVERSIGHT: &str = "/oversight";
/// Cards 黄牌红牌; `?tab=`, `?department=`, `?level=`, `?point=` narrow.
pub const CARDS: &str = "/oversight/cards";
/// Supervision orders 督办单; `?tab=`, `?department=` narrow.
pub const SUPERVISION: &str = "/oversight/orders";
/// Issuing one by hand 新督办: form and POST; `?case=` names the case.
pub const SUPERVISION_NEW: &str = "/oversight/orders/new";
/// The rules of watching 监察规则: form and POST.
pub const WATCH_PROFILE: &str = "/oversight/profile";
/// What a run would give 监察试算, and POST that gives it.
pub const WATCH_RUN: &str = "/oversight/run";
/// Why cases are late, for everybody 超期公示; `?department=` narrows.
pub const OVERSIGHT_NOTICE: &str = "/oversight/notice";
/// Working-day calendar 工作日历, `?year=`.
pub const CALENDAR: &str = "/calendar";
/// Entering a notice 录入放假通知: form and POST, which answers with the preview.
pub const CALENDAR_ENTER: &str = "/calendar/enter";
/// Entering days of the place 录入地方安排 (POST, answers with the preview).
pub const CALENDAR_LOCAL: &str = "/calendar/local";
/// Moving due days to where the calendar puts them (POST).
pub const CALENDAR_DUE: &str = "/calendar/due";
/// Confirming what the preview showed (POST).
pub const CALENDAR_CONFIRM: &str = "/calendar/confirm";
/// Certificates 证照; `?tab=`, `?q=`, `?before=` narrow it.
pub const CERTIFICATES: &str = "/certificates";
/// Registering one from elsewhere 登记外部证照: form and POST.
pub const CERTIFICATE_NEW: &str = "/certificates/new";
/// Public verification 证照查验: form, POST, and `?code=&check=` of the QR code.
pub const CERTIFICATE_VERIFY: &str = "/certificates/verify";
/// The applicant's own file (POST with number and query password).
pub const CERTIFICATE_OWN: &str = "/certificates/own";
/// Kinds of certificates 证照类型.
pub const CERTIFICATE_KINDS: &str = "/certificates/kinds";
/// New kind: form and POST.
pub const CERTIFICATE_KIND_NEW: &str = "/certificates/kinds/new";
/// The archive 归档; `?part=failed` or `waiting` narrows.
pub const ARCHIVE: &str = "/archive";
/// POST address that makes a batch of what waits.
pub const ARCHIVE_BATCHES: &str = "/archive/batches";
/// Staff list 人员.
pub const STAFF: &str = "/people";
/// New staff member 添加人员: form and POST.
pub const STAFF_NEW: &str = "/people/new";

/// Stations 便民站点, public list; `?renaming=1` keeps those not yet renamed.
pub const STATIONS: &str = "/stations";
/// All divisions with their stations as xlsx.
pub const STATIONS_SHEET: &str = "/stations/register.xlsx";
/// The desk of a station 站点工作台.
pub const STATION_WORK: &str = "/stations/work";
/// Renaming campaigns 更名行动: list, and POST that opens one.
pub const RENAMING: &str = "/stations/renaming";
/// Rounds of inspections 规范化检查: list, and POST that opens one.
pub const INSPECTIONS: &str = "/stations/inspections";
/// The checklist of inspections 检查清单: form and POST.
pub const CHECKLIST: &str = "/stations/inspections/checklist";
/// Stations near a township 就近站点, `?town=`.
pub const STATIONS_NEAR: &str = "/stations/near";
/// What stations offer 站点能办的事; `?q=` narrows, `?item=` tells which stations offer one.
pub const STATION_OFFERS: &str = "/stations/offers";
/// The approved map 站点地图: form and POST; `down` under it takes it down.
pub const STATION_MAP: &str = "/stations/map";
/// The picture of the map.
pub const STATION_MAP_PICTURE: &str = "/stations/map.svg";
/// Where stations are, as JSON, for the page of the nearest.
pub const STATION_PLACES: &str = "/api/stations/places";
/// Assisted handling 帮办代办: `?q=` searches the item.
pub const ASSIST: &str = "/cases/assist";
/// The helpers' work 帮办统计; `?from=` and `?to=` narrow.
pub const ASSISTED: &str = "/cases/assisted";
/// New station 登记站点: form and POST.
pub const STATION_NEW: &str = "/stations/new";
/// Tables of other offices 导入其他表格: the list.
pub const TABLES: &str = "/tables";
/// Differences with the provincial platform 省级平台差异; `?kind=`, `?act=`, `?department=` narrow.
pub const PUBLICATION: &str = "/publication";
/// The same as xlsx.
pub const PUBLICATION_SHEET: &str = "/publication/differences.xlsx";
/// Items that should be in the hall 应进必进; `?standing=` chooses a part, `?department=` narrows.
pub const MANDATE: &str = "/catalogue/residency";
/// The same as xlsx.
pub const MANDATE_SHEET: &str = "/catalogue/residency/list.xlsx";
/// Exemption list of the hall 进驻负面清单; `?standing=`, `?reason=`, `?department=` narrow.
pub const EXEMPTIONS: &str = "/catalogue/exemptions";
/// The same as xlsx.
pub const EXEMPTIONS_SHEET: &str = "/catalogue/exemptions/list.xlsx";
/// The API's own description, OpenAPI 3.1.
pub const API_DOCUMENT: &str = "/api/openapi.json";

/// One year of the calendar 工作日历.
pub fn calendar_year(year: i16) -> String {
    format!("{CALENDAR}?year={year}")
}

/// One station 站点.
pub fn station(code: &str) -> String {
    format!("/stations/{code}")
}

/// Naming check of a station: form and POST.
pub fn station_naming(code: &str) -> String {
    format!("/stations/{code}/naming")
}

/// A renaming campaign 更名行动, and what stands under it.
pub fn renaming(campaign: &str) -> String {
    format!("{RENAMING}/{campaign}")
}

/// The task of a station in a campaign 更名任务; `report` and `settle` under it are POST.
pub fn renaming_task(campaign: &str, station: &str) -> String {
    format!("{RENAMING}/{campaign}/{station}")
}

/// A round of inspections 检查轮次, and what stands under it.
pub fn inspection(round: &str) -> String {
    format!("{INSPECTIONS}/{round}")
}

/// A visit at a station 检查登记: form and POST.
pub fn visit(round: &str, station: &str) -> String {
    format!("{INSPECTIONS}/{round}/{station}")
}

/// Beginning the application of a neighbour 帮办: form and POST; `sheet` under it is the sheet of consent, `code` sends
/// the code of a message.
pub fn assist(item: &str) -> String {
    format!("{ASSIST}/{item}")
}

/// A photograph of a station 站点照片.
pub fn station_photo(photo: &str) -> String {
    format!("/stations/photos/{photo}")
}

/// Posting somebody to a station 派驻人员 (POST).
pub fn station_posts(code: &str) -> String {
    format!("/stations/{code}/posts")
}

/// What a station offers 服务事项: form and POST.
pub fn station_offers(code: &str) -> String {
    format!("/stations/{code}/offers")
}

/// Changing a station 修改站点: form and POST.
pub fn station_edit(code: &str) -> String {
    format!("/stations/{code}/edit")
}

/// Importing the cases that another system handled 导入办件: form, and POST of the file.
pub const CASE_IMPORT: &str = "/cases/import";

/// An export that was uploaded, to be looked at; POST writes its cases.
pub fn case_import_look(held: &str) -> String {
    format!("/cases/import/{held}")
}

/// What an import of cases did.
pub fn case_import_done(import: &str) -> String {
    format!("/cases/imports/{import}")
}

/// Upload form of a table, and POST.
pub fn table(kind: &str) -> String {
    format!("/tables/{kind}")
}

/// Preview of a staged table; POST carries it out.
pub fn table_preview(kind: &str, import: &str) -> String {
    format!("/tables/{kind}/{import}")
}

/// Rows behind a figure; `?standing=` and `?after=` narrow, `?as_of=` names the day.
pub fn indicator(id: &str) -> String {
    format!("/indicators/{id}")
}

/// A page of one indicator: `gaps` 差距清单, `blockers` 堵点, `order` 交办, `ordered`, `city`, `trend`.
pub fn indicator_page(id: &str, page: &str) -> String {
    format!("/indicators/{id}/{page}")
}

/// One profile 口径: page and POST; `new` opens one.
pub fn profile(id: &str) -> String {
    format!("/indicators/profiles/{id}")
}

/// POST address that puts a profile in force.
pub fn profile_in_force(id: &str) -> String {
    format!("/indicators/profiles/{id}/in-force")
}

/// Public guide 办事指南 of an item.
pub fn guide(item: &str) -> String {
    format!("/catalogue/{item}")
}

/// Public guide of a chain 一件事指南.
pub fn chain(code: &str) -> String {
    format!("/chains/{code}")
}

/// A page of the office about a chain: `edit`, `preview`, `publish`, `stop`, `bpmn`.
pub fn chain_page(code: &str, part: &str) -> String {
    format!("/chains/{code}/{part}")
}

/// Confirming a drawing that is held.
pub fn chain_import(token: &str) -> String {
    format!("/chains/import/{token}")
}

/// One matter 一件事办件.
pub fn matter(no: &str) -> String {
    format!("/chains/matters/{no}")
}

/// One matter over the API.
pub fn api_matter(no: &str) -> String {
    format!("/api/matters/{no}")
}

/// An act on a matter, or its receipt.
pub fn matter_page(no: &str, part: &str) -> String {
    format!("/chains/matters/{no}/{part}")
}

/// An applicant's own act on a matter: `supply`, `again`, `withdraw`, `rate`, `files`, `close`.
pub fn matter_own(act: &str) -> String {
    format!("/chains/own/{act}")
}

/// Public list of one heap: `?page=` turns.
pub fn browse_list(way: &str, key: &str) -> String {
    format!("/catalogue/browse/{way}/{key}")
}

/// An own case 我的申请: its page, and POST to open it with number and query password.
pub const OWN: &str = "/cases/own";
/// Checking the answers 核对: page, and POST to submit.
pub const OWN_CHECK: &str = "/cases/own/check";
/// Answering a correction online 在线补正: page and POST.
pub const OWN_CORRECT: &str = "/cases/own/correct";
/// Materials of an own case 上传材料: page, and POST of files.
pub const OWN_MATERIALS: &str = "/cases/own/materials";
/// Promising online that materials follow later 容缺后补 (POST).
pub const OWN_DEFER: &str = "/cases/own/defer";
/// Putting a certificate aside, or taking it up again (POST).
pub const OWN_ASIDE: &str = "/cases/own/aside";
/// Taking an own application back (POST).
pub const OWN_WITHDRAW: &str = "/cases/own/withdraw";
/// Closing an own case in this browser (POST).
pub const OWN_CLOSE: &str = "/cases/own/close";

/// Applying for an item 在线申请: first screen and POST.
pub fn apply(item: &str) -> String {
    format!("/catalogue/{item}/apply")
}

/// Applying with what an earlier case of one's own says 沿用: page and POST.
pub fn apply_again(item: &str) -> String {
    format!("/catalogue/{item}/apply/again")
}

/// A screen of questions of an own case, from 1: page and POST.
pub fn own_questions(screen: usize) -> String {
    format!("/cases/own/questions/{screen}")
}

/// One file of an own case.
pub fn own_file(file: &str) -> String {
    format!("/cases/own/files/{file}")
}

/// Taking it off again (POST).
pub fn own_file_remove(file: &str) -> String {
    format!("/cases/own/files/{file}/remove")
}

/// The form of an item 编申请表: page and POST.
pub fn item_form(id: &str) -> String {
    format!("/catalogue/items/{id}/form")
}

/// A part of the form's editor: `preview`, `upload`, `schema.json`.
pub fn item_form_page(id: &str, part: &str) -> String {
    format!("/catalogue/items/{id}/form/{part}")
}

/// Edit form of an item; POST saves.
pub fn item_edit(item: &str) -> String {
    format!("/catalogue/items/{item}")
}

/// Facts of an item that the figures ask 指标事实; POST saves at once.
pub fn item_facts(item: &str) -> String {
    format!("/catalogue/items/{item}/facts")
}

/// A page or POST address of one item: `draft`, `status`, `withdraw`, `history`, `compare`.
pub fn item_page(item: &str, page: &str) -> String {
    format!("/catalogue/items/{item}/{page}")
}

/// A file that was uploaded, to be looked at; POST lays its rows aside.
pub fn import_look(held: &str) -> String {
    format!("/catalogue/upload/{held}")
}

/// A page or POST address of one import: `undo`, `drop`, `refused.xlsx`.
pub fn import_page(import: &str, page: &str) -> String {
    format!("/catalogue/import/{import}/{page}")
}

/// Preview of a staged import; POST publishes it.
pub fn import_preview(import: &str) -> String {
    format!("/catalogue/import/{import}")
}

/// Case detail 办件.
pub fn case(case: &str) -> String {
    format!("/cases/{case}")
}

/// A paper of a case 办件文书, by its kind.
pub fn case_notice(case: &str, kind: &str) -> String {
    format!("/cases/{case}/notice/{kind}")
}

/// POST address of an act on a case, such as `decide` or `suspend`.
pub fn case_act(case: &str, act: &str) -> String {
    format!("/cases/{case}/{act}")
}

/// The files of a case 附件: list, and POST to add some.
pub fn case_files(case: &str) -> String {
    format!("/cases/{case}/files")
}

/// One file; `?view=1` shows it where a browser can.
pub fn case_file(case: &str, file: &str) -> String {
    format!("/cases/{case}/files/{file}")
}

/// POST address that takes a file off.
pub fn case_file_detach(case: &str, file: &str) -> String {
    format!("/cases/{case}/files/{file}/detach")
}

/// Papers of a case that was sat through 当场办的文书.
pub fn case_sitting(case: &str) -> String {
    format!("/cases/{case}/sitting")
}

/// Printed notice of acceptance 受理通知书.
pub fn receipt(case: &str) -> String {
    format!("/cases/{case}/receipt")
}

/// Making the certificate of a case 制证: form and POST.
pub fn case_certificate(case: &str) -> String {
    format!("/cases/{case}/certificate")
}

/// One certificate 证照.
pub fn certificate(certificate: &str) -> String {
    format!("/certificates/{certificate}")
}

/// A file or POST address of one certificate: `pdf`, `end`, `seal`.
pub fn certificate_act(certificate: &str, act: &str) -> String {
    format!("/certificates/{certificate}/{act}")
}

/// One kind of certificate 证照类型: form and POST.
pub fn certificate_kind(kind: &str) -> String {
    format!("/certificates/kinds/{kind}")
}

/// One package 归档包.
pub fn package(number: &str) -> String {
    format!("/archive/packages/{number}")
}

/// POST address that checks a package again.
pub fn package_check(number: &str) -> String {
    format!("/archive/packages/{number}/check")
}

/// The package as a zip.
pub fn package_zip(number: &str) -> String {
    format!("/archive/packages/{number}/package.zip")
}

/// One batch 移交批次.
pub fn archive_batch(number: &str) -> String {
    format!("/archive/batches/{number}")
}

/// Its list 移交清单 as `xlsx` or `xml`.
pub fn archive_list(number: &str, ending: &str) -> String {
    format!("/archive/batches/{number}/list.{ending}")
}

/// The rows behind a figure of the board: a department, or `all`, and the word of the figure; `?after=` a part.
pub fn delegates_board_rows(of: &str, cell: &str) -> String {
    format!("/delegates/board/{of}/{cell}")
}

/// Recording where a department's approvals are 审批科室: POST.
pub fn delegates_unit(department: &str) -> String {
    format!("/delegates/units/{department}")
}

/// One letter of authorisation 授权书; its steps and files stand behind it.
pub fn delegate_letter(letter: &str) -> String {
    format!("/delegates/letters/{letter}")
}

/// One letter of appointment 任命书; its steps and files stand behind it.
pub fn delegate_appointment(appointment: &str) -> String {
    format!("/delegates/appointments/{appointment}")
}

/// One department's page of the watch 部门监察.
pub fn oversight_department(department: &str) -> String {
    format!("/oversight/departments/{department}")
}

/// One card.
pub fn card(card: &str) -> String {
    format!("/oversight/cards/{card}")
}

/// POST address of a step of a card.
pub fn card_act(card: &str, act: &str) -> String {
    format!("/oversight/cards/{card}/{act}")
}

/// One supervision order.
pub fn supervision(order: &str) -> String {
    format!("/oversight/orders/{order}")
}

/// POST address of a step of a supervision order.
pub fn supervision_act(order: &str, act: &str) -> String {
    format!("/oversight/orders/{order}/{act}")
}

/// One case that is called 回访件; its acts stand behind it.
pub fn followup_call(line: &str) -> String {
    format!("/followup/calls/{line}")
}

/// POST address of an act on it: `record`, `skip` or `number`.
pub fn followup_act(line: &str, act: &str) -> String {
    format!("/followup/calls/{line}/{act}")
}

/// The draw of a week 抽样, as `2026-W48`.
pub fn followup_draw(week: &str) -> String {
    format!("/followup/draws/{week}")
}

/// The bulletin of a period 通报 as `docx` or `pdf`.
pub fn followup_bulletin(period: &str, ending: &str) -> String {
    format!("/followup/bulletins/{period}/bulletin.{ending}")
}

/// One questionnaire 编制问卷; its pages and steps stand behind it.
pub fn questionnaire(of: &str) -> String {
    format!("/questionnaires/{of}")
}

/// A page or a POST address of it: `settings`, `step`, `publish`, `close`, `preview`, `links`, `paper`, `results`.
pub fn questionnaire_page(of: &str, page: &str) -> String {
    format!("/questionnaires/{of}/{page}")
}

/// Public: answering by a link 答问卷, form and POST.
pub fn questionnaire_answer(link: &str) -> String {
    format!("/questionnaires/answer/{link}")
}

/// POST address that hands a clue over 移交.
pub fn followup_clue(line: &str) -> String {
    format!("/followup/clues/{line}")
}

/// POST address that rules on a dispute 裁定.
pub fn evaluation_ruling(dispute: &str) -> String {
    format!("/evaluation/disputes/{dispute}/ruling")
}

/// A bulletin upon scores as `docx` or `pdf`.
pub fn evaluation_bulletin(bulletin: &str, ending: &str) -> String {
    format!("/evaluation/bulletins/{bulletin}/bulletin.{ending}")
}

/// One order 整改单; its number as `2026-12`.
pub fn rectification(order: &str) -> String {
    format!("/rectification/{order}")
}

/// One lead 线索.
pub fn lead(lead: &str) -> String {
    format!("/oversight/leads/{lead}")
}

/// POST address of one act on a lead: `assign`, `state`, `settle`, `follow-up`.
pub fn lead_act(lead: &str, act: &str) -> String {
    format!("/oversight/leads/{lead}/{act}")
}

/// One run 一次监测.
pub fn run(run: &str) -> String {
    format!("/oversight/runs/{run}")
}

/// POST address of an act on an order: `answer`, `check` or `withdraw`.
pub fn rectification_act(order: &str, act: &str) -> String {
    format!("/rectification/{order}/{act}")
}

/// Changing a staff member 修改人员: form and POST.
pub fn staff(staff: &str) -> String {
    format!("/people/{staff}")
}

/// Keys of programs 接口密钥.
pub const KEYS: &str = "/people/keys";
/// A new key 发放密钥: form and POST.
pub const KEY_NEW: &str = "/people/keys/new";

/// The ranking of counties 全市排名, or of a county its own place.
pub const STANDINGS: &str = "/standings";
/// How this node stands by those above 本级位次.
pub const STANDINGS_OWN: &str = "/standings/own";
/// The same as xlsx.
pub const STANDINGS_SHEET: &str = "/standings/table.xlsx";
/// The bulletin upon a day 排名通报.
pub const STANDINGS_DOCX: &str = "/standings/bulletin.docx";
/// The same as PDF.
pub const STANDINGS_PDF: &str = "/standings/bulletin.pdf";

/// One county in the ranking.
pub fn standing(county: &str) -> String {
    format!("/standings/{county}")
}

/// The rows behind a figure that a county reported 调取明细: page and POST.
pub fn standing_rows(county: &str) -> String {
    format!("/standings/{county}/rows")
}

/// How each item stands with the node above 上报情况.
pub const PUBLISHING: &str = "/publication/items";
/// Policies 政策下发与认领: list, form and POST.
pub const POLICIES: &str = "/publication/policies";
/// POST address that takes a policy back 撤回.
pub const POLICY_WITHDRAW: &str = "/publication/policies/withdraw";

/// A policy of a node above, with its answer and POST; the key is kind and code.
pub fn policy(node: &str, key: &str) -> String {
    format!("/publication/policies/{node}/{key}")
}

/// Nodes 对接节点: list, form and POST.
pub const PEERS: &str = "/publication/nodes";

/// Subscriptions to what happens to cases 事件订阅.
pub const SUBSCRIPTIONS: &str = "/publication/subscriptions";
/// A new one 新增订阅: form and POST.
pub const SUBSCRIPTION_NEW: &str = "/publication/subscriptions/new";

/// One subscription; POST does a step with it.
pub fn subscription(subscription: &str) -> String {
    format!("/publication/subscriptions/{subscription}")
}

/// POST address that releases a key 核准.
pub fn key_release(key: &str) -> String {
    format!("/people/keys/{key}/release")
}

/// POST address that takes a key out of use 停用.
pub fn key_revoke(key: &str) -> String {
    format!("/people/keys/{key}/revoke")
}

/// New password for a staff member 重置密码: question page and POST.
pub fn staff_reset(staff: &str) -> String {
    format!("/people/{staff}/reset")
}

/// POST address that closes or reopens an account.
pub fn staff_active(staff: &str) -> String {
    format!("/people/{staff}/active")
}

/// One report; POST changes a paragraph.
pub fn report(report: &str) -> String {
    format!("/reports/{report}")
}

/// A report as a file: `docx` or `pdf`.
pub fn report_file(report: &str, kind: &str) -> String {
    format!("/reports/{report}/{kind}")
}

/// POST address that makes a report anew from the newest data.
pub fn report_anew(report: &str) -> String {
    format!("/reports/{report}/anew")
}

/// Template of a paper: form and POST.
pub fn report_template(kind: &str) -> String {
    format!("/reports/templates/{kind}")
}

/// The link by which a contact is rated.
pub fn review_link(code: &str) -> String {
    format!("/reviews/link/{code}")
}

/// One rating.
pub fn review(id: &str) -> String {
    format!("/reviews/{id}")
}

/// A sign of gaming: its page and POST.
pub fn review_sign(id: &str) -> String {
    format!("/reviews/signs/{id}")
}

/// A step of a bad rating: `of` is `steps` for the department, `rulings` for whoever oversees.
pub fn review_step(id: &str, of: &str, step: &str) -> String {
    format!("/reviews/{id}/{of}/{step}")
}

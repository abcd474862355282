// All that the tests know of the pages: addresses, what stands on them, limits.
// When a page moves or a field is renamed, this file changes and no other.

const KB = 1024;

/** Limits of a first visit, with an empty cache, as sent. */
export const LIMITS = {
  worstBytes: 60 * KB,
  p95Bytes: 30 * KB,
  scriptBytes: 12 * KB,
  requests: 4,
};

/** The sizes at which every page is looked at; 320 px is 1280 px at 400 %. */
export const SIZES = [
  { name: '1366×768', width: 1366, height: 768 },
  { name: '360×740', width: 360, height: 740 },
];
export const MORE_WIDTHS = [
  { width: 1920, height: 1080 },
  { width: 320, height: 640 },
];

/** How a page is asked for its larger form, and the attribute <html> then has. */
export const MODES = [
  { name: '长辈版', query: 'elder=1', attribute: 'data-elder', on: 'public' },
];

export const SIGN_IN = {
  path: '/sign-in',
  login: 'main input[name="account"]',
  password: 'main input[name="password"]',
  submit: 'main form button[type="submit"]',
  error: 'main [role="alert"]',
  /** The cookie of a session, and the button that sends what was kept over its end. */
  session: 'onedoor_session',
  resume: 'main form button.primary',
};

const ITEM = '食品经营许可';
const asked = (path, q) => `${path}?q=${encodeURIComponent(q)}`;
const MAIN_BUTTON = 'main form button.primary';

/** The table that a test makes and uploads: read by name of column. */
export const TABLE = {
  header: ['部门', '业务办理项名称', '业务办理项编码', '事项类型', '承诺办结时限'],
  path: '/catalogue/import',
  file: 'main input[type="file"]',
  upload: MAIN_BUTTON,
  /** The look at the file that was uploaded: goes on to the preview. */
  goOn: MAIN_BUTTON,
  counts: 'main dl.counts > div',
  confirm: MAIN_BUTTON,
  done: 'main .panel',
  imports: '/catalogue/imports',
  undo: 'main table a[href$="/undo"]',
  undoNow: 'main form button.danger',
  undone: 'main .inset.warn',
  items: '/catalogue/items',
  department: 'main select[name="department"] option:nth-child(2)',
  search: (name) => asked('/catalogue/items', name),
  row: (name) => `main table th:has-text("${name}")`,
};

/** From a figure to what closes it. */
export const WAY = {
  dashboard: '/indicators',
  values: 'main .figure .value',
  gaps: '/indicators/provincial_publication_rate/gaps',
  tick: 'main input[name="subject"]',
  order: 'main form .actions button.primary',
  main: 'main form button.primary',
  orderOf: (slug) => `/rectification/${slug}`,
  register: (tab) => `/rectification?tab=${tab}`,
  answer: 'main textarea[name="answer"]',
  verdict: (word) => `main input[name="verdict"][value="${word}"]`,
  finding: 'main textarea[name="finding"]',
  whatIf: '/indicators/what-if',
  department: 'main input[name="department"][type="checkbox"]',
  reports: '/reports',
  paragraph: (id) => `main [id="p-${id}"]`,
};

/**
 * Every page: `path`, `as` the role that sees it (nobody signed in where not said).
 * `from` and `link`: the page is the first such link of another page.
 * `uploads`: the page comes after uploading a small table.
 * `status` where it is not 200. `button`: a task page's main button, which must be
 * in sight at 1366×768 without scrolling.
 */
export const PAGES = [
  { path: '/' },
  { path: '/catalogue' },
  { path: asked('/catalogue', '开饭店') },
  { path: asked('/catalogue', '没有这样的事') },
  { name: '/catalogue guide', from: asked('/catalogue', ITEM), link: 'main .hit a' },
  { path: '/cases/progress', button: MAIN_BUTTON },
  { path: '/chains' },
  { path: '/chains/resume' },
  { name: '/chains guide', from: '/chains', link: 'main a[href^="/chains/"]' },
  { name: '/chains apply', from: '/chains', link: 'main a[href^="/chains/"]', suffix: '/apply' },
  { path: '/chains/progress', button: MAIN_BUTTON },
  { path: '/chains/list', as: 'editor' },
  { path: '/chains/import', as: 'editor', button: MAIN_BUTTON },
  { name: '/chains edit', as: 'editor', from: '/chains/list', link: 'main table a' },
  { path: '/chains/matters', as: 'clerk' },
  { path: '/stations' },
  { path: '/stations/offers' },
  { path: '/stations/near' },
  { path: '/accessibility' },
  { path: '/sign-in', button: MAIN_BUTTON },
  { path: '/no-such-page', status: 404 },
  { path: '/password', as: 'clerk', button: MAIN_BUTTON },
  { path: '/cases', as: 'clerk', button: 'main a.primary' },
  { path: '/cases?stage=delivered', as: 'supervisor' },
  { path: asked('/cases', '没有这样的件'), as: 'approver' },
  { path: '/cases/no-such-case', as: 'clerk', status: 404 },
  { path: '/people', name: '/people refused', as: 'clerk', status: 403 },
  { path: '/cases/accept', as: 'clerk', button: MAIN_BUTTON },
  { path: '/cases/sitting', as: 'clerk', button: MAIN_BUTTON },
  { path: '/delegates/sent-back', as: 'supervisor' },
  { path: '/delegates/still-away', as: 'supervisor' },
  { path: asked('/cases/accept', ITEM), as: 'clerk', button: MAIN_BUTTON },
  {
    name: '/cases/accept form',
    as: 'clerk',
    from: asked('/cases/accept', ITEM),
    link: 'main .links a',
    button: MAIN_BUTTON,
  },
  {
    name: '/cases to decide',
    as: 'approver',
    from: '/cases?stage=accepted',
    link: 'main table a',
    button: MAIN_BUTTON,
  },
  {
    name: '/cases to complete',
    as: 'approver',
    from: '/cases?stage=decided',
    link: 'main table a',
    button: MAIN_BUTTON,
  },
  {
    name: '/cases to deliver',
    as: 'clerk',
    from: '/cases?stage=completed',
    link: 'main table a',
    button: MAIN_BUTTON,
  },
  { path: '/cases/batch', as: 'approver', status: 422 },
  { path: '/cases/phrases', as: 'approver' },
  { path: '/cases/scan', as: 'clerk', button: MAIN_BUTTON },
  { name: '/cases finished', as: 'supervisor', from: '/cases?stage=delivered', link: 'main table a' },
  {
    name: '/cases receipt',
    as: 'clerk',
    from: '/cases',
    link: 'main table a',
    suffix: '/receipt',
  },
  { path: '/stations', name: '/stations of the editor', as: 'editor' },
  { path: '/stations?show=renaming', as: 'editor' },
  {
    name: '/stations naming',
    as: 'editor',
    from: '/stations',
    link: 'main table a[href$="/naming"]',
    button: MAIN_BUTTON,
  },
  { name: '/stations page', as: 'editor', from: '/stations', link: 'main table td a[href^="/stations/"]' },
  { path: '/stations/new', as: 'editor', button: MAIN_BUTTON },
  { path: '/stations/map', as: 'editor' },
  { path: '/stations/work', as: 'helper' },
  { path: '/tables', as: 'editor' },
  { path: '/tables/divisions', as: 'editor', button: MAIN_BUTTON },
  { path: '/publication', as: 'editor' },
  { path: '/catalogue/exemptions', as: 'editor' },
  { path: '/catalogue/items', as: 'editor' },
  { path: asked('/catalogue/items', '没有这样的事'), as: 'editor' },
  { name: '/catalogue/items edit', as: 'editor', from: '/catalogue/items', link: 'main table a' },
  { path: '/catalogue/items/new', as: 'editor' },
  { path: '/catalogue/drafts', as: 'editor' },
  { path: '/catalogue/import', as: 'editor', button: MAIN_BUTTON },
  { path: '/catalogue/imports', as: 'editor' },
  { name: '/catalogue/import preview', as: 'editor', uploads: true, button: MAIN_BUTTON },
  { path: '/indicators', as: 'supervisor' },
  {
    name: '/indicators rows',
    as: 'supervisor',
    from: '/indicators',
    link: 'main a[href^="/indicators/"]',
  },
  { path: '/indicators/provincial_publication_rate/gaps', as: 'supervisor' },
  { path: '/indicators/what-if', as: 'supervisor' },
  { path: '/indicators/what-if?indicator=hall_residency_rate&goal=target', as: 'supervisor' },
  { path: '/indicators/online_available_rate/city', as: 'supervisor' },
  { path: '/indicators/online_available_rate/trend', as: 'supervisor' },
  { path: '/indicators/profiles', as: 'supervisor' },
  { name: '/indicators profile', as: 'supervisor', from: '/indicators/profiles', link: 'main table a' },
  { path: '/rectification', as: 'supervisor' },
  { path: '/rectification/new', as: 'supervisor' },
  { path: '/rectification/print', as: 'supervisor' },
  { path: '/reports', as: 'supervisor', button: MAIN_BUTTON },
  { path: '/reports/templates/analysis', as: 'editor' },
  { path: '/catalogue/browse' },
  { name: '/catalogue/browse department', from: '/catalogue/browse', link: 'main a[href^="/catalogue/browse/"]' },
  { path: '/catalogue/quality', as: 'editor' },
  { path: '/catalogue/drafts', as: 'editor' },
  { path: '/catalogue/imports', as: 'editor' },
  { path: '/catalogue/items/new', as: 'editor' },
  { name: '/catalogue/items history', as: 'editor', from: '/catalogue/items', link: 'main table a', suffix: '/history' },
  { path: '/tables/stations', as: 'editor', button: MAIN_BUTTON },
  { path: '/tables/publication', as: 'editor', button: MAIN_BUTTON },
  { path: '/tables/residency', as: 'editor', button: MAIN_BUTTON },
  { path: '/tables/peers', as: 'editor', button: MAIN_BUTTON },
  { path: '/people', as: 'administrator' },
  { path: '/people/new', as: 'administrator', button: MAIN_BUTTON },
  {
    name: '/people edit',
    as: 'administrator',
    from: '/people',
    link: 'main table a:not([href$="/reset"])',
    button: MAIN_BUTTON,
  },
  {
    name: '/people reset',
    as: 'administrator',
    from: '/people',
    link: 'main a[href$="/reset"]',
    button: 'main form button.danger',
  },
];

/** What is filled in and pressed on the way of a case; names of fields as the forms send them. */
export const JOURNEY = {
  /** An item of the approver's own department. */
  item: ITEM,
  accept: {
    path: '/cases/accept',
    search: 'main input[name="q"]',
    searchButton: 'main form[role="search"] button[type="submit"]',
    result: 'main .links a',
    suggestions: 'main .suggest [role="option"]',
    person: 'main label[for="kind-person"]',
    personRadio: 'main #kind-person',
    identity: 'main input[name="id_number"]',
    name: 'main input[name="name"]',
    phone: 'main input[name="phone"]',
    /** Where the item has a form of its own: it came filled in on paper. */
    onPaper: 'main input[name="on_paper"]',
    materials: 'main input[type="checkbox"][name="material"]',
    submit: MAIN_BUTTON,
    problems: 'main .problems[role="alert"] a',
  },
  /** Where the receipt says what the applicant needs to ask later. */
  receipt: {
    paper: 'main .paper',
    number: 'main .paper .center b',
    password: 'main .paper .secret',
    picture: 'main .paper .qr:not(.rate) svg',
  },
  worklist: {
    path: (number) => asked('/cases', number),
    row: (number) => `main table a:has-text("${number}")`,
  },
  decide: {
    grant: 'main input[name="outcome"][value="grant"]',
    deny: 'main input[name="outcome"][value="deny"]',
    opinion: 'main [name="opinion"]',
    reason: 'main [name="reason"]',
    submit: 'main form[action$="/decide"] button[type="submit"]',
  },
  complete: {
    documentName: 'main input[name="document"]',
    documentNumber: 'main input[name="number"]',
    submit: 'main form[action$="/complete"] button[type="submit"]',
  },
  deliver: {
    receiver: 'main input[name="receiver"]',
    submit: 'main form[action$="/deliver"] button[type="submit"]',
  },
  progress: {
    path: '/cases/progress',
    number: 'main input[name="number"]',
    password: 'main input[name="password"]',
    submit: MAIN_BUTTON,
    steps: 'main ol.steps li',
    done: 'main ol.steps li.done',
    denied: 'main ol.steps li.stopped',
    problem: 'main [role="alert"]',
  },
  /** Applicants: fictional, with identity numbers whose check digits are right. */
  applicant: { identity: '990101199003070015', name: '田野', phone: '13800000000' },
  opinion: '材料齐全，符合法定条件，同意。',
  reason: '经营场所与申请材料所载地址不一致，不符合现场核查要求。',
  document: { name: '食品经营许可证', number: 'JY29901010000001' },
  denial: { name: '不予行政许可决定书', number: '' },
};

/** One matter of several departments: built by the office, applied for once, decided by each, handed out once. */
export const CHAIN = {
  /** A chain of the sample county, of whose items a new one is built. */
  model: '/api/chains',
  /** Approvers of the sample county by their department; their password is everybody's there. */
  approvers: {
    青禾县市场监督管理局: 'shenpi01',
    青禾县消防救援大队: 'shenpi09',
    青禾县综合行政执法局: 'shenpi10',
    青禾县卫生健康局: 'shenpi08',
    青禾县税务局: 'shenpi11',
  },
  list: '/chains/list',
  name: 'main input[name="name"]',
  purpose: 'main input[name="purpose"]',
  items: 'main textarea[name="items"]',
  begin: MAIN_BUTTON,
  findings: '#check li',
  publish: '#check form[action$="/publish"] button.primary',
  state: 'main .meta',
  apply: (code) => `/chains/${code}/apply`,
  guide: (code) => `/chains/${code}`,
  start: (code) => `main a[href="/chains/${code}/apply"]`,
  person: 'main input[name="applicant"][value="person"]',
  code: 'main input[name="code"]',
  applicant: 'main input[name="name"]',
  phone: 'main input[name="phone"]',
  questions: 'main form [name^="answer."]',
  materials: 'main input[name="material"]',
  save: 'main button[name="do"][value="save"]',
  check: 'main button[name="do"][value="check"]',
  send: 'main button[name="do"][value="send"]',
  told: 'main dl.facts dd b',
  /** A draft goes on in another browser. */
  draft: 'main section:has-text("换一台设备也能接着填") b',
  resume: '/chains/resume',
  draftNo: 'main input[name="no"]',
  draftPassword: 'main input[name="password"]',
  goOn: MAIN_BUTTON,
  matter: (number) => `/chains/matters/${number}`,
  accept: '#accept form[action$="/accept"] button.primary',
  received: '#accept input[name="material"]',
  own: '/chains/own',
  case: '#members a[href^="/cases/"], main table a[href^="/cases/"]',
  deliver: '#deliver button[name="by_applicant"]',
  done: 'main ol.steps li',
  rate: '#rate button[value="5"]',
  bpmn: (code) => `/chains/${code}/bpmn`,
  import: '/chains/import',
  drawing: 'main input[type="file"]',
  read: MAIN_BUTTON,
  keep: 'main form[action^="/chains/import/"] button.primary',
};

/** The desks of window and department, and the pages of the applicant. */
export const DESKS = {
  window: {
    /** 兽药经营许可: no form of its own, so the desk asks only who applies and what came. */
    initials: 'syjy',
    /** Nobody who was here before. */
    newcomer: { identity: '990101198507120077', name: '江河', pinyin: 'jianghe', phone: '13800000001' },
    organisation: '91350100M000100Y43',
    park: 'main button[name="do"][value="park"]',
    parked: 'main a[href*="parked="]',
    scan: 'main form[data-scan] input[name="code"]',
    scanned: 'main #scanned',
    toApplicant: 'main button[name="by_applicant"]',
  },
  archive: {
    hand: 'main form[action="/archive/batches"] button[type="submit"]',
    batches: 'main a[href^="/archive/batches/"]',
    lines: 'main table tbody tr',
    packages: 'main a[href^="/archive/packages/"]',
  },
  department: {
    waiting: '/cases?stage=accepted',
    box: (number) => `main input[name="case"][value="${number}"]`,
    next: 'main a:text-is("下一页")',
    batch: 'main form[action="/cases/batch"] button[type="submit"]',
    opinion: 'main textarea[name="opinion"]',
    grant: 'main form[action="/cases/batch"] button.primary',
    keys: 'dialog.keys',
    keysSwitch: 'dialog.keys button:nth-of-type(2)',
    lackFold: 'main details:has(form[action$="/correct"]) summary',
    lackPhrase: 'main select[name="what_phrase"]',
    ask: 'main form[action$="/correct"] button[type="submit"]',
  },
  applicant: {
    /** Asked by the default form. */
    item: '食品经营许可（变更）',
    hit: 'main .hit a',
    start: 'main a[href$="/apply"]',
    person: 'main input[name="applicant"][type="radio"][value="person"]',
    name: 'main input[name="name"]',
    code: 'main input[name="code"]',
    phone: 'main input[name="phone"]',
    next: MAIN_BUTTON,
    /** From the materials to the check. */
    onward: 'main a.button.primary',
    boxes: 'main form [name^="answer."]:is(input[type="text"], textarea)',
    facts: 'main dl.facts dd',
    number: 'main input[name="number"]',
    password: 'main input[name="password"]',
    correct: 'main a[href="/cases/own/correct"]',
    earlierFold: 'main details:has(input[name="earlier_no"]) summary',
    earlierNumber: 'main input[name="earlier_no"]',
    earlierPassword: 'main input[name="earlier_password"]',
    again: 'main button[name="do"][value="again"]',
    file: 'main form[data-send-files] input[name="file"][multiple]',
    upload: 'main form[data-send-files] button[type="submit"]',
    uploaded: 'main ul.links li.with-tag a',
    withdrawFold: 'main details:has(form[action="/cases/own/withdraw"]) summary',
    why: 'main input[name="why"]',
    withdraw: 'main form[action="/cases/own/withdraw"] button.danger',
  },
};

/** Keeping staff, and choosing one's own password at the first sign-in. */
export const STAFF = {
  path: '/people/new',
  name: 'main input[name="name"]',
  login: 'main input[name="account"]',
  department: 'main select[name="department"]',
  window: 'main select[name="window"]',
  role: (role) => `main input[name="roles"][value="${role}"]`,
  submit: MAIN_BUTTON,
  given: 'main .password',
  own: {
    path: '/password',
    current: 'main input[name="current"]',
    fresh: 'main input[name="fresh"]',
    repeat: 'main input[name="repeat"]',
    submit: MAIN_BUTTON,
  },
};

/** The representative's desk. */
export const SITTING = {
  path: '/cases/sitting',
  staff: '/people',
  representative: 'main a[aria-label="修改：邓国强"]',
  clerk: 'main input[name="roles"][value="clerk"]',
  window: 'main select[name="window"]',
  save: MAIN_BUTTON,
  /** Another item for whoever was just served. */
  again: 'main a:text-is("给同一人再办一项")',
  other: 'main ul.links a[href*="same="]',
  /** An item without a form of its own, whose certificate the county numbers. */
  item: 'main ul.links a[href*="item="]:has-text("食品小经营店备案")',
  look: 'main button[name="do"][value="look"]',
  sign: 'main button[name="do"][value="sign"]',
  password: 'main input[name="password"]',
  sendBack: {
    open: 'main details:has(form[action$="/send-back"]) > summary',
    reason: 'main input[name="back_why"]',
    submit: 'main form[action$="/send-back"] button[type="submit"]',
  },
};

/** What may follow later, and an item's own form, online. */
export const LATER = {
  /** 近期免冠证件照 is on its 容缺 list; it is asked by the default form. */
  item: '社会体育指导员技术等级认定',
  /** Asked by a form of its own. */
  withForm: '食品经营许可（新办',
  organisation: '91350100M000100Y43',
  hit: 'main .hit a',
  start: 'main a[href$="/apply"]',
  person: 'main input[name="applicant"][type="radio"][value="person"]',
  name: 'main input[name="name"]',
  code: 'main input[name="code"]',
  phone: 'main input[name="phone"]',
  next: MAIN_BUTTON,
  onward: 'main a.button.primary',
  asked: 'main form [name^="answer."]',
  follows: '#defer input[name="deferred"]',
  signed: '#defer input[name="promised"]',
  keep: '#defer button[type="submit"]',
  rows: 'main dl.facts dt, main .answers dt, main table tbody tr',
  facts: 'main dl.facts dd',
  earlier: {
    fold: 'main details:has(input[name="earlier_no"]) summary',
    number: 'main input[name="earlier_no"]',
    password: 'main input[name="earlier_password"]',
    prove: 'main button[name="do"][value="prove"]',
  },
  back: {
    case: 'main table a[href^="/cases/"]',
    fold: 'main details:has(form[action$="/end"]) summary',
    how: 'main form[action$="/end"] [name="how"][value="returned"]',
    why: 'main form[action$="/end"] [name="end_reason"]',
    submit: 'main form[action$="/end"] button[type="submit"]',
    again: '#again button[name="member"]',
  },
  held: 'main input[name="held"]',
  register: {
    path: '/certificates/new',
    kind: '居民身份证',
    person: 'main input[name="holder"][value="person"]',
    code: 'main input[name="holder_code"]',
    holder: 'main input[name="holder_name"]',
    name: 'main input[name="name"]',
    number: 'main input[name="number"]',
    issuer: 'main input[name="issuer"]',
    on: 'main input[name="issued_on"]',
    seen: 'main input[name="seen"]',
    submit: MAIN_BUTTON,
  },
  receive: {
    materials: 'main form[action$="/receive"] input[name="material"]',
    last: 'main form[action$="/receive"] input[name="material"] >> nth=-1',
    deferred: 'main form[action$="/receive"] input[name="deferred"]',
    submit: 'main form[action$="/receive"] button[type="submit"]',
  },
  file: 'main form[data-send-files] input[name="file"][multiple]',
  upload: 'main form[data-send-files] button[type="submit"]',
  chain: {
    follows: 'main input[name="deferred"]',
    signed: 'main #promised',
    file: (place) => `main #file-${place}`,
    upload: (place) => `#uploads form:has(#file-${place}) button[type="submit"]`,
  },
};

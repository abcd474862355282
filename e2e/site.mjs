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
};

const ITEM = '食品经营许可';
const asked = (path, q) => `${path}?q=${encodeURIComponent(q)}`;
const MAIN_BUTTON = 'main form button.primary';

/**
 * Every page: `path`, `as` the role that sees it (nobody signed in where not said).
 * `from` and `link`: the page is the first such link of another page.
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
  { path: '/accessibility' },
  { path: '/sign-in', button: MAIN_BUTTON },
  { path: '/no-such-page', status: 404 },
  { path: '/cases', as: 'clerk', button: 'main a.primary' },
  { path: '/cases/accept', as: 'clerk', button: MAIN_BUTTON },
  { path: asked('/cases/accept', ITEM), as: 'clerk', button: MAIN_BUTTON },
  {
    name: '/cases/accept form',
    as: 'clerk',
    from: asked('/cases/accept', ITEM),
    link: 'main .links a',
    button: MAIN_BUTTON,
  },
  { name: '/cases detail', as: 'approver', from: '/cases', link: 'main table a' },
  {
    name: '/cases receipt',
    as: 'clerk',
    from: '/cases',
    link: 'main table a',
    suffix: '/receipt',
  },
  { path: '/catalogue/items', as: 'editor' },
  { name: '/catalogue/items edit', as: 'editor', from: '/catalogue/items', link: 'main table a' },
  { path: '/catalogue/import', as: 'editor', button: MAIN_BUTTON },
  { path: '/indicators', as: 'supervisor' },
  {
    name: '/indicators rows',
    as: 'supervisor',
    from: '/indicators',
    link: 'main a[href^="/indicators/"]',
  },
  { path: '/people', as: 'administrator' },
  { path: '/people/new', as: 'administrator', button: MAIN_BUTTON },
  {
    name: '/people reset',
    as: 'administrator',
    from: '/people',
    link: 'main a[href$="/reset"]',
    button: MAIN_BUTTON,
  },
];

/** The journey of one case; names of fields as the forms send them. */
export const JOURNEY = {
  /** An item of the approver's own department. */
  item: ITEM,
  accept: {
    path: '/cases/accept',
    search: 'main input[name="q"]',
    searchButton: 'main form[role="search"] button[type="submit"]',
    result: 'main .links a',
    person: 'main label[for="kind-person"]',
    identity: 'main input[name="id_number"]',
    name: 'main input[name="name"]',
    phone: 'main input[name="phone"]',
    materials: 'main input[type="checkbox"][name="material"]',
    submit: MAIN_BUTTON,
  },
  /** Where the receipt says what the applicant needs to ask later. */
  receipt: { number: 'main .paper .center b', password: 'main .paper .secret' },
  worklist: {
    path: (number) => asked('/cases', number),
    row: (number) => `main table a:has-text("${number}")`,
  },
  decide: {
    grant: 'main input[name="outcome"][value="grant"]',
    opinion: 'main [name="opinion"]',
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
  },
  /** The applicant: fictional, with an identity number whose check digit is right. */
  applicant: { identity: '990101199003070015', name: '田野', phone: '13800000000' },
  opinion: '材料齐全，符合法定条件，同意。',
  document: { name: '食品经营许可证', number: 'JY29901010000001' },
};

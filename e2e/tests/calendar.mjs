// The working-day calendar, day by day from 2007 to 2026, against two calendars that
// others publish: chinese-days from npm and chinesecalendar from PyPI.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import chineseDays from 'chinese-days';

const FIRST = 2007;
const LAST = 2026;

/** Every day of the twenty years as the program has it. */
async function ours(t) {
  const days = [];
  for (let year = FIRST; year <= LAST; year += 1) {
    const answer = await fetch(`${t.base}/api/calendar?year=${year}`);
    const body = await answer.json();
    if (!body.known || body.notices.length === 0) throw new Error(`${year} has no notice`);
    days.push(...body.days);
  }
  if (days.length !== 7305) throw new Error(`${days.length} days in twenty years`);
  return days;
}

function agree(days, theirs, name) {
  const odd = days.filter((day) => day.workday !== theirs(day.date)).map((day) => day.date);
  if (odd.length > 0) throw new Error(`${odd.length} days unlike ${name}: ${odd.slice(0, 10).join(', ')}`);
}

const npm = {
  name: 'each day is as chinese-days has it',
  javascript: false,
  async run(t) {
    agree(await ours(t), (date) => chineseDays.isWorkday(date), 'chinese-days');
  },
};

const SCRIPT = `
import datetime, json, chinese_calendar
day, out = datetime.date(${FIRST}, 1, 1), []
while day.year <= ${LAST}:
    if chinese_calendar.is_workday(day):
        out.append(day.isoformat())
    day += datetime.timedelta(1)
print(json.dumps(out))
`;

const pypi = {
  name: 'each day is as chinesecalendar has it',
  javascript: false,
  async run(t) {
    const python = process.env.ONEDOOR_PYTHON;
    if (!python) t.skip('chinesecalendar from PyPI is not installed (ONEDOOR_PYTHON is not set)');
    const { stdout } = await promisify(execFile)(python, ['-c', SCRIPT], { maxBuffer: 1 << 20 });
    const workdays = new Set(JSON.parse(stdout));
    if (workdays.size !== 4991) throw new Error(`${workdays.size} working days read`);
    agree(await ours(t), (date) => workdays.has(date), 'chinesecalendar');
  },
};

export const tests = [npm, pypi];

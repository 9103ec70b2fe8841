import { parseTimestamp } from '../text/dates.ts';

const NO_ACTIVITY = /^(?:|-+|—|n\/?a|none|never(?: accessed| logged in| active)?|no activity)$/i;
const TIME_OF_DAY = /(?:,? +|T)\d{1,2}:\d\d.*$/;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Days whose order is plain: `2024/1/3`, `3.1.24`, `3 Jan 2024`, `Jan 3rd, 2024`. */
const PLAIN_FORMS = [
  /^(?<year>\d{4})[/.](?<month>\d{1,2})[/.](?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4}|\d\d)$/,
  /^(?<day>\d{1,2})(?:\.|st|nd|rd|th)?[ -](?<month>[a-z]{3,9})\.?,?[ -](?<year>\d{4}|\d\d)$/i,
  /^(?<month>[a-z]{3,9})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4}|\d\d)$/i,
];
/** `1/3/24` is read both ways until another cell rules one out. */
const SLASHED_FORMS = [
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4}|\d\d)$/,
  /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4}|\d\d)$/,
];

/** Finds the newest time in a file's cells, in milliseconds since 1970. Formats are those of exports and spreadsheets. */
export function createActivityReader() {
  let newest = SLASHED_FORMS.map(() => Number.NEGATIVE_INFINITY);
  let hasUnreadable = false;
  return {
    add(cell: string): void {
      const text = cell.trim();
      if (NO_ACTIVITY.test(text)) return;
      const times = SLASHED_FORMS.map((form) => parseTime(text, form));
      if (times.every(Number.isNaN)) hasUnreadable = true;
      // NaN stays NaN: one cell is enough to rule out a form.
      else newest = times.map((time, at) => Math.max(time, newest[at] ?? time));
    },
    finish() {
      // Two times mean that no cell has ruled out one of the forms.
      const [time, another] = new Set(newest.filter((time) => !Number.isNaN(time)));
      if (time === undefined || another !== undefined)
        return { newestActivity: undefined, hasUnreadableActivity: true };
      const newestActivity = Number.isFinite(time) ? time : undefined;
      return { newestActivity, hasUnreadableActivity: hasUnreadable };
    },
  };
}

/** Returns milliseconds since 1970, or NaN. Two digits of a year are of this century. */
function parseTime(text: string, slashed: RegExp): number {
  const time = parseTimestamp(text);
  if (time !== undefined) return time;
  const written = text.replace(TIME_OF_DAY, '');
  const form = [...PLAIN_FORMS, slashed].find((form) => form.test(written));
  const { year = '', month = '', day = '' } = form?.exec(written)?.groups ?? {};
  const named = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const parts = [year.padStart(4, '20'), String(named || month).padStart(2, '0'), day.padStart(2, '0')];
  return parseTimestamp(parts.join('-')) ?? Number.NaN;
}

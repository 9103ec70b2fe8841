import { parseTimestamp } from '../text/dates.ts';

/** The newest of many times of activity, in milliseconds since 1970. */
export type Activity = {
  /** Absent where there is none that can be read. */
  newestActivity: number | undefined;
  /** Whether some dates could not be read: then the newest may be newer. */
  hasUnreadableActivity: boolean;
};

const NO_ACTIVITY = /^(?:|-+|—|n\/?a|none|never(?: accessed| logged in| active)?|no activity)$/i;
const TIME_OF_DAY = /(?:,? +|T)\d{1,2}:\d\d.*$/;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Collects times as exports and spreadsheets write them: `2024-01-03`, `3 Jan 2024`, `03.01.2024`, `1/3/24`. */
export function createActivityReader(): { add(cell: string): void; finish(): Activity } {
  let newest = Number.NEGATIVE_INFINITY;
  let hasUnreadableActivity = false;
  // `1/3/24` is read both ways until some other cell rules one of them out.
  let [newestMonthFirst, newestDayFirst] = [newest, newest];

  function addDay(day: string): void {
    const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d)$/.exec(day);
    const time = slashes ? undefined : parseWrittenDay(day);
    if (slashes) {
      const [, first = '', second = '', year = ''] = slashes;
      newestMonthFirst = Math.max(newestMonthFirst, computeDay(year, first, second) ?? Number.NaN);
      newestDayFirst = Math.max(newestDayFirst, computeDay(year, second, first) ?? Number.NaN);
    } else if (time === undefined) hasUnreadableActivity = true;
    else newest = Math.max(newest, time);
  }

  return {
    add(cell) {
      const text = cell.trim();
      if (NO_ACTIVITY.test(text)) return;
      const time = parseTimestamp(text);
      if (time === undefined) addDay(text.replace(TIME_OF_DAY, ''));
      else newest = Math.max(newest, time);
    },
    finish() {
      const readings = [...new Set([newestMonthFirst, newestDayFirst])].filter((time) => !Number.isNaN(time));
      const [slashed = newest, ...others] = readings;
      if (readings.length === 0 || others.length > 0) hasUnreadableActivity = true;
      const all = Math.max(newest, others.length > 0 ? newest : slashed);
      return { newestActivity: Number.isFinite(all) ? all : undefined, hasUnreadableActivity };
    },
  };
}

/** Reads a day whose order is plain: by the name of the month, by dots, or with the year first. */
function parseWrittenDay(day: string): number | undefined {
  const dayFirst = /^(\d{1,2})(?:\.|st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d\d)$/i.exec(day);
  if (dayFirst) return computeDay(dayFirst[3], findMonth(dayFirst[2]), dayFirst[1]);
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}|\d\d)$/i.exec(day);
  if (monthFirst) return computeDay(monthFirst[3], findMonth(monthFirst[1]), monthFirst[2]);
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)$/.exec(day);
  if (dots) return computeDay(dots[3], dots[2], dots[1]);
  const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(day);
  return yearFirst ? computeDay(yearFirst[1], yearFirst[2], yearFirst[3]) : undefined;
}

function findMonth(name = ''): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

/** Two digits of a year are of this century. */
function computeDay(year = '', month = '', day = ''): number | undefined {
  const parts = [year.padStart(4, '20'), month.padStart(2, '0'), day.padStart(2, '0')];
  return parseTimestamp(parts.join('-'));
}

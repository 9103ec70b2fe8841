const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/;
const DAY_S = 86_400;
/** A day is 24 hours, whatever clocks are set to. */
export const DAY_MS = 86_400_000;

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Returns the milliseconds since 1970 of an ISO 8601 text; `undefined` for other texts. Accepts any number of decimals
 * (cut to milliseconds), no seconds, no time, and an offset. Without an offset the time is UTC.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
export function parseTimestamp(text: string): number | undefined {
  const match = ISO.exec(text.trim());
  if (!match) return undefined;
  const part = (group: number) => Number(match[group] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const [hour, minute, second] = [part(4), part(5), part(6)];
  if (!isCalendarTime(year, month, day, hour, minute, second)) return undefined;
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  // `Date.UTC` would take the years 0 to 99 for those of the last century.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  return midnight + Date.UTC(1970, 0, 1, hour, minute, second, millisecond) - parseOffset(match[8] ?? 'Z');
}

/** A date as it was received, with its milliseconds since 1970 or the reason why it has no time. */
export type ReceivedDate = { text: string } & ({ at: number } | { missing: 'missing' | 'unreadable' });

/** Parses a date of the API. A zero date, which some servers send for a missing date, is missing. */
export function parseDate(text: string): ReceivedDate {
  const at = parseTimestamp(text);
  if (at !== undefined && at > 0) return { text, at };
  return { text, missing: at !== undefined || text.trim() === '' ? 'missing' : 'unreadable' };
}

/** Returns the day of a time in milliseconds since 1970, UTC: `2027-03-31`. */
export function formatDay(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 10);
}

/** Returns the start of a day such as `2027-03-31`, UTC, in milliseconds since 1970; `undefined` for other texts. */
export function parseDay(text: string): number | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? parseTimestamp(text) : undefined;
}

function isCalendarTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && !leap ? 28 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return (
    day >= 1 && day <= days && minute <= 59 && second <= 60 && (hour * 60 + minute) * 60 + second <= DAY_S
  );
}

function parseOffset(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(3).replace(':', '') || '0'].map(Number);
  const offset = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
  return zone.startsWith('-') ? -offset : offset;
}

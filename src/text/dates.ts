const TIME = '(?<hour>\\d\\d):(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d|60)(?:[.,](?<decimals>\\d+))?)?';
const ZONE = '(?:[Zz]|(?<sign>[+-])(?<zoneHour>\\d\\d)(?::?(?<zoneMinute>\\d\\d))?)?';
const ISO = new RegExp(`^(?<day>\\d{4}-\\d\\d-\\d\\d)(?:[Tt ]${TIME}\\s*${ZONE})?$`);
/** A day is 24 hours, whatever clocks are set to. */
export const DAY_MS = 86_400_000;

/**
 * Returns the milliseconds since 1970 of an ISO 8601 text; `undefined` for other texts. Accepts any number of decimals
 * (cut to milliseconds), no seconds, no time, and an offset. Without an offset the time is UTC.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
export function parseTimestamp(text: string): number | undefined {
  const parts = ISO.exec(text.trim())?.groups ?? {};
  const { day = '', second = '0', decimals = '', sign = '+' } = parts;
  const midnight = Date.parse(day);
  // `Date.parse` takes February 30 for March 2, and month 13 for anything.
  if (Number.isNaN(midnight) || formatDay(midnight) !== day) return undefined;
  const wholeMs = toMs(parts.hour, parts.minute) + Number(second) * 1000;
  if (wholeMs > DAY_MS) return undefined;
  const zoneMs = toMs(parts.zoneHour, parts.zoneMinute);
  return midnight + wholeMs + Number(decimals.slice(0, 3).padEnd(3, '0')) + (sign === '-' ? zoneMs : -zoneMs);
}

function toMs(hour = '0', minute = '0'): number {
  return (Number(hour) * 60 + Number(minute)) * 60_000;
}

/** A date as it was received, with its milliseconds since 1970 or the reason why it has no time. */
export type ReceivedDate = { text: string } & ({ at: number } | { unknown: 'absent' | 'unreadable' });

/** Parses a date of the API. A zero date, which some servers send for a missing date, is absent. */
export function parseDate(text: string): ReceivedDate {
  const at = parseTimestamp(text);
  if (at !== undefined && at > 0) return { text, at };
  return { text, unknown: at !== undefined || text.trim() === '' ? 'absent' : 'unreadable' };
}

/** Returns the day of a time in milliseconds since 1970, UTC: `2027-03-31`. */
export function formatDay(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 10);
}

/** Returns the start of a day such as `2027-03-31`, UTC, in milliseconds since 1970; `undefined` for other texts. */
export function parseDay(text: string): number | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? parseTimestamp(text) : undefined;
}

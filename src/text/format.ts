import { DAY_MS, parseTimestamp } from './dates.ts';

/** Writes a count with a comma between thousands: `4,981`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** Writes a count and its noun: `1 account`, `4,981 accounts`. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Writes a duration, no finer than a second: `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Writes how far apart two days of UTC are, as the dates shown are: `today`, `in 3 days`, `1 day ago`. */
export function formatDistance(timestamp: number, now: number): string {
  const days = Math.floor(timestamp / DAY_MS) - Math.floor(now / DAY_MS);
  if (days === 0) return 'today';
  return days > 0 ? `in ${formatPlural(days, 'day')}` : `${formatPlural(-days, 'day')} ago`;
}

/** Writes a time in milliseconds since 1970, to the minute: `2026-11-23 06:00 UTC`. */
export function formatMinute(timestamp: number): string {
  return `${new Date(timestamp).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Writes the time of an ISO 8601 text to the minute; empty where the text has none. */
export function formatTimestamp(text: string): string {
  const timestamp = parseTimestamp(text);
  return timestamp === undefined ? '' : formatMinute(timestamp);
}

import { parseTimestamp } from './dates.ts';

/** A number with a space between thousands: `4 981`. */
export function formatCount(count: number): string {
  const digits = String(count);
  return digits.length <= 3 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** A number and its noun: `1 account`, `4 981 accounts`. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A duration in words, no finer than a second: `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A time in milliseconds since 1970, to the minute: `2026-11-23 06:00 UTC`. */
export function formatMinute(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The same for a text; empty where it is no time. */
export function formatTimestamp(text: string): string {
  const timestamp = parseTimestamp(text);
  return timestamp === undefined ? '' : formatMinute(timestamp);
}

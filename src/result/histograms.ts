import type { Token } from '../atlassian/tokens.ts';
import { DAY_MS, type ReceivedDate } from '../text/dates.ts';

export type Bucket = { label: string; count: number };

/** Counts of tokens by one of their dates. Each token is in exactly one bucket, whatever its date. */
export type Histogram = { title: string; buckets: Bucket[]; add(token: Token): void };

/** A bucket's label, and the greatest value in it. */
type Step = [label: string, upTo: number];

type Plan = {
  title: string;
  steps: Step[];
  /** The buckets after the steps: greater values, missing dates, unreadable dates. The last two can be one. */
  rest: [string, string] | [string, string, string];
  read: (token: Token) => ReceivedDate;
  measure: (at: number) => number;
};

const AGES: Step[] = [
  ['up to 30 days', 30 * DAY_MS],
  ['30–90 days', 90 * DAY_MS],
  ['90–180 days', 180 * DAY_MS],
  ['180–365 days', 365 * DAY_MS],
  ['1–2 years', 2 * 365 * DAY_MS],
];
const USES: Step[] = [
  ['up to 7 days', 7 * DAY_MS],
  ['7–30 days', 30 * DAY_MS],
  ['30–90 days', 90 * DAY_MS],
  ['90–180 days', 180 * DAY_MS],
  ['180–365 days', 365 * DAY_MS],
];
const MONTHS = 12;

/**
 * Creates empty histograms of age, last use and expiry. `now` is in milliseconds since 1970. A day is 24 hours, a year
 * is 365 days, and a bucket includes its upper end, as a limit does. A past date in the future is in the first bucket.
 * Expiry is by calendar month, UTC, from the month of `now`.
 */
export function createHistograms(now: number): Histogram[] {
  const since = (at: number) => now - at;
  return [
    createHistogram({
      title: 'Active tokens by age',
      steps: AGES,
      rest: ['over 2 years', 'unknown'],
      read: ({ createdAt }) => createdAt,
      measure: since,
    }),
    createHistogram({
      title: 'Active tokens by time since last use',
      steps: USES,
      rest: ['over a year', 'never used', 'unreadable'],
      read: ({ lastAccess }) => lastAccess,
      measure: since,
    }),
    createHistogram({
      title: 'Active tokens by expiry',
      steps: computeMonths(now),
      rest: ['later', 'no expiry', 'unreadable'],
      read: ({ expiry }) => expiry,
      measure: (at) => at,
    }),
  ];
}

function createHistogram({ title, steps, rest, read, measure }: Plan): Histogram {
  const labels = [...steps.map(([label]) => label), ...rest];
  const buckets = labels.map((label): Bucket => ({ label, count: 0 }));
  const findBucket = (date: ReceivedDate) => {
    if ('missing' in date) return date.missing === 'missing' ? buckets[steps.length + 1] : buckets.at(-1);
    const value = measure(date.at);
    const step = steps.findIndex(([, upTo]) => value <= upTo);
    return buckets[step === -1 ? steps.length : step];
  };
  return {
    title,
    buckets,
    add(token) {
      const bucket = findBucket(read(token));
      if (bucket) bucket.count += 1;
    },
  };
}

/** Returns the buckets to show: the last one, for unreadable dates, only if it is not empty. */
export function listShown({ buckets }: Histogram): Bucket[] {
  return buckets.filter(({ count }, index) => count > 0 || index < buckets.length - 1);
}

/** Returns the month of `now` and those after it, each up to its last millisecond. */
function computeMonths(now: number): Step[] {
  const [year, month] = [new Date(now).getUTCFullYear(), new Date(now).getUTCMonth()];
  return Array.from({ length: MONTHS }, (_, index) => {
    const start = new Date(Date.UTC(year, month + index));
    return [start.toISOString().slice(0, 7), Date.UTC(year, month + index + 1) - 1];
  });
}

import type { Token } from '../atlassian/tokens.ts';
import { DAY_MS } from '../text/dates.ts';

export type Bucket = { label: string; count: number };

type DateField = 'createdAt' | 'lastAccess' | 'expiry';

/** Counts of tokens by one of their dates. Each token is in exactly one bucket, whatever its date. */
export type Histogram = { title: string; buckets: Bucket[]; add(token: Token): void };

/** A bucket's label, and whether a date that is in no bucket before it is in this one. */
type Step = [label: string, includes: (at: number) => boolean];

/**
 * Creates empty histograms of age, last use and expiry. `now` is in milliseconds since 1970. A day is 24 hours, a year
 * is 365 days, and a bucket includes its upper end, as a limit does. A past date in the future is in the first bucket.
 * Expiry is by calendar month, UTC, from the month of `now`.
 */
export function createHistograms(now: number): Histogram[] {
  const within = (days: number, label: string): Step => [label, (at) => now - at <= days * DAY_MS];
  const middle = [within(90, '30–90 days'), within(180, '90–180 days'), within(365, '180–365 days')];
  const ages = [within(30, 'up to 30 days'), ...middle, within(2 * 365, '1–2 years')];
  const uses = [within(7, 'up to 7 days'), within(30, '7–30 days'), ...middle];
  const usesRest = ['over a year', 'never used', 'unreadable'];
  const monthsRest = ['later', 'no expiry', 'unreadable'];
  return [
    createHistogram('Active tokens by age', 'createdAt', ages, ['over 2 years', 'unknown']),
    createHistogram('Active tokens by time since last use', 'lastAccess', uses, usesRest),
    createHistogram('Active tokens by expiry', 'expiry', listMonths(now), monthsRest),
  ];
}

/** Returns the buckets to show: the last one, for unreadable dates, only if it is not empty. */
export function listShown({ buckets }: Histogram): Bucket[] {
  return buckets.filter(({ count }, index) => count > 0 || index < buckets.length - 1);
}

/** `rest` are the buckets after the steps: other dates, missing ones, unreadable ones. The last two can be one. */
function createHistogram(title: string, date: DateField, steps: Step[], rest: string[]): Histogram {
  const buckets = [...steps.map(([label]) => label), ...rest].map((label): Bucket => ({ label, count: 0 }));
  const [others, missing] = buckets.slice(steps.length);
  const findBucket = ({ [date]: received }: Token) => {
    if ('at' in received) return buckets[steps.findIndex(([, includes]) => includes(received.at))] ?? others;
    return received.unknown === 'absent' ? missing : buckets.at(-1);
  };
  return {
    title,
    buckets,
    add(token) {
      const bucket = findBucket(token);
      if (bucket) bucket.count += 1;
    },
  };
}

function listMonths(now: number): Step[] {
  const [year, month] = [new Date(now).getUTCFullYear(), new Date(now).getUTCMonth()];
  return Array.from({ length: 12 }, (_, index) => {
    const start = new Date(Date.UTC(year, month + index));
    return [start.toISOString().slice(0, 7), (at) => at < Date.UTC(year, month + index + 1)];
  });
}

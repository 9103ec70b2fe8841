import { parseTimestamp } from '../text/dates.ts';
import { isObject, type JsonObject } from '../text/json.ts';

// Readers of fields of an earlier run's report.json. Each throws when the field is not what a run writes, and names the
// field, never its value: the file may come from anyone.

/** A run of more accounts or tokens would take too much memory to compare with. */
const MAX_COUNT = 2_000_000;

export function takeObject(value: unknown, field: string): JsonObject {
  if (!isObject(value)) throw createFieldError(field);
  return value;
}

export function takeText(value: unknown, field: string): string {
  if (typeof value !== 'string') throw createFieldError(field);
  return value;
}

/** Returns the value if it is one of these texts. */
export function takeOneOf<T extends string>(value: unknown, texts: readonly T[], field: string): T {
  const text = texts.find((candidate) => candidate === value);
  if (text === undefined) throw createFieldError(field);
  return text;
}

/** Returns a time in ISO 8601, rewritten: the original text may have a million decimals. */
export function takeTime(value: unknown, field: string): string {
  const at = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (at === undefined) throw createFieldError(field);
  return new Date(at).toISOString();
}

export function takeCount(value: unknown, field: string): number {
  const isCount = typeof value === 'number' && Number.isSafeInteger(value);
  if (isCount && value >= 0 && value <= MAX_COUNT) return value;
  throw createFieldError(field);
}

function createFieldError(field: string): Error {
  return new Error(`report.json has no ${field} that can be read`);
}

import type { InputName } from '../action.ts';
import type { Tolerance } from '../policy/limits.ts';
import { parseDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';

/** Parses a text; `undefined` for an empty one, which counts as not given. */
export function parseOptional<T>(text: string, parse: (text: string) => T): T | undefined {
  return text === '' ? undefined : parse(text);
}

/** Parses a whole number in digits. */
export function parseWhole(
  name: InputName,
  text: string,
  minimum: number,
  maximum = Number.MAX_SAFE_INTEGER,
): number {
  const number = /^\d+$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  throw expected(name, `a whole number ${describeRange(minimum, maximum)}`, text);
}

/** Parses a number that may have decimals. */
export function parseDecimal(name: InputName, text: string, minimum: number, maximum: number): number {
  const number = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  throw expected(name, `a number ${describeRange(minimum, maximum)}`, text);
}

/** Parses a day and returns its start, UTC, in milliseconds since 1970. */
export function parseExpiryDay(name: InputName, text: string): number {
  const day = parseDay(text);
  if (day !== undefined) return day;
  throw expected(name, 'a day such as 2027-03-31', text);
}

/** Parses the booleans of YAML 1.2, as the runner's own inputs do. https://yaml.org/spec/1.2/spec.html#id2804923 */
export function parseBoolean(name: InputName, text: string): boolean {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  throw expected(name, 'true or false', text);
}

/** Parses one of these values. */
export function parseChoice<T extends string>(name: InputName, text: string, choices: readonly T[]): T {
  const choice = choices.find((value) => value === text);
  if (choice !== undefined) return choice;
  throw expected(name, choices.join(', ').replace(/, ([^,]*)$/, ' or $1'), text);
}

/** Parses a number of accounts (`5`) or a share of them (`2%`). */
export function parseTolerance(name: InputName, text: string): Tolerance {
  const share = /^(\d{1,3}(?:\.\d{1,6})?)\s*%$/.exec(text);
  if (share && Number(share[1]) <= 100) return { kind: 'share', percent: Number(share[1]) };
  if (/^\d{1,15}$/.test(text)) return { kind: 'count', count: Number(text) };
  throw expected(name, 'a whole number of accounts (5) or a share of them from 0% to 100% (2%)', text);
}

/** Parses an https address, or http on this machine; without credentials, query or fragment. */
export function parseApiUrl(name: InputName, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  const isPlain = url && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (isPlain && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback))) return url;
  throw expected(name, 'an https address without credentials or query (http on this machine only)', text);
}

/** Parses a name that the artifact service accepts. */
export function parseArtifactName(name: InputName, text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/^[^":<>|*?\\/\u0000-\u001f]{1,256}$/.test(text)) return text;
  throw expected(name, 'a name of at most 256 characters without " : < > | * ? \\ / and line breaks', text);
}

function describeRange(minimum: number, maximum: number): string {
  return maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

/** Creates the error for a wrong value: what the input takes, what it got without a password in it, and `advice`. */
export function expected(name: InputName, what: string, text: string, advice?: string): Error {
  // Text before an @ in an address may be a password, and a malformed address may be meant as one.
  const got = cut(text.replace(/^.*@/s, '***@'), 80);
  return new Error(`${name}: expected ${what}, got ${JSON.stringify(got)}${advice ? `. ${advice}.` : ''}`);
}

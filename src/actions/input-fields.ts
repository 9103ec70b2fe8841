import type { InputName } from '../action.ts';
import { isLoopback } from '../http/proxy.ts';
import type { Tolerance } from '../policy/limits.ts';
import { parseDay } from '../text/dates.ts';
import { cut } from '../text/escape.ts';
import { suggest } from '../text/suggest.ts';

export const FIND_ORG_ID =
  'Find org-id in the URL of the admin site: admin.atlassian.com/o/<org-id>/overview';

/** Parses a whole number in digits. */
export function parseWhole(name: InputName, text: string, minimum: number, maximum: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  return refuse(name, `a whole number from ${minimum} to ${maximum}`, text);
}

/** Parses a limit: a whole number, or `off` for no limit. */
export function parseLimit(name: InputName, text: string): number | 'off' {
  if (text === 'off') return 'off';
  if (/^\d+$/.test(text)) return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
  return refuse(name, 'a whole number of at least 0, or off', text);
}

/** Parses a number that may have decimals. */
export function parseDecimal(name: InputName, text: string, minimum: number, maximum: number): number {
  const number = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  return refuse(name, `a number from ${minimum} to ${maximum}`, text);
}

/** Parses a day and returns its start, UTC, in milliseconds since 1970. */
export function parseExpiryDay(name: InputName, text: string): number {
  return parseDay(text) ?? refuse(name, 'a day such as 2027-03-31', text);
}

/** Parses the booleans of YAML 1.2, as the runner's own inputs do. https://yaml.org/spec/1.2/spec.html#id2804923 */
export function parseBoolean(name: InputName, text: string): boolean {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  return refuse(name, 'true or false', text);
}

/** Parses one of these words. */
export function parseChoice<T extends string>(name: InputName, text: string, choices: readonly T[]): T {
  const choice = choices.find((word) => word === text);
  if (choice !== undefined) return choice;
  const similar = suggest(text, choices);
  const list = choices.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return refuse(name, list, text, similar && `Did you mean ${similar}?`);
}

/** Parses words separated by commas, blanks or line breaks. */
export function parseWords<T extends string>(name: InputName, text: string, choices: readonly T[]): T[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return [...new Set(words.map((word) => parseChoice(name, word, choices)))];
}

/** Parses a number of accounts (`5`) or a share of them (`2%`). */
export function parseTolerance(name: InputName, text: string): Tolerance {
  const share = /^(\d{1,3}(?:\.\d{1,6})?)\s*%$/.exec(text);
  if (share && Number(share[1]) <= 100) return { kind: 'share', percent: Number(share[1]) };
  if (/^\d{1,15}$/.test(text)) return { kind: 'count', count: Number(text) };
  return refuse(name, 'a whole number of accounts (5) or a share of them from 0% to 100% (2%)', text);
}

/** Parses the ID of an organization, or takes it from the URL of an admin page. */
export function parseOrgId(name: InputName, text: string): string {
  const [, id = text] = /^(?:https?:\/\/)?[\w.-]+\/o\/([^/?#]+)/.exec(text) ?? [];
  if (/^[a-zA-Z0-9-]{1,128}$/.test(id)) return id;
  const what = 'the ID of the organization (letters, digits and dashes) or the URL of its admin page';
  return refuse(name, what, text, `${FIND_ORG_ID}.`);
}

/** Parses an https address, or http on this machine; without credentials, query or fragment. */
export function parseApiUrl(name: InputName, text: string): URL {
  const url = URL.parse(text);
  const isPlain = url && url.username + url.password + url.search + url.hash === '';
  if (isPlain && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) return url;
  return refuse(name, 'an https address without credentials or query (http on this machine only)', text);
}

/** Parses a name that the artifact service accepts. */
export function parseArtifactName(name: InputName, text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/^[^":<>|*?\\/\u0000-\u001f]{1,256}$/.test(text)) return text;
  return refuse(name, 'a name of at most 256 characters without " : < > | * ? \\ / and line breaks', text);
}

/** Throws for a wrong value. Text before an @ in an address, also in a malformed one, may be a password. */
function refuse(name: InputName, what: string, text: string, advice?: string): never {
  const got = JSON.stringify(cut(text.replace(/^.*@/s, '***@'), 80));
  throw new Error(`${name}: expected ${what}, got ${got}${advice ? `. ${advice}` : ''}`);
}

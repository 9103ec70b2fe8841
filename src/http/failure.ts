import { describeCauses } from '../text/errors.ts';
import { cut } from '../text/escape.ts';
import type { Reply } from './http-client.ts';

/**
 * The reason why a request has no usable answer. `detail` is one line of foreign text, without secrets. `advice` is
 * empty where nothing helps but trying again.
 */
export type Failure = { status: number | undefined; detail: string; advice: string };

const NOT_THE_API =
  'This is not how the API answers: either a proxy, a sign-in page or an IP allowlist answered in its place, or the key was refused on the way. Let this runner reach the API directly, then check the key.';

/** The advice for errors of Node, by a pattern of their message. */
const ERROR_ADVICE: [RegExp, string][] = [
  [/^tunneling socket/, 'Check the address, the user and the password in HTTPS_PROXY.'],
  [
    /certificate|self-signed/i,
    'If a proxy opens TLS connections here, set NODE_EXTRA_CA_CERTS to the file with its certificate authority.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|no whole answer/,
    'If this runner reaches the internet only through a proxy, set HTTPS_PROXY.',
  ],
];

/** Describes why no whole answer came: `ENOTFOUND api.atlassian.com`. */
export function describeError(error: unknown): Failure {
  const text = describeCauses(error).replace(/\b(getaddrinfo|connect) (?=E[A-Z])/g, '');
  const [, advice = ''] = ERROR_ADVICE.find(([pattern]) => pattern.test(text)) ?? [];
  return { status: undefined, detail: describeBody(text), advice };
}

/** Describes an answer that is not usable; `flaw` is what is wrong with its JSON. */
export function describeReply({ status, headers, json, text }: Reply, flaw?: string): Failure {
  if (json !== undefined) return { status, detail: describeBody(flaw ?? JSON.stringify(json)), advice: '' };
  const [type] = /^[\w.+/-]{1,50}/.exec(headers['content-type'] ?? '') ?? ['an unknown type'];
  const [, title] = /<title[^>]*>([^<]*)/i.exec(text) ?? [];
  const content = title === undefined ? describeBody(text) : cut(describeBody(title), 100);
  const detail = `not JSON but ${type}, ${content === '' ? 'empty' : `"${content}"`}`;
  return { status, detail, advice: status < 500 ? NOT_THE_API : '' };
}

/** Returns a foreign text in one line, cut short. */
export function describeBody(text: string): string {
  return cut(text.replace(/\s+/g, ' ').trim(), 200);
}

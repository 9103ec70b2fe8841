import {
  type Answer,
  forbidden,
  insufficientScope,
  methodNotAllowed,
  notFound,
  tooManyRequests,
  unauthorized,
} from './answers.ts';
import type { Limiter } from './limits.ts';
import { findRoute, type Route } from './routes.ts';

/** How the right key is judged. `unauthorized` accepts no key, and wrong ones are no violation. */
export type KeyScenario = 'ok' | 'scoped' | 'plain-forbidden' | 'unauthorized';

export type ApiCall = { method: string; url: string; authorization: string | undefined };

export type ApiReply = { answer: Answer; headers?: Record<string, string>; accountId?: string | undefined };

export type ApiOptions = {
  routes: readonly Route[];
  orgToken: string;
  keyScenario: KeyScenario;
  /** The key's scopes; a key without scopes may do everything. */
  scopes: readonly string[] | undefined;
  limiter: Limiter | undefined;
  violate(what: string): void;
};

/** A DELETE of this path revokes the tokens of all managed accounts at once. */
const ALL_TOKENS = /^\/admin\/api-access\/v1\/orgs\/[^/]+\/api-tokens\/?$/;
const ACCOUNT_ID = /^[a-zA-Z0-9_|:-]{1,128}$/;

/** Creates the Atlassian API: it judges method, path and key, then the rate, and lets the route answer. */
export function createAtlassian(options: ApiOptions): (call: ApiCall) => ApiReply {
  const spellingsOfKey = [options.orgToken, encodeURIComponent(options.orgToken)];

  return (call) => {
    const violate = (what: string) => options.violate(`${call.method} ${call.url}: ${what}`);
    if (spellingsOfKey.some((key) => call.url.includes(key))) violate('the key is in the address');
    const [path = ''] = call.url.split('?', 1);
    if (call.method !== 'GET') {
      violate(describeVerb(call.method, path));
      return { answer: methodNotAllowed() };
    }
    const found = findRoute(options.routes, path);
    if (!found) {
      violate('no such path');
      return { answer: notFound() };
    }
    const { accountId } = found.parameters;
    if (accountId !== undefined && !ACCOUNT_ID.test(accountId)) violate('not an account ID');
    const refusal = judgeKey(call.authorization, found.route, options, violate);
    if (refusal) return { answer: refusal, accountId };
    const { accepted, headers } = options.limiter?.take(Date.now()) ?? { accepted: true, headers: {} };
    if (!accepted) return { answer: tooManyRequests(), headers, accountId };
    const query = new URLSearchParams(call.url.slice(path.length));
    const answer = found.route.answer(found.parameters, { query, violate });
    return { answer, headers, accountId };
  };
}

function judgeKey(
  authorization: string | undefined,
  { scope }: Route,
  { orgToken, keyScenario, scopes }: ApiOptions,
  violate: (what: string) => void,
): Answer | undefined {
  const isRight = authorization === `Bearer ${orgToken}`;
  if (!authorization) violate('no Authorization header');
  else if (!isRight && keyScenario !== 'unauthorized') violate('a wrong key');
  if (!isRight || keyScenario === 'unauthorized') return unauthorized();
  const given = keyScenario === 'scoped' ? [] : scopes;
  if (given && !given.includes(scope)) return insufficientScope(scope);
  return keyScenario === 'plain-forbidden' ? forbidden() : undefined;
}

function describeVerb(method: string, path: string): string {
  const revokesAll = method === 'DELETE' && ALL_TOKENS.test(path);
  return revokesAll ? 'not a GET: it revokes the tokens of all managed accounts' : 'not a GET';
}

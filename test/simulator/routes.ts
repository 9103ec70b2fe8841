import { type Answer, accountNotFound, tokenList } from './answers.ts';
import type { FaultSource } from './faults.ts';
import type { Organization, SimulatedAccount } from './organization.ts';

/** The named groups of a route's path, decoded. */
export type Parameters = Record<string, string>;

/** The query of a request, and how to report a violation. */
export type RouteCall = { query: URLSearchParams; violate(what: string): void };

/** A path of the API without its query, and the scope that it needs. `answer` is called once per request. */
export type Route = {
  path: RegExp;
  scope: string;
  answer(parameters: Parameters, call: RouteCall): Answer;
};

/** Finds the route of a path and its parameters; undefined when the path is unknown or wrongly encoded. */
export function findRoute(routes: readonly Route[], path: string) {
  for (const route of routes) {
    const match = route.path.exec(path);
    const parameters = match && decodeParameters(match.groups ?? {});
    if (parameters) return { route, parameters };
  }
  return undefined;
}

function decodeParameters(groups: Parameters): Parameters | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    return undefined;
  }
}

/** The tokens of one account: `GET /users/{account_id}/manage/api-tokens`. */
export function createAccountTokensRoute(organization: Organization, faults?: FaultSource): Route {
  const played = new Map<string, number>();

  function nextScripted(account: SimulatedAccount): Answer | undefined {
    if (!account.answers) return account.always;
    const index = played.get(account.id) ?? 0;
    played.set(account.id, index + 1);
    return account.answers[index] ?? account.always;
  }

  return {
    // No key can have this scope: the call accepts only keys without scopes.
    scope: 'manage:org',
    path: /^\/users\/(?<accountId>[^/]+)\/manage\/api-tokens$/,
    answer({ accountId = '' }) {
      const account = organization.accountOf(accountId);
      if (!account) return accountNotFound();
      const odd = nextScripted(account) ?? faults?.next(accountId, account.tokens);
      return odd ? fillBody(odd, account.tokens, []) : tokenList(account.tokens);
    },
  };
}

/**
 * Adds the default body to an answer without one: the ordinary body where it drips or has the wrong length, an empty
 * list where it is cut or stalls.
 */
export function fillBody(answer: Answer, ordinary: unknown, empty: unknown): Answer {
  switch (answer.kind) {
    case 'drip':
    case 'wrong-length':
      return { ...answer, body: answer.body ?? JSON.stringify(ordinary) };
    case 'cut-body':
    case 'stall-body':
      return { ...answer, body: answer.body ?? JSON.stringify(empty) };
    default:
      return answer;
  }
}

import { type Answer, accountNotFound, tokenList } from './answers.ts';
import type { FaultSource } from './faults.ts';
import type { Organization, SimulatedAccount } from './organization.ts';

/** The named groups of a route's path, decoded. */
export type Parameters = Record<string, string>;

/** A path of the API, without its query. `answer` is asked once a request. */
export type Route = { path: RegExp; answer(parameters: Parameters): Answer };

/** The route of a path, and its parameters; none when the path is unknown or wrongly encoded. */
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
    path: /^\/users\/(?<accountId>[^/]+)\/manage\/api-tokens$/,
    answer({ accountId = '' }) {
      const account = organization.accountOf(accountId);
      if (!account) return accountNotFound();
      const odd = nextScripted(account) ?? faults?.next(accountId, account.tokens);
      return odd ? withOrdinaryBody(odd, account.tokens) : tokenList(account.tokens);
    },
  };
}

/** What drips or has the wrong length is the account's own answer. */
function withOrdinaryBody(answer: Answer, tokens: unknown): Answer {
  if (answer.kind !== 'drip' && answer.kind !== 'wrong-length') return answer;
  return { ...answer, body: answer.body ?? JSON.stringify(tokens) };
}

type Headers = Record<string, string>;

/**
 * An answer of the simulator. `json` and `text` are complete; the others break in their own way. The default `body`
 * of an answer that is cut or stalls is `[]` (or an empty page), so that a client that accepts it reads "no tokens".
 * Answers that drip or have the wrong length default to the ordinary body.
 */
export type Answer =
  | { kind: 'json'; status: number; body: unknown; headers?: Headers }
  | { kind: 'text'; status: number; body: string | Buffer; headers?: Headers }
  | { kind: 'redirect'; location: string }
  | { kind: 'reset-before' }
  | { kind: 'reset-in-headers' }
  | { kind: 'reset-after-headers' }
  | { kind: 'cut-body'; body?: string; chunked?: boolean }
  | { kind: 'stall-headers' }
  | { kind: 'stall-body'; body?: string }
  | { kind: 'drip'; everyMs: number; body?: string }
  | { kind: 'wrong-length'; body?: string }
  | { kind: 'oversized'; bytes: number };

/** Returns the status of an answer; 0 when the connection ends before one. */
export function statusOf(answer: Answer): number {
  if ('status' in answer) return answer.status;
  if (answer.kind === 'redirect') return 302;
  return answer.kind.startsWith('reset') || answer.kind === 'stall-headers' ? 0 : 200;
}

/** Creates a complete answer in JSON. */
export function json(status: number, body: unknown, headers: Headers = {}): Answer {
  return { kind: 'json', status, body, headers };
}

/** Creates a complete answer with exactly these bytes; its default content type is JSON. */
export function text(status: number, body: string | Buffer, headers: Headers = {}): Answer {
  return { kind: 'text', status, body, headers };
}

/** An answer whose JSON is text. */
export type MadeAnswer = Exclude<Answer, { kind: 'json' }>;

/** Converts the JSON of an answer to text. */
export function makeText(answer: Answer): MadeAnswer {
  if (answer.kind !== 'json') return answer;
  const { status, body, headers = {} } = answer;
  return { kind: 'text', status, body: JSON.stringify(body), headers };
}

// Atlassian's documented answers: developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens

/** 200 with the tokens of an account: a bare array. */
export const tokenList = (tokens: unknown) => json(200, tokens);

/** 400: the request cannot be parsed. */
export const badRequest = () => json(400, { key: 'bodyParseFailure' });

/** 401: the key is wrong, expired, or of another kind. */
export const unauthorized = () => json(401, { key: 'unauthorized' });

/** 403 without a reason. */
export const forbidden = () => json(403, { key: 'forbidden' });

/** 403 for the action, with a reason. */
export const forbiddenAction = (reason = 'externalDirectory.scim') =>
  json(403, { key: 'forbidden.action', context: { allowed: false, reason: { key: reason } } });

/** 403, documented: the organization has not verified the account's domain. */
export const targetUnverified = () => json(403, { key: 'forbidden.targetUnverified' });

/** 403, observed: the account exists, but this organization does not manage it. */
export const notManaged = () =>
  json(403, {
    key: 'forbidden',
    errorKey: 'forbidden',
    errorDetail: 'Error: Caller must be a verified org admin of targeted account',
  });

/** 403, observed: the key was created with scopes. */
export const insufficientScope = (scope = 'manage:org') =>
  json(403, {
    key: 'forbidden.insufficientScope',
    errorKey: 'forbidden.insufficientScope',
    errorDetail: `Error: The credential has none of the required scopes: ${scope}`,
  });

/** 404 with the observed fields: the account does not exist. */
export const accountNotFound = () =>
  json(404, {
    key: 'accountNotFound',
    errorKey: 'account-not-found',
    errorDetail: 'Error: User account not found',
  });

/** 404: the resource does not exist. */
export const notFound = () => json(404, { key: 'notFound' });

/** 405: the method is not GET. */
export const methodNotAllowed = () => json(405, { key: 'methodNotAllowed' }, { Allow: 'GET' });

/** 429; its body has no documented form. */
export const tooManyRequests = (headers: Headers = {}) =>
  json(429, { code: 429, message: 'Rate limit exceeded' }, headers);

const REASONS: Record<number, string> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** An error in the form of the gateway in front of the API. */
export const gatewayError = (status: number) =>
  json(status, {
    timestamp: '2026-11-16T05:17:03.412+00:00',
    path: '/users/manage/api-tokens',
    status,
    error: REASONS[status] ?? 'Error',
    message: 'upstream request failed',
    requestId: '6f0c2a9b4d1e4f0a',
  });

/** An error in the form of the organizations API; `number` is the last part of its code. */
export const organizationsError = (status: number, title = REASONS[status] ?? 'Error', number = 1) =>
  json(status, {
    errors: [
      {
        id: '6f0c2a9b4d1e4f0a',
        status: String(status),
        code: `ADMIN-${status}-${number}`,
        title,
        detail: title,
      },
    ],
  });

/** 200 with HTML: a sign-in page or a proxy's page. */
export const htmlPage = () =>
  text(200, '<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Please log in.</body></html>\n', {
    'Content-Type': 'text/html; charset=utf-8',
  });

/** 200 with JSON that ends too early, although the length is correct. */
export const truncatedJson = () => jsonText('[{"id":"5f1c0d","label":"Jenkins","createdAt":"2026-');

/** 200 with `depth` nested arrays that are never closed. */
export const nestedJson = (depth = 200_000) => jsonText('['.repeat(depth));

function jsonText(body: string): Answer {
  return text(200, body, { 'Content-Type': 'application/json' });
}

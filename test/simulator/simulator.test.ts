import assert from 'node:assert/strict';
import test from 'node:test';
import * as answers from './answers.ts';
import { createOrganization, type SimulatedAccount } from './organization.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';

const ID = '712020:0a1b2c3d-4e5f-6789-abcd-ef0123456789';
const TOKENS = [{ id: '1', label: 'Jenkins', createdAt: '2026-01-02T03:04:05.678Z', disabledStatus: false }];

test('an account answers with its tokens, its ID spelt with : or %3A, whatever the query and user agent', async () => {
  await withSimulator({}, async (simulator) => {
    for (const id of [ID, encodeURIComponent(ID)]) {
      const headers = {
        Authorization: `Bearer ${simulator.orgToken}`,
        'User-Agent': 'python-requests/2.32.3',
      };
      const response = await ask(simulator, `/users/${id}/manage/api-tokens?expand=all`, { headers });
      assert.deepEqual([response.status, await response.json()], [200, TOKENS]);
    }
    const [first] = simulator.requests;
    assert.deepEqual([first?.method, first?.accountId, first?.status, first?.inFlight], ['GET', ID, 200, 1]);
    assert.deepEqual(simulator.violations, []);
  });
});

test('errors have the keys of the published description', async () => {
  // From the descriptions of 401, 403 and 404 in Atlassian's "IDv2: User management".
  const required = [
    [answers.badRequest(), 400, ['bodyParseFailure', 'fieldConstraintsViolated']],
    [answers.unauthorized(), 401, ['unauthorized']],
    [answers.forbidden(), 403, ['forbidden']],
    [answers.notManaged(), 403, ['forbidden']],
    [answers.targetUnverified(), 403, ['forbidden.targetUnverified']],
    [answers.forbiddenAction(), 403, ['forbidden.action']],
    [answers.accountNotFound(), 404, ['accountNotFound', 'notFound']],
    [answers.notFound(), 404, ['accountNotFound', 'notFound']],
  ] as const;
  for (const [answer, status, keys] of required) {
    assert.ok(answer.kind === 'json' && answer.status === status);
    const body = answer.body as { key: string; context?: { allowed: boolean; reason: { key: string } } };
    assert.ok((keys as readonly string[]).includes(body.key), `${status} ${body.key}`);
    if (body.key === 'forbidden.action') assert.equal(body.context?.allowed, false);
  }
});

test('what is not an allowed GET with the right key is refused, and a violation that close() throws', async () => {
  const simulator = await startSimulator({ organization: createOrganization([{ id: ID, tokens: TOKENS }]) });
  const path = `/users/${ID}/manage/api-tokens`;
  const statuses = [
    await ask(simulator, path, { method: 'DELETE' }),
    await ask(simulator, '/users/me'),
    await ask(simulator, '/users/%E0%A4%A/manage/api-tokens'),
    await ask(simulator, '/users/no%20id/manage/api-tokens'),
    await ask(simulator, path, { headers: { Authorization: 'Bearer other' } }),
    await ask(simulator, path, { headers: {} }),
    await ask(simulator, `${path}?key=${simulator.orgToken}`),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [405, 404, 404, 404, 401, 401, 200]);
  const named = simulator.violations.map((violation) => violation.slice(violation.lastIndexOf(': ') + 2));
  const wanted = ['not a GET', 'no such path', 'no such path', 'not an account ID', 'a wrong key'];
  assert.deepEqual(named, [...wanted, 'no Authorization header', 'the key is in the address']);
  await assert.rejects(simulator.close(), /saw 7 forbidden requests/);
});

test('an unknown account is not found', async () => {
  await withSimulator({}, async (simulator) => {
    const response = await ask(simulator, '/users/557058:nobody/manage/api-tokens');
    const { key } = (await response.json()) as { key: string };
    assert.deepEqual([response.status, key], [404, 'accountNotFound']);
  });
});

for (const [keyScenario, status, body] of [
  ['unauthorized', 401, /unauthorized/],
  ['scoped', 403, /manage:org/],
  ['plain-forbidden', 403, /^\{"key":"forbidden"\}$/],
] as const) {
  test(`a key that is judged ${keyScenario} gets ${status}`, async () => {
    await withSimulator({ keyScenario }, async (simulator) => {
      const response = await ask(simulator);
      assert.equal(response.status, status);
      assert.match(await response.text(), body);
    });
  });
}

test('an account plays its answers, then the ordinary one; or one answer for ever', async () => {
  const once = { id: ID, tokens: TOKENS, answers: [answers.gatewayError(503), answers.htmlPage()] };
  const forEver = { id: '557058:down', tokens: [], always: answers.gatewayError(502) };
  await withSimulator({ accounts: [once, forEver] }, async (simulator) => {
    const statuses = [];
    for (let time = 0; time < 3; time++) statuses.push((await ask(simulator)).status);
    assert.deepEqual(statuses, [503, 200, 200]);
    assert.equal((await ask(simulator, '/users/557058:down/manage/api-tokens')).status, 502);
  });
});

for (const [answer, status, wanted] of [
  [{ kind: 'reset-before' }, 0, /fetch failed/],
  [{ kind: 'reset-in-headers' }, 0, /fetch failed/],
  [{ kind: 'cut-body' }, 200, /terminated/],
  [{ kind: 'cut-body', chunked: true }, 200, /terminated/],
  [{ kind: 'stall-headers' }, 0, /timeout/],
  [{ kind: 'stall-body' }, 200, /timeout/],
  [{ kind: 'drip', everyMs: 1 }, 200, /^\[\{.*\}\]$/],
  [{ kind: 'wrong-length' }, 200, /^\[\{.*\}$/],
  [{ kind: 'oversized', bytes: 300_000 }, 200, /^\[ {299998}\]$/],
  [{ kind: 'redirect', location: '/elsewhere' }, 302, /^$/],
  [answers.truncatedJson(), 200, /[^\]]$/],
  [answers.nestedJson(), 200, /^\[+$/],
] as const) {
  test(`${JSON.stringify(answer).slice(0, 60)} ends as named, and the next request is answered`, async () => {
    await withSimulator({ accounts: [{ id: ID, tokens: TOKENS, answers: [answer] }] }, async (simulator) => {
      const patience = answer.kind.startsWith('stall') ? 200 : 10_000;
      const told = await ask(simulator, undefined, { signal: AbortSignal.timeout(patience) })
        .then((response) => response.text())
        .catch((error: Error) => error.message);
      assert.match(told, wanted);
      assert.equal(simulator.requests[0]?.status, status);
      assert.deepEqual(await (await ask(simulator)).json(), TOKENS);
    });
  });
}

test('latency, requests in flight and refusals are counted, recorded or not', async () => {
  const limit = { kind: 'fixed-window', limit: 3, windowMs: 60_000, headers: { remaining: true } } as const;
  await withSimulator({ latencyMs: 40, recordRequests: false, limit }, async (simulator) => {
    const start = performance.now();
    const responses = await Promise.all([1, 2, 3, 4].map(() => ask(simulator)));
    assert.ok(performance.now() - start >= 39);
    assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 200, 200, 429]);
    assert.ok(responses.every(({ headers }) => headers.get('x-ratelimit-limit') === '3'));
    const { requests, refused, mostInFlight } = simulator.counts;
    assert.deepEqual([requests, refused, mostInFlight, simulator.requests.length], [4, 1, 4, 0]);
  });
});

test('clients that leave do no harm, and stalled connections do not keep it open', async () => {
  await withSimulator(
    { latencyMs: 30, accounts: [{ id: ID, tokens: [], answers: [{ kind: 'oversized', bytes: 5e7 }] }] },
    async (simulator) => {
      await assert.rejects(ask(simulator, undefined, { signal: AbortSignal.timeout(5) }));
      const response = await ask(simulator);
      await response.body?.cancel();
      assert.deepEqual(await (await ask(simulator)).json(), []);
    },
  );
});

type Scenario = Omit<SimulatorOptions, 'organization'> & { accounts?: SimulatedAccount[] };

async function withSimulator(
  { accounts = [{ id: ID, tokens: TOKENS }], ...options }: Scenario,
  run: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ organization: createOrganization(accounts), ...options });
  try {
    await run(simulator);
  } finally {
    await simulator.close();
  }
}

function ask(simulator: Simulator, path = `/users/${ID}/manage/api-tokens`, init: RequestInit = {}) {
  return fetch(simulator.apiUrl + path, {
    headers: { Authorization: `Bearer ${simulator.orgToken}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
    ...init,
  });
}

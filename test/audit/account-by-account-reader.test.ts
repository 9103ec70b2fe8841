import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer as ApiAnswer } from '../../src/atlassian/api.ts';
import { ALL_FORBIDDEN_ADVICE, FORBIDDEN_ADVICE, KEY_ADVICE } from '../../src/atlassian/refusals.ts';
import { createAccountReader } from '../../src/audit/account-by-account.ts';
import { createSourceReport } from '../../src/audit/source.ts';
import { readStopReason, TIME_IS_UP } from '../../src/audit/stop.ts';
import * as answers from '../simulator/answers.ts';

type Answer = ApiAnswer<unknown>;

const ACCOUNT = { id: '712020:a', name: 'Ada', email: 'ada@example.com', status: 'Active' };
const READ: Answer = { kind: 'value', value: [{ id: '1' }, { id: '2' }] };
const TIMED_OUT: Answer = {
  kind: 'unread',
  status: undefined,
  detail: 'no whole answer within 30 s',
  advice: 'set HTTPS_PROXY',
};
const FORBIDDEN = refuse(answers.forbidden());
const GONE = refuse(answers.accountNotFound());

test('an account that is read is checked, with its tokens', async () => {
  const { readAccountTokens, paths } = create([READ]);
  const { status, tokens, httpStatus, detail } = await readAccountTokens(ACCOUNT);
  assert.deepEqual(
    [status, tokens.map(({ id }) => id), httpStatus, detail],
    ['checked', ['1', '2'], 200, ''],
  );
  assert.deepEqual(paths, ['/users/712020%3Aa/manage/api-tokens']);
});

test('no tokens is an answer', async () => {
  const { readAccountTokens } = create([{ kind: 'value', value: [] }]);
  assert.deepEqual(await readAccountTokens(ACCOUNT), {
    status: 'checked',
    tokens: [],
    httpStatus: 200,
    detail: '',
  });
});

test('a token without an id makes the account failed, and what is listed is kept', async () => {
  const { readAccountTokens } = create([{ kind: 'value', value: [{ id: '1' }, { label: 'Jenkins' }, null] }]);
  const { status, tokens, detail } = await readAccountTokens(ACCOUNT);
  assert.deepEqual([status, tokens.map(({ id, label }) => id + label)], ['failed', ['1', 'Jenkins']]);
  assert.equal(detail, 'token 2 has no id; element 3 is no token but null');
});

for (const [name, answer, status, httpStatus, detail] of [
  ['an account that is gone', GONE, 'not-managed', 404, /"accountNotFound"/],
  ['an account of others', refuse(answers.notManaged()), 'not-managed', 403, /verified org admin/],
  ['an account of others, documented', refuse(answers.targetUnverified()), 'not-managed', 403, /target/],
  ['any other 403', FORBIDDEN, 'failed', 403, /Managed accounts export.*max-failed-accounts.*forbidden/],
  ['a redirect', { kind: 'refused', status: 302, body: '' }, 'failed', 302, /^$/],
  ['no content', { kind: 'refused', status: 204, body: '' }, 'failed', 204, /^$/],
  ['no answer', TIMED_OUT, 'failed', undefined, /^no whole answer within 30 s$/],
  ['no healing', { kind: 'unread', status: 503, detail: '', advice: '' }, 'failed', 503, /^$/],
  ['a stop', { kind: 'stopped' }, 'skipped', undefined, /^$/],
] as const) {
  test(`${name}: ${status}`, async () => {
    const { readAccountTokens, controller } = create([answer]);
    const found = await readAccountTokens(ACCOUNT);
    assert.deepEqual([found.status, found.tokens, found.httpStatus], [status, [], httpStatus]);
    assert.match(found.detail, detail);
    assert.equal(readStopReason(controller.signal), undefined);
  });
}

for (const [name, refusal, advice] of [
  ['a key that is refused', refuse(answers.unauthorized()), KEY_ADVICE['bad-key']],
  ['a key with scopes', refuse(answers.insufficientScope()), KEY_ADVICE['scoped-key']],
] as const) {
  test(`${name} stops the run at once, though others were read`, async () => {
    const { readAccountTokens, controller, paths } = create([READ, refusal, READ]);
    const statuses = [
      await readAccountTokens(ACCOUNT),
      await readAccountTokens(ACCOUNT),
      await readAccountTokens(ACCOUNT),
    ].map(({ status }) => status);
    assert.deepEqual(statuses, ['checked', 'failed', 'skipped']);
    assert.deepEqual(
      [readStopReason(controller.signal)?.kind, readStopReason(controller.signal)?.advice],
      ['refused', advice],
    );
    assert.equal(paths.length, 2);
  });
}

test('25 answers that are all plain 403s stop the run', async () => {
  const { readAccountTokens, controller } = create([]);
  for (let time = 0; time < 24; time += 1) await readAccountTokens(ACCOUNT);
  assert.equal(readStopReason(controller.signal), undefined);
  await readAccountTokens(ACCOUNT);
  assert.deepEqual(
    [readStopReason(controller.signal)?.kind, readStopReason(controller.signal)?.advice],
    ['refused', ALL_FORBIDDEN_ADVICE],
  );
});

for (const [name, other] of [
  ['read', READ],
  ['not managed', GONE],
] as const) {
  test(`one account that is ${name} shows that the key is not at fault`, async () => {
    for (const place of [0, 24]) {
      const { readAccountTokens, controller } = create([
        ...Array.from({ length: place }, () => FORBIDDEN),
        other,
      ]);
      for (let time = 0; time < 60; time += 1) await readAccountTokens(ACCOUNT);
      assert.equal(readStopReason(controller.signal), undefined);
    }
  });
}

test('an account that gave no answer shows nothing about the key', async () => {
  const { readAccountTokens, controller } = create([TIMED_OUT]);
  for (let time = 0; time < 26; time += 1) await readAccountTokens(ACCOUNT);
  assert.equal(readStopReason(controller.signal)?.advice, ALL_FORBIDDEN_ADVICE);
});

test('fewer refusals than that are reported in the end, if there was no other answer', async () => {
  for (const [script, errors] of [
    [[FORBIDDEN, TIMED_OUT, FORBIDDEN], [ALL_FORBIDDEN_ADVICE]],
    [[FORBIDDEN, READ, FORBIDDEN], []],
    [[FORBIDDEN, GONE, FORBIDDEN], []],
    [[TIMED_OUT, TIMED_OUT, TIMED_OUT], []],
  ] as const) {
    const { readAccountTokens, reportKey } = create([...script]);
    for (let time = 0; time < 3; time += 1) await readAccountTokens(ACCOUNT);
    const report = createSourceReport();
    reportKey(report);
    assert.deepEqual(report.errors, errors);
  }
});

for (const status of [401, 403, 404])
  test(`a page of HTML with ${status} for every account says nothing about the key`, async () => {
    const advice = 'either a proxy answered, or the key was refused';
    const page: Answer = { kind: 'unread', status, detail: 'not JSON but text/html, "Denied"', advice };
    const script = Array.from({ length: 60 }, () => page);
    const { readAccountTokens, reportKey, controller } = create(script);
    for (let time = 0; time < 60; time += 1)
      assert.deepEqual(await readAccountTokens(ACCOUNT), {
        status: 'failed',
        tokens: [],
        httpStatus: status,
        detail: 'not JSON but text/html, "Denied"',
        advice,
      });
    const report = createSourceReport();
    reportKey(report);
    assert.deepEqual([readStopReason(controller.signal), report.errors], [undefined, []]);
  });

test('after a stop nobody is asked, and the reason stands in the row', async () => {
  const { readAccountTokens, controller, paths } = create([READ]);
  controller.abort(TIME_IS_UP);
  const { status, detail, httpStatus } = await readAccountTokens(ACCOUNT);
  assert.deepEqual([status, detail, httpStatus], ['skipped', TIME_IS_UP.why, undefined]);
  assert.deepEqual(paths, []);
});

test('a refusal that was in flight when the run stopped keeps its own status', async () => {
  const { readAccountTokens, controller } = create([GONE]);
  const found = readAccountTokens(ACCOUNT);
  controller.abort(TIME_IS_UP);
  assert.equal((await found).status, 'not-managed');
});

test('the advice for a 403 stands before its body, and no body makes the row long', async () => {
  const { readAccountTokens } = create([{ kind: 'refused', status: 403, body: `<p>\n${'x'.repeat(5000)}` }]);
  const { detail } = await readAccountTokens(ACCOUNT);
  assert.ok(detail.startsWith(`${FORBIDDEN_ADVICE} (<p> xxx`));
  assert.ok(detail.length < FORBIDDEN_ADVICE.length + 210);
});

/** Plays these answers, one an account, and then plain 403s. */
function create(script: Answer[]) {
  const controller = new AbortController();
  const paths: string[] = [];
  async function read<T>(path: string, parse: (json: unknown) => T): Promise<ApiAnswer<T>> {
    const answer = script[paths.push(path) - 1] ?? FORBIDDEN;
    return answer.kind === 'value' ? { kind: 'value', value: parse(answer.value) } : answer;
  }
  return { ...createAccountReader({ read }, controller), controller, paths };
}

function refuse(answer: answers.Answer): Extract<Answer, { kind: 'refused' }> {
  if (answer.kind !== 'json') throw new Error('Only an answer in JSON can be a refusal here');
  return { kind: 'refused', status: answer.status, body: JSON.stringify(answer.body) };
}

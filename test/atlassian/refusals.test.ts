import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyRefusal } from '../../src/atlassian/refusals.ts';
import * as answers from '../simulator/answers.ts';

/** As seen and as documented: see `answers.ts`. */
for (const [name, answer, meaning] of [
  ['a wrong key', answers.unauthorized(), 'bad-key'],
  ['a key with scopes', answers.insufficientScope(), 'scoped-key'],
  ['an account that is not there', answers.accountNotFound(), 'not-managed'],
  ['a path that is not there', answers.notFound(), 'not-managed'],
  ['an account of others, as seen', answers.notManaged(), 'not-managed'],
  ['an account of others, as documented', answers.targetUnverified(), 'not-managed'],
  ['a 403 without a reason', answers.forbidden(), 'forbidden'],
  ['a 403 for the action', answers.forbiddenAction(), 'forbidden'],
  ['a bad request', answers.badRequest(), 'other'],
  ['a redirect', { status: 302, body: '' }, 'other'],
  ['no content', { status: 204, body: '' }, 'other'],
] as const) {
  test(`${name} means ${meaning}`, () => {
    const { status, body } = answer as { status: number; body: unknown };
    assert.equal(classifyRefusal(status, JSON.stringify(body)), meaning);
  });
}

test('a 403 is known by its text, in whatever shape it comes', () => {
  for (const [body, meaning] of [
    ['{"errors":[{"code":"forbidden.targetUnverified"}]}', 'not-managed'],
    ['<p>You cannot manage an unverified target account.</p>', 'not-managed'],
    ['CALLER MUST BE A VERIFIED ORG ADMIN OF TARGETED ACCOUNT', 'not-managed'],
    ['insufficient_scope', 'scoped-key'],
    ['Insufficient scope: manage:org', 'scoped-key'],
    ['', 'forbidden'],
    ['<html>Forbidden by the proxy</html>', 'forbidden'],
  ] as const)
    assert.equal(classifyRefusal(403, body), meaning, body);
});

test('only a 403 is judged by its text', () => {
  for (const body of ['manage:org', 'forbidden.targetUnverified']) {
    assert.equal(classifyRefusal(401, body), 'bad-key');
    assert.equal(classifyRefusal(400, body), 'other');
  }
});

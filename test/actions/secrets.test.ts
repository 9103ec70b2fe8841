import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskSecretsInLog, parseOrgToken, readOrgToken } from '../../src/actions/secrets.ts';
import { createRunContext } from '../harness/entries.ts';
import { giveInputs } from '../harness/give-inputs.ts';
import { captureStdout } from '../harness/stdout.ts';

const context = createRunContext();

test('a key may have white space around it, of any kind', () => {
  for (const around of ['', ' ', '\n', '\r\n', '\t', '\u00a0', '\ufeff'])
    assert.equal(parseOrgToken(`${around}ATCTT3xFfGN0=abcdef${around}`), 'ATCTT3xFfGN0=abcdef');
});

test('no key: where it goes, and where secrets are empty', () => {
  for (const text of ['', ' ', '\n'])
    assert.throws(() => parseOrgToken(text), /^Error: org-token: not given\..*secrets\..*fork.*Dependabot/);
});

test('what cannot be a key is refused with what to do, and never shown', () => {
  const wrong: [string, RegExp][] = [
    ['Bearer s3cr3t', /starts with "Bearer"/],
    ['bearer\ts3cr3t', /starts with "Bearer"/],
    ['s3cr3t s3cr3t', /space or a line break inside/],
    ['s3cr3t\ns3cr3t', /space or a line break inside/],
    ['s3cr3t\u2028s3cr3t', /space or a line break inside/],
    ['s3cr3t\u200b', /a character that no key contains/],
    ['s3cr3té', /a character that no key contains/],
    ['s3cr3t\0', /a character that no key contains/],
    ['s3cr3t\u001b[31m', /a character that no key contains/],
    ['s3cr3t-s3cr3t-1', /only 15 characters/],
    ['ATATT3xFfGF0s3cr3t', /begins with ATATT.*Make an organization API key/],
  ];
  for (const [text, expected] of wrong) {
    const message = readMessage(() => parseOrgToken(text));
    assert.match(message, expected);
    assert.match(message, /^org-token: /);
    assert.doesNotMatch(message, /s3cr3t/);
  }
});

test('each secret is masked by one line on GitHub, and not printed elsewhere', () => {
  giveInputs({ 'org-token': ' s3cr3t\n', 'github-token': 'ghs_1' });
  assert.equal(readOrgToken(), ' s3cr3t\n');
  assert.equal(
    captureStdout(() => maskSecretsInLog(context)),
    '::add-mask::s3cr3t\n::add-mask::ghs_1\n',
  );
  assert.equal(
    captureStdout(() => maskSecretsInLog({ ...context, onGitHub: false })),
    '',
  );
  giveInputs({ 'org-token': ' ' });
  assert.equal(
    captureStdout(() => maskSecretsInLog(context)),
    '',
  );
});

function readMessage(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was thrown');
}

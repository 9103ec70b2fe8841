import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostileText } from '../harness/hostile.ts';
import { findCommands } from '../harness/stdout.ts';

const KEY = 'ATCTT3xFfGN0-for-tests';

test('what anything but the log writes is neither a command nor a secret, to stdout and stderr alike', () => {
  const texts = fc.sample(hostileText, 500);
  const log = runGuarded(
    `for (const text of ${JSON.stringify([...texts, ' ::error::x\n::stop-commands::zz', `a ${KEY}`])}) {
       process.stdout.write(text + '\\n');
       process.stderr.write(Buffer.from(text));
       core.info(text);
       core.warning(text);
       core.setSecret(text);
     }`,
  );
  assert.deepEqual(findCommands(log), []);
  assert.doesNotMatch(log, new RegExp(KEY));
  assert.match(log, /^stop-commands: zz$/m);
  assert.match(log, /^a \*\*\*$/m);
});

test('the log passes the guard, and folds what is printed in between', () => {
  const log = runGuarded(`
    const log = createLog(true, (text) => text);
    printCommand('group', 'A library');
    core.info('Uploaded bytes 7');
    printCommand('endgroup', '');
    log.warning('100% of a');
  `);
  assert.equal(log, '::group::A library\nUploaded bytes 7\n::endgroup::\n::warning::100%25 of a\n');
});

test('a text that a library wants masked is masked in its own lines, and its debug lines stay debug lines', () => {
  const work = `core.setSecret('signature-1234'); core.debug('sig=signature-1234\\n'); core.info('sig=signature-1234');`;
  assert.equal(runGuarded(work), 'sig=***\n');
  assert.equal(runGuarded(work, { RUNNER_DEBUG: '1' }), '::debug::sig=***\\u000a\nsig=***\n');
});

test('who waits for a write is called back', () => {
  assert.equal(runGuarded(`process.stdout.write('', () => process.stdout.write('written'));`), 'written\n');
});

/** The output of `work` in a process whose output is guarded. */
function runGuarded(work: string, env: Record<string, string> = {}): string {
  const program = `
    import * as core from '@actions/core';
    import { createLog, guardOutput, printCommand } from '../../src/actions/log.ts';
    import { createMask } from '../../src/text/mask.ts';
    guardOutput(createMask('${KEY}'));
    ${work}`;
  const args = ['--input-type=module', '-e', program];
  const options = { env: { PATH: process.env.PATH ?? '', ...env }, cwd: import.meta.dirname } as const;
  return execFileSync(process.execPath, args, { ...options, encoding: 'utf8' });
}

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import fc from 'fast-check';
import { createLog, startProgress } from '../../src/actions/log.ts';
import { createMask } from '../../src/text/mask.ts';
import { hostileText } from '../harness/hostile.ts';
import { captureStdout, findCommands } from '../harness/stdout.ts';

const LEVELS = ['notice', 'warning', 'error'] as const;

const keep = (text: string) => text;
const onGitHub = createLog(true, keep);
const atHome = createLog(false, keep);

afterEach(() => {
  delete process.env.RUNNER_DEBUG;
});

test('a line is one line without a command in it, whatever stands in it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const output = captureStdout(() => onGitHub.info(text));
      assert.equal(output.split('\n').length, 2);
      assert.deepEqual(findCommands(output), []);
    }),
    { numRuns: 500 },
  );
});

for (const level of LEVELS) {
  test(`${level}: on GitHub exactly one annotation whose text is no command, elsewhere a plain line`, () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const output = captureStdout(() => onGitHub[level](text));
        assert.equal(output.split('\n').length, 2);
        assert.deepEqual(findCommands(output), [output.slice(0, -1)]);
        const [, data = ''] = /^::(?:notice|warning|error)::(.*)\n$/.exec(output) ?? [];
        assert.deepEqual(findCommands(decodeData(data)), []);
        assert.deepEqual(findCommands(captureStdout(() => atHome[level](text))), []);
      }),
      { numRuns: 500 },
    );
    assert.equal(
      captureStdout(() => onGitHub[level]('100% of a, b: c')),
      `::${level}::100%25 of a, b: c\n`,
    );
    assert.equal(
      captureStdout(() => atHome[level]('100%')),
      `${level}: 100%\n`,
    );
  });
}

test('an annotation has less than 300 characters, also where its text is escaped; the whole text is a line', () => {
  for (const text of ['x', '\n', '%', '##['].map((piece) => piece.repeat(10_000))) {
    const output = captureStdout(() => onGitHub.error(text));
    const [, whole = '', data = ''] = /^error: (.*)\n::error::(.*)\n$/.exec(output) ?? [];
    assert.ok(whole.length >= 10_000);
    assert.ok(decodeData(data).length < 300);
    assert.ok(decodeData(data).endsWith('…'));
  }
});

test('debug lines are rendered and shown only when debug logging is on, and carry no command', () => {
  const render = () => '\n::error::x ##[error]y';
  assert.equal(
    captureStdout(() => onGitHub.debug(() => assert.fail('rendered for nothing'))),
    '',
  );
  process.env.RUNNER_DEBUG = '1';
  const output = captureStdout(() => onGitHub.debug(render));
  assert.deepEqual(findCommands(output), [output.slice(0, -1)]);
  assert.ok(output.startsWith('::debug::'));
});

test('a secret is taken out of every kind of line', () => {
  process.env.RUNNER_DEBUG = '1';
  const log = createLog(true, createMask('s3cr3t-s3cr3t'));
  const output = captureStdout(() => {
    for (const level of ['info', ...LEVELS] as const) log[level]('a s3cr3t-s3cr3t b');
    log.debug(() => 'a s3cr3t-s3cr3t b');
  });
  assert.equal(output.split('a *** b').length, 6);
  assert.doesNotMatch(output, /s3cr3t/);
});

test('progress is a line after ten seconds, then less and less often, at least every five minutes', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const countLines = (seconds: number) =>
    captureStdout(() => {
      const end = startProgress(onGitHub, (elapsedMs) => `${typeof elapsedMs} ::x`);
      for (let second = 0; second < seconds; second += 1) t.mock.timers.tick(1000);
      assert.equal(typeof end(), 'number');
      t.mock.timers.tick(600_000);
    }).match(/^number ::x$/gm)?.length ?? 0;
  assert.deepEqual([9, 10, 30, 70, 310, 610, 910].map(countLines), [0, 1, 2, 3, 5, 6, 7]);
});

test('on a terminal progress is one line that updates itself, fits, and is gone at the end', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const output = captureStdout(() =>
    onTerminal(40, () => {
      const end = startProgress(atHome, () => `\u001b[2J${'x'.repeat(200)}\n`);
      t.mock.timers.tick(250);
      t.mock.timers.tick(250);
      end();
    }),
  );
  const [first, second, third, last] = output.split('\r\u001b[2K');
  assert.deepEqual([first, second, last], ['', third, '']);
  assert.match(second ?? '', /^\\u001b\[2Jx+$/);
  assert.equal(second?.length, 39);
});

/** As the runner decodes what stands behind `::warning::`. */
function decodeData(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function onTerminal(columns: number, work: () => void): void {
  const { isTTY, columns: before } = process.stdout;
  Object.assign(process.stdout, { isTTY: true, columns });
  try {
    work();
  } finally {
    Object.assign(process.stdout, { isTTY, columns: before });
  }
}

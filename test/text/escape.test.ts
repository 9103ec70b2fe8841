import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cut, escapeCell, escapeHtml, escapeLog, showInvisible } from '../../src/text/escape.ts';
import { decodeEntities, hostileText } from '../harness/hostile.ts';
import { findCommands } from '../harness/stdout.ts';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test('characters without a face are shown by their code, and all others stay', () => {
  assert.equal(showInvisible('a\r\n\t\0\u001b[31m'), 'a\\u000d\\u000a\\u0009\\u0000\\u001b[31m');
  assert.equal(showInvisible('\u202egnp.exe\u2066\u061c'), '\\u202egnp.exe\\u2066\\u061c');
  assert.equal(
    showInvisible('\u2028\u0085\u200b\ufeff\u180e\u{e0041}'),
    '\\u2028\\u0085\\u200b\\ufeff\\u180e\\ue0041',
  );
  assert.equal(showInvisible('Zoë O’Brien, 高橋 由美 😀 \\u000a'), 'Zoë O’Brien, 高橋 由美 😀 \\u000a');
});

test('a cut text is never longer than asked, says that it was cut, and holds no half of a character', () => {
  assert.equal(cut('abc', 3), 'abc');
  assert.equal(cut('abcd', 3), 'ab…');
  assert.equal(cut('a😀😀', 3), 'a…');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (text, length) => {
      const short = cut(text, length);
      assert.ok(short.length <= length && short.isWellFormed() === text.isWellFormed());
      assert.equal(short === text, text.length <= length);
    }),
  );
});

test('a log line carries no workflow command and stays one line, whatever stands in it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const line = escapeLog(text);
      assert.deepEqual(findCommands(line), []);
      assert.doesNotMatch(line, INVISIBLE);
    }),
    { numRuns: 2000 },
  );
});

test('a log line still tells what stood there', () => {
  assert.equal(escapeLog('::add-mask::x'), ' :\\:add-mask::x');
  assert.equal(escapeLog('\u3000 ::error::x'), ' :\\:error::x');
  assert.equal(escapeLog('a ##[error]b ###[c'), 'a ##\\[error]b ###\\[c');
  assert.equal(escapeLog('712020:abc failed (500): a::b'), '712020:abc failed (500): a::b');
});

test('no cell starts a formula, at its start or behind what a reader may take for the end of a cell', () => {
  const guarded: [string, string][] = [
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\u200b\u00a0＝1', "'\u200b\u00a0＝1"],
    ['\0=1', "'\0=1"],
    ['"=1', '\'"=1'],
    ['\tx', "'\tx"],
    ['a\n=HYPERLINK(1)', "a\n'=HYPERLINK(1)"],
    ['a\r+cmd', "a\r'+cmd"],
    ['a\u2028 -1\v@x\f=2', "a\u2028' -1\v'@x\f'=2"],
    ["x;=cmd|'/c calc'!A1;y", "x;'=cmd|'/c calc'!A1;y"],
    ['x;"=1', 'x;\'"=1'],
    ['x\t=1', "x\t'=1"],
    ['\n=1', "'\n'=1"],
  ];
  for (const [text, expected] of guarded) assert.equal(escapeCell(text), expected, JSON.stringify(text));
  for (const text of [
    '',
    'a=b',
    'x -prod',
    'a, =b',
    'Zoë',
    '2026-11-23T06:00Z',
    '712020:a-b',
    "'=1",
    'a\nb;c',
  ])
    assert.equal(escapeCell(text), text);
});

test('a cell of nothing but separators is guarded in linear time', () => {
  for (const text of ['\n', ' ', ';', '; ', '\u200b'].map((piece) => piece.repeat(500_000))) {
    const startedAt = performance.now();
    escapeCell(text);
    assert.ok(performance.now() - startedAt < 1000);
  }
});

test('HTML text has no character that HTML or Markdown reads, and decodes to what stood there', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const html = escapeHtml(text);
      assert.doesNotMatch(html, /[<>"'`|[\](){}*_~!:@\\$]|&(?!#\d+;)|(?<!&)#/);
      const decoded = decodeEntities(html);
      assert.equal(decoded.replaceAll('\u200b', ''), showInvisible(text));
      assert.doesNotMatch(decoded.replaceAll('\u200b', ''), INVISIBLE);
    }),
    { numRuns: 2000 },
  );
});

test('HTML text mentions nobody and refers to no issue', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      // GitHub looks for both in the rendered text, where the entities are decoded.
      assert.doesNotMatch(decodeEntities(escapeHtml(text)), /(^|\W)@[a-z0-9]|#\d/i);
    }),
    { numRuns: 2000 },
  );
  assert.equal(escapeHtml('@ada'), '&#64;&#8203;ada');
  assert.equal(escapeHtml('ada@example.com'), 'ada&#64;example.com');
});

test('HTML text holds no address that Markdown would link', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      // https://github.github.com/gfm/#autolinks-extension-
      assert.doesNotMatch(escapeHtml(text), /www\.|(https?|ftp):|\w@\w/i);
    }),
    { numRuns: 2000 },
  );
  assert.equal(escapeHtml('www.example.com'), 'www&#46;example.com');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createMask } from '../../src/text/mask.ts';

test('regular words are not masked, and a short secret masks nothing', () => {
  const mask = createMask('ATCTT3xFfGN0-and-some_organization=0F1E');
  assert.equal(mask('nothing of it'), 'nothing of it');
  assert.equal(mask('ATCTT3 and some 0F1E'), 'ATCTT3 and some 0F1E');
  for (const short of ['', 'a', '1234567']) assert.equal(createMask(short)('1234567 a'), '1234567 a');
});

/** The spellings that a gateway, a page or a program may send back a character in. */
const SPELLINGS: ((char: string) => string)[] = [
  (char) => char,
  encodeURIComponent,
  (char) => encodeURIComponent(encodeURIComponent(char)),
  (char) => `%${readCode(char).toString(16).padStart(2, '0')}`,
  (char) => `%25${readCode(char).toString(16).toUpperCase().padStart(2, '0')}`,
  (char) => `%u00${readCode(char).toString(16)}`,
  (char) => `&#${readCode(char)};`,
  (char) => `&#0${readCode(char)};`,
  (char) => `&#x${readCode(char).toString(16)};`,
  (char) => `&#X00${readCode(char).toString(16).toUpperCase()};`,
  (char) => `&amp;#${readCode(char)};`,
  (char) => (/\W/.test(char) ? (NAMES[char] ?? char) : char),
  (char) => `\\u00${readCode(char).toString(16)}`,
  (char) => `\\x${readCode(char).toString(16)}`,
  (char) => JSON.stringify(char).slice(1, -1),
  (char) => JSON.stringify(JSON.stringify(char)).slice(3, -3),
  (char) => (/\W/.test(char) ? `\\${char}` : char),
];

const NAMES: Record<string, string> = {
  '=': '&equals;',
  '+': '&plus;',
  '/': '&sol;',
  '"': '&quot;',
  '\\': '&bsol;',
  '&': '&amp;',
  '%': '&percnt;',
};

/** Keys of printable characters; the ends are letters, so that text beside them cannot look like a spelling of them. */
const anyKey = fc
  .string({ unit: fc.constantFrom(...'aB3xZ9-_=+/"\\&%.~'), minLength: 14, maxLength: 60 })
  .map((middle) => `K${middle}z`);

test('a key is taken out whole in every spelling, also where each character is spelled in another way', () => {
  fc.assert(
    fc.property(
      anyKey,
      fc.array(fc.nat(SPELLINGS.length - 1), { minLength: 1, maxLength: 60 }),
      (key, choices) => {
        const spell = (char: string, index: number) =>
          SPELLINGS[choices[index % choices.length] ?? 0]?.(char);
        const spelled = [...key].map(spell).join('');
        assert.equal(createMask(key)(`a ${spelled} b`), 'a *** b', spelled);
      },
    ),
    { numRuns: 2000 },
  );
});

test('the spellings that a review found are masked', () => {
  const mask = createMask('ATCTT3x+/=$&y$1');
  for (const text of [
    'ATCTT3x+\\/=$&y$1',
    'atctt3X+/=$&Y$1',
    'ATCTT3x+/&#061;$&y$1',
    'ATCTT3x&plus;&sol;&equals;&dollar;&amp;y&dollar;1',
    'ATCTT3x%252B%252F%253D%2524%2526y%25241',
    [...'ATCTT3x+/=$&y$1'].map((char) => `%${readCode(char).toString(16)}`).join(''),
    '\\u0041\\u0054CTT3x+/=$&y$1',
    Buffer.from('ATCTT3x+/=$&y$1').toString('hex'),
    Buffer.from('ATCTT3x+/=$&y$1').toString('hex').toUpperCase(),
  ])
    assert.equal(mask(`a ${text} b`), 'a *** b', text);
  const withQuotes = 'ATCTT3x"\\y"0000';
  assert.equal(createMask(withQuotes)(JSON.stringify({ label: withQuotes })), '{"label":"***"}');
  assert.equal(createMask(withQuotes)(withQuotes.replaceAll('"', '&QUOT;')), '***');
});

test('runs of letters and digits are masked, whatever became of the characters between them', () => {
  const mask = createMask('ATCTT3xFfGN0-abcdefghijkl_mnopqrst=0F1E2D3C.shrt1');
  assert.equal(
    mask('ATCTT3xFfGN0\u2011abcdefghijkl&unknown;mnopqrst?0F1E2D3C?shrt1'),
    '***\u2011***&unknown;mnopqrst?***?shrt1',
  );
  const anyRun = fc.stringMatching(/^[a-z0-9]{12,20}$|^[a-z]\d[a-z0-9]{6}$/);
  fc.assert(
    fc.property(
      fc.array(anyRun, { minLength: 2, maxLength: 5 }),
      fc.constantFrom('-', '_', '='),
      (runs, sign) => {
        const left = createMask(runs.join(sign))(runs.join(' \u2022 '));
        assert.equal(left, runs.map(() => '***').join(' \u2022 '));
      },
    ),
  );
});

test('a secret is taken out of base64 wherever it is in the encoded text, in both alphabets, padded or not', () => {
  const secret = 'ATCTT3xFfGN0>>>???~~~abc=0F1E2D3C';
  const mask = createMask(secret);
  for (const before of ['', 'x', 'me', 'Bearer ', 'me@x.io:', 'a:b:'])
    for (const after of ['', '\n', 'yz', ', and more'])
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = Buffer.from(before + secret + after).toString(encoding);
        const left = mask(` ${text} `);
        const core = Buffer.from(secret).toString('base64').slice(4, 20);
        assert.match(left, /\*\*\*/, `${before} ${after} ${encoding}`);
        assert.ok(left.length <= text.length - 36, `${left} is left of ${text}`);
        assert.ok(!left.includes(core));
      }
});

test('a text of nothing but beginnings of a spelling is masked in linear time', () => {
  const mask = createMask('ATCTT3xFfGN0=+/"\\&%=0F1E2D3C');
  for (const piece of ['\\', '%25', '&amp;', '&#0', 'A', '%41%54', '\\u0041']) {
    const startedAt = performance.now();
    mask(piece.repeat(500_000));
    assert.ok(performance.now() - startedAt < 5000, piece);
  }
});

function readCode(char: string): number {
  return char.charCodeAt(0);
}

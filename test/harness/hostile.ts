import fc from 'fast-check';

/** Texts with a meaning for a terminal, the runner, a spreadsheet, HTML, Markdown or a reader's eye. */
const PIECES = [
  ...'=+-@;,|"\'`<>&[](){}*_~!#:$%\\/.',
  ...'\t\r\n\v\f\0\u0001\u001b\u001c\u0085\u00a0\u00ad\u2028\u2029\u3000\ufeff',
  ...'\u200b\u200d\u200e\u202a\u202e\u2066\u2069\u061c\u180e',
  '\u{e0041}',
  '\ud800',
  '😀',
  '＝',
  '＠',
  '::',
  '##[',
  '::error::',
  '::set-output name=result::',
  '##[error]',
  '\r\n',
  '=HYPERLINK("http://evil.example")',
  "=cmd|'/c calc'!A1",
  '<img src=x onerror=alert(1)>',
  '</td></table>',
  '![x](http://evil.example)',
  'www.evil.example',
  '@octocat',
  '#1',
  'a',
  'Z9',
  ' ',
];

/** Generates short texts that an attacker would choose. */
export const hostileText = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 3 })), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(''));

/** Decodes the entities that the encoders write. */
export function decodeEntities(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

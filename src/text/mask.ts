/** Takes secrets out of a text. */
export type Mask = (text: string) => string;

/** Stands in place of a text that `redact` leaves out. */
export const REDACTED = '[redacted]';

/** Characters that a key may contain, each with its name in HTML. https://html.spec.whatwg.org/#named-character-references */
const NAMES =
  `!excl "quot #num $dollar %percnt &amp 'apos (lpar )rpar *ast *midast +plus ,comma .period /sol :colon ;semi
  <lt =equals >gt ?quest @commat [lsqb [lbrack \\bsol ]rsqb ]rbrack ^Hat _lowbar _UnderBar \`grave {lcub {lbrace
  |verbar |vert }rcub }rbrace`.split(/\s+/);

/**
 * Creates a mask for secrets in every spelling that stays readable: each character as it is, percent-encoded, as an
 * entity or escaped with a backslash, also twice; in hexadecimal; in base64. Other encodings leave runs of letters and
 * digits unchanged: these are masked as well. Case does not matter, as it does not in hexadecimal digits.
 */
export function createMask(...secrets: string[]): Mask {
  // Shorter secrets are not masked: they would be found in innocent words.
  const long = secrets.filter(({ length }) => length >= 8);
  if (long.length === 0) return (text) => text;
  const runs = long.flatMap(listRuns).sort((a, b) => b.length - a.length);
  // The first alternative that matches wins: the whole secret before its runs, a run before one that begins it.
  const spellings = new RegExp([...long.flatMap(spellWhole), ...runs].join('|'), 'gi');
  return (text) => text.replace(spellings, '***');
}

function spellWhole(secret: string): string[] {
  const base64 = [0, 1, 2].map((shift) => spellBase64(secret, shift));
  return [[...secret].map(spellCharacter).join(''), ...base64, Buffer.from(secret).toString('hex')];
}

/** Returns runs of at least 12 letters or digits, or of at least 8 of both: nothing else contains these by chance. */
function listRuns(secret: string): string[] {
  const runs = secret.match(/[a-zA-Z0-9]{8,}/g) ?? [];
  return runs.filter((run) => run.length >= 12 || (/\d/.test(run) && /[a-zA-Z]/.test(run)));
}

function spellCharacter(char: string): string {
  const code = char.charCodeAt(0);
  const hex = code.toString(16).padStart(2, '0');
  const plain = /[a-zA-Z0-9]/.test(char) ? char : `\\\\{0,3}\\${char}`;
  const names = NAMES.filter((name) => name.startsWith(char)).map((name) => name.slice(1));
  const entities = [`#0*${code}`, `#x0*${hex}`, ...names].join('|');
  return `(?:${plain}|%(?:25)*${hex}|(?:\\\\{1,4}[ux]|%u)0*${hex}|&(?:amp;)*(?:${entities});?)`;
}

/** Spells a secret in base64 after `shift` bytes of something else, in either alphabet, with any ending. */
function spellBase64(secret: string, shift: number): string {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const bits = 8 * bytes.length;
  const whole = bytes.toString('base64').slice(Math.ceil((shift * 8) / 6), Math.floor(bits / 6));
  const core = whole.replaceAll('+', '[+-]').replaceAll('/', '[/_]');
  // The characters at both ends contain a part of the secret, too.
  const partly = '[\\w+/-]';
  return `${shift > 0 ? partly : ''}${core}${bits % 6 === 0 ? '' : `${partly}={0,2}`}`;
}

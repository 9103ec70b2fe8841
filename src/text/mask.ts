/** No key is shorter, and a shorter text would be found in words that have nothing to do with it. */
const SHORTEST_SECRET = 8;

/**
 * Takes secrets out of a text: as they are, with characters percent-encoded, as entities or escaped in JSON, and in
 * base64, alone or after `Bearer `.
 */
export function createMask(...secrets: string[]): (text: string) => string {
  const forms = secrets.filter(({ length }) => length >= SHORTEST_SECRET).flatMap(listForms);
  if (forms.length === 0) return (text) => text;
  const anyForm = new RegExp(forms.join('|'), 'g');
  return (text) => text.replace(anyForm, '***');
}

/** The patterns of all spellings of a secret. */
function listForms(secret: string): string[] {
  return [[...secret].map(spellCharacter).join(''), ...[0, 1, 2].map((shift) => spellBase64(secret, shift))];
}

/** A secret in base64 behind so many bytes of something else, in either alphabet, with any ending. */
function spellBase64(secret: string, shift: number): string {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const whole = bytes
    .toString('base64')
    .slice(Math.ceil((shift * 8) / 6), Math.floor((bytes.length * 8) / 6));
  const core = [...whole].map((char) => ({ '+': '[+-]', '/': '[/_]' })[char] ?? char).join('');
  // The characters at both ends hold a part of the secret, too.
  const partly = '[\\w+/-]';
  const isCut = (bytes.length * 8) % 6 !== 0;
  return `${shift > 0 ? partly : ''}${core}${isCut ? `${partly}={0,2}` : ''}`;
}

function spellCharacter(char: string): string {
  if (/[a-zA-Z0-9]/.test(char)) return char;
  const code = char.charCodeAt(0);
  const hex = code
    .toString(16)
    .padStart(2, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:${escapeRegExp(char)}|%${hex}|\\\\u00${hex}|&#${code};|&#x${hex};)`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[^a-zA-Z0-9]/g, '\\$&');
}

/** Stands in place of a text that `redact` leaves out. */
export const REDACTED = '[redacted]';

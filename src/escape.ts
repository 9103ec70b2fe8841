// One encoder per sink. Labels, names, file cells and error bodies are chosen by other people: in no sink may
// they be anything but text.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is here for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Shows control, line-breaking, zero-width and bidirectional characters as `\u000a`, so that none has its effect. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Cuts to `length` characters, never in the middle of a surrogate pair, and marks the cut with an ellipsis. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * One log line that cannot carry a workflow command: the runner obeys `::` at a line's start and `##[` anywhere,
 * and splits lines at every CR and LF.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function escapeLog(text: string): string {
  return showInvisible(text)
    .replaceAll('##[', '##\\[')
    .replace(/^\s*::/, ' :\\:');
}

/** No key is shorter, and a shorter text would be found in words that have nothing to do with it. */
const SHORTEST_SECRET = 8;

/** Takes a secret out of a text, also where it stands in base64 or percent-encoded. */
export function createConceal(secret: string): (text: string) => string {
  if (secret.length < SHORTEST_SECRET) return (text) => text;
  const forms = new Set([secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]);
  return (text) => [...forms].reduce((clean, form) => clean.replaceAll(form, '***'), text);
}

/**
 * A CSV cell that no spreadsheet runs as a formula: an apostrophe stands before whatever could start one.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function escapeCell(text: string): string {
  return /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
}

/**
 * Text for HTML and for HTML inside Markdown: no markup of either, no mention, no issue reference, no
 * bidirectional trick. GitHub looks for mentions in the rendered text, where an entity is already decoded: a
 * zero-width space after `@` and `#` keeps them apart.
 */
export function escapeHtml(text: string): string {
  return showInvisible(text)
    .replace(/[&<>"'`*_~[\](){}|\\$!:@#]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/(?<!\w)&#64;|&#35;/g, '$&&#8203;');
}

/** The same as monospaced text, in which GitHub looks for no mention: what is in it can be copied as it is. */
export function escapeCode(text: string): string {
  return text === '' ? '' : `<code>${escapeHtml(text).replaceAll('&#8203;', '')}</code>`;
}

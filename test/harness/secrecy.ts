/**
 * Throws when a secret left the process: it may stand in the one line of the log that has the runner mask it, and
 * nowhere else, in no encoding.
 */
export function assertKept(secret: string, log: string, ...rest: unknown[]): void {
  const everything = JSON.stringify([log.replace(`::add-mask::${secret}\n`, ''), ...rest]);
  const encodings = [
    secret,
    Buffer.from(secret).toString('base64'),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
  ];
  const place = Math.max(...encodings.map((form) => everything.indexOf(form)));
  if (place >= 0)
    throw new Error(`A secret left the process: ${everything.slice(Math.max(0, place - 200), place + 300)}`);
}

/**
 * Throws when a secret left the process, except in the log line that has the runner mask it. Looks for the secret as
 * it is, encoded, and for its runs of letters and digits, which stay readable in any escaped form.
 */
export function assertKept(secret: string, log: string, ...rest: unknown[]): void {
  const everything = JSON.stringify([log.replace(`::add-mask::${secret}\n`, ''), ...rest]);
  const runs = secret.match(/[A-Za-z0-9]{8,}/g) ?? [];
  const spellings = [
    secret,
    Buffer.from(secret).toString('base64'),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    ...runs.filter((run) => run.length >= 12 || (/\d/.test(run) && /[A-Za-z]/.test(run))),
  ];
  const place = Math.max(...spellings.map((spelling) => everything.indexOf(spelling)));
  if (place >= 0)
    throw new Error(`A secret left the process: ${everything.slice(Math.max(0, place - 200), place + 300)}`);
}

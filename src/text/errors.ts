/** Does the work. Returns the failure in words, after `what` failed, or an empty list. */
export async function attempt(what: string, work: () => Promise<void> | void): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    return [`${what}: ${describeCauses(error)}`];
  }
}

/** Returns the code of a Node error, such as `ENOENT`, or `unknown`. */
export function findErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** Returns the message of an error, with those of its causes. */
export function describeCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message || error.name;
  return error.cause === undefined ? message : `${message} (${describeCauses(error.cause)})`;
}

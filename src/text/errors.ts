/** Does the work. Returns an empty list, or the failure in words, which begins with `what`. */
export async function attempt(what: string, work: () => Promise<void> | void): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    return [`${what}: ${describeCauses(error)}`];
  }
}

/** Reads all values, and throws what failed, equal messages once: one error as it is, several in an AggregateError. */
export async function readAll<T extends object>(
  readers: { [K in keyof T]: () => T[K] | Promise<T[K]> },
): Promise<T> {
  const values: Partial<T> = {};
  const errors = new Map<string, unknown>();
  for (const key of Object.keys(readers) as (keyof T)[])
    try {
      values[key] = await readers[key]();
    } catch (error) {
      for (const single of error instanceof AggregateError ? error.errors : [error])
        errors.set(describeCauses(single), single);
    }
  if (errors.size > 1) throw new AggregateError(errors.values(), [...errors.keys()].join(' '));
  for (const [, error] of errors) throw error;
  return values as T;
}

/** Returns the code of a Node error, such as `ENOENT`, or `unknown`. */
export function findErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** Returns the message of an error, with those of its causes. */
export function describeCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A host with several addresses has an error for each, and the whole has no message.
  const errors = error instanceof AggregateError ? new Set(error.errors.map(describeCauses)) : [];
  const message = error.message || [...errors].join('; ') || error.name;
  return error.cause === undefined ? message : `${message} (${describeCauses(error.cause)})`;
}

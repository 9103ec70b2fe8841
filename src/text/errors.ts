/** What went wrong besides the accounts: in the audit itself, or when its results were handed over. */
export type Fault = { of: 'audit' | 'delivery'; message: string };

/** Collects what goes wrong on the way, so that one step that fails does not hide what another found. */
export type Faults = {
  list: Fault[];
  /** Does the work; what it throws becomes a fault, with `what` it was. */
  guard(of: Fault['of'], what: string, work: () => Promise<void> | void): Promise<void>;
};

/** An empty collection. */
export function createFaults(): Faults {
  const list: Fault[] = [];
  return {
    list,
    async guard(of, what, work) {
      try {
        await work();
      } catch (error) {
        const message = `${what}: ${describeCauses(error)}`;
        if (!list.some((fault) => fault.message === message)) list.push({ of, message });
      }
    },
  };
}

/** The code of an error of Node, such as `ENOENT`; `unknown` where there is none. */
export function findErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** The message of an error, with those of its causes. */
export function describeCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message || error.name;
  return error.cause === undefined ? message : `${message} (${describeCauses(error.cause)})`;
}

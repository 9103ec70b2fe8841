/**
 * Returns a signal that is aborted when the runner or a terminal ends the step: SIGINT, SIGTERM 7.5 seconds later, and
 * the end 2.5 seconds after that. Windows has no such signals.
 * https://docs.github.com/en/actions/reference/workflow-cancellation-reference
 */
export function listenForCancel(): AbortSignal {
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => cancel.abort());
  return cancel.signal;
}

/** Calls `act` once the signal is aborted, or at once if it already is. */
export function onCancel(cancel: AbortSignal, act: () => void): void {
  if (cancel.aborted) act();
  else cancel.addEventListener('abort', act, { once: true });
}

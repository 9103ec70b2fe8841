// What @actions/http-client and @actions/github use of undici. Each run would load its 900 KiB, the larger part of the
// bundle, and hardly any calls it: only `baseline: auto` does, to ask GitHub's API. So it is loaded when it is called.
// https://undici.nodejs.org/#/docs/api/ProxyAgent

/** Holds the options of a proxy's agent until a request needs it. They cannot be changed later, as `ignoreSslError` would. */
export class ProxyAgent {
  #options;
  #agent;

  constructor(options) {
    this.#options = options;
  }

  /** The agent itself; always the same. */
  resolve({ ProxyAgent }) {
    this.#agent ??= new ProxyAgent(this.#options);
    return this.#agent;
  }
}

/** As undici's own. */
export async function fetch(url, { dispatcher, ...options } = {}) {
  const undici = await import('undici-itself');
  return undici.fetch(url, { ...options, dispatcher: dispatcher?.resolve(undici) });
}

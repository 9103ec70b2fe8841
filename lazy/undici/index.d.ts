/** Holds the options of a proxy's agent until a request needs it. */
export declare class ProxyAgent {
  constructor(options: { uri: string; token?: string });
}

/** As undici's own, which it loads. */
export declare function fetch(
  url: string | URL,
  options?: Omit<RequestInit, 'dispatcher'> & { dispatcher?: ProxyAgent | undefined },
): Promise<Response>;

/** Returns whether a URL is on this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/**
 * Returns the proxy variables in the form that every HTTP library here reads: one that a library does not understand is
 * ignored, and requests go past the proxy. Throws an error that names those that cannot be read, but shows no value.
 */
export function normalizeProxyVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const normalized: Record<string, string> = {};
  const unreadable: string[] = [];
  // The libraries read both spellings.
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
    const value = env[name]?.trim();
    if (!value) continue;
    try {
      normalized[name] = normalizeProxy(value);
    } catch {
      unreadable.push(name);
    }
  }
  for (const name of ['no_proxy', 'NO_PROXY']) if (env[name]) normalized[name] = normalizeNoProxy(env[name]);
  if (unreadable.length > 0)
    throw new Error(
      `${unreadable.join(', ')}: expected the address of an HTTP proxy, such as http://user:password@proxy.example.com:3128. Write % as %25 in user and password.`,
    );
  return normalized;
}

/** Encodes user and password. The last @ ends them, whatever characters they contain. Throws at no address of a proxy. */
function normalizeProxy(value: string): string {
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:(.*)@)?([^@]*?)\/?$/is.exec(value) ?? [];
  const [, scheme = 'http', credentials, host = ''] = parts;
  if (!/^https?$/i.test(scheme) || !/^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host))
    throw new Error('not the address of an HTTP proxy');
  const url = new URL(`${scheme}://${host}`);
  if (credentials === undefined) return url.href;
  return `${url.protocol}//${credentials.split(/:(.*)/s, 2).map(encodeCredential).join(':')}@${url.host}/`;
}

/** Encodes a text. One with an escape counts as encoded; throws unless each % then begins one of UTF-8. */
function encodeCredential(text: string): string {
  return encodeURIComponent(/%[0-9a-f]{2}/i.test(text) ? decodeURIComponent(text) : text);
}

/** Separates hosts by commas, and changes `*.example.com` to `.example.com`. */
function normalizeNoProxy(value: string): string {
  const hosts = value.split(/[\s,;]+/).map((host) => host.replace(/^\*(?=\.)|\.$|\.(?=:\d+$)/g, ''));
  return hosts.filter((host) => host !== '').join(',');
}

import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { isLoopback, normalizeProxyVariables } from '../http/proxy.ts';
import type { RunContext } from './context.ts';
import type { Inputs } from './inputs.ts';

/**
 * How long one address of a host may take to connect. Over a slow route Node's 250 ms are too short for every address.
 * https://nodejs.org/api/net.html#netsetdefaultautoselectfamilyattempttimeoutvalue
 */
const CONNECT_MS = 2500;

/** The inputs that decide which hosts a run contacts. */
type Contacts = {
  request: Pick<Inputs['request'], 'apiUrl'>;
  compareWith: string | undefined;
  upload: Pick<Inputs['upload'], 'isWanted'>;
};

/** Prepares the environment for all requests of the run. Throws where a proxy variable cannot be read. */
export function prepareNetwork(): void {
  setDefaultAutoSelectFamilyAttemptTimeout(CONNECT_MS);
  Object.assign(process.env, normalizeProxyVariables(process.env));
}

/** Throws where certificates are not verified although the run contacts another machine. */
export function refuseUnverifiedHosts(inputs: Contacts, context: Pick<RunContext, 'githubApiUrl'>): void {
  const isUnverified = process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0';
  if (
    isUnverified &&
    !listUrls(inputs, context).every((url) => URL.canParse(url) && isLoopback(new URL(url)))
  )
    throw new Error(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the verification of certificates, so the key would go to whoever answers. Unset it. For a certificate authority of your own, set NODE_EXTRA_CA_CERTS to its file.',
    );
}

function listUrls(
  { request, compareWith, upload }: Contacts,
  { githubApiUrl }: Pick<RunContext, 'githubApiUrl'>,
): string[] {
  const urls = [request.apiUrl.href];
  if (compareWith === 'auto') urls.push(githubApiUrl);
  if (upload.isWanted && process.env.ACTIONS_RESULTS_URL) urls.push(process.env.ACTIONS_RESULTS_URL);
  return urls;
}

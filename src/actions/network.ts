import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { isLoopback, normalizeProxyVariables } from '../http/proxy.ts';
import type { RunContext } from './context.ts';
import type { Inputs } from './inputs.ts';

/** Prepares the environment for all requests of the run. Throws where a proxy variable cannot be read. */
export function prepareNetwork(): void {
  // The milliseconds to connect to one address of a host. Over a slow route Node's 250 are too short for every address.
  // https://nodejs.org/api/net.html#netsetdefaultautoselectfamilyattempttimeoutvalue
  setDefaultAutoSelectFamilyAttemptTimeout(2500);
  Object.assign(process.env, normalizeProxyVariables(process.env));
}

/** Throws where certificates are not verified although the run contacts another machine. */
export function refuseUnverifiedHosts(inputs: Inputs, { githubApiUrl }: RunContext): void {
  const { NODE_TLS_REJECT_UNAUTHORIZED: verification, ACTIONS_RESULTS_URL: artifactUrl } = process.env;
  const urls: (URL | null)[] = [inputs.request.apiUrl];
  if (inputs.compareWith === 'auto') urls.push(URL.parse(githubApiUrl));
  if (inputs.upload.isWanted && artifactUrl) urls.push(URL.parse(artifactUrl));
  if (verification !== '0' || urls.every((url) => url && isLoopback(url))) return;
  throw new Error(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the verification of certificates, so the key would go to whoever answers. Unset it. For a certificate authority of your own, set NODE_EXTRA_CA_CERTS to its file.',
  );
}

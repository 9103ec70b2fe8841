import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiRequest, type Counts, createApiListener } from './api-listener.ts';
import type { ArtifactScenario } from './artifact-scenarios.ts';
import { type ArtifactRequest, createArtifactService, isArtifactPath } from './artifact-service.ts';
import type { UploadedArtifact } from './artifact-store.ts';
import { createAtlassian, type KeyScenario } from './atlassian.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGitHubApi, type GitHubApi, type GitHubOptions, isGitHubPath } from './github-api.ts';
import { createLimiter, type Limit } from './limits.ts';
import type { Organization } from './organization.ts';
import { ORG_ID, type OrganizationScenario } from './organization-scenario.ts';
import { createAccountTokensRoute } from './routes.ts';
import { createTokenCountRoute, createTokenListRoute } from './token-routes.ts';
import { createUserListRoute } from './user-route.ts';

export type SimulatorOptions = {
  organization: Organization;
  port?: number;
  orgToken?: string;
  latencyMs?: number | (() => number);
  limit?: Limit;
  /** How the organization-wide calls behave. */
  organizationApi?: OrganizationScenario;
  /** On a share of the ordinary accounts' answers and pages; what a script says comes first. */
  faults?: Faults;
  artifactService?: ArtifactScenario;
  /** Earlier runs of the workflow, and how GitHub's API behaves; no runs unless told. */
  github?: GitHubOptions;
  keyScenario?: KeyScenario;
  /** Whether to keep `requests`; true unless told. */
  recordRequests?: boolean;
  tolerateViolations?: boolean;
};

export type Simulator = {
  apiUrl: string;
  /** The key that it takes. */
  orgToken: string;
  /** The organization that it has. */
  orgId: string;
  /** What a step of a job finds in its environment, to upload artifacts here. */
  artifactEnv: Record<string, string>;
  requests: ApiRequest[];
  counts: Counts;
  artifacts: UploadedArtifact[];
  artifactRequests: ArtifactRequest[];
  /** GitHub's REST API: what a step finds in its environment, its token, and what it was asked. */
  github: Pick<GitHubApi, 'env' | 'token' | 'requests'>;
  /** Whatever was not an allowed request with the right credential. */
  violations: string[];
  /** Ends every connection. Throws when there are violations, naming them, unless they are tolerated. */
  close(): Promise<void>;
};

/** In the form of an organization API key, and in pieces: scanners for secrets would take it for one. */
const FAKE_ORG_TOKEN = `${'ATCTT3'}xFfG-${'not_a_real_key-'.repeat(11)}=0F1E2D3C`;

/** Plays Atlassian's admin API, GitHub's artifact service and GitHub's REST API on one port of 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { orgToken = FAKE_ORG_TOKEN, port = 0, artifactService: scenario = 'ok' } = options;
  const violations: string[] = [];
  const violate = (what: string) => violations.push(what.replaceAll(orgToken, '<the key>'));
  // An idle connection that the server closes just as the client uses it is a fault that no scenario asked for.
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 });
  const apiUrl = await listen(server, port);
  const artifactService = createArtifactService({ baseUrl: apiUrl, scenario, violate });
  const github = createGitHubApi(apiUrl, options.github ?? {}, violate);
  const api = createApiListener(createApi(options, { orgToken, apiUrl, violate }), options);

  server.on('connection', () => api.counts.connections++);
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('request', (request, response) => {
    response.on('error', () => response.destroy());
    if (isArtifactPath(request.url ?? '')) {
      artifactService.answer(request, response).catch((error: Error) => {
        if (request.complete) violate(`${request.method} ${request.url}: ${error.message}`);
        response.destroy();
      });
    } else if (isGitHubPath(request.url ?? '')) {
      github.answer(request, response);
    } else {
      api.answer(request, response);
    }
  });
  return {
    apiUrl,
    orgToken,
    orgId: options.organizationApi?.orgId ?? ORG_ID,
    artifactEnv: artifactService.env,
    requests: api.requests,
    counts: api.counts,
    artifacts: artifactService.artifacts,
    artifactRequests: artifactService.requests,
    github,
    violations,
    close: () => close(server, options.tolerateViolations ? [] : violations),
  };
}

type Side = { orgToken: string; apiUrl: string; violate(what: string): void };

function createApi(options: SimulatorOptions, { orgToken, apiUrl, violate }: Side) {
  const { organization, limit, keyScenario = 'ok', organizationApi: scenario = {} } = options;
  const faults = options.faults && createFaults(options.faults);
  const organizationApi = { organization, scenario, apiUrl, faults };
  const routes = [
    createAccountTokensRoute(organization, faults),
    createTokenListRoute(organizationApi),
    createTokenCountRoute(organizationApi),
    createUserListRoute(organizationApi),
  ];
  const limiter = limit && createLimiter(limit);
  return createAtlassian({ routes, orgToken, keyScenario, scopes: scenario.scopes, limiter, violate });
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server, violations: string[]): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  if (violations.length > 0) {
    throw new Error(
      `The simulator saw ${violations.length} requests that must not be:\n${violations.join('\n')}`,
    );
  }
}

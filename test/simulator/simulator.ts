import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiRequest, type Counts, createApiListener } from './api-listener.ts';
import type { ArtifactScenario } from './artifact-scenarios.ts';
import { type ArtifactRequest, createArtifactService, isArtifactPath } from './artifact-service.ts';
import type { UploadedArtifact } from './artifact-store.ts';
import { createAtlassian, type KeyScenario } from './atlassian.ts';
import { createCredentialRoutes } from './credential-routes.ts';
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
  organizationApi?: OrganizationScenario;
  /** Faults in a share of the ordinary answers; scripted answers take precedence. */
  faults?: Faults;
  artifactService?: ArtifactScenario;
  /** Earlier runs of the workflow, none by default, and how GitHub's API behaves. */
  github?: GitHubOptions;
  keyScenario?: KeyScenario;
  /** Whether to keep `requests`; default true. */
  recordRequests?: boolean;
  tolerateViolations?: boolean;
};

export type Simulator = {
  apiUrl: string;
  /** The key that it accepts. */
  orgToken: string;
  orgId: string;
  /** The environment of a step that uploads artifacts here. */
  artifactEnv: Record<string, string>;
  requests: ApiRequest[];
  counts: Counts;
  artifacts: UploadedArtifact[];
  artifactRequests: ArtifactRequest[];
  /** GitHub's REST API: the environment of a step, its token, and its requests. */
  github: Pick<GitHubApi, 'env' | 'token' | 'requests'>;
  /** Requests that are not allowed or lack the right credential. */
  violations: string[];
  /** Ends every connection. Throws and names violations, unless they are tolerated. */
  close(): Promise<void>;
};

/** In the form of an organization API key, and in pieces, so that secret scanners ignore it. */
const FAKE_ORG_TOKEN = `${'ATCTT3'}xFfGN0${'Simulated0Key_n0t-aRealOne9'.repeat(6)}=0F1E2D3C`;

/** Starts Atlassian's admin API, GitHub's artifact service and GitHub's REST API on one port of 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { orgToken = FAKE_ORG_TOKEN, port = 0, artifactService: scenario = 'ok' } = options;
  const violations: string[] = [];
  const violate = (what: string) => violations.push(what.replaceAll(orgToken, '<the key>'));
  // Without this, the server may close an idle connection just as the client uses it.
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
    ...createCredentialRoutes(organizationApi),
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
    throw new Error(`The simulator saw ${violations.length} forbidden requests:\n${violations.join('\n')}`);
  }
}

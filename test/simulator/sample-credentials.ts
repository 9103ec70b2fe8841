import type { SimulatedCredentials } from './credential-routes.ts';

type Counts = { apiKeys?: number; serviceAccounts?: number; tokens?: number; oauthClients?: number };

/** Other credentials in the documented shapes; each service account has `tokens` tokens. */
export function createCredentials({
  apiKeys = 2,
  serviceAccounts = 2,
  tokens = 1,
  oauthClients = 2,
}: Counts = {}): Required<{ [List in keyof SimulatedCredentials]: Record<string, unknown>[] }> {
  const accounts = createItems(serviceAccounts, createServiceAccount);
  return {
    apiKeys: createItems(apiKeys, createApiKey),
    serviceAccounts: accounts,
    serviceAccountTokens: accounts.flatMap(({ id }, index) =>
      createItems(tokens, (number) => createServiceAccountToken(`${index}-${number}`, String(id))),
    ),
    oauthClients: createItems(oauthClients, createOAuthClient),
  };
}

function createItems<T>(count: number, create: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => create(index));
}

function createApiKey(index: number) {
  return {
    id: `key-${index}`,
    label: `Key ${index}`,
    createdAt: '2026-05-01T10:00:00.125Z',
    expiresAt: '2027-05-01T10:00:00Z',
    lastActiveAt: '2026-11-01T10:00:00Z',
    systemAccountId: `system-${index}`,
    resource: 'org',
    createdBy: { id: `712020:admin-${index}`, name: `Admin ${index}`, email: `admin${index}@example.com` },
    scopes: ['read:tokens:admin'],
    targetResources: [],
  };
}

function createServiceAccount(index: number) {
  return {
    atlassianId: `712020:robot-${index}`,
    id: `sa-${index}`,
    email: `robot${index}@serviceaccount.atlassian.com`,
    displayName: `Robot ${index}`,
    updatedAt: 1764642980899,
    status: 'ACTIVE',
    createdById: '712020:admin-0',
    description: '',
  };
}

function createServiceAccountToken(id: string, serviceAccountId: string) {
  return {
    id: `sat-${id}`,
    label: `Robot token ${id}`,
    createdAt: '2026-06-01T10:00:00Z',
    expiresAt: '2027-06-01T10:00:00Z',
    serviceAccountId,
    status: 'ALLOWED',
  };
}

function createOAuthClient(index: number) {
  const createdAt = 1764642980899;
  return {
    clientId: `client-${index}`,
    name: `Client ${index}`,
    createdAt,
    updatedAt: createdAt + 1,
    status: 'ACTIVE',
  };
}

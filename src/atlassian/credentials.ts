/** The kinds of credentials that are not API tokens of users. */
export const CREDENTIAL_KINDS = ['api-key', 'service-account-token', 'oauth-client'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** The words of the input `include`. */
export const INCLUDES = {
  'api-keys': 'api-key',
  'service-accounts': 'service-account-token',
  'oauth-clients': 'oauth-client',
} as const satisfies Record<string, CredentialKind>;

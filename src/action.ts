// Generated from action.yml and package.json by `npm run generate`; do not edit.

export const version = '1.0.0';

/** The value of an input that is not given. Empty without a default, or with one that only the runner knows. */
export const defaults = {
  'org-token': '',
  'org-id': '',
  'accounts-csv': '',
  source: 'auto',
  'id-column': '',
  include: '',
  'org-token-expires': '',
  'dry-run': 'false',
  policy: '',
  'max-tokens': '',
  'max-tokens-per-account': '',
  'max-age-days': '',
  'max-idle-days': '',
  'max-lifetime-days': '',
  'expires-within-days': '',
  'max-new-tokens': '',
  'exceptions-csv': '',
  'warn-rules': '',
  'warn-only': 'false',
  'max-failed-accounts': '0',
  baseline: '',
  'github-token': '',
  'output-dir': 'token-audit',
  'upload-artifact': 'true',
  'artifact-name': 'token-audit',
  'retention-days': '0',
  redact: 'false',
  'allow-public': 'false',
  concurrency: '32',
  'requests-per-second': '',
  'request-timeout-seconds': '30',
  'max-retries': '5',
  'max-duration-minutes': '330',
  'api-url': 'https://api.atlassian.com',
};

/** The inputs that action.yml declares. */
export type InputName = keyof typeof defaults;

/** The outputs that action.yml declares. */
export const outputNames = [
  'result',
  'complete',
  'accounts-total',
  'accounts-checked',
  'accounts-failed',
  'accounts-not-managed',
  'accounts-with-tokens',
  'tokens-total',
  'tokens-active',
  'findings-total',
  'new-tokens',
  'removed-tokens',
  'output-csv',
  'report-json',
  'report-html',
  'summary-md',
  'owners-csv',
  'credentials-csv',
  'artifact-id',
  'artifact-url',
  'artifact-digest',
] as const;

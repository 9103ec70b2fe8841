import type { AuditTarget } from '../audit/target.ts';

/** What an audit of this kind cannot see, as items of a list. */
export function listBlindSpots(target: AuditTarget): string[] {
  const common = [
    'service accounts and their tokens, OAuth clients, and organization API keys',
    'tokens of accounts that this organization does not manage',
  ];
  return target.kind === 'accounts'
    ? ['people who joined after the accounts file was exported', ...common]
    : common;
}

import type { Subject } from '../audit/target.ts';

/** What an audit of this kind cannot see, as items of a list. */
export function listBlindSpots(subject: Subject): string[] {
  const common = [
    'service accounts and their tokens, OAuth clients, and organization API keys',
    'tokens of accounts that this organization does not manage',
  ];
  return subject.kind === 'accounts'
    ? ['people who joined after the accounts file was exported', ...common]
    : common;
}

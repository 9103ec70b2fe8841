import { createHash } from 'node:crypto';
import type { TokenRecord } from '../../src/audit/records.ts';
import { createAccount, createToken } from './entries.ts';

/** Generates tokens as long as real ones, each with its own account. In run 1 every hundredth has another label. */
export function* createManyTokens(count: number, run: 0 | 1): Generator<TokenRecord> {
  for (let index = 0; index < count; index += 1) {
    const id = createHash('sha256').update(String(index)).digest('hex').slice(0, 36);
    const label = `Deployment from Jenkins, ${index % 100 === 0 ? run : ''} ${index}`;
    const scopes = ['read:jira-work', 'write:jira-work', 'read:confluence-content.all'];
    const [name, email] = [`Somebody Whose Name Is ${index}`, `somebody.${index}@department.example.com`];
    const account = createAccount({ id: `712020:${id}`, name, email });
    yield { kind: 'token', account, token: createToken({ id, label, scopes }) };
  }
}

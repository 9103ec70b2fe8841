import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { findNode } from '../../demo/run-bundle.ts';

test('npm start uses the Node that runs npm where it is 24 or newer', {
  skip: process.platform === 'win32',
}, (t) => {
  for (const version of ['v24.0.0', 'v26.1.0']) {
    const installed = installNode(t, version);
    assert.equal(findNode(), installed);
  }
  for (const version of ['v22.20.0', 'v4.9.1', 'no version']) {
    installNode(t, version);
    assert.equal(findNode(), process.execPath);
  }
});

/** Makes npm's Node a program that prints this version, and returns its path. */
function installNode(t: TestContext, version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'node-'));
  const path = join(folder, 'node');
  writeFileSync(path, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  const before = process.env.npm_node_execpath;
  process.env.npm_node_execpath = path;
  t.after(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.npm_node_execpath;
    else process.env.npm_node_execpath = before;
  });
  return path;
}

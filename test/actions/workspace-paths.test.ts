import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkInputPath, resolveOutputDir } from '../../src/actions/workspace-paths.ts';
import { createRunContext } from '../harness/entries.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'output-dir-')));
after(() => rmSync(root, { recursive: true }));

const [workspace = '', temp = '', outside = ''] = ['workspace', 'temp', 'outside'].map((name) =>
  join(root, name),
);
for (const folder of [workspace, temp, outside]) mkdirSync(folder);

const resolve = (text: string, onGitHub = true) =>
  resolveOutputDir(text, createRunContext({ onGitHub, workspace, temp }));

test('a path is one in the workspace, and need not exist', async () => {
  assert.equal(await resolve('token-audit'), join(workspace, 'token-audit'));
  assert.equal(await resolve('a/b/../c d'), join(workspace, 'a', 'c d'));
  assert.equal(await resolve(join(workspace, 'x')), join(workspace, 'x'));
});

test("the runner's temp folder is allowed, and a folder whose name begins with dots", async () => {
  assert.equal(await resolve(join(temp, 'x', 'y')), join(temp, 'x', 'y'));
  assert.equal(await resolve('..audit'), join(workspace, '..audit'));
});

test('on GitHub no other place is allowed, whatever the path looks like', async () => {
  const message =
    /^Error: output-dir: .* lies outside the workspace and the runner's temp folder: give a path inside/;
  for (const text of [
    '..',
    '../outside',
    'a/../../outside',
    outside,
    '/',
    `${workspace}-2`,
    join(outside, 'new'),
  ])
    await assert.rejects(resolve(text), message, text);
});

test('the workspace itself is refused by name, however it is spelled, on GitHub and elsewhere', async () => {
  symlinkSync(workspace, join(temp, 'back'));
  for (const text of ['.', './', 'a/..', workspace, join(temp, 'back')])
    for (const onGitHub of [true, false])
      await assert.rejects(resolve(text, onGitHub), /^Error: output-dir: .* is the workspace itself/, text);
});

test('a symbolic link that leads out is not allowed, one that stays is', async () => {
  symlinkSync(outside, join(workspace, 'out'));
  mkdirSync(join(workspace, 'real'));
  symlinkSync(join(workspace, 'real'), join(workspace, 'in'));
  for (const text of ['out', 'out/new', 'out/new/deeper'])
    await assert.rejects(resolve(text), /lies outside the workspace/, text);
  assert.equal(await resolve('in/new'), join(workspace, 'in', 'new'));
});

test('a symbolic link that leads nowhere is refused by name, also for what is to be made in it', async () => {
  symlinkSync(join(root, 'nowhere'), join(workspace, 'dangling'));
  for (const text of ['dangling', 'dangling/new'])
    await assert.rejects(
      resolve(text),
      /^Error: output-dir: .*dangling is a symbolic link that leads nowhere/,
    );
});

test('a workspace that is itself a symbolic link is the workspace', async () => {
  const link = join(root, 'link');
  symlinkSync(workspace, link);
  const context = createRunContext({ onGitHub: true, workspace: link, temp: undefined });
  assert.equal(await resolveOutputDir('token-audit', context), join(link, 'token-audit'));
});

test('off GitHub any place is allowed', async () => {
  assert.equal(await resolve(join(outside, 'new'), false), join(outside, 'new'));
  assert.equal(await resolve('../outside', false), outside);
});

test('a file is no folder, nor is anything below one', async () => {
  writeFileSync(join(workspace, 'file'), '');
  await assert.rejects(resolve('file'), /^Error: output-dir: .*file is a file: give the path of a folder/);
  await assert.rejects(
    resolve('file/x/y'),
    /^Error: output-dir: a part of .* is a file: give the path of a folder/,
  );
});

test('a folder that cannot be written to is refused, also for what is to be made in it', {
  skip: process.getuid?.() === 0 || process.platform === 'win32',
}, async () => {
  const locked = join(workspace, 'locked');
  mkdirSync(locked);
  chmodSync(locked, 0o555);
  for (const text of ['locked', 'locked/new'])
    await assert.rejects(resolve(text), /^Error: output-dir: .* cannot be written to: give another folder/);
});

test('nothing is made: the folder comes into being only when the rest is right as well', async () => {
  await resolve('not/yet');
  await assert.rejects(async () => realpathSync(join(workspace, 'not')), { code: 'ENOENT' });
});

test('a path that the system cannot take is an error by name', async () => {
  await assert.rejects(
    resolve('x'.repeat(5000)),
    /^Error: output-dir: .* cannot be reached \(ENAMETOOLONG\)/,
  );
});

test('on GitHub a file to read lies in the workspace, symbolic links followed, or has an absolute path', async () => {
  writeFileSync(join(outside, 'secret'), '');
  writeFileSync(join(workspace, 'accounts.csv'), '');
  symlinkSync(join(outside, 'secret'), join(workspace, 'planted.csv'));
  symlinkSync(outside, join(workspace, 'planted'));
  symlinkSync(join(workspace, 'accounts.csv'), join(workspace, 'alias.csv'));
  const check = (path: string, onGitHub = true) =>
    checkInputPath('accounts-csv', path, createRunContext({ onGitHub, workspace, temp }));
  for (const path of ['accounts.csv', 'alias.csv', 'missing.csv', join(outside, 'secret')]) await check(path);
  for (const path of ['planted.csv', 'planted/secret', '../outside/secret', 'planted']) {
    await assert.rejects(
      check(path),
      /^Error: accounts-csv: .* leads out of the workspace: give a path/,
      path,
    );
    await check(path, false);
  }
});

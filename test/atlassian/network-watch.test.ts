import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNetworkWatch } from '../../src/atlassian/network-watch.ts';
import { createVirtualClock } from '../harness/virtual-clock.ts';

const FAILURE = { status: undefined, detail: 'ENOTFOUND api.atlassian.com', advice: '' };

test('a network on which nothing answers is noticed, with the last failure', () => {
  const { watch, clock, silences } = create();
  watch.noteRequest();
  clock.runUntil(50_000);
  watch.noteFailure(FAILURE);
  watch.noteRequest();
  clock.runUntil(89_999);
  assert.deepEqual(silences, []);
  clock.runUntil(90_000);
  assert.deepEqual(silences, [{ hasAnswered: false, afterMs: 90_000, failure: FAILURE }]);
});

test('after an answer the time is longer, and runs from the next request', () => {
  const { watch, clock, silences } = create();
  watch.noteRequest();
  watch.noteAnswer();
  clock.runUntil(10_000_000);
  assert.deepEqual(silences, []);
  clock.after(0, watch.noteRequest);
  clock.runUntil(10_300_000);
  assert.deepEqual(silences, [{ hasAnswered: true, afterMs: 300_000, failure: undefined }]);
});

test('a watch that is closed is silent', () => {
  const { watch, clock, silences } = create();
  watch.noteRequest();
  watch.close();
  clock.runUntil(Number.POSITIVE_INFINITY);
  assert.deepEqual(silences, []);
});

function create() {
  const clock = createVirtualClock();
  const silences: unknown[] = [];
  const onSilence = (silence: unknown) => silences.push(silence);
  return {
    clock,
    silences,
    watch: createNetworkWatch({ clock, firstMs: 90_000, laterMs: 300_000, onSilence }),
  };
}

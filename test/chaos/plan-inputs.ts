import { createDice } from './dice.ts';

/** What the step of a seed is given beside key, file and organization. */
export function planInputs(seed: number): Record<string, string> {
  const dice = createDice(seed, 'inputs');
  const isShort = dice.happens('short time', 0.03);
  return {
    concurrency: dice.pick(['1', '2', '8', '32', '64']),
    'max-retries': dice.pick(['0', '1', '2', '3', '4']),
    'request-timeout-seconds': dice.pick(['1', '2', '5']),
    'max-duration-minutes': isShort ? '0.03' : dice.pick(['0.3', '0.5']),
    'max-failed-accounts': dice.pick(['0', '0', '1', '5', '10%', '33.3%', '100%']),
    'warn-only': dice.pick(['true', 'false']),
    'upload-artifact': dice.happens('artifact', 0.7) ? 'true' : 'false',
    ...(dice.chance(0.3) ? { 'max-tokens': String(dice.pick([0, 1, 10, 50, 1000])) } : {}),
    ...(dice.chance(0.3) ? { 'max-tokens-per-account': String(dice.pick([0, 1, 3, 8])) } : {}),
    ...(dice.chance(0.1) ? { 'requests-per-second': dice.pick(['20', '100']) } : {}),
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '#bin/bundle';
import { boundsFor } from '#checker/bounds';
import { limit, type Protocol } from '#checker/dsl';
import { Machine } from '#checker/machine';
import { plainRegister } from '#checker/plain-register';
import { tell, type Told } from '#checker/story';
import { traceStepHere, type WalkStep } from '#checker/trace';
import { parseTraceOrWalk } from '#checker/trace-text';
import { narrated } from '#cli/narration';
import { loadProtocol, protocolNamed } from '#cli/registry';
import { registry } from './support/registry.js';

/** What is told of every trace and walk, and of steps at random, reads as words do. */
const BEGINS = /^(?:broker \d|replica \d|nobody|the controller|the leader|a producer|a consumer) [a-z]/;
const NO_WORDS = /undefined|null|NaN|Infinity|\[object|-\d|\s\s|[.:;]$/;

function expectWords({ step, says, tells, refusal }: Told): void {
  expect(says, step.action).toMatch(BEGINS);
  // What is possible is done by somebody.
  if (refusal === undefined) expect(says, step.action).not.toMatch(/nobody/);
  for (const clause of [says!, ...tells]) {
    expect(clause, step.action).not.toMatch(NO_WORDS);
    expect(clause.length, clause).toBeLessThan(100);
  }
}

const folder = join(root, 'traces');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.trace'))
  .sort();

/** What a file of steps asks for: its protocol with its limits, its bounds, and the steps. */
async function stepsIn(file: string): Promise<Parameters<typeof tell>> {
  const {
    protocol: name,
    bounds,
    limits,
    steps,
  } = parseTraceOrWalk(readFileSync(join(folder, file), 'utf8'));
  const found = await loadProtocol(protocolNamed(registry, name));
  const protocol = Object.keys(limits).length === 0 ? found : limit(found, limits);
  return [protocol, boundsFor(protocol.bounds, bounds), steps];
}
describe('the steps are told in words', () => {
  for (const file of files)
    it(`of traces/${file}`, async () => {
      tell(...(await stepsIn(file))).told.forEach(expectWords);
    });
});

describe('the README shows, with some lines left out, the story', () => {
  const blocks = readFileSync(join(root, 'README.md'), 'utf8').split('```');
  it.each([
    ['a08-diverging-fetch-counted/acked-kept.trace', '\nA08  A fetch'],
    ['kip-279/strong-isr.trace', '\n$ npx tidemark replay traces/kip-279/strong-isr.trace'],
  ])('of traces/%s', async (file, begins) => {
    const block = blocks.find((one) => one.startsWith(begins))!.split('\n');
    const first = block.findIndex((line) => /^ ?\d+ {2}\S/.test(line));
    const shown = block.slice(first).filter((line) => /^(?: ?\d+ {2}| {4,}(?=[^ …]))/.test(line));
    const [protocol, bounds, steps] = await stepsIn(file);
    const told = narrated({ name: file, protocol, bounds }, steps).map(stripVTControlCharacters);
    expect(shown.length).toBeGreaterThan(8);
    let at = -1;
    for (const line of shown) {
      at = told.indexOf(line, at + 1);
      expect(at, line).toBeGreaterThanOrEqual(0);
    }
  });
});

/** Steps at random, a possible one in each state, and before it all that are not possible there. */
function stepsOf(protocol: Protocol, length: number): WalkStep[] {
  const bounds = boundsFor(protocol.bounds);
  const machine = new Machine(protocol, bounds, plainRegister(protocol.schema, bounds, protocol.limits));
  machine.begin();
  const steps: WalkStep[] = [];
  for (let n = 0; n < length; n++) {
    const enabled = machine.enabled();
    for (let choice = 0; choice < machine.choices; choice++) {
      const step = traceStepHere(machine, choice);
      if (step && !enabled.includes(choice)) steps.push({ ...step, disabled: true });
    }
    const next = enabled[(7919 * n) % enabled.length];
    if (next === undefined) break;
    steps.push(traceStepHere(machine, next)!);
    machine.take(next);
    // Outside of its constraints, where no search goes on, a protocol may have no room for a next state.
    if (Object.values(protocol.constraints ?? {}).some((holds) => !holds(machine.s))) break;
  }
  return steps;
}

describe('every action says what it does, in any state, possible or not', () => {
  for (const entry of registry.protocols)
    it(`in ${entry.name}`, async () => {
      const protocol = await loadProtocol(entry);
      const { told } = tell(protocol, boundsFor(protocol.bounds), stepsOf(protocol, 25));
      told.forEach(expectWords);
      expect(told.some(({ refusal }) => refusal === undefined)).toBe(true);
      expect(told.some(({ refusal }) => refusal !== undefined)).toBe(true);
    });
});

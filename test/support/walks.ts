import { boundsFor, type Bounds } from '#checker/bounds';
import { actionsOf, protocol, record, upTo, type StateOf } from '#checker/dsl';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import type { Search } from '#checker/search';
import { decides } from '#checker/decides';
import { follow, type TraceStep } from '#checker/trace';
import { Campaign, type CampaignOptions, type CampaignOutcome } from '#explore/campaign';
import type { CoverageReport } from '#explore/coverage';
import type { Effort } from '#explore/effort';
import { Random } from '#explore/random';
import { Walker, type Run } from '#explore/walker';

/** What is to be walked, at the default bounds but for those given. */
export const searchOf = (
  protocol: Protocol,
  properties: Readonly<Record<string, Property>> = {},
  bounds: Bounds = {},
): Search => ({ protocol, properties, bounds: boundsFor(protocol.bounds, bounds) });

/** So little that a test can do many runs. */
export const LITTLE: Effort = { steps: 300, depth: 10, burst: 4 };
export const walk = (search: Search, seed = 1, effort: Partial<Effort> = {}): Run =>
  new Walker(search).run(Random.of(seed, 0), { ...LITTLE, ...effort });

/** A whole campaign: what it amounts to, and what it came by. */
export function simulate(
  search: Search,
  options: CampaignOptions,
): CampaignOutcome & { readonly coverage: CoverageReport } {
  const campaign = new Campaign(search, options);
  while (!campaign.isOver) campaign.advance();
  return { ...campaign.outcome(), coverage: campaign.progress() };
}

/** All that a run says, to be compared. */
export const contentOf = ({ seen, tested, cells, ...run }: Run) => ({
  ...run,
  seen: [...seen].sort(),
  tested: [...tested].sort(),
  cells: [...cells],
});
export const stepOf = (action: string, chosen: TraceStep['chosen'] = {}): TraceStep => ({ action, chosen });
export const actionsIn = (steps: readonly TraceStep[]): string[] => steps.map(({ action }) => action);

/** By name, which of these properties the last step of a behaviour decides: the plain register says so. */
export const decidedBy = (
  { protocol, properties, bounds }: Search,
  names: readonly string[],
  steps: readonly TraceStep[],
): string[] => names.filter((name) => decides(properties[name]!, protocol, bounds, steps)).sort();

/** Whether a constraint excludes the state that a behaviour ends in. */
export const endsOutside = ({ protocol, bounds }: Search, steps: readonly TraceStep[]): boolean => {
  const { machine } = follow(protocol, bounds, steps);
  return Object.values(protocol.constraints ?? {}).some((test) => !test(machine.s));
};
export const prefixesOf = (steps: readonly TraceStep[]): (readonly TraceStep[])[] =>
  steps.map((_, length) => steps.slice(0, length));

export const plane = record({ x: upTo(9), y: upTo(9) });
export type Plane = StateOf<typeof plane>;
const action = actionsOf<Plane>();
/** A walk to the right and up, and back to the origin at any time. */
export const onPlane = protocol({
  bounds: {},
  schema: plane,
  initial: () => {},
  rules: {},
  actions: {
    right: () => action({ choose: {}, when: (_, { x }) => x < 9, then: (_, s) => void s.x++ }),
    up: () => action({ choose: {}, when: (_, { y }) => y < 9, then: (_, s) => void s.y++ }),
    home: () =>
      action({
        choose: {},
        then: (_, s) => {
          s.x = 0;
          s.y = 0;
        },
      }),
  },
});
export const right = stepOf('right');
export const up = stepOf('up');
export const home = stepOf('home');

/** The same with a step that throws, two steps from the origin: whoever looks around there comes by it. */
export const withPitfall = protocol({
  ...onPlane,
  actions: {
    ...onPlane.actions,
    fall: () =>
      action({
        choose: {},
        when: (_, { x, y }) => x === 0 && y === 1,
        then: () => {
          throw new Error('what the model said');
        },
      }),
  },
});

import type { Stop } from './compile.js';
import { IMPURE, ModelError, wayTo } from './report.js';
import type { Search } from './search.js';
import type { Share } from './share.js';
import { follow, type TraceStep } from './trace.js';

/** A state from which no step is possible: TLC's deadlock. */
export interface Terminal {
  /** A shortest way there. */
  readonly trace: readonly TraceStep[];
  /** The rooms and limits without which some step would be possible there. */
  readonly stops: readonly Stop[];
}

/**
 * The nearest of the terminal states that a search has come by; nothing, if it came by none. On plain objects it is seen
 * once more that no step is possible there.
 *
 * @throws ModelError where one is.
 */
export function terminalOf(search: Search, shares: readonly Share[]): Terminal | undefined {
  const found = shares.flatMap(({ firstTerminal }) => firstTerminal ?? []);
  if (found.length === 0) return undefined;
  const trace = wayTo(search, shares, found);
  const { machine } = follow(search.protocol, search.bounds, trace);
  const [possible] = machine.enabled();
  if (possible !== undefined)
    throw new ModelError(
      `A state from which no step was possible has one when the same steps are taken again. ${IMPURE}`,
      machine.actionOf(possible).name,
      trace,
      undefined,
    );
  const stops = new Map<string, Stop>();
  for (const { name, begin, size } of machine.actions)
    for (let choice = begin; choice < begin + size; choice++)
      for (const by of machine.stops(choice)) stops.set(`${name} ${by}`, { action: name, by });
  return { trace, stops: [...stops.values()] };
}

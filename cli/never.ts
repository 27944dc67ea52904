import { isNothing } from '#checker/action';
import type { Protocol } from '#checker/protocol';

/** What a limit of no times keeps from happening. */
export function limitLines({ limits = {} }: Protocol): string[] {
  const stopped = Object.keys(limits).filter((name) => limits[name] === 0);
  return stopped.length > 0 ? [`never, unless --limit allows it: ${stopped.join(', ')}`] : [];
}

/** The actions that the rules of a protocol leave nothing to do. */
export const ruledOut = ({ actions, rules }: Protocol): string[] =>
  Object.keys(actions).filter((name) => isNothing(actions[name]!(rules)));

interface Listed {
  readonly entry: { readonly name: string };
  readonly protocol: Protocol;
}

/**
 * What never happens in a protocol, though it might seem to: what is limited to no times, what its rules leave nothing to
 * do, and what another protocol of the same variables does. A copy that lost an action on the way has fewer behaviours, in which more holds.
 */
export function neverLines(protocol: Protocol, all: readonly Listed[]): string[] {
  const has = ({ actions }: Protocol, action: string): boolean => Object.hasOwn(actions, action);
  const alike = all.filter((other) => other.protocol.schema === protocol.schema);
  const others = new Set(alike.flatMap((other) => Object.keys(other.protocol.actions)));
  const lacking = [...others]
    .filter((action) => !has(protocol, action))
    .map((action) => `${action} (${alike.find((other) => has(other.protocol, action))!.entry.name} has it)`);
  const never = [...ruledOut(protocol).map((action) => `${action} (by its rules)`), ...lacking];
  return [...limitLines(protocol), ...(never.length > 0 ? [`never: ${never.join(', ')}`] : [])];
}

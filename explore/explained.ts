import { modelErrorText } from '#checker/model-error-text';
import { ModelError } from '#checker/report';
import type { Search } from '#checker/search';

/** Does something with a model; where that fails, the message says on which way. @throws ModelError */
export function explained<T>({ protocol, bounds }: Search, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new ModelError(modelErrorText(error, protocol, bounds), error.during, error.steps, error);
  }
}

import { expect } from 'vitest';
import { ModelError } from '#checker/report';

/** The model error that a search ends with. */
export function failureOf(search: () => unknown): ModelError {
  let thrown: unknown;
  try {
    search();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ModelError);
  return thrown as ModelError;
}

/** What is known of how short a trace is. */
export type Certificate =
  | {
      /** No behaviour of fewer steps decides the property within the bounds: all of them were searched. */
      readonly kind: 'shortest';
      readonly states: number;
    }
  | {
      /** None of fewer steps than `noShorterThan` does, as far as so many states tell. */
      readonly kind: 'bounded';
      readonly noShorterThan: number;
      readonly states: number;
    };

/** Of how few steps a trace could be, as far as that is proven, where one has so many. */
export const fewestFor = (certificate: Certificate, steps: number): number =>
  certificate.kind === 'shortest' ? steps : certificate.noShorterThan;

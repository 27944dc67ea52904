import { has, minus } from '#checker/dsl';
import { action, decide, followers } from '../state.js';
import { replicaName } from '../tells.js';

/** The controller takes a broker to have failed, and takes its replica out of the ISR. AsyncIsr.tla, ControllerShrinkIsr. */
export const controllerShrinkIsr = () =>
  action({
    choose: { failed: followers },
    when: ({ failed }, { controller }) => has(controller.isr, failed),
    then: ({ failed }, s) => decide(s, minus(s.controller.isr, failed)),
    says: ({ failed }) => `the controller takes ${replicaName(failed.id)} for failed`,
  });

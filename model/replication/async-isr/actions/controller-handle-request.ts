import { setText } from '../../../words.js';
import { action, decide, requests } from '../state.js';

/**
 * The controller takes on the ISR that the leader proposed, if it has decided on no other since.
 *
 * The request stays: it may arrive again, and is then out of date. AsyncIsr.tla, ControllerHandleRequest.
 */
export const controllerHandleRequest = () =>
  action({
    choose: { request: requests },
    when: ({ request }, { controller }) => request.version === controller.version,
    then: ({ request }, s) => decide(s, request.isr),
    says: ({ request }) =>
      `the controller takes on the ISR ${setText(request.isr)} that the leader asked for`,
  });

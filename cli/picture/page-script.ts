/** What a page does when keys and buttons are pressed. It makes no elements, and reads none but its own. */
export const PAGE_SCRIPT = `'use strict';
const steps = [...document.querySelectorAll('.step')];
const [back, on, where] = ['back', 'on', 'where'].map((id) => document.getElementById(id));
let at = -1;
function go(next) {
  if (next < 0 || next >= steps.length || next === at) return;
  if (at >= 0) steps[at].removeAttribute('aria-current');
  at = next;
  steps[at].setAttribute('aria-current', 'step');
  steps[at].scrollIntoView({ block: steps[at].offsetHeight > innerHeight - 90 ? 'start' : 'center' });
  where.textContent = at === 0 ? 'At first' : 'Step ' + at + ' of ' + (steps.length - 1);
  back.disabled = at === 0;
  on.disabled = at === steps.length - 1;
  history.replaceState(null, '', '#' + steps[at].id);
}
const last = () => steps.length - 1;
const keys = {
  ArrowLeft: () => go(at - 1),
  ArrowRight: () => go(at + 1),
  Home: () => go(0),
  End: () => go(last()),
};
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const act = keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
});
back.addEventListener('click', keys.ArrowLeft);
on.addEventListener('click', keys.ArrowRight);
steps.forEach((step, i) => step.addEventListener('click', () => getSelection().isCollapsed && go(i)));
const named = () => go(steps.findIndex((step) => '#' + step.id === location.hash));
addEventListener('hashchange', named);
back.disabled = true;
named();
`;

import { forgetDraft } from './draft';

/** Where a quick exit leads: the weather, which anybody may look at. */
const neutralSite = 'https://www.marocmeteo.ma/';

/**
 * Leaves at once, and leaves nothing: the draft goes, the page is hidden before the other one has come, and the
 * step that "back" goes to is taken back first, so that going back shows nothing of it.
 */
export function leave(): void {
  forgetDraft();
  document.documentElement.style.visibility = 'hidden';
  document.title = '…';
  const go = () => location.replace(neutralSite);
  if (history.state?.inside) {
    addEventListener('popstate', go, { once: true });
    history.back();
    setTimeout(go, 150);
  } else go();
}

/** Escape twice within a second leaves. */
export function leaveByEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const now = Date.now();
  if (now - lastEscape < 1000) leave();
  lastEscape = now;
}
let lastEscape = 0;

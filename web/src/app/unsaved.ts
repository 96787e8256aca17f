import { begunDrafts, isTypedHere } from '$/offline/draft.svelte';
import { begunForm } from './features';

/** What was typed and is not saved. */
export interface Unsaved {
  /** A text key: what it is. */
  label: string;
  about?: string | undefined;
  /** Where it can be gone on with; nothing for what stands on the present page alone, or in another window. */
  href?: string;
  at?: number;
}

/** Everything that signing out would lose: on the present page first, then the drafts on this device, the newest first. */
export function unsaved(): Unsaved[] {
  const drafts = begunDrafts().map(({ form, at, values }): Unsaved => {
    const { label, href, about } = begunForm(form, values) ?? { label: 'web.leaving.begun', href: '/' };
    return { label, at, ...(values !== undefined && { href, about }) };
  });
  return [...(isTypedHere() ? [{ label: 'web.leaving.page' }] : []), ...drafts];
}

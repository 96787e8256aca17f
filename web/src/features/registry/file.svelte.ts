import { api, isProblem } from '$/api/client';
import { asProblem } from '$/api/problem';
import { randomDigits, uuidOf } from '$/api/uuid';
import { readDraft, writeDraft } from '$/offline/draft.svelte';
import type { Form } from '$/ui/form.svelte';

/** A number for a file that is to be made: a UUID of version 7, as the server makes them. */
const fileId = () => uuidOf(7, Date.now().toString(16).padStart(12, '0') + randomDigits(19));

type Begun = Pick<Form<object>, 'restored' | 'isBegun'>;

/**
 * The number that the file being registered is to have, and the edition that it is for. Both stay with the draft of its form: sent
 * again, by this page or by a later one, it is that file.
 */
export class NewFile {
  id = $state('');
  edition = $state('');
  #form: Begun;
  #part: string;

  /** For a form that keeps its draft as `draft`; call while a component is being set up. */
  constructor(form: Begun, draft: string, editions: { id: string }[], usual: string) {
    [this.#form, this.#part, this.edition] = [form, `${draft}/file`, usual];
    this.recall(editions);
    const begun = $derived(form.isBegun);
    $effect(() => {
      const { id, edition } = this;
      if (begun) writeDraft(this.#part, { id, edition });
    });
  }

  /** Is the file of the draft that stands in the form now, into the edition for which it was begun while that is one of these. */
  recall(editions: { id: string }[]): void {
    const kept = this.#form.restored ? readDraft<{ id: string; edition: string }>(this.#part) : null;
    if (editions.some(({ id }) => id === kept?.edition)) this.edition = kept!.edition;
    this.id = kept?.id ?? fileId();
  }

  /** Is another file. */
  renew(): void {
    this.id = fileId();
  }
}

/** Makes a file of the number in `body`. What had arrived before its answer was lost is found by that. */
export async function sendFile<T>(path: string, body: { id: string }, idempotencyKey: string, anonymous = false): Promise<T> {
  try {
    return await api.post<T>(path, body, { idempotencyKey, anonymous });
  } catch (thrown) {
    if (!isProblem(thrown, 'already_exists')) throw thrown;
    return api.get<T>(`${path}/${body.id}`, undefined, { anonymous }).catch((missed: unknown) => {
      throw asProblem(missed).status === 404 ? thrown : missed; // something else of it is another's
    });
  }
}

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTexts } from '../../../plugins/locales';

const texts = readTexts(fileURLToPath(new URL('../../../../locales', import.meta.url)));
const inFrench = (beginning: string) => [...texts].flatMap(([key, text]) => (key.startsWith(beginning) ? [text.fr!] : []));

// Women, men with a disability and cooperatives stand in the same lists and have the same pages.
test('phases, and what happened on the way, are named without saying that it happened to a woman', () => {
  expect(inFrench('registry.phase.')).toEqual([
    'Inscription', 'Éligibilité', 'Liste d’attente', 'Sélection', 'Formation achevée', 'Accompagnement', 'Financement', 'Sur le marché',
    'Parcours achevé', 'Candidature non retenue',
  ]);
  const ofOneWoman = /^(Inscrite|Sélectionnées?|Formée|Financée|Accompagnée|Convoquée|Retirée|Non retenue|Revenue|Déclarée)\b/;
  for (const text of [...inFrench('selection.done.'), ...inFrench('registry.registrant_state.'), ...inFrench('selection.selected')])
    expect(text).not.toMatch(ofOneWoman);
});

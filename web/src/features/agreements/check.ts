import { t } from '$/i18n/index.svelte';
import { cellsOf, type AgreementValues } from './agreement';

/** What is missing, and what the server could not read: parties that are not chosen, amounts that are none, a decision without its day. */
export function faultsOf(values: AgreementValues): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const name of ['reference', 'title_ar', 'title_fr'] as const) if (!values[name].trim()) faults[name] = t('error.required');
  if (values.decided && !values.session.trim()) faults['ratification/session'] = t('error.required');
  const needed = ['starts_on', 'ends_on', ...(values.decided ? (['decided_on'] as const) : [])] as const;
  for (const name of needed) if (!values[name]) faults[name === 'decided_on' ? 'ratification/decided_on' : name] = t('agreements.date_missing');
  values.parties.forEach(({ partner_id }, index) => {
    if (!partner_id) faults[`parties/${index}/partner_id`] = t('agreements.partner_missing');
  });
  cellsOf(values.parties).forEach(({ fault }, index) => {
    if (fault) faults[`amounts/${index}/year`] = t(`agreements.${fault}`);
  });
  return faults;
}

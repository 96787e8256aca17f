import type { ApiProblem } from '$/api/problem';
import { t } from '$/i18n/index.svelte';
import { texts, type Said } from './speech.svelte';

/** How long she is to wait: nobody counts in thousands of seconds. */
function waitOf(minutes: number): Said {
  const time = minutes < 100 ? t('self.wait_minutes', { count: minutes }) : t('self.wait_hours', { count: Math.ceil(minutes / 60) });
  return { text: t('self.wait', { time }) };
}

/** What went wrong, in words to be read and heard. */
export function wordsOf(problem: ApiProblem): Said[] {
  const minutes = problem.status === 429 ? Math.ceil((problem.retryAfterSeconds ?? 0) / 60) : 0;
  const why = problem.slug === 'unreachable' ? texts('self.offline') : [{ text: problem.detail }];
  return [
    { text: problem.title },
    ...(!minutes || problem.slug === 'too_many_registrations' ? why : []),
    ...(minutes ? [waitOf(minutes)] : []),
  ];
}

import type { Given } from '$/api/types';
import { wholeNumber } from '$/ui/digits';

export type Plan = Given<'Plan'>;
export type Rule = Given<'Rule'>;
export type RuleField = Rule['field'];
export type Criterion = Given<'Criterion'>;
export type Reserve = Given<'Reserve'>;
export type CandidateSummary = Given<'CandidateSummary'>;
export type Candidate = Given<'Candidate'>;
export type Evaluation = Given<'Evaluation'>;
export type Eligibility = Given<'Eligibility'>;
export type Phase = CandidateSummary['phase'];
export type Run = Given<'RunView'>;
/** A selection as the list of them shows it. */
export type RunRow = Given<'Run'>;
export type RunState = RunRow['state'];
export type Quota = Given<'Quota'>;
export type Entry = Given<'Entry'>;
export type Appeal = Given<'Appeal'>;
export type AppealEffect = Given<'AppealEffect'>;
export type MovePreview = Given<'MovePreview'>;
export type PhaseMove = Given<'PhaseMove'>;
export type GroupBalance = Given<'GroupBalance'>;

/** Every phase, in the order of the way (R1.4); who is rejected has left it. */
export const phases: Phase[] = [
  'registered', 'eligible', 'waiting', 'selected', 'trained', 'accompanied', 'financed', 'in_market', 'graduated', 'rejected',
];

/** A score is kept in hundredths of 100. */
export const pointsOf = (hundredths: number) => hundredths / 100;

/** Points one big step up or down, of 0 to `most`: a tenth of what can be reached, at least one. */
export function stepped(points: string, direction: 1 | -1, most: number): string {
  const step = Math.max(1, Math.round(most / 10));
  const from = wholeNumber(points) ?? 0;
  return String(Math.min(most, Math.max(0, from + direction * step)));
}

export const appealTones = { open: 'warning', accepted: 'success', refused: 'neutral' } as const;
export const runTones = { listed: 'info', draft: 'info', confirming: 'warning', confirmed: 'success', superseded: 'neutral', discarded: 'neutral' } as const;

import type { Given } from '$/api/types';

export type Message = Given<'Message'>;
export type MessageDetail = Given<'MessageDetail'>;
export type OutboxSummary = Given<'OutboxSummary'>;
export type MessageTemplate = Given<'MessageTemplate'>;
export type TemplateText = MessageTemplate['texts'][number];
export type InboxMessage = Given<'InboxMessage'>;
export type PersonNotice = Given<'Notice'>;
export type NoticeKind = PersonNotice['kind'];
export type State = Message['state'];

export const states = ['queued', 'sending', 'sent', 'delivered', 'failed', 'unsure', 'cancelled'] as const satisfies readonly State[];
export const channels = ['sms', 'email', 'in_app'] as const;

export const tones = {
  queued: 'info', sending: 'info', sent: 'primary', delivered: 'success', failed: 'danger', unsure: 'warning', cancelled: 'neutral',
} as const;

/** The numbers of each state, those that are missing as 0, in the order of a message's way. */
export function countsOf(summary: Pick<OutboxSummary, 'states'>): { state: State; count: number }[] {
  return states.map((state) => ({ state, count: summary.states.find((one) => one.state === state)?.count ?? 0 }));
}

/** A gateway reports on one part alone: of more parts nobody knows whether all arrived. */
export function isReportedInPart({ parts, tries }: Pick<MessageDetail, 'parts' | 'tries'>): boolean {
  return parts > 1 && tries.some(({ report }) => report === 'delivered');
}

/** What is sent of the texts: one that is empty or as it was brought goes back to that. */
export function draftOf(texts: Record<string, string>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, text.trim() || null]));
}

/** A notice to a person as it is asked for; only for a paper is there a last day. */
export function noticeDraft(kind: NoticeKind, deadline: string): { kind: NoticeKind; deadline?: string } {
  return kind === 'paper_missing' && deadline ? { kind, deadline } : { kind };
}

/** "{reference}, {date}" as it is typed. */
export function typed(names: string[]): string {
  return names.map((name) => `{${name}}`).join(', ');
}

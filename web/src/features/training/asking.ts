import { api } from '$/api/client';
import type { Listed } from '$/api/types';
import type { Convocation, OwnTraining, SessionView, StaffCandidate, StaffInvitation, TrainingLine, TrainingPartner } from './session';

const all = async <T>(path: string, query?: Record<string, string>): Promise<T[]> => (await api.get<Listed<T>>(path, query)).items;

export const sessionsOf = (edition: string, filter: { subject: string; audience: string }) =>
  all<SessionView>(`/editions/${edition}/sessions`, filter);
export const convocationsOf = (session: string) => all<Convocation>(`/sessions/${session}/convocations`);
export const invitationsOf = (session: string) => all<StaffInvitation>(`/sessions/${session}/invitations`);
export const candidatesOf = (session: string, filter: { role: string; area: string }) =>
  all<StaffCandidate>(`/sessions/${session}/candidates`, filter);
export const ownTrainings = () => all<OwnTraining>('/me/trainings');
export const trainingPartners = () => all<TrainingPartner>('/training-partners');
export const reportOf = (edition: string) => all<TrainingLine>(`/editions/${edition}/training-report`);

import { api } from '$/api/client';
import type { Listed } from '$/api/types';
import type { Convocation, SessionView } from './session';

export const sessionsOf = async (edition: string): Promise<SessionView[]> =>
  (await api.get<Listed<SessionView>>(`/editions/${edition}/sessions`)).items;

export const convocationsOf = async (session: string): Promise<Convocation[]> =>
  (await api.get<Listed<Convocation>>(`/sessions/${session}/convocations`)).items;

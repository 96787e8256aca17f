import { api } from '$/api/client';
import type { Convocation, Opened, OwnFile, PaperKind, Pass } from './types';

const by = (pass: Pass) => ({ headers: { 'X-File': pass.token }, anonymous: true });

export interface Key {
  reference: string;
  birth_date: string | null;
  birth_year: number | null;
  phone_end: string | null;
}

export const openFile = (key: Key) => api.post<Opened>('/self/file', key, { anonymous: true });
export const readFile = (pass: Pass) => api.get<OwnFile>('/self/file', undefined, by(pass));
export const convocations = async (pass: Pass) => (await api.get<{ items: Convocation[] }>('/self/file/convocations', undefined, by(pass))).items;
export const changePhone = (pass: Pass, phone: string) => api.put<OwnFile>('/self/file/phone', { phone }, null, by(pass));
export const withdraw = (pass: Pass, reason: string) => api.post<OwnFile>('/self/file/withdraw', { reason: reason || null }, by(pass));
export const decline = (pass: Pass, place: string, reason: string) => api.post<OwnFile>(`/self/file/places/${place}/decline`, { reason: reason || null }, by(pass));
export const restore = (pass: Pass) => api.post<OwnFile>('/self/file/restore', undefined, by(pass));

export const removePaper = (pass: Pass, id: string) => api.remove<OwnFile>(`/self/file/papers/${id}`, undefined, by(pass));

export function addPaper(pass: Pass, kind: PaperKind, photo: Blob): Promise<OwnFile> {
  const headers = { ...by(pass).headers, 'X-File-Name': `${kind}.jpg` };
  return api.post<OwnFile>('/self/file/papers', photo, { query: { kind }, headers, anonymous: true });
}

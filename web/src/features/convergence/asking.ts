import { api } from '$/api/client';
import type { Listed } from '$/api/types';
import type { OtherProgramme } from './convergence';

export const otherProgrammes = async (): Promise<OtherProgramme[]> =>
  (await api.get<Listed<OtherProgramme>>('/convergence/programmes')).items;

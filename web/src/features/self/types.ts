import type { Given } from '$/api/types';

export type Opening = Given<'SelfOpening'>;
export type Registered = Given<'SelfRegistered'>;
export type Pass = Given<'SelfPass'>;
export type OwnFile = Given<'SelfFile'>;
export type Opened = Given<'SelfOpened'>;
export type Commune = Given<'SelfCommune'>;
export type Province = Given<'Province'>;
export type Region = Given<'Region'>;
export type Convocation = Given<'OwnConvocation'>;
export type PaperKind = OwnFile['missing_papers'][number];
export type Challenge = Given<'Challenge'>;

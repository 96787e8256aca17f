-- How far a registration has come; `state` says whether it stands.
alter table registration add column phase text not null default 'registered';
alter table registration add column phase_reason text;
-- Lists by phase; those not looked at yet, nearly all of a young register, cost it nothing.
create index registration_phase on registration (edition_id, phase, region_code, registered_at, id)
    where phase <> 'registered';
-- Asked of whoever applies where the edition's rules want it.
alter table person add column commits_to_training boolean;

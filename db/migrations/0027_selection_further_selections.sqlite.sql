-- Whoever holds a place keeps it in a further selection, unless the region decides anew among all.
alter table selection_run add column keeps_selected boolean not null default false;
-- What the committee has to know: candidates who no longer meet the rules, and places of the region's target that no
-- province has.
alter table selection_run add column ineligible bigint not null default 0;
alter table selection_run add column unsplit bigint not null default 0;

-- Who was refused by the rules appeals as well, without a selection.
create table appeal_of_any (
    id uuid primary key,
    run_id uuid references selection_run (id),
    registration_id uuid not null references registration (id),
    complaint text not null,
    state text not null, -- open, accepted, refused
    answer text,
    recorded_at bigint not null,
    recorded_by text not null,
    recorded_by_name text not null,
    answered_at bigint,
    answered_by_name text,
    version bigint not null
);
insert into appeal_of_any (id, run_id, registration_id, complaint, state, answer, recorded_at, recorded_by,
    recorded_by_name, answered_at, answered_by_name, version)
select id, run_id, registration_id, complaint, state, answer, recorded_at, recorded_by, recorded_by_name, answered_at,
    answered_by_name, version from appeal;
drop table appeal;
alter table appeal_of_any rename to appeal;
create index appeal_run on appeal (run_id, recorded_at);
create index appeal_registration on appeal (registration_id);

-- How many a session has room for; null: nobody said.
alter table training_session add column capacity bigint;

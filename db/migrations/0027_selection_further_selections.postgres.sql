-- Whoever holds a place keeps it in a further selection, unless the region decides anew among all.
alter table selection_run add column keeps_selected boolean not null default false;
-- What the committee has to know: candidates who no longer meet the rules, and places of the region's target that no
-- province has.
alter table selection_run add column ineligible bigint not null default 0;
alter table selection_run add column unsplit bigint not null default 0;

-- Who was refused by the rules appeals as well, without a selection.
alter table appeal alter column run_id drop not null;

-- How many a session has room for; null: nobody said.
alter table training_session add column capacity bigint;

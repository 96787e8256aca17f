-- What a selection ranks, fixed and published before the lots are drawn; empty: of the time when the seed was chosen by people.
alter table selection_run add column list_digest text not null default '';

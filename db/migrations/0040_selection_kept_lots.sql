-- Whoever had a lot in the selection before keeps it in the next: `drawn_in` is the selection whose seed it comes from,
-- where that is an earlier one.
alter table selection_entry add column drawn_in uuid;
alter table selection_run add column kept_lots bigint not null default 0;

-- Whoever was registered in the region when the list was closed and is not on it: with the candidates and those who came
-- further they make all who are registered. Null: of the time when they were not counted.
alter table selection_run add column undecided bigint;
alter table selection_run add column rejected bigint;

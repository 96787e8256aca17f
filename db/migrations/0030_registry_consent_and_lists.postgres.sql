-- Of a woman who was entered from a list nobody may have said when she agreed; what is not known is not invented.
alter table person alter column consent_on drop not null;
alter table import_run add column consent_on date; -- that every woman of the list agreed, as who sent it states
alter table import_run add column consent_method text;
alter table import_run add column refused_fetched_at bigint;
alter table import_run add column list_removed_at bigint;

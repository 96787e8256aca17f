-- Of a woman who was entered from a list nobody may have said when she agreed; what is not known is not invented.
alter table person add column consented_on date;
update person set consented_on = consent_on;
alter table person drop column consent_on;
alter table person rename column consented_on to consent_on;
alter table import_run add column consent_on date; -- that every woman of the list agreed, as who sent it states
alter table import_run add column consent_method text;
alter table import_run add column refused_fetched_at bigint;
alter table import_run add column list_removed_at bigint;
